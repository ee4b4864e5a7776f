// Generated from chapters/04-data.md by heddle (checksum 8d2860e68936c273). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <map>
#include <string>
#include "ten/tensor.hpp"

namespace ten {

/// \file
/// A matrix as a table whose cells are shaded by their values.

/// A table as HTML, and the same numbers as text.
struct Table {
    std::string html;
    std::string text;
};

/// The forms in which a page can show a table, by their media types.
inline std::map<std::string, std::string> mime_bundle_repr(Table const& table) {
    return {{"text/html", table.html}, {"text/plain", table.text}};
}

namespace detail {

/// A cell whose background goes from white for 0 to black for 1.
inline std::string shaded_cell(std::string const& text, double share) {
    int const level = static_cast<int>(std::lround(255 * (1 - std::clamp(std::isnan(share) ? 0.0 : share, 0.0, 1.0))));
    std::string const grey =
        "rgb(" + std::to_string(level) + "," + std::to_string(level) + "," + std::to_string(level) + ")";
    return "<td style=\"background:" + grey + ";color:" + (level >= 118 ? "black" : "white") + "\">" + text + "</td>";
}

/// A number with six digits after the point, as tables of data are printed.
inline std::string with_six_digits(double value) {
    char text[400];
    std::snprintf(text, sizeof text, "%.6f", value);
    return text;
}

}  // namespace detail

/// The elements of a matrix with the numbers of their rows and columns, shaded from the least to the greatest.
/// \param a  rank 2, any strides
/// \pre      rank 2; throws ShapeError
template <Element T>
Table shaded(Tensor<T> const& a) {
    if (a.rank() != 2) throw ShapeError("shaded: shape " + to_string(a.shape()) + " is no matrix");
    auto const value = [&a](std::int64_t i, std::int64_t j) { return static_cast<double>(a(i, j)); };
    // find the range of the values and the width of a column
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    std::size_t width = std::to_string(std::max<std::int64_t>(a.shape(1) - 1, 0)).size();
    std::size_t const row_width = std::to_string(std::max<std::int64_t>(a.shape(0) - 1, 0)).size();
    for (std::int64_t i = 0; i < a.shape(0); ++i) {
        for (std::int64_t j = 0; j < a.shape(1); ++j) {
            low = std::fmin(low, value(i, j));  // NaN is passed over
            high = std::fmax(high, value(i, j));
            width = std::max(width, detail::with_six_digits(value(i, j)).size());
        }
    }
    auto const padded = [](std::string const& text, std::size_t to) {
        return std::string(to - std::min(to, text.size()), ' ') + text;
    };
    std::string text(row_width, ' ');
    std::string html = "<table class=\"shaded\"><thead><tr><td></td>";
    for (std::int64_t j = 0; j < a.shape(1); ++j) {
        text += " " + padded(std::to_string(j), width);
        html += "<th scope=\"col\">" + std::to_string(j) + "</th>";
    }
    html += "</tr></thead><tbody>";
    for (std::int64_t i = 0; i < a.shape(0); ++i) {
        text += "\n" + padded(std::to_string(i), row_width);
        html += "<tr><th scope=\"row\">" + std::to_string(i) + "</th>";
        for (std::int64_t j = 0; j < a.shape(1); ++j) {
            std::string const number = detail::with_six_digits(value(i, j));
            text += " " + padded(number, width);
            html += detail::shaded_cell(number, high > low ? (value(i, j) - low) / (high - low) : 0.0);
        }
        html += "</tr>";
    }
    return {html + "</tbody></table>", text};
}

}  // namespace ten
