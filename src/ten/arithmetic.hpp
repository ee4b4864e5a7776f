// Generated from chapters/01-tensors.md by heddle (checksum 84cf66e3cbb03bff). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <type_traits>

namespace ten {

/// \file
/// The four operations on single elements, and the types of their results.

/// What to compute with in place of T: integers wrap around, and signed overflow would be undefined, so it is unsigned.
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

template <typename T, typename F>
constexpr T wrapping(T a, T b, F f) {
    return static_cast<T>(f(static_cast<Bits<T>>(a), static_cast<Bits<T>>(b)));
}

struct Plus {
    static constexpr char const* name = "add";
    template <typename T>
    constexpr T operator()(T a, T b) const {
        return wrapping(a, b, [](auto x, auto y) { return x + y; });
    }
};
struct Minus {
    static constexpr char const* name = "sub";
    template <typename T>
    constexpr T operator()(T a, T b) const {
        return wrapping(a, b, [](auto x, auto y) { return x - y; });
    }
};
struct Times {
    static constexpr char const* name = "mul";
    template <typename T>
    constexpr T operator()(T a, T b) const {
        return wrapping(a, b, [](auto x, auto y) { return x * y; });
    }
};
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

/// The type of `tensor op number`: a number with a fraction makes whole numbers to floats; otherwise the tensor's type stays.
template <typename T, typename S>
using WithNumber = std::conditional_t<std::floating_point<S> && !std::floating_point<T>, float,
                                      std::conditional_t<std::same_as<T, bool> && !std::same_as<S, bool>, std::int64_t, T>>;

}  // namespace ten
