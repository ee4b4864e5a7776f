// Generated from chapters/b-the-rest-of-the-library.md by heddle (checksum ed4391f297df5f67). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <type_traits>
#include "ten/dtype.hpp"
#include "ten/shape.hpp"

namespace ten {

/// \file
/// What stands beside a tensor by mistake.

namespace detail {

template <typename T>
void take_tensor(Tensor<T> const& a);

/// A tensor, or an object of a class that is made from one.
template <typename A>
concept TensorLike = requires(A const& a) {
    take_tensor(a);
};

/// Text, a pointer, a container of others: no tensor and no number. Other classes may have operators of their own.
template <typename A>
concept Stranger = !Number<A> && !TensorLike<A> &&
                   (std::is_array_v<A> || std::is_pointer_v<A> || std::is_null_pointer_v<A> || requires(A const& a) {
                       a.begin();
                       a.end();
                   });

/// What nobody can want as an index, although a double would become one.
template <typename I>
concept NoIndex = std::floating_point<I> || !(std::convertible_to<I const&, std::int64_t> || TensorLike<I>);

/// Several dimensions, or none.
template <typename D>
concept NoDimension = std::same_as<D, Dims> || Stranger<D>;

/// What does not become a tensor of T: a number, a stranger, a tensor of another type.
template <typename B, typename T>
concept NoTensorOf = !std::convertible_to<B const&, Tensor<T>> && (Number<B> || Stranger<B> || TensorLike<B>);

/// A tensor of T itself, or what does not become one.
template <typename B, typename T>
concept NoConversionTo = std::same_as<B, Tensor<T>> || !std::convertible_to<B const&, Tensor<T>>;

/// False, whatever the types are: the condition of a message.
template <typename... A>
inline constexpr bool fits_never = false;

}  // namespace detail

}  // namespace ten
