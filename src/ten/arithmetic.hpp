// Generated from chapters/01-tensors.md, chapters/02-broadcasting.md by heddle (checksum 218e1b208eadce06). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>
#include "ten/compiler.hpp"

namespace ten {

/// \file
/// The four operations on single elements, and the types of their results.

namespace detail {

/// What to compute with in place of T: for signed integers the unsigned ones of the same size, which wrap around.
template <typename T>
struct BitsOf {
    using type = T;
};
template <std::signed_integral T>
struct BitsOf<T> {
    using type = std::make_unsigned_t<T>;
};
template <typename T>
using Bits = typename BitsOf<T>::type;

/// f(a, b), where integers wrap around.
template <typename T, typename F>
constexpr T wrapping(T a, T b, F f) {
    return static_cast<T>(f(static_cast<Bits<T>>(a), static_cast<Bits<T>>(b)));
}

}  // namespace detail

namespace detail {

/// a + b; for truth values "or".
struct Plus {
    static constexpr char const* name = "add";
    template <typename T>
    constexpr T operator()(T a, T b) const {
        return wrapping(a, b, [](auto x, auto y) { return x + y; });
    }
};
/// a - b; truth values have no difference: `-` and `sub_` refuse them before they ask for one
struct Minus {
    static constexpr char const* name = "sub";
    template <typename T>
    constexpr T operator()(T a, T b) const {
        return wrapping(a, b, [](auto x, auto y) { return x - y; });
    }
};
/// a * b; for truth values "and".
struct Times {
    static constexpr char const* name = "mul";
    template <typename T>
    constexpr T operator()(T a, T b) const {
        return wrapping(a, b, [](auto x, auto y) { return x * y; });
    }
};
/// a / b of floating-point numbers; dividing by 0 gives an infinity or NaN.
struct Over {
    static constexpr char const* name = "div";
    template <typename T>
    constexpr T operator()(T a, T b) const {
        return a / b;
    }
};

}  // namespace detail

/// The type of a quotient: dividing whole numbers gives a float, as in PyTorch.
template <typename T>
using Quotient = std::conditional_t<std::floating_point<T>, T, float>;

/// The type of a tensor of T beside a number S.
template <typename T, typename S>
using WithNumber =
    std::conditional_t<std::floating_point<S> && !std::floating_point<T>, float,
                       std::conditional_t<std::same_as<T, bool> && !std::same_as<S, bool>, std::int64_t, T>>;

namespace detail {

/// An element in another type; whole numbers wrap around, and as truth values numbers are true when they are not 0.
/// What is no number of R, a NaN among them, becomes the smallest of R where R is a type of whole numbers with a sign;
/// without one R keeps the last bits of the int64.
template <typename R, typename T>
constexpr R converted_element(T x) {
    if constexpr (std::floating_point<T> && std::unsigned_integral<R> && !std::same_as<R, bool>) {
        return static_cast<R>(converted_element<std::int64_t>(x));
    } else if constexpr (std::floating_point<T> && std::integral<R> && !std::same_as<R, bool>) {
        constexpr R smallest = std::numeric_limits<R>::min();
        constexpr T from = static_cast<T>(smallest);  // a power of 2, so that it is exact, and so is -from
        return x >= from && x < -from ? static_cast<R>(x) : smallest;
    } else {
        return static_cast<R>(x);
    }
}

/// Is there a T that is `number`, but for rounding? A fraction is rounded, and an infinity or a NaN stays what it is.
/// The fraction that a whole number cannot hold must lie between two that it can, as PyTorch asks for.
template <typename T, typename S>
constexpr bool can_hold(S number) {
    if constexpr (std::same_as<T, bool> || (std::floating_point<T> && std::integral<S>)) {
        return true;
    } else if constexpr (std::integral<T> && std::floating_point<S>) {
        constexpr T largest = std::numeric_limits<T>::max();
        constexpr S rounded = static_cast<S>(largest);
        constexpr bool exact = static_cast<S>(largest - 1) < rounded;  // else S has rounded it up to a power of 2
        bool const below = exact ? number <= rounded : number < rounded;
        return number >= static_cast<S>(std::numeric_limits<T>::min()) && below;
    } else if constexpr (std::integral<T>) {
        return std::in_range<T>(+number);  // the `+` makes an int of a truth value or a character
    } else {
        auto const within = [number](auto most) { return number >= -most && number <= most; };
        return !within(std::numeric_limits<S>::max()) || within(std::numeric_limits<T>::max());
    }
}

}  // namespace detail

namespace detail {

/// Keeps the second: what copying does.
struct Second {
    static constexpr char const* name = "copy";
    template <typename T>
    constexpr T operator()(T, T b) const {
        return b;
    }
};

}  // namespace detail

}  // namespace ten
