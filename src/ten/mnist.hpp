// Generated from chapters/04-data.md by heddle (checksum 6f67cf0d8debe682). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <ostream>
#include <string>
#include <utility>
#include "ten/idx.hpp"
#include "ten/tensor.hpp"

namespace ten {

/// \file
/// The MNIST database as tensors. A program that includes this links zlib.

/// Images of 28 x 28 pixels.
/// \returns (n, 784), each pixel its byte divided by 256, exactly
/// \pre     an IDX file of rank 3 with images of that size; throws DataError
inline Tensor<float> read_images(std::filesystem::path const& file) {
    Idx const idx = read_idx(file, 3);
    if (idx.shape[1] != 28 || idx.shape[2] != 28) {
        throw DataError(file, "images of 28 x 28 pixels are expected, the shape is " + to_string(idx.shape));
    }
    Tensor<float> images(Shape{idx.shape[0], 28 * 28});
    std::transform(idx.bytes.begin(), idx.bytes.end(), images.data(),
                   [](std::uint8_t byte) { return static_cast<float>(byte) / 256; });
    return images;
}

/// Labels, each the digit that an image shows.
/// \returns (n), from 0 to 9
/// \pre     an IDX file of rank 1 with no label above 9; throws DataError naming the first that is
inline Tensor<std::int64_t> read_labels(std::filesystem::path const& file) {
    Idx const idx = read_idx(file, 1);
    auto const wrong = std::find_if(idx.bytes.begin(), idx.bytes.end(), [](std::uint8_t label) { return label > 9; });
    if (wrong != idx.bytes.end()) {
        throw DataError(file, "label " + std::to_string(wrong - idx.bytes.begin()) + " is " + std::to_string(*wrong) +
                                  ", and the digits end at 9");
    }
    Tensor<std::int64_t> labels(idx.shape);
    std::copy(idx.bytes.begin(), idx.bytes.end(), labels.data());
    return labels;
}

/// Digits to train on, and digits to judge by.
struct Digits {
    Tensor<float> x_train;         // (n, 784)
    Tensor<std::int64_t> y_train;  // (n)
    Tensor<float> x_valid;         // (m, 784)
    Tensor<std::int64_t> y_valid;  // (m)
};

/// Reads images with their labels; the first `n_train` train, the others validate.
/// \pre as many labels as images, more than n_train of them; throws DataError
inline Digits read_digits(std::filesystem::path const& images, std::filesystem::path const& labels,
                          std::int64_t n_train) {
    Tensor<float> const x = read_images(images);
    Tensor<std::int64_t> const y = read_labels(labels);
    std::string const found = std::to_string(y.shape(0)) + " labels for " + std::to_string(x.shape(0)) + " images";
    if (x.shape(0) != y.shape(0)) throw DataError(labels, found);
    if (x.shape(0) <= n_train)
        throw DataError(labels, found + ", more than " + std::to_string(n_train) + " are expected");
    Range const first = range(0, n_train);
    Range const others = range(n_train, to_end);
    return {x(first, all), y(first), x(others, all), y(others)};
}

/// A folder with MNIST files.
struct MnistPlace {
    std::filesystem::path folder;
    bool whole = false;  // with the training images
    friend std::ostream& operator<<(std::ostream& out, MnistPlace const& place) {
        return out << (place.whole ? "the 60,000 training images, 50,000 to train and 10,000 to validate"
                                   : "the 10,000 test images, 8,000 to train and 2,000 to validate");
    }
};

namespace detail {

/// A file of MNIST in a folder, as it is published, or unpacked if it is there only so.
inline std::filesystem::path mnist_file(std::filesystem::path const& folder, std::string const& name) {
    std::filesystem::path const packed = folder / name;
    std::filesystem::path const unpacked = folder / packed.stem();
    return !std::filesystem::exists(packed) && std::filesystem::exists(unpacked) ? unpacked : packed;
}

/// The training images and their labels.
inline constexpr std::array<char const*, 2> whole_mnist_files{"train-images-idx3-ubyte.gz",
                                                              "train-labels-idx1-ubyte.gz"};

}  // namespace detail

/// The folder that the environment variable TEN_MNIST_DIR names; else `fetched` if the whole set is there, else
/// `carried`.
/// \pre what TEN_MNIST_DIR names holds the whole set; throws DataError naming the file that is missing
inline MnistPlace find_mnist(std::filesystem::path const& fetched, std::filesystem::path const& carried) {
    auto const missing_in = [](std::filesystem::path const& folder) {
        auto const is_there = [&](char const* file) {
            return std::filesystem::exists(detail::mnist_file(folder, file));
        };
        auto const* const missing =
            std::find_if_not(detail::whole_mnist_files.begin(), detail::whole_mnist_files.end(), is_there);
        return missing == detail::whole_mnist_files.end() ? std::string() : std::string(*missing);
    };
    char const* const named = std::getenv("TEN_MNIST_DIR");
    if (named != nullptr && *named != '\0') {
        std::string const missing = missing_in(named);
        if (!missing.empty())
            throw DataError(named, "TEN_MNIST_DIR names this folder, and " + missing + " is not in it");
        return {named, true};
    }
    return missing_in(fetched).empty() ? MnistPlace{fetched, true} : MnistPlace{carried, false};
}

/// The digits of a folder: of the whole set the last 10,000 validate, of the test images the last 2,000.
inline Digits read_mnist(MnistPlace const& place) {
    std::string const set = place.whole ? "train" : "t10k";
    return read_digits(detail::mnist_file(place.folder, set + "-images-idx3-ubyte.gz"),
                       detail::mnist_file(place.folder, set + "-labels-idx1-ubyte.gz"), place.whole ? 50000 : 8000);
}

}  // namespace ten
