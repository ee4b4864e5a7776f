// Generated from chapters/b-the-rest-of-the-library.md by heddle (checksum 5ae23090b15aa0fa). Do not edit: edit the chapter.
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
#include <vector>
#endif

namespace ten {

/// \file
/// Tensors as arguments of std::format. Not in ten/ten.hpp: include it by its name. The header is empty where the
/// standard library has no std::format, as that of GCC 12: there no macro `__cpp_lib_format` is defined.

#ifdef __cpp_lib_format
namespace detail {

/// The tensor as `to_string` writes it, each element by its own format, such as ".2f".
template <Element T>
std::string print_formatted(Tensor<T> const& a, std::locale const& locale, std::string_view of_element) {
    Tensor<T> const here = a.to(cpu);
    bool const summary = a.numel() >= summary_from;
    std::string const pattern = "{:" + std::string(of_element) + "}";
    std::vector<std::string> elements;
    std::size_t width = 1;
    for_each_shown(here, summary, [&](T v) {
        elements.push_back(std::vformat(locale, pattern, std::make_format_args(v)));
        width = std::max(width, elements.back().size());
    });
    std::string const open = "tensor(";
    Tensor<std::int64_t> const zeros = Tensor<std::int64_t>(Shape{}).copy_(0).expand(a.shape());
    NumberFormat const of_zeros{.whole = true, .scientific = false, .width = width};
    std::string const form = a.numel() == 0 ? "[]" : print_nested(zeros, open.size(), summary, of_zeros);
    std::string text = open;
    auto next = elements.begin();
    for (char const c : form) {
        text += c;
        if (c != '0') continue;
        text.resize(text.size() - std::min(width, next->size()));
        text += *next++;
    }
    std::size_t const newline = text.rfind('\n');
    std::size_t last_line = newline == std::string::npos ? text.size() + 2 : text.size() - newline + 1;
    for (std::string const& suffix : print_suffixes(a)) {
        bool const wrap = last_line + suffix.size() + 2 > line_width;
        text += (wrap ? ",\n" + std::string(open.size(), ' ') : ", ") + suffix;
        last_line = wrap ? open.size() + suffix.size() : last_line + suffix.size() + 2;
    }
    return text + ")";
}

}  // namespace detail
#endif

}  // namespace ten

#ifdef __cpp_lib_format
namespace std {

/// A tensor as an argument of std::format: `{}` is what a stream prints, and the format after a colon is that of each
/// element, as in `{:.2f}`, `{:8}` or `{:x}`.
/// \pre  the format is one of the element type, with its width and precision in itself; throws std::format_error
template <ten::Element T>
struct formatter<ten::Tensor<T>, char> {
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

}  // namespace std
#endif
