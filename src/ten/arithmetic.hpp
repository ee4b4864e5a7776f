// Generated from chapters/01-tensors.md, chapters/02-broadcasting.md by heddle (checksum 01b9fc4bc471b295). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <stdexcept>
#include <type_traits>

namespace ten {

/// \file
/// The four operations on single elements, and the types of their results.

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

/// a + b; for truth values "or".
struct Plus {
    static constexpr char const* name = "add";
    template <typename T>
    constexpr T operator()(T a, T b) const {
        return wrapping(a, b, [](auto x, auto y) { return x + y; });
    }
};
/// a - b; truth values have no difference; throws std::invalid_argument, as PyTorch refuses it
struct Minus {
    static constexpr char const* name = "sub";
    template <typename T>
    constexpr T operator()(T a, T b) const {
        if constexpr (std::same_as<T, bool>) throw std::invalid_argument("sub: truth values have no difference");
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

/// The type of a quotient: dividing whole numbers gives a float, as in PyTorch.
template <typename T>
using Quotient = std::conditional_t<std::floating_point<T>, T, float>;

/// The type of a tensor of T beside a number S.
template <typename T, typename S>
using WithNumber =
    std::conditional_t<std::floating_point<S> && !std::floating_point<T>, float,
                       std::conditional_t<std::same_as<T, bool> && !std::same_as<S, bool>, std::int64_t, T>>;

/// Keeps the second: what copying does.
struct Second {
    static constexpr char const* name = "copy";
    template <typename T>
    constexpr T operator()(T, T b) const {
        return b;
    }
};

}  // namespace ten
