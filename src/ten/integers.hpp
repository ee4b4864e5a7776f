// Generated from chapters/b-the-rest-of-the-library.md by heddle (checksum d7465cbc323d0e69). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <concepts>
#include <stdexcept>
#include "ten/compare.hpp"
#include "ten/functions.hpp"

namespace ten {

/// \file
/// Remainders, and the operators of bits.

namespace detail {

/// What is left of x when y was taken from it as often as it goes; of the sign of y.
template <std::floating_point C>
C remainder(C x, C y) {
    C const left = std::fmod(x, y);
    return left != 0 && (left < 0) != (y < 0) ? left + y : left;
}
template <std::integral C>
C remainder(C x, C y) {
    if (y == 0) throw std::invalid_argument("remainder: a whole number is divided by 0");
    if constexpr (std::unsigned_integral<C>) return static_cast<C>(x % y);
    if (y == static_cast<C>(-1)) return 0;  // the quotient of the smallest number would not fit
    C const left = static_cast<C>(x % y);
    return left != 0 && (left < 0) != (y < 0) ? static_cast<C>(left + y) : left;
}

/// f of the bits of every pair. The name is that of the operation, for the error.
template <typename A, typename B, typename F>
auto map_bits(char const* name, A const& a, B const& b, F f) {
    using C = Common<A, B>;
    return map_common(name, a, b, [f](C x, C y) { return static_cast<C>(f(x, y)); });
}

/// Both are tensors of whole numbers or truth values, or such numbers: the operators of bits are for them, so that `|`
/// stays free for what ranges mean by it.
template <typename A, typename B>
concept Bitwise =
    AnyTensor<A, B> && is_operand<A> && is_operand<B> && std::is_integral_v<typename CommonOr<A, B>::type>;

}  // namespace detail

/// The remainder of every pair, of the sign of the divisor.
/// \param a, b  two tensors whose shapes fit, or a tensor and a number; throws ShapeError naming both shapes
/// \returns     new row-major tensor in their common type; the remainder of a division by 0.0 is NaN
/// \pre         no whole number is divided by 0; throws std::invalid_argument
template <typename A, typename B>
requires detail::AnyTensor<A, B>
auto operator%(A const& a, B const& b) {
    using C = typename detail::CommonOr<A, B>::type;
    constexpr bool fits = detail::is_operand<A> && detail::is_operand<B> && !std::is_same_v<C, bool>;
    static_assert(fits, "% takes tensors and numbers, and not two of truth values");
    if constexpr (fits)
        return detail::map_common("remainder", a, b, [](C x, C y) { return detail::remainder(x, y); });
    else
        return Tensor<float>();
}
/// The bits that are set in both; of truth values "and". \pre whole numbers or truth values, shapes that fit
template <typename A, typename B>
requires detail::Bitwise<A, B>
auto operator&(A const& a, B const& b) {
    return detail::map_bits("bitwise_and", a, b, [](auto x, auto y) { return x & y; });
}
/// The bits that are set in one; of truth values "or". \pre as `&`
template <typename A, typename B>
requires detail::Bitwise<A, B>
auto operator|(A const& a, B const& b) {
    return detail::map_bits("bitwise_or", a, b, [](auto x, auto y) { return x | y; });
}
/// The bits in which both differ; of truth values "either, and not both". \pre as `&`
template <typename A, typename B>
requires detail::AnyTensor<A, B>
auto operator^(A const& a, B const& b) {
    constexpr bool fits = detail::Bitwise<A, B>;
    static_assert(fits, "^ takes tensors and numbers without a fraction");
    if constexpr (fits)
        return detail::map_bits("bitwise_xor", a, b, [](auto x, auto y) { return x ^ y; });
    else
        return Tensor<float>();
}
/// All bits the other way round; of truth values "not".
template <Element T>
Tensor<T> operator~(Tensor<T> const& a) {
    static_assert(std::is_integral_v<T>, "~: numbers with a fraction have no bits to turn");
    auto const turned = [](T x) {
        if constexpr (std::same_as<T, bool>)
            return !x;
        else if constexpr (std::integral<T>)
            return static_cast<T>(~x);
        else
            return x;
    };
    return detail::map_one(turned, a);
}

}  // namespace ten
