// SPDX-License-Identifier: MIT
// How a value becomes what a page shows: a value goes in, its representations by MIME type go out.
#pragma once

#include <map>
#include <ostream>
#include <sstream>
#include <string>
#include <type_traits>
#include <vector>

namespace heddle::runtime {

/// Representations of one value: "text/plain" always, and "text/html", "image/svg+xml", "image/png" (in base64) or
/// "text/vnd.graphviz" where the type offers them.
using Mime = std::map<std::string, std::string>;

/// The type says itself how it is shown, by a function that its namespace holds.
template <class T>
concept Bundled = requires(T const& value) {
    mime_bundle_repr(value);
};

template <class T>
concept Streamed = requires(std::ostream& out, T const& value) {
    out << value;
};

/// Functions and lambdas without captures print as the number 1, which nobody means.
template <class T>
concept Function = std::is_function_v<std::remove_pointer_t<std::decay_t<T>>> || requires(T const& value) {
    requires std::is_function_v<std::remove_pointer_t<decltype(+value)>>;
};

template <class T>
concept Displayable = Bundled<T> ||(Streamed<T> && !Function<T>);

template <class T>
std::string text_of(T const& value) {
    std::ostringstream text;
    text << std::boolalpha << value;
    return text.str();
}

/// Every representation of `value`. A bundle is a map of strings or a JSON object.
template <Displayable T>
Mime mime_of(T const& value) {
    Mime mime;
    if constexpr (Bundled<T>) {
        auto const bundle = mime_bundle_repr(value);
        if constexpr (requires { bundle.items(); }) {
            for (auto const& item : bundle.items()) mime[item.key()] = item.value().template get<std::string>();
        } else {
            for (auto const& [type, text] : bundle) mime[type] = text;
        }
        if (mime.count("text/plain") != 0) return mime;
        if constexpr (!Streamed<T>) {
            std::string types;
            for (auto const& [type, text] : mime) types += (types.empty() ? "" : ", ") + type;
            mime["text/plain"] = "(" + types + ")";
        }
    }
    if constexpr (Streamed<T>) mime["text/plain"] = text_of(value);
    return mime;
}

/// Shows the values that a cell's last expression gave: one as it is, several as "(a, b)", none not at all.
void show(std::vector<Mime> const& values);

// The last expression of a cell stands between the two: `shown(), a + b, end_of_display();`. The comma operator takes
// what the expression is: a value, several with commas between them, or nothing, for the comma of the language itself
// joins an expression of type void.
struct Shown {
    std::vector<Mime> values;
};
struct EndOfDisplay {};
inline Shown shown() { return {}; }
inline EndOfDisplay end_of_display() { return {}; }
inline void operator,(Shown const& shown, EndOfDisplay) { show(shown.values); }

template <Displayable T>
Shown operator,(Shown shown, T const& value) {
    shown.values.push_back(mime_of(value));
    return shown;
}
template <class T>
requires(!Displayable<T>) Shown operator,(Shown, T const&) = delete;  // to show a value, give its type an operator<< or
                                                                      // a mime_bundle_repr

}  // namespace heddle::runtime

/// Shows a value where the cell stands; a cell may show several.
template <heddle::runtime::Displayable T>
void display(T const& value) {
    heddle::runtime::show({heddle::runtime::mime_of(value)});
}
template <class T>
requires(!heddle::runtime::Displayable<T>) void display(T const&) =
    delete;  // to show a value, give its type an operator<< or a mime_bundle_repr
