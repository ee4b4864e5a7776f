// Generated from chapters/b-the-rest-of-the-library.md by heddle (checksum 2469477be1c0f9e9). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>
#include "ten/elementwise.hpp"
#include "ten/factories.hpp"
#include "ten/tensor.hpp"

namespace ten {

/// \file
/// Tensors from and to vectors, spans, and memory that others have asked for.

/// A tensor over memory that somebody else has asked for; nothing is copied.
/// \param data     element (0, 0, ...); null only where there are no elements
/// \param shape    sizes
/// \param strides  in elements, one for each size; 0 and negative ones are legal
/// \param owner    kept until the last tensor over the memory is gone; null: the memory lives long enough by itself
/// \returns        a view; what changes it changes the memory
/// \pre            a legal shape, throws ShapeError; aligned for T, throws std::invalid_argument; all elements lie in
///                 one array, which nobody can check
template <Element T>
Tensor<T> from_blob(T* data, Shape const& shape, Strides const& strides, std::shared_ptr<void> owner = nullptr) {
    if (shape.size() != strides.size())
        throw ShapeError("from_blob: shape " + to_string(shape) + " with strides " + to_string(strides));
    std::int64_t low = 0;  // the places of the first and the last element in memory, counted from `data`
    std::int64_t high = detail::count(shape, "from_blob") == 0 ? -1 : 0;
    bool overflow = false;
    for (std::size_t i = 0; i < shape.size() && high >= 0; ++i) {
        std::int64_t way = 0;
        std::int64_t& end = strides[i] < 0 ? low : high;
        overflow = __builtin_mul_overflow(strides[i], shape[i] - 1, &way) || __builtin_add_overflow(end, way, &end) ||
                   overflow;
    }
    if (overflow || high - low > detail::most_elements)
        throw ShapeError("from_blob: strides " + to_string(strides) + " lead too far");
    if (reinterpret_cast<std::uintptr_t>(data) % alignof(T) != 0 || (data == nullptr && high >= 0))
        throw std::invalid_argument("from_blob: no element of this type can lie at the address");
    return Tensor<T>(Storage<T>(data + low, high - low + 1, std::move(owner)), shape, strides, -low);
}
/// The same over rows without gaps.
template <Element T>
Tensor<T> from_blob(T* data, Shape const& shape, std::shared_ptr<void> owner = nullptr) {
    detail::count(shape, "from_blob");
    return from_blob(data, shape, row_major(shape), std::move(owner));
}

namespace detail {

/// \throws ShapeError if a shape has not so many elements
inline void require_elements(Shape const& shape, std::size_t elements, char const* operation) {
    if (static_cast<std::uint64_t>(count(shape, operation)) != elements)
        throw ShapeError(std::string(operation) + ": " + std::to_string(elements) + " elements do not fill shape " +
                         to_string(shape));
}

}  // namespace detail

/// A tensor of the elements of a vector, whose memory it takes over; those of std::vector<bool>, which are bits, are
/// copied.
/// \param elements  row by row
/// \param shape     which they fill; throws ShapeError
template <typename T>
auto from_vector(std::vector<T> elements, Shape const& shape) {
    static_assert(is_element<T>, "from_vector: no tensor has elements of this type");
    detail::require_elements(shape, elements.size(), "from_vector");
    if constexpr (!is_element<T>) {
        return Tensor<float>();
    } else if constexpr (std::same_as<T, bool>) {
        Tensor<bool> out(shape);
        std::copy(elements.begin(), elements.end(), out.data());
        return out;
    } else {
        auto const owner = std::make_shared<std::vector<T>>(std::move(elements));
        return from_blob(owner->data(), shape, owner);
    }
}
/// A tensor of one dimension. \see above
template <typename T>
auto from_vector(std::vector<T> elements) {
    static_assert(is_element<T>, "from_vector: no tensor has elements of this type");
    Shape const shape{static_cast<std::int64_t>(elements.size())};
    if constexpr (is_element<T>)
        return from_vector(std::move(elements), shape);
    else
        return Tensor<float>();
}

/// A tensor with a copy of the elements of a span.
/// \param elements  row by row
/// \param shape     which they fill; throws ShapeError
template <typename T, std::size_t extent>
auto from_span(std::span<T, extent> elements, Shape const& shape) {
    static_assert(is_element<std::remove_const_t<T>>, "from_span: no tensor has elements of this type");
    detail::require_elements(shape, elements.size(), "from_span");
    Tensor<detail::ElementOr<std::remove_const_t<T>>> out(shape);
    std::copy(elements.begin(), elements.end(), out.data());
    return out;
}
/// A tensor of one dimension. \see above
template <typename T, std::size_t extent>
auto from_span(std::span<T, extent> elements) {
    return from_span(elements, Shape{static_cast<std::int64_t>(elements.size())});
}

/// A copy of the elements, row by row.
/// \param a  any shape and strides
template <Element T>
std::vector<T> to_vector(Tensor<T> const& a) {
    Tensor<T> const dense = a.contiguous();
    return std::vector<T>(dense.data(), dense.data() + dense.numel());
}

/// The elements themselves, row by row; valid as long as the storage lives.
/// \pre they lie without gaps; throws ShapeError
template <Element T>
std::span<T> as_span(Tensor<T> const& a) {
    if (!a.is_contiguous())
        throw ShapeError("as_span: the elements of shape " + to_string(a.shape()) + " with strides " +
                         to_string(a.strides()) + " have gaps: call contiguous() before");
    return std::span<T>(a.data(), static_cast<std::size_t>(a.numel()));
}

}  // namespace ten
