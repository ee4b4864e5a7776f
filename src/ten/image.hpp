// Generated from chapters/04-data.md by heddle (checksum ea76de67fa14c452). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include "ten/table.hpp"
#include "ten/tensor.hpp"

namespace ten {

/// \file
/// A matrix as a picture of grey squares.

/// A picture as SVG, and what it shows in words.
struct Image {
    std::string svg;
    std::string text;
};

/// The forms in which a page can show a picture, by their media types.
inline std::map<std::string, std::string> mime_bundle_repr(Image const& image) {
    return {{"image/svg+xml", image.svg}, {"text/plain", image.text}};
}

namespace detail {

/// The grey level of a value: 0 for the least, 255 for the greatest; NaN is drawn as the least.
inline int grey_level(double value, double low, double high) {
    if (!(high > low) || std::isnan(value)) return 0;
    return static_cast<int>(std::lround(255 * ((value - low) / (high - low))));
}

/// Part of a row of equal pixels.
inline std::string grey_rectangle(std::int64_t row, std::int64_t column, std::int64_t length, int level) {
    std::string const grey = std::to_string(level);
    return "<rect x=\"" + std::to_string(column) + "\" y=\"" + std::to_string(row) + "\" width=\"" +
           std::to_string(length) + "\" height=\"1\" fill=\"rgb(" + grey + "," + grey + "," + grey + ")\"/>";
}

}  // namespace detail

/// Draws a matrix, each element a square of eight by eight points.
/// \param a  rank 2, any strides
/// \pre      rank 2; throws ShapeError
/// \note     the text of the picture grows with the number of runs of equal elements
template <Element T>
Image imshow(Tensor<T> const& a) {
    if (a.rank() != 2) throw ShapeError("imshow: shape " + to_string(a.shape()) + " is no matrix");
    std::int64_t const rows = a.shape(0);
    std::int64_t const columns = a.shape(1);
    auto const value = [&a](std::int64_t i, std::int64_t j) { return static_cast<double>(a(i, j)); };
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (std::int64_t i = 0; i < rows; ++i) {
        for (std::int64_t j = 0; j < columns; ++j) {
            low = std::fmin(low, value(i, j));
            high = std::fmax(high, value(i, j));
        }
    }
    // describe the squares in SVG
    std::string const width = std::to_string(columns);
    std::string const height = std::to_string(rows);
    std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + width + " " + height +
                      "\" width=\"" + std::to_string(8 * columns) + "\" height=\"" + std::to_string(8 * rows) +
                      "\" shape-rendering=\"crispEdges\"><rect width=\"" + width + "\" height=\"" + height + "\"/>";
    for (std::int64_t i = 0; i < rows; ++i) {
        for (std::int64_t j = 0, end = 0; j < columns; j = end) {
            int const level = detail::grey_level(value(i, j), low, high);
            for (end = j + 1; end < columns && detail::grey_level(value(i, end), low, high) == level;) ++end;
            if (level != 0) svg += detail::grey_rectangle(i, j, end - j, level);  // the ground is black
        }
    }
    std::string const words = height + " x " + width + " pixels";
    if (rows == 0 || columns == 0) return {svg + "</svg>", words};
    return {svg + "</svg>",
            words + ", black is " + detail::with_six_digits(low) + ", white " + detail::with_six_digits(high)};
}

}  // namespace ten
