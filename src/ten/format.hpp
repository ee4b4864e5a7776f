// Generated from chapters/b-the-rest-of-the-library.md by heddle (checksum b7c2803756d4cddd). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <version>

#include "ten/print.hpp"

#ifdef __cpp_lib_format
#include <algorithm>
#include <format>
#include <locale>
#include <string>
#include <string_view>
#endif

namespace ten {

/// \file
/// Tensors as arguments of std::format. Not in ten/ten.hpp: include it by its name. The header is empty where the standard
/// library has no std::format, as that of GCC 12: there no macro `__cpp_lib_format` is defined.

#ifdef __cpp_lib_format
namespace detail {

/// How std::format writes the elements of one tensor.
struct ElementFormat {
    std::locale locale;
    std::string pattern;    // of one element: "{:.2f}"
    std::size_t width = 0;  // characters of the widest
};

/// One element, with spaces before it up to the width of the format.
template <Element T>
std::string print_element(T value, ElementFormat const& format) {
    std::string const text = std::vformat(format.locale, format.pattern, std::make_format_args(value));
    return text.size() < format.width ? std::string(format.width - text.size(), ' ') + text : text;
}

/// The tensor as `to_string` writes it, each element by its own format, such as ".2f".
template <Element T>
std::string print_formatted(Tensor<T> const& a, std::locale const& locale, std::string_view of_element) {
    return print_whole(a, [&](Tensor<T> const& here, bool summary) {
        ElementFormat format{locale, "{:" + std::string(of_element) + "}", 0};
        std::size_t widest = 0;
        for_each_shown(here, summary, [&](T v) { widest = std::max(widest, print_element(v, format).size()); });
        format.width = widest;
        return format;
    });
}

}  // namespace detail
#endif

}  // namespace ten

#ifdef __cpp_lib_format
/// A tensor as an argument of std::format: `{}` is what a stream prints, and the format after a colon is that of each element,
/// as in `{:.2f}`, `{:8}` or `{:x}`.
/// \pre the format is one of the element type, and has its width and precision in itself; throws std::format_error
template <ten::Element T>
struct std::formatter<ten::Tensor<T>, char> {
    /// Reads the format of the elements.
    constexpr auto parse(std::format_parse_context& context) {
        auto const begin = context.begin();
        auto const end = std::formatter<T, char>().parse(context);
        of_element_ = std::string_view(begin, end);
        if (of_element_.find('{') != std::string_view::npos)
            throw std::format_error("a tensor's elements have their width and precision in the format itself");
        return end;
    }
    /// Writes the tensor.
    template <typename Context>
    auto format(ten::Tensor<T> const& a, Context& context) const {
        std::string const text =
            of_element_.empty() ? ten::to_string(a) : ten::detail::print_formatted(a, context.locale(), of_element_);
        return std::copy(text.begin(), text.end(), context.out());
    }

private:
    std::string_view of_element_;  // a part of the format, which outlives the formatter
};
#endif
