// SPDX-License-Identifier: MIT
// How a value becomes what a page shows: a value goes in, its representations by MIME type go out.
#pragma once

#include <cstddef>
#include <iterator>
#include <map>
#include <optional>
#include <ostream>
#include <sstream>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <typeinfo>
#include <utility>
#include <variant>
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

/// Functions and lambdas without captures print as the number 1, which says nothing of them.
template <class T>
concept Function = std::is_function_v<std::remove_pointer_t<std::decay_t<T>>> || requires(T const& value) {
    requires std::is_function_v<std::remove_pointer_t<decltype(+value)>>;
};

/// Enough of what a range holds; a view may have no end.
inline constexpr std::size_t shown_elements = 100;

/// The type's name as the source spells it, of a lambda "lambda".
std::string type_name(std::type_info const& type);
/// One character in UTF-8.
std::string utf8(char32_t c);

template <class T, template <class...> class Template>
inline constexpr bool is_a = false;
template <class... Ts, template <class...> class Template>
inline constexpr bool is_a<Template<Ts...>, Template> = true;

template <class T>
concept Text = std::is_convertible_v<T const&, std::string_view>;
template <class T>
concept Character = std::is_same_v<T, char8_t> || std::is_same_v<T, char16_t> || std::is_same_v<T, char32_t> ||
    std::is_same_v<T, wchar_t>;
template <class T>
concept OtherText = requires(T const& value) {
    requires Character<std::remove_cvref_t<decltype(value[0])>>;
    std::basic_string_view<std::remove_cvref_t<decltype(value[0])>>(value);
};
template <class T>
concept TupleLike = requires {
    std::tuple_size<T>::value;
};
template <class T>
concept Iterable = requires(T& range) {
    std::ranges::begin(range);
    std::ranges::end(range);
};
/// What a container or view holds. (<ranges> would be half a second of every compilation.)
template <Iterable T>
using Element = std::iter_value_t<decltype(std::ranges::begin(std::declval<T&>()))>;
template <class T>
concept Range = Iterable<T> && !std::is_same_v<Element<T>, std::remove_const_t<T>>;
/// A duration of <chrono>, known by its parts.
template <class T>
concept Duration = requires(T const& value) {
    value.count();
    T::period::num;
    T::period::den;
};

/// A duration with the unit's sign, as C++ prints it where its library can.
template <Duration T>
void put_duration(std::ostream& out, T const& value) {
    constexpr auto num = T::period::num;
    constexpr auto den = T::period::den;
    auto const is = [&](auto n, auto d) { return num == n && den == d; };
    out << value.count();
    char const* const sign = is(1, 1000000000) ? "ns"
                             : is(1, 1000000)  ? "us"
                             : is(1, 1000)     ? "ms"
                             : is(1, 1)        ? "s"
                             : is(60, 1)       ? "min"
                             : is(3600, 1)     ? "h"
                             : is(86400, 1)    ? "d"
                                               : nullptr;
    if (sign != nullptr) {
        out << sign;
    } else if (den == 1) {
        out << '[' << num << "]s";
    } else {
        out << '[' << num << '/' << den << "]s";
    }
}

/// Text of wider characters in UTF-8.
template <OtherText T>
std::string in_utf8(T const& value) {
    using Unit = std::remove_cvref_t<decltype(value[0])>;
    std::string text;
    for (Unit const c : std::basic_string_view<Unit>(value)) {
        if constexpr (sizeof(Unit) == 1) {
            text += static_cast<char>(c);
        } else {
            text += utf8(static_cast<char32_t>(c));
        }
    }
    return text;
}

template <class T>
void put(std::ostream& out, T const& value, bool nested);

template <class T>
void put_range(std::ostream& out, T& range) {
    constexpr bool has_keys = requires { typename T::key_type; };
    constexpr bool has_values = requires { typename T::mapped_type; };
    out << (has_keys ? '{' : '[');
    std::size_t count = 0;
    for (auto&& element : range) {
        if (count++ != 0) out << ", ";
        if (count > shown_elements) {
            out << "...";
            break;
        }
        if constexpr (has_values) {
            put(out, element.first, true);
            out << ": ";
            put(out, element.second, true);
        } else {
            put<Element<T>>(out, element, true);
        }
    }
    out << (has_keys ? '}' : ']');
}

/// Writes any value: as its type prints itself, but a byte as a number, as std::format does; containers, tuples,
/// optionals and the like by what they hold; an enumerator by its type and number; what has no such form by the name of
/// its type. \param nested  the value is a part of another: texts then stand in quotes
template <class T>
void put(std::ostream& out, T const& value, bool nested) {
    if constexpr (std::is_same_v<T, bool>) {
        out << (value ? "true" : "false");
    } else if constexpr (std::is_null_pointer_v<T>) {
        out << "nullptr";
    } else if constexpr (std::is_same_v<T, char>) {
        nested ? out << '\'' << value << '\'' : out << value;
    } else if constexpr (Character<T>) {
        nested ? out << '\'' << utf8(static_cast<char32_t>(value)) << '\'' : out << utf8(static_cast<char32_t>(value));
    } else if constexpr (Text<T>) {
        if constexpr (std::is_pointer_v<T>) {
            if (value == nullptr) {
                out << "nullptr";
                return;
            }
        }
        nested ? out << '"' << std::string_view(value) << '"' : out << std::string_view(value);
    } else if constexpr (OtherText<T>) {
        std::string const text = in_utf8(value);
        nested ? out << '"' << text << '"' : out << text;
    } else if constexpr (std::is_array_v<T>) {
        put_range(out, value);
    } else if constexpr (std::is_same_v<T, unsigned char> || std::is_same_v<T, signed char>) {
        out << static_cast<int>(value);  // std::uint8_t: a number
    } else if constexpr (std::is_member_pointer_v<T>) {
        out << '<' << type_name(typeid(T)) << '>';
    } else if constexpr (Duration<T>) {
        put_duration(out, value);
    } else if constexpr (Streamed<T> && !Function<T>) {
        out << value;
    } else if constexpr (is_a<T, std::optional>) {
        value ? put(out, *value, nested) : void(out << "nullopt");
    } else if constexpr (std::is_same_v<T, std::monostate>) {
        out << "monostate";
    } else if constexpr (is_a<T, std::variant>) {
        value.valueless_by_exception() ? void(out << "valueless")
                                       : std::visit([&](auto const& held) { put(out, held, nested); }, value);
    } else if constexpr (Range<T const>) {
        put_range(out, value);
    } else if constexpr (Range<T> && std::is_copy_constructible_v<T>) {  // a view that can only be walked
        T copy = value;
        put_range(out, copy);
    } else if constexpr (TupleLike<T>) {
        out << '(';
        bool first = true;
        auto const one = [&](auto const& part) {
            if (!std::exchange(first, false)) out << ", ";
            put(out, part, true);
        };
        std::apply([&](auto const&... parts) { (one(parts), ...); }, value);
        out << ')';
    } else if constexpr (std::is_enum_v<T>) {
        out << type_name(typeid(T)) << '(' << +static_cast<std::underlying_type_t<T>>(value) << ')';
    } else {
        out << '<' << type_name(typeid(T)) << '>';
    }
}

template <class T>
std::string text_of(T const& value) {
    std::ostringstream text;
    text << std::boolalpha;
    put(text, value, false);
    return text.str();
}

/// Every representation of `value`. A bundle is a map of strings or a JSON object.
template <class T>
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
            return mime;
        }
    }
    mime["text/plain"] = text_of(value);
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

/// A stream is what `std::cout << x` gives: what it shows is already printed.
template <class T>
concept Stream = std::is_same_v<T, std::ostream> || std::is_same_v<T, std::wostream> || std::is_same_v<T, std::istream>;

template <class T>
Shown operator,(Shown shown, T const& value) {
    if constexpr (!Stream<T>) shown.values.push_back(mime_of(value));
    return shown;
}

/// Any value, on its way to `display`.
struct Value {
    Mime mime;
    template <class T>
    Value(T const& value) : mime(mime_of(value)) {}  // NOLINT(google-explicit-constructor): everything is a value
};

}  // namespace heddle::runtime

/// Shows a value where the cell stands; a cell may show several. Whatever function of this name an author declares is a
/// better match: no conversion is asked for there, and this one is a template.
template <class = void>
void display(heddle::runtime::Value const& value) {
    heddle::runtime::show({value.mime});
}
