// Generated from chapters/02-broadcasting.md by heddle (checksum 3402a9090f8fcd0a). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <type_traits>
#include "ten/arithmetic.hpp"
#include "ten/dtype.hpp"

namespace ten {

/// \file
/// Which type has the result when the operands' types differ.

namespace detail {

/// Truth values, whole numbers, numbers with a fraction: 0, 1, 2.
template <Number T>
constexpr int sort_of = std::same_as<T, bool> ? 0
                        : std::integral<T>    ? 1
                                              : 2;

/// The place of an element type in the order bool, uint8, int32, int64, float32, float64: by sort, then by bytes.
template <Element T>
constexpr int order_of = 10 * sort_of<T> + static_cast<int>(sizeof(T));

}  // namespace detail

/// The type of an operation on two tensors: the later one in that order.
template <Element T, Element U>
using Promote = std::conditional_t<(detail::order_of<T> < detail::order_of<U>), U, T>;

/// Can a result of type C be kept in a tensor of T? Bits may be lost, as in any number of finite size; the sort not.
template <Element C, Element T>
constexpr bool keeps_sort = detail::sort_of<C> <= detail::sort_of<T>;

namespace detail {

template <typename A, typename B>
struct CommonOf {};
template <Element T, Element U>
struct CommonOf<Tensor<T>, Tensor<U>> {
    using type = Promote<T, U>;
};
template <Element T, Number S>
struct CommonOf<Tensor<T>, S> {
    using type = WithNumber<T, S>;
};
template <Number S, Element T>
struct CommonOf<S, Tensor<T>> {
    using type = WithNumber<T, S>;
};

}  // namespace detail

/// The type in which an operation on `a` and `b` is computed; one of them, or both, are tensors.
template <typename A, typename B>
using Common = typename detail::CommonOf<A, B>::type;

/// Two tensors, or a tensor and a number on either side.
template <typename A, typename B>
concept Operands = requires {
    typename Common<A, B>;
};

namespace detail {

/// Is A a truth value, or a tensor of them?
template <typename A>
constexpr bool of_truth_values = std::same_as<A, bool> || std::same_as<A, Tensor<bool>>;

}  // namespace detail

}  // namespace ten
