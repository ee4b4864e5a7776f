// Generated from chapters/b-the-rest-of-the-library.md by heddle (checksum d283e06d49fa21e8). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include "ten/create.hpp"
#include "ten/on_device.hpp"
#include "ten/random.hpp"
#include "ten/tensor.hpp"

namespace ten {

/// \file
/// Making tensors of any element type: filled with one value, with random numbers, with a random order.

namespace detail {

/// T itself, or, after the message that tensors have no elements of it, another type.
template <typename T>
using ElementOr = std::conditional_t<is_element<T>, T, float>;

}  // namespace detail

/// All elements are `value`, in the type T, on a device.
/// \param shape   any number of dimensions; throws ShapeError where it is not legal
/// \param value   of every element; without its fraction for whole numbers
/// \param device  whose memory holds them; throws DeviceError where it is not available
/// \pre           `value` is in the range of T; throws std::invalid_argument
template <typename T, Number S>
auto full(Shape const& shape, S value, Device device = cpu) {
    static_assert(is_element<T>, "no tensor has elements of this type");
    using R = detail::ElementOr<T>;
    detail::require_fit<R>(value, "full");
    return full_of<R>(shape, static_cast<R>(value), device);
}
/// All elements are 0, in the type T. \pre as `full`
template <typename T>
auto zeros(Shape const& shape, Device device = cpu) {
    static_assert(is_element<T>, "no tensor has elements of this type");
    return full_of<detail::ElementOr<T>>(shape, 0, device);
}
/// All elements are 1, in the type T. \pre as `full`
template <typename T>
auto ones(Shape const& shape, Device device = cpu) {
    static_assert(is_element<T>, "no tensor has elements of this type");
    return full_of<detail::ElementOr<T>>(shape, 1, device);
}

/// Uniform numbers in [0, 1), float or double.
/// \param shape  any number of dimensions; throws ShapeError where it is not legal
/// \param from   gives the numbers, without it the generator of the program
/// \returns      new tensor with the numbers of `torch.rand`, bit for bit
template <typename T>
auto rand(Shape const& shape, Generator& from) {
    static_assert(std::is_floating_point_v<T>, "rand: the numbers have a fraction; for whole numbers call randint");
    Tensor<detail::ElementOr<T>> out(shape);
    for (std::int64_t i = 0; i < out.numel(); ++i)
        out.data()[i] = static_cast<T>(std::same_as<T, float> ? from.uniform_float() : from.uniform_double());
    return out;
}
template <typename T>
auto rand(Shape const& shape) {
    static_assert(std::is_floating_point_v<T>, "rand: the numbers have a fraction; for whole numbers call randint");
    return rand<std::conditional_t<std::is_floating_point_v<T>, T, float>>(shape, *detail::SharedGenerator());
}

/// The numbers 0 to n - 1 in random order.
/// \param n     how many
/// \param from  gives the random numbers, without it the generator of the program
/// \returns     new int64 vector with the order of `torch.randperm`
/// \pre         0 <= n < 214,748,364, above which PyTorch draws 64 bits; throws std::invalid_argument
inline Tensor<std::int64_t> randperm(std::int64_t n, Generator& from) {
    if (n < 0 || n >= 214'748'364) throw std::invalid_argument("randperm: no order of " + std::to_string(n));
    Tensor<std::int64_t> out = arange(n);
    for (std::int64_t i = 0; i + 1 < n; ++i) {
        auto const left = static_cast<std::uint32_t>(n - i);
        std::swap(out.data()[i], out.data()[i + static_cast<std::int64_t>(from.bits32() % left)]);
    }
    return out;
}
inline Tensor<std::int64_t> randperm(std::int64_t n) { return randperm(n, *detail::SharedGenerator()); }

}  // namespace ten
