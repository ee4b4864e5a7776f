// Generated from chapters/04-data.md by heddle (checksum e49761ee10fa6d01). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string>
#include <utility>
#include "ten/gzip.hpp"
#include "ten/shape.hpp"

namespace ten {

/// \file
/// The IDX format: a shape and unsigned bytes. A program that includes this links zlib.

/// What an IDX file holds: unsigned bytes, row-major.
struct Idx {
    Shape shape;
    Bytes bytes;
};

/// What a file is read by: from its start, so many bytes at a time.
template <typename R>
concept ByteReader = requires(R in, std::uint64_t n) {
    { in.read(n) } -> std::same_as<Bytes>;
    { in.available(n) } -> std::same_as<std::uint64_t>;
    { in.file() } -> std::convertible_to<std::filesystem::path>;
};

/// A file that is not compressed, with the functions of GzipReader.
class PlainReader {
public:
    /// \param file   the name for messages
    /// \param bytes  what the file holds
    PlainReader(std::filesystem::path file, Bytes bytes) : file_(std::move(file)), bytes_(std::move(bytes)) {}
    [[nodiscard]] std::filesystem::path const& file() const { return file_; }
    /// How many of the next `n` bytes there are.
    [[nodiscard]] std::uint64_t available(std::uint64_t n) const {
        return std::min<std::uint64_t>(n, bytes_.size() - used_);
    }
    /// The next `n` bytes, or all that are left when those are fewer.
    Bytes read(std::uint64_t n) {
        auto const from = bytes_.begin() + static_cast<std::ptrdiff_t>(used_);
        used_ += available(n);
        return {from, bytes_.begin() + static_cast<std::ptrdiff_t>(used_)};
    }

private:
    std::filesystem::path file_;
    Bytes bytes_;
    std::size_t used_ = 0;  // bytes that were read
};

namespace detail {

/// The four bytes of a number, the most significant first.
template <ByteReader R>
std::uint32_t read_big_endian(R& in) {
    Bytes const b = in.read(4);
    if (b.size() < 4) throw DataError(in.file(), "the file ends within the header");
    return std::uint32_t{b[0]} << 24 | std::uint32_t{b[1]} << 16 | std::uint32_t{b[2]} << 8 | std::uint32_t{b[3]};
}

}  // namespace detail

namespace detail {

/// A number as 0x and eight digits.
inline std::string in_hex(std::uint32_t number) {
    char text[11];
    std::snprintf(text, sizeof text, "0x%08x", number);
    return text;
}

}  // namespace detail

/// Reads an IDX file of unsigned bytes.
/// \param in    at its start; read to its end, where gzip's own checks are made
/// \param rank  the number of dimensions that the file must have, 1 to 255
/// \pre         the magic number is 0x00000800 + rank, no size is 0, and the file holds as many bytes as its sizes
///              say and no more; throws DataError
template <ByteReader R>
Idx read_idx(R& in, std::uint32_t rank) {
    // check the magic number
    std::uint32_t const expected = 0x0800 + rank;
    std::uint32_t const magic = detail::read_big_endian(in);
    if (magic != expected)
        throw DataError(in.file(), "magic number " + detail::in_hex(magic) + ", expected " + detail::in_hex(expected));
    // read the sizes
    Shape shape(rank, 0);
    std::int64_t total = 1;
    bool overflow = false;
    for (std::int64_t& size : shape) size = detail::read_big_endian(in);
    for (std::int64_t size : shape) {
        if (size == 0) throw DataError(in.file(), "nothing is in the file: its shape is " + to_string(shape));
        overflow = overflow || __builtin_mul_overflow(total, size, &total) || total > detail::most_elements;
    }
    if (overflow) throw DataError(in.file(), "too many elements in shape " + to_string(shape));
    // read the elements and nothing after them
    auto const needed = static_cast<std::uint64_t>(total);
    std::string const promised = "shape " + to_string(shape) + " needs " + std::to_string(total) + " bytes";
    std::uint64_t there = in.available(needed);
    Bytes bytes;
    if (there == needed) {
        bytes = in.read(needed);
        there = bytes.size();
    }
    if (there < needed) throw DataError(in.file(), promised + ", the file has " + std::to_string(there));
    if (!in.read(1).empty()) throw DataError(in.file(), promised + ", and more follow them");
    return {std::move(shape), std::move(bytes)};
}

/// The same for a file by its name, compressed by gzip, or not, and then it begins with the two zeros of IDX.
inline Idx read_idx(std::filesystem::path const& file, std::uint32_t rank) {
    Bytes bytes = read_file(file);
    if (bytes.size() >= 2 && bytes[0] == 0 && bytes[1] == 0) {
        PlainReader in(file, std::move(bytes));
        return read_idx(in, rank);
    }
    GzipReader in(file, std::move(bytes));
    return read_idx(in, rank);
}

}  // namespace ten
