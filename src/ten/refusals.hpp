// Generated from chapters/b-the-rest-of-the-library.md by heddle (checksum a10816951c67edec). Do not edit: edit the chapter.
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
#include "ten/memory.hpp"
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

/// A single dimension, or none at all, where several stand in braces.
template <typename D>
concept NoDims = !std::convertible_to<D const&, Dims>;

/// What stands behind the first tensor of `cat` and `stack`, where only a dimension can stand.
template <typename... A>
concept NoPlace = sizeof...(A) > 0 && !(std::convertible_to<A, std::int64_t> && ...);
/// The same, or nothing at all.
template <typename... A>
concept NoNumbers = sizeof...(A) == 0 || NoPlace<A...>;

/// Says so; the operators of the namespace above call it.
template <typename A, typename B>
Tensor<float> refuse_arithmetic() {
    static_assert(fits_never<A, B>,
                  "beside a tensor stands a tensor or a number: from_vector(v) makes one of a vector");
    return {};
}
/// As above.
template <typename A, typename B>
Tensor<bool> refuse_comparison() {
    static_assert(fits_never<A, B>, "a tensor is compared with a tensor or a number: equal(a, b) asks about the whole");
    return {};
}
/// As above.
template <typename A, typename B>
Tensor<float> refuse_bits() {
    static_assert(fits_never<A, B>, "the operators of bits take whole numbers and truth values, such as a > 0");
    return {};
}

}  // namespace detail

/// What is no operand of arithmetic.
template <typename A, typename B>
requires detail::WithStranger<A, B> Tensor<float>
operator+(A const&, B const&) { return detail::refuse_arithmetic<A, B>(); }
/// As `+`.
template <typename A, typename B>
requires detail::WithStranger<A, B> Tensor<float>
operator-(A const&, B const&) { return detail::refuse_arithmetic<A, B>(); }
/// As `+`.
template <typename A, typename B>
requires detail::WithStranger<A, B> Tensor<float>
operator*(A const&, B const&) { return detail::refuse_arithmetic<A, B>(); }
/// As `+`.
template <typename A, typename B>
requires detail::WithStranger<A, B> Tensor<float>
operator/(A const&, B const&) { return detail::refuse_arithmetic<A, B>(); }

/// What is not compared.
template <typename A, typename B>
requires detail::WithStranger<A, B> Tensor<bool>
operator==(A const&, B const&) { return detail::refuse_comparison<A, B>(); }
/// As `==`.
template <typename A, typename B>
requires detail::WithStranger<A, B> Tensor<bool>
operator!=(A const&, B const&) { return detail::refuse_comparison<A, B>(); }
/// As `==`.
template <typename A, typename B>
requires detail::WithStranger<A, B> Tensor<bool>
operator<(A const&, B const&) { return detail::refuse_comparison<A, B>(); }
/// As `==`.
template <typename A, typename B>
requires detail::WithStranger<A, B> Tensor<bool>
operator>(A const&, B const&) { return detail::refuse_comparison<A, B>(); }
/// As `==`.
template <typename A, typename B>
requires detail::WithStranger<A, B> Tensor<bool>
operator<=(A const&, B const&) { return detail::refuse_comparison<A, B>(); }
/// As `==`.
template <typename A, typename B>
requires detail::WithStranger<A, B> Tensor<bool>
operator>=(A const&, B const&) { return detail::refuse_comparison<A, B>(); }

/// What has no bits.
template <typename A, typename B>
requires detail::WithoutBits<A, B> Tensor<float>
operator&(A const&, B const&) { return detail::refuse_bits<A, B>(); }
/// As `&`.
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
/// As above.
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
/// As above.
template <detail::Stranger S, typename A, typename B>
requires detail::AnyTensor<A, B> Tensor<float> where(S const&, A const&, B const&) {
    static_assert(detail::fits_never<S>, "where takes truth values, and two tensors or numbers: where(a > 0, a, 0)");
    return {};
}
/// A dimension without its braces.
template <Element T, detail::NoDims D>
Tensor<T> sum(Tensor<T> const& a, D const&, bool = false) {
    static_assert(detail::fits_never<D>, "sum takes dimensions in braces: sum(a, {0}), sum(a, {0, 1}, true)");
    return a;
}
/// As above.
template <Element T, detail::NoDims D>
Tensor<T> mean(Tensor<T> const& a, D const&, bool = false) {
    static_assert(detail::fits_never<D>, "mean takes dimensions in braces: mean(a, {0}), mean(a, {0, 1}, true)");
    return a;
}
/// As above.
template <Element T, detail::NoDims D>
Tensor<T> amax(Tensor<T> const& a, D const&, bool = false) {
    static_assert(detail::fits_never<D>, "amax takes dimensions in braces: amax(a, {0}), amax(a, {0, 1}, true)");
    return a;
}
/// As above.
template <Element T, detail::NoDims D>
Tensor<T> amin(Tensor<T> const& a, D const&, bool = false) {
    static_assert(detail::fits_never<D>, "amin takes dimensions in braces: amin(a, {0}), amin(a, {0, 1}, true)");
    return a;
}
/// As above.
template <Element T, detail::NoDims D>
Tensor<T> var(Tensor<T> const& a, D const&, std::int64_t = 1, bool = false) {
    static_assert(detail::fits_never<D>, "var takes dimensions in braces: var(a, {0}), var(a, {0, 1})");
    return a;
}
/// Functions along a dimension without it, or with what is no number.
template <Element T, typename... A>
requires detail::NoNumbers<A...> Tensor<T> softmax(Tensor<T> const& a, A const&...) {
    static_assert(detail::fits_never<T, A...>, "softmax takes the dimension along which it goes: softmax(a, 1)");
    return a;
}
/// As above.
template <Element T, typename... A>
requires detail::NoNumbers<A...> Tensor<T> cumsum(Tensor<T> const& a, A const&...) {
    static_assert(detail::fits_never<T, A...>, "cumsum takes the dimension along which it goes: cumsum(a, 1)");
    return a;
}
/// As above.
template <Element T, typename... A>
requires detail::NoNumbers<A...> Tensor<T> topk(Tensor<T> const& a, A const&...) {
    static_assert(detail::fits_never<T, A...>,
                  "topk takes how many, and perhaps a dimension: topk(a, 3), topk(a, 3, 0)");
    return a;
}
/// As above.
template <Element T, typename... A>
requires detail::NoPlace<A...> Tensor<T> sort(Tensor<T> const& a, A const&...) {
    static_assert(detail::fits_never<T, A...>, "sort takes a dimension, or none: sort(a), sort(a, 0)");
    return a;
}
/// As above.
template <Element T, typename A>
Tensor<T> gather(Tensor<T> const& a, A const&) {
    static_assert(detail::fits_never<T, A>, "gather takes a dimension and indices: gather(a, 1, indices)");
    return a;
}
/// A member that is no function.
template <Element T>
Tensor<T> permute(Tensor<T> const& a, Dims const& = {}) {
    static_assert(detail::fits_never<T>, "permute is a member: a.permute({1, 0})");
    return a;
}
/// A vector where a span stands.
template <typename T>
Tensor<float> from_span(std::vector<T> const&) {
    static_assert(detail::fits_never<T>,
                  "from_span takes a span: from_span(std::span(v)); from_vector(v) takes a vector");
    return {};
}
/// Two types.
template <Element T, Element U>
requires(!std::same_as<T, U>) bool equal(Tensor<T> const&, Tensor<U> const&) {
    static_assert(detail::fits_never<T, U>, "equal takes two tensors of one type: convert one with to<...>()");
    return false;
}
/// As above.
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

/// What is no list of tensors.
inline Tensor<float> cat(detail::OtherTensors const&, std::int64_t = 0) { return {}; }
/// As above.
inline Tensor<float> stack(detail::OtherTensors const&, std::int64_t = 0) { return {}; }
template <Element T, typename... A>
requires detail::NoPlace<A...> Tensor<T> cat(Tensor<T> const& a, A const&...) {
    static_assert(detail::fits_never<A...>, "cat takes tensors of one type in braces: cat({a, b}), cat({a, b}, 1)");
    return a;
}
/// As above.
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
/// As above.
template <int = 0, detail::Stranger S>
Tensor<float> full(Shape const&, S const&) {
    static_assert(detail::fits_never<S>, "full takes a shape in braces, and a number: full({2, 3}, 1.5)");
    return {};
}
/// As above.
template <typename T, std::integral I, Number... S>
Tensor<float> full(I, S...) {
    static_assert(detail::fits_never<T, I>, "a shape stands in braces: full<double>({2, 3}, 1.5)");
    return {};
}
/// As above.
template <typename T, std::integral... I>
requires(sizeof...(I) > 0) Tensor<float> zeros(I...) {
    static_assert(detail::fits_never<T>, "a shape stands in braces: zeros<double>({2, 3})");
    return {};
}
/// As above.
template <typename T, std::integral... I>
requires(sizeof...(I) > 0) Tensor<float> ones(I...) {
    static_assert(detail::fits_never<T>, "a shape stands in braces: ones<double>({2, 3})");
    return {};
}
/// As above.
template <int = 0, std::integral... I>
requires(sizeof...(I) > 0) Tensor<float> zeros(I...) {
    static_assert(detail::fits_never<I...>, "a shape stands in braces: zeros({2, 3})");
    return {};
}
/// As above.
template <int = 0, std::integral... I>
requires(sizeof...(I) > 0) Tensor<float> ones(I...) {
    static_assert(detail::fits_never<I...>, "a shape stands in braces: ones({2, 3})");
    return {};
}
/// As above.
template <int = 0, std::integral... I>
requires(sizeof...(I) > 0) Tensor<float> rand(I...) {
    static_assert(detail::fits_never<I...>, "a shape stands in braces: rand({2, 3})");
    return {};
}
/// As above.
template <int = 0, std::integral... I>
requires(sizeof...(I) > 0) Tensor<float> randn(I...) {
    static_assert(detail::fits_never<I...>, "a shape stands in braces: randn({2, 3})");
    return {};
}

/// Limits that are none.
template <typename... A>
requires(detail::Stranger<A> || ...) Tensor<float> arange(A const&...) {
    static_assert(detail::fits_never<A...>, "arange takes numbers: arange(5), arange(0, 1, 0.25)");
    return {};
}

namespace detail {

/// What stands in a literal by mistake.
struct OtherLiteral {
    template <typename... A>
    requires(Stranger<A> || ...) OtherLiteral(A const&...) {
        static_assert(fits_never<A...>,
                      "tensor takes numbers in braces: tensor({1, 2}); from_vector(v) takes a vector");
    }
};

}  // namespace detail

/// What is no number in a literal.
inline Tensor<float> tensor(detail::OtherLiteral const&) { return {}; }
template <Number... S>
requires(sizeof...(S) > 1) Tensor<float> tensor(S...) {
    static_assert(detail::fits_never<S...>, "tensor takes numbers in braces: tensor({1, 2})");
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
/// As above.
template <Element T, typename B>
Tensor<T> operator>>(Tensor<T> const& a, B const&) {
    static_assert(detail::fits_never<B>, "the bits of a tensor are not shifted: divide by a power of 2");
    return a;
}

}  // namespace ten
