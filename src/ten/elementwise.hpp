// Generated from chapters/01-tensors.md by heddle (checksum 41a8eb66ba9c6dd4). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <concepts>
#include <cstdint>
#include <stdexcept>
#include <string>
#include "ten/arithmetic.hpp"
#include "ten/broadcast.hpp"
#include "ten/loops.hpp"
#include "ten/on_device.hpp"
#include "ten/promotion.hpp"
#include "ten/tensor.hpp"

namespace ten {

/// \file
/// Operations on every element, out of place and in place.

/// Calls `f(out, a, b)` for every position of three tensors of one shape, in the order that suits their strides.
/// \pre   no write changes an element that is still to be read
/// \note  cost: one call an element; reads and writes each element once
template <typename R, typename A, typename B, typename F>
[[gnu::noinline]] void for_each_element(Tensor<R> const& out, Tensor<A> const& a, Tensor<B> const& b, F f) {
    if (out.numel() == 0) return;
    detail::Loops const loops = detail::plan_loops(out.shape(), out.strides(), a.strides(), b.strides());
    auto const row = detail::on_target<InstructionSet::avx2>([](auto target) { return row_loop<R, A, B, F>(target); });
    detail::run_loops(loops.outermost(), loops.innermost(), out.data(), static_cast<A const*>(a.data()),
                      static_cast<B const*>(b.data()), [&](auto... arguments) { row(f, arguments...); });
}

namespace detail {

/// out(i...) = f(a(i...), b(i...)), where `out` may be `a` itself.
/// \param out     takes the results
/// \param a, b    their elements (0, 0, ...)
/// \param sa, sb  the strides of `a` and `b` over the shape of `out`; 0 where one element stands at all positions
template <typename F, typename R, typename T, typename C>
[[gnu::noinline]] void elementwise_into(Tensor<R> const& out, T const* a, Strides const& sa, C const* b,
                                        Strides const& sb) {
    if (out.numel() == 0) return;
    auto const by_singles =
        on_target<InstructionSet::avx2>([](auto target) { return row_loop<R, T, C, Single<F, C>>(target); });
    auto const row = [=](std::int64_t n, R* o, std::int64_t so, T const* x, std::int64_t sx, C const* y,
                         std::int64_t sy) {
        if constexpr (std::same_as<T, C>) {
            if (so == 1 && sx == 1 && sy == 1) return for_each_dense<F>(n, o, x, y);
            if (so == 1 && sx == 1 && sy == 0) return for_each_dense<F, false, true>(n, o, x, y);
            if (so == 1 && sx == 0 && sy == 1) return for_each_dense<F, true, false>(n, o, x, y);
        }
        by_singles(Single<F, C>{}, n, o, so, x, sx, y, sy);
    };
    Loops const loops = plan_loops(out.shape(), out.strides(), sa, sb);
    run_loops(loops.outermost(), loops.innermost(), out.data(), a, b, row);
}

}  // namespace detail

namespace detail {

/// What `elementwise` does with strides, and with shapes that differ.
template <typename R, typename F, Element C>
[[gnu::noinline]] Tensor<R> elementwise_of_views(Tensor<C> const& a, Tensor<C> const& b) {
    if (!in_reach(a, b)) return elementwise_on_device<R, F>(a, b);
    Tensor<R> out(common_shape(a.shape(), b.shape(), F::name));
    Strides const sa = strides_over(out.shape(), a.shape(), a.strides());
    Strides const sb = strides_over(out.shape(), b.shape(), b.strides());
    elementwise_into<F>(out, a.data(), sa, b.data(), sb);
    return out;
}

/// c(i...) = f(a(i...), b(i...)), kept as R.
/// \param a  left operand, any shape and strides; not modified
/// \param b  right operand, a shape that fits, any strides; not modified
/// \returns  new row-major tensor of the common shape
/// \pre      the shapes fit; throws ShapeError naming both shapes
/// \note     cost: one operation an element; reads each operand where it lies, also where it repeats
/// \see      chapter "Tensors"
template <typename R, typename F, Element C>
Tensor<R> elementwise(Tensor<C> const& a, Tensor<C> const& b) {
    bool const dense = a.is_contiguous() && b.is_contiguous() && in_reach(a, b);
    if (!dense || a.shape() != b.shape()) return elementwise_of_views<R, F>(a, b);
    auto out = Tensor<R>::like(a);
    for_each_dense<F>(out.numel(), out.data(), a.data(), b.data());
    return out;
}

}  // namespace detail

namespace detail {

/// c(i...) = f(a(i...), number), kept as R.
/// \param a       any shape and strides; not modified
/// \param number  of the type that is computed with
/// \returns  new row-major tensor of the shape of `a`
template <typename R, typename F, Element C>
Tensor<R> elementwise(Tensor<C> const& a, C number) {
    if (!in_reach(a)) return elementwise_on_device<R, F>(a, number);
    auto out = Tensor<R>::like(a);
    if (a.is_contiguous()) {
        for_each_dense<F, false, true>(a.numel(), out.data(), a.data(), &number);
    } else {
        elementwise_into<F>(out, a.data(), a.strides(), &number, Strides(a.rank(), 0));
    }
    return out;
}
/// c(i...) = f(number, a(i...)), kept as R.
template <typename R, typename F, Element C>
Tensor<R> elementwise(C number, Tensor<C> const& a) {
    if (!in_reach(a)) return elementwise_on_device<R, F>(number, a);
    auto out = Tensor<R>::like(a);
    if (a.is_contiguous()) {
        for_each_dense<F, true, false>(a.numel(), out.data(), &number, a.data());
    } else {
        elementwise_into<F>(out, &number, Strides(a.rank(), 0), a.data(), a.strides());
    }
    return out;
}

}  // namespace detail

/// A copy of the elements.
/// \param a  any shape and strides
/// \returns  new row-major tensor with a storage of its own
template <Element T>
Tensor<T> clone(Tensor<T> const& a) {
    if (!detail::in_reach(a)) return detail::converted_on_device<T>(a);
    auto out = Tensor<T>::like(a);
    for_each_element(out, a, a, [](T& o, T x, T) { o = x; });
    return out;
}

/// A copy with elements of type R. \see converted_element
/// \param a  any shape and strides
/// \returns  new row-major tensor with a storage of its own
template <Element R, Element T>
Tensor<R> converted(Tensor<T> const& a) {
    if (!detail::in_reach(a)) return detail::converted_on_device<R>(a);
    auto out = Tensor<R>::like(a);
    for_each_element(out, a, a, [](R& o, T x, T) { o = detail::converted_element<R>(x); });
    return out;
}

/// An operand in the type that is computed with: a tensor of that type itself, else a copy of it, or a number.
template <typename C>
Tensor<C> const& operand(Tensor<C> const& a) {
    return a;
}
template <typename C, Element T>
requires(!std::same_as<C, T>) Tensor<C> operand(Tensor<T> const& a) { return converted<C>(a); }
template <typename C, Number S>
C operand(S number) {
    return static_cast<C>(number);
}

namespace detail {

/// \pre neither A nor B are truth values; throws std::invalid_argument, as PyTorch refuses it
template <typename A, typename B>
void require_difference() {
    if (of_truth_values<A> || of_truth_values<B>) throw std::invalid_argument("sub: truth values have no difference");
}

}  // namespace detail

/// Elementwise sum, in a new tensor. \pre the shapes fit; throws ShapeError
template <typename A, typename B>
requires Operands<A, B>
auto operator+(A const& a, B const& b) {
    using C = Common<A, B>;
    return detail::elementwise<C, detail::Plus>(operand<C>(a), operand<C>(b));
}
/// Elementwise difference, in a new tensor.
/// \pre the shapes fit; throws ShapeError
/// \pre no operand is a truth value, or a tensor of them; throws std::invalid_argument
template <typename A, typename B>
requires Operands<A, B>
auto operator-(A const& a, B const& b) {
    using C = Common<A, B>;
    detail::require_difference<A, B>();
    return detail::elementwise<C, detail::Minus>(operand<C>(a), operand<C>(b));
}
/// Elementwise product, in a new tensor. \pre the shapes fit; throws ShapeError
template <typename A, typename B>
requires Operands<A, B>
auto operator*(A const& a, B const& b) {
    using C = Common<A, B>;
    return detail::elementwise<C, detail::Times>(operand<C>(a), operand<C>(b));
}
/// Elementwise quotient, in a new tensor; float for whole numbers. \pre the shapes fit; throws ShapeError
template <typename A, typename B>
requires Operands<A, B>
auto operator/(A const& a, B const& b) {
    using C = Quotient<Common<A, B>>;
    return detail::elementwise<C, detail::Over>(operand<C>(a), operand<C>(b));
}

/// \pre no element of `a` stands at several positions by a stride of 0; throws ShapeError naming the shape
template <typename T>
void require_distinct(Tensor<T> const& a, char const* operation) {
    for (std::size_t i = 0; i < a.rank(); ++i) {
        if (a.shape()[i] > 1 && a.strides()[i] == 0) {
            throw ShapeError(std::string(operation) + ": one element stands at several positions of shape " +
                             to_string(a.shape()) + " with strides " + to_string(a.strides()));
        }
    }
}

namespace detail {

/// Do `n` elements from `a` on and `m` from `b` on have bytes in common?
template <typename A, typename B>
bool overlap(A const* a, std::int64_t n, B const* b, std::int64_t m) {
    auto const from_a = reinterpret_cast<std::uintptr_t>(a);
    auto const from_b = reinterpret_cast<std::uintptr_t>(b);
    return from_a < from_b + static_cast<std::uintptr_t>(m) * sizeof(B) &&
           from_b < from_a + static_cast<std::uintptr_t>(n) * sizeof(A);
}
/// Can an element of the one lie in the other? Not only views of one storage: a storage can be over memory of others.
template <typename A, typename B>
bool share_memory(Tensor<A> const& a, Tensor<B> const& b) {
    auto const& of_a = a.storage();
    auto const& of_b = b.storage();
    return overlap(of_a.data(), of_a.size(), of_b.data(), of_b.size());
}

/// What `elementwise_in_place` does with strides, with memory in common, and with an operand that repeats.
template <typename F, Element T, Element C>
[[gnu::noinline]] void elementwise_in_place_of_views(Tensor<T>& a, Tensor<C> const& b, char const* operation) {
    bool const fits = a.shape() == b.shape() || common_shape(a.shape(), b.shape(), operation) == a.shape();
    if (!fits) refuse_shapes(operation, a.shape(), b.shape());
    if (!a.is_contiguous()) require_distinct(a, operation);
    void const* const first = a.data();
    bool const same_view =
        std::same_as<T, C> && first == b.data() && a.shape() == b.shape() && a.strides() == b.strides();
    if (!same_view && share_memory(a, b)) return elementwise_in_place_of_views<F>(a, clone(b), operation);
    elementwise_into<F>(a, a.data(), a.strides(), b.data(), strides_over(a.shape(), b.shape(), b.strides()));
}

}  // namespace detail

/// a(i...) = f(a(i...), b(i...)), in place.
/// \param a          any shape and strides; changed
/// \param b          a shape that fits into that of `a`, any strides, also a view of the storage of `a`
/// \param operation  the name in the error
/// \returns          `a`
/// \pre              shapes that fit, distinct elements of `a`; throws ShapeError before any element has changed
template <typename F, Element T, Element U>
Tensor<T>& elementwise_in_place(Tensor<T>& a, Tensor<U> const& b, char const* operation) {
    using C = Promote<T, U>;
    static_assert(keeps_sort<C, T>, "in place, the result must be of the sort of the tensor");
    if constexpr (std::same_as<F, detail::Minus>) detail::require_difference<Tensor<T>, Tensor<U>>();
    if constexpr (std::same_as<T, U>) {
        bool const dense = a.is_contiguous() && b.is_contiguous() && a.shape() == b.shape() && detail::in_reach(a, b);
        if (dense && !detail::overlap(a.data(), a.numel(), b.data(), b.numel())) {
            detail::for_each_dense<F>(a.numel(), a.data(), a.data(), b.data());
            return a;
        }
    }
    if (!detail::in_reach(a, b)) return detail::elementwise_in_place_on_device<F>(a, b, operation);
    detail::elementwise_in_place_of_views<F>(a, operand<C>(b), operation);
    return a;
}

/// a(i...) = f(a(i...), number), in place; otherwise as with a tensor.
/// \pre a number that is kept, and not computed with, is in the range of T; throws std::invalid_argument
template <typename F, Element T, Number S>
Tensor<T>& elementwise_in_place(Tensor<T>& a, S number, char const* operation) {
    constexpr bool fits = std::is_same_v<WithNumber<T, S>, T>;
    static_assert(fits, "in place, the result must be of the type of the tensor");
    if constexpr (fits) {
        if constexpr (std::same_as<F, detail::Minus>) detail::require_difference<Tensor<T>, S>();
        if constexpr (std::same_as<F, detail::Second>) {
            detail::require_fit<T>(number, operation);
        } else {
            if (!a.is_contiguous()) require_distinct(a, operation);
        }
        T const right = static_cast<T>(number);
        if (!detail::in_reach(a)) return detail::elementwise_in_place_on_device<F>(a, right);
        detail::elementwise_into<F>(a, a.data(), a.strides(), &right, Strides(a.rank(), 0));
    }
    return a;
}

/// Do both have the same shape and the same elements? A NaN is equal to nothing.
/// \note cost: reads all elements of both
template <Element T>
bool equal(Tensor<T> const& a, Tensor<T> const& b) {
    if (a.shape() != b.shape()) return false;
    bool same = true;
    for_each_element(a, a, b, [&same](T&, T x, T y) { same = same && x == y; });
    return same;
}

/// Is |a - b| <= atol + rtol |b| for all elements? Equal infinities are close; a NaN is close to nothing.
/// \param a     any shape and strides; whole numbers are taken as floats
/// \param b     the expected ones, a shape that fits; throws ShapeError
/// \param rtol  relative tolerance
/// \param atol  absolute tolerance
/// \pre         no tolerance is negative; throws std::invalid_argument
template <Element T>
bool allclose(Tensor<T> const& a, Tensor<T> const& b, double rtol = 1e-5, double atol = 1e-8) {
    using C = std::conditional_t<std::floating_point<T>, T, float>;
    bool const in_order = rtol >= 0 && atol >= 0;  // what is not a number is not
    if (!in_order) throw std::invalid_argument("allclose: a tolerance is negative");
    Shape const shape = common_shape(a.shape(), b.shape(), "allclose");
    Tensor<T> const left = a.expand(shape);
    bool all_close = true;
    for_each_element(left, left, b.expand(shape), [&](T&, T x, T y) {
        C const error = std::abs(static_cast<C>(x) - static_cast<C>(y));
        C const allowed = static_cast<C>(atol) + std::abs(static_cast<C>(rtol) * static_cast<C>(y));
        all_close = all_close && (x == y || (std::isfinite(error) && error <= allowed));
    });
    return all_close;
}

}  // namespace ten
