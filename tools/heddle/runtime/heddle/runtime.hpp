// SPDX-License-Identifier: MIT
// What a chapter's program links: a list of cells goes in, their outputs come out as JSON.
#pragma once

#include <cstddef>
#include <map>
#include <sstream>
#include <string>
#include <type_traits>
#include <utility>

namespace heddle::runtime {

using Mime = std::map<std::string, std::string>;

/// Marks the start of cell `index`, whose first chapter line is `line`.
void begin_cell(std::size_t index, std::size_t line);
void send_display(Mime const& mime);
/// Reports an exception that a `throws=` cell should have thrown, or threw with another text.
void expect_throw(char const* pattern, char const* what);

template <class T>
auto mime_of(T const& value, int) -> decltype(Mime(mime_bundle_repr(value).begin(), mime_bundle_repr(value).end())) {
    auto const bundle = mime_bundle_repr(value);
    return Mime(bundle.begin(), bundle.end());
}
template <class T>
Mime mime_of(T const& value, long) {
    std::ostringstream text;
    text << std::boolalpha << value;
    return {{"text/plain", text.str()}};
}

/// Displays one value, or several as `(a, b)`.
template <class First, class... Rest>
void show(First const& first, Rest const&... rest) {
    if constexpr (sizeof...(rest) == 0) {
        send_display(mime_of(first, 0));
    } else {
        std::string text = "(" + mime_of(first, 0)["text/plain"];
        ((text += ", " + mime_of(rest, 0)["text/plain"]), ...);
        send_display({{"text/plain", text + ")"}});
    }
}

/// Runs `cells` in a child process. \returns 0, or 5 when a cell failed; the JSON is written in both cases
/// \param limit  seconds that a cell may take
int run(int argc, char** argv, char const* chapter, std::size_t const* lines, std::size_t count, void (*cells)(),
        double limit);

}  // namespace heddle::runtime

template <class T>
void display(T const& value) {
    heddle::runtime::show(value);
}
