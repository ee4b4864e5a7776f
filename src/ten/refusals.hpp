// Generated from chapters/b-the-rest-of-the-library.md by heddle (checksum a0f89e6a8c6b82b0). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include "ten/compare.hpp"
#include "ten/einsum.hpp"
#include "ten/integers.hpp"
#include "ten/joining.hpp"
#include "ten/map.hpp"
#include "ten/matmul.hpp"
#include "ten/near.hpp"
#include "ten/sorting.hpp"
#include "ten/stranger.hpp"
#include "ten/summaries.hpp"

namespace ten {

/// \file
/// What people write by mistake, and what to write instead: functions that only say so.

namespace detail {

/// One of them is a tensor and the other a stranger, which takes no tensor for one of its own.
template <typename A, typename B>
concept WithStranger = AnyTensor<A, B> &&
    ((Stranger<A> && !std::convertible_to<B const&, A>) || (Stranger<B> && !std::convertible_to<A const&, B>));

/// Tensors and numbers, one of which has a fraction, and so no bits that mean anything.
template <typename A, typename B>
concept WithoutBits = AnyTensor<A, B> && is_operand<A> && is_operand<B> && !Bitwise<A, B>;

/// Tensors that have no matrix product; tensors and whatever else `einsum` takes not.
template <typename... A>
concept NoFactors = (is_tensor<A> || ...) && !requires(A const&... a) {
    ten::matmul(a...);
};
template <typename... A>
concept NoOperands = (is_tensor<A> || ...) && !requires(A const&... a) {
    ten::einsum(a...);
};

/// What stands behind the first tensor of `cat` and `stack`, where only a dimension can stand.
template <typename... A>
concept NoPlace = sizeof...(A) > 0 && !(std::convertible_to<A, std::int64_t> && ...);

template <typename A, typename B>
Tensor<float> refuse_arithmetic() {
    static_assert(fits_never<A, B>,
                  "beside a tensor stands a tensor or a number: from_vector(v) makes one of a vector");
    return {};
}
template <typename A, typename B>
Tensor<bool> refuse_comparison() {
    static_assert(fits_never<A, B>, "a tensor is compared with a tensor or a number: equal(a, b) asks about the whole");
    return {};
}
template <typename A, typename B>
Tensor<float> refuse_bits() {
    static_assert(fits_never<A, B>, "the operators of bits take whole numbers and truth values, such as a > 0");
    return {};
}

}  // namespace detail

template <typename A, typename B>
requires detail::WithStranger<A, B> Tensor<float>
operator+(A const&, B const&) { return detail::refuse_arithmetic<A, B>(); }
template <typename A, typename B>
requires detail::WithStranger<A, B> Tensor<float>
operator-(A const&, B const&) { return detail::refuse_arithmetic<A, B>(); }
template <typename A, typename B>
requires detail::WithStranger<A, B> Tensor<float>
operator*(A const&, B const&) { return detail::refuse_arithmetic<A, B>(); }
template <typename A, typename B>
requires detail::WithStranger<A, B> Tensor<float>
operator/(A const&, B const&) { return detail::refuse_arithmetic<A, B>(); }

template <typename A, typename B>
requires detail::WithStranger<A, B> Tensor<bool>
operator==(A const&, B const&) { return detail::refuse_comparison<A, B>(); }
template <typename A, typename B>
requires detail::WithStranger<A, B> Tensor<bool>
operator!=(A const&, B const&) { return detail::refuse_comparison<A, B>(); }
template <typename A, typename B>
requires detail::WithStranger<A, B> Tensor<bool>
operator<(A const&, B const&) { return detail::refuse_comparison<A, B>(); }
template <typename A, typename B>
requires detail::WithStranger<A, B> Tensor<bool>
operator>(A const&, B const&) { return detail::refuse_comparison<A, B>(); }
template <typename A, typename B>
requires detail::WithStranger<A, B> Tensor<bool>
operator<=(A const&, B const&) { return detail::refuse_comparison<A, B>(); }
template <typename A, typename B>
requires detail::WithStranger<A, B> Tensor<bool>
operator>=(A const&, B const&) { return detail::refuse_comparison<A, B>(); }

template <typename A, typename B>
requires detail::WithoutBits<A, B> Tensor<float>
operator&(A const&, B const&) { return detail::refuse_bits<A, B>(); }
template <typename A, typename B>
requires detail::WithoutBits<A, B> Tensor<float>
operator|(A const&, B const&) { return detail::refuse_bits<A, B>(); }

/// What the members in place, such as `add_`, do not take.
template <typename F, Element T, detail::Stranger B>
Tensor<T>& elementwise_in_place(Tensor<T>& a, B const&, char const*) {
    static_assert(detail::fits_never<B>,
                  "in place, the operand is a tensor or a number: from_vector(v) makes one of a vector");
    return a;
}

/// Where no product fits.
template <typename... A>
requires detail::NoFactors<A...> Tensor<float> matmul(A const&...) {
    static_assert(detail::fits_never<A...>,
                  "matmul takes two tensors of numbers, of one type: convert one with to<...>()");
    return {};
}
template <typename... A>
requires detail::NoOperands<A...> Tensor<float> einsum(A const&...) {
    static_assert(detail::fits_never<A...>,
                  "einsum takes its equation in quotes, and then tensors of numbers, of one type");
    return {};
}

/// A choice without one of its three parts, or by a stranger.
template <Element T, typename... A>
requires(sizeof...(A) < 2) Tensor<T> where(Tensor<T> const& a, A const&...) {
    static_assert(detail::fits_never<T, A...>,
                  "where takes truth values, and two tensors or numbers: where(a > 0, a, 0)");
    return a;
}
template <detail::Stranger S, typename A, typename B>
requires detail::AnyTensor<A, B> Tensor<float> where(S const&, A const&, B const&) {
    static_assert(detail::fits_never<S>, "where takes truth values, and two tensors or numbers: where(a > 0, a, 0)");
    return {};
}
/// A dimension without its braces.
template <Element T, typename D>
requires(!std::convertible_to<D const&, Dims>) Tensor<T> sum(Tensor<T> const& a, D const&, bool = false) {
    static_assert(detail::fits_never<D>, "sum takes dimensions in braces: sum(a, {0}), sum(a, {0, 1}, true)");
    return a;
}
/// Two types.
template <Element T, Element U>
requires(!std::same_as<T, U>) bool equal(Tensor<T> const&, Tensor<U> const&) {
    static_assert(detail::fits_never<T, U>, "equal takes two tensors of one type: convert one with to<...>()");
    return false;
}
template <Element T, Element U>
requires(!std::same_as<T, U>) bool allclose(Tensor<T> const&, Tensor<U> const&, double = 0, double = 0) {
    static_assert(detail::fits_never<T, U>, "allclose takes two tensors of one type: convert one with to<...>()");
    return false;
}

namespace detail {

/// What stands between the braces of `cat` and `stack` by mistake.
struct OtherTensors {
    template <typename T = void>
    OtherTensors() {
        static_assert(fits_never<T>, "cat and stack join one tensor or more");
    }
    template <typename... A>
    requires(is_tensor<A> || ...) OtherTensors(A const&...) {
        static_assert(fits_never<A...>,
                      "cat and stack take tensors of one type in braces: cat({a, b}), cat({a, b}, 1)");
    }
};

}  // namespace detail

inline Tensor<float> cat(detail::OtherTensors const&, std::int64_t = 0) { return {}; }
inline Tensor<float> stack(detail::OtherTensors const&, std::int64_t = 0) { return {}; }
template <Element T, typename... A>
requires detail::NoPlace<A...> Tensor<T> cat(Tensor<T> const& a, A const&...) {
    static_assert(detail::fits_never<A...>, "cat takes tensors of one type in braces: cat({a, b}), cat({a, b}, 1)");
    return a;
}
template <Element T, typename... A>
requires detail::NoPlace<A...> Tensor<T> stack(Tensor<T> const& a, A const&...) {
    static_assert(detail::fits_never<A...>,
                  "stack takes tensors of one type in braces: stack({a, b}), stack({a, b}, 1)");
    return a;
}

/// Truth values have no sum of products.
template <std::same_as<bool> T>
Tensor<T> matrix_product(Tensor<T> const& a, Tensor<T> const&) {
    static_assert(detail::fits_never<T>, "matmul: truth values have no sum of products: convert with to<...>() before");
    return a;
}

/// A shape without its braces, or no number. The `int` keeps out `full<int>({2}, 1)`, which names the type.
template <int = 0, std::integral I, Number... S>
Tensor<float> full(I, S...) {
    static_assert(detail::fits_never<I>, "a shape stands in braces: full({2, 3}, 1.5)");
    return {};
}
template <int = 0, detail::Stranger S>
Tensor<float> full(Shape const&, S const&) {
    static_assert(detail::fits_never<S>, "full takes a shape in braces, and a number: full({2, 3}, 1.5)");
    return {};
}
template <int = 0, std::integral... I>
requires(sizeof...(I) > 0) Tensor<float> zeros(I...) {
    static_assert(detail::fits_never<I...>, "a shape stands in braces: zeros({2, 3})");
    return {};
}
template <int = 0, std::integral... I>
requires(sizeof...(I) > 0) Tensor<float> ones(I...) {
    static_assert(detail::fits_never<I...>, "a shape stands in braces: ones({2, 3})");
    return {};
}
template <int = 0, std::integral... I>
requires(sizeof...(I) > 0) Tensor<float> rand(I...) {
    static_assert(detail::fits_never<I...>, "a shape stands in braces: rand({2, 3})");
    return {};
}
template <int = 0, std::integral... I>
requires(sizeof...(I) > 0) Tensor<float> randn(I...) {
    static_assert(detail::fits_never<I...>, "a shape stands in braces: randn({2, 3})");
    return {};
}

/// A tensor before the function.
template <Element T, typename F>
requires(!detail::is_tensor<F>) Tensor<T> map(Tensor<T> const& a, F const&) {
    static_assert(detail::fits_never<F>, "map takes the function first: map(f, a), map(f, a, b)");
    return a;
}
/// One bound, or none.
template <Element T, typename... B>
requires(sizeof...(B) < 2) Tensor<T> clamp(Tensor<T> const& a, B const&...) {
    static_assert(detail::fits_never<T, B...>, "clamp takes two bounds; for one, minimum(a, b) and maximum(a, b)");
    return a;
}
/// Tensors have no bits to shift, and are read from no stream.
template <Element T, typename B>
Tensor<T> operator<<(Tensor<T> const& a, B const&) {
    static_assert(detail::fits_never<B>, "the bits of a tensor are not shifted: multiply by a power of 2");
    return a;
}
template <Element T, typename B>
Tensor<T> operator>>(Tensor<T> const& a, B const&) {
    static_assert(detail::fits_never<B>, "the bits of a tensor are not shifted: divide by a power of 2");
    return a;
}

}  // namespace ten
