// Generated from chapters/02-broadcasting.md by heddle (checksum 928d48a7f4c9d244). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include "ten/tensor.hpp"

namespace ten {

/// \file
/// Which type has the result when the operands' types differ.

/// Truth values, whole numbers, numbers with a fraction: 0, 1, 2.
template <Number T>
constexpr int sort_of = std::same_as<T, bool> ? 0
                        : std::integral<T>    ? 1
                                              : 2;

/// The place of an element type in the order bool, uint8, int32, int64, float32, float64: by sort, then by bytes.
template <Element T>
constexpr int order_of = 10 * sort_of<T> + static_cast<int>(sizeof(T));

/// The type of an operation on two tensors: the later one in that order.
template <Element T, Element U>
using Promote = std::conditional_t<(order_of<T> < order_of<U>), U, T>;

/// Can a result of type C be kept in a tensor of T? Bits may be lost, as in any number of finite size; the sort not.
template <Element C, Element T>
constexpr bool keeps_sort = sort_of<C> <= sort_of<T>;

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

/// The type in which an operation on `a` and `b` is computed; one of them, or both, are tensors.
template <typename A, typename B>
using Common = typename CommonOf<A, B>::type;

/// Two tensors, or a tensor and a number on either side.
template <typename A, typename B>
concept Operands = requires {
    typename Common<A, B>;
};

template <typename A>
constexpr bool is_bool_tensor = std::same_as<A, Tensor<bool>>;

}  // namespace ten
