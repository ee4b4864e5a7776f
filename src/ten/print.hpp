// Generated from chapters/01-tensors.md by heddle (checksum a158ba1af5e8339f). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <ostream>
#include <string>
#include <vector>
#include "ten/on_device.hpp"
#include "ten/tensor.hpp"

namespace ten {

/// \file
/// Printing as PyTorch prints.

namespace detail {

/// How the elements of one tensor are written: all alike.
struct NumberFormat {
    bool whole = true;        // floats without a fraction: "3."
    bool scientific = false;  // "1.0000e+05"
    std::size_t width = 1;    // characters of the widest
};

/// A number as the format of `printf` says.
inline std::string print_number(char const* format, double value) {
    char text[400];
    int const length = std::snprintf(text, sizeof text, format, value);
    return {text, static_cast<std::size_t>(length)};
}

/// The texts of NaN and the infinities, as Python writes them; empty for other numbers.
inline std::string print_special(double value) {
    if (std::isnan(value)) return "nan";
    if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
    return {};
}

/// One element, with spaces before it up to the width of the format.
template <Element T>
std::string print_element(T value, NumberFormat const& format) {
    std::string text;
    if constexpr (std::same_as<T, bool>) {
        text = value ? "True" : "False";
    } else if constexpr (std::integral<T>) {
        text = std::to_string(value);
    } else {
        auto const x = static_cast<double>(value);
        text = print_special(x);
        if (text.empty()) text = print_number(format.scientific ? "%.4e" : format.whole ? "%.0f." : "%.4f", x);
    }
    return text.size() < format.width ? std::string(format.width - text.size(), ' ') + text : text;
}

}  // namespace detail

namespace detail {

constexpr std::int64_t edge_items = 3;       // shown at each end of a dimension that is cut
constexpr std::int64_t summary_from = 1001;  // elements
constexpr std::size_t line_width = 80;       // characters

/// Calls `f` with every element that is shown.
template <Element T, typename F>
void for_each_shown(Tensor<T> const& a, bool summary, F f) {
    if (a.rank() == 0) {
        f(a.item());
        return;
    }
    std::int64_t const n = a.shape(0);
    for (std::int64_t i = 0; i < n; ++i) {
        if (summary && n > 2 * edge_items && i == edge_items) i = n - edge_items;
        for_each_shown(a[i], summary, f);
    }
}

}  // namespace detail

namespace detail {

/// The format that suits all elements that are shown.
template <Element T>
NumberFormat choose_format(Tensor<T> const& a, bool summary) {
    NumberFormat format;
    auto const widen = [&format](std::string const& text) { format.width = std::max(format.width, text.size()); };
    if constexpr (!std::floating_point<T>) {
        for_each_shown(a, summary, [&](T v) { widen(print_element(v, NumberFormat{})); });
    } else {
        double smallest = std::numeric_limits<double>::infinity();
        double largest = 0;
        auto counts = [](T v) { return std::isfinite(v) && v != 0; };
        for_each_shown(a, summary, [&](T v) {
            if (!counts(v)) return;
            auto const x = std::fabs(static_cast<double>(v));
            smallest = std::min(smallest, x);
            largest = std::max(largest, x);
            format.whole = format.whole && x == std::ceil(x);
        });
        if (largest == 0) return format;
        format.scientific = largest / smallest > 1000.0 || largest > 1e8 || (!format.whole && smallest < 1e-4);
        NumberFormat const narrow{format.whole, format.scientific, 0};
        for_each_shown(a, summary, [&](T v) {
            if (counts(v)) widen(print_element(v, narrow));
        });
    }
    return format;
}

}  // namespace detail

namespace detail {

/// A vector; `indent` characters stand before its bracket.
template <Element T>
std::string print_row(Tensor<T> const& a, std::size_t indent, bool summary, NumberFormat const& format) {
    std::int64_t const n = a.shape(0);
    std::size_t const room = line_width - std::min(line_width, indent);
    std::size_t const per_line = std::max<std::size_t>(1, room / (format.width + 2));
    std::string text = "[";
    std::size_t on_line = 0;
    for (std::int64_t i = 0; i < n; ++i) {
        bool const cut = summary && n > 2 * edge_items && i == edge_items;
        if (i > 0) text += on_line == per_line ? ",\n" + std::string(indent + 1, ' ') : ", ";
        if (on_line == per_line) on_line = 0;
        text += cut ? " ..." : print_element(a(i), format);
        ++on_line;
        if (cut) i = n - edge_items - 1;
    }
    return text + "]";
}

}  // namespace detail

namespace detail {

/// A tensor of any rank; `indent` characters stand before its bracket.
template <Element T>
std::string print_nested(Tensor<T> const& a, std::size_t indent, bool summary, NumberFormat const& format) {
    if (a.rank() == 0) return print_element(a.item(), format);
    if (a.rank() == 1) return print_row(a, indent, summary, format);
    std::string const between = "," + std::string(a.rank() - 1, '\n') + std::string(indent + 1, ' ');
    std::int64_t const n = a.shape(0);
    std::string text = "[";
    for (std::int64_t i = 0; i < n; ++i) {
        if (i > 0) text += between;
        if (summary && n > 2 * edge_items && i == edge_items) {
            text += "..." + between;
            i = n - edge_items;
        }
        text += print_nested(a[i], indent + 1, summary, format);
    }
    return text + "]";
}

}  // namespace detail

namespace detail {

/// What follows the elements: the device, the size when there are none, the dtype when it is not the default.
template <Element T>
std::vector<std::string> print_suffixes(Tensor<T> const& a) {
    bool const empty = a.numel() == 0;
    bool const told = std::same_as<T, float> || (!empty && (std::same_as<T, std::int64_t> || std::same_as<T, bool>));
    std::string const shape = to_string(a.shape());
    std::vector<std::string> suffixes;
    if (a.device() != cpu) suffixes.push_back("device='" + a.device().name() + "'");
    if (empty && a.rank() != 1) suffixes.push_back("size=(" + shape.substr(1, shape.size() - 2) + ")");
    if (!told) suffixes.push_back(std::string("dtype=torch.") + a.dtype().name);
    return suffixes;
}

}  // namespace detail

/// The tensor as PyTorch prints it.
/// \param a  any shape, strides and dtype
/// \note     cost: reads the elements that are shown, three times
template <Element T>
std::string to_string(Tensor<T> const& a) {
    std::string const open = "tensor(";
    bool const summary = a.numel() >= detail::summary_from;
    Tensor<T> const here = a.to(cpu);
    std::string const inner =
        a.numel() == 0 ? "[]" : detail::print_nested(here, open.size(), summary, detail::choose_format(here, summary));
    std::string text = open + inner;
    std::size_t const newline = text.rfind('\n');
    std::size_t last_line = newline == std::string::npos ? text.size() + 2 : text.size() - newline + 1;
    for (std::string const& suffix : detail::print_suffixes(a)) {
        bool const wrap = last_line + suffix.size() + 2 > detail::line_width;
        text += wrap ? ",\n" + std::string(open.size(), ' ') + suffix : ", " + suffix;
        last_line = wrap ? open.size() + suffix.size() : last_line + suffix.size() + 2;
    }
    return text + ")";
}

/// Writes `to_string(a)`.
template <Element T>
std::ostream& operator<<(std::ostream& out, Tensor<T> const& a) {
    return out << to_string(a);
}

}  // namespace ten
