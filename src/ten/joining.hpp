// Generated from chapters/b-the-rest-of-the-library.md by heddle (checksum e3eda1adde5a3339). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <vector>
#include "ten/broadcast.hpp"
#include "ten/elementwise.hpp"
#include "ten/indexing.hpp"

namespace ten {

/// \file
/// Several tensors become one: cat and stack.

namespace detail {

/// A vector without elements, which PyTorch lets stand beside any shape, from the time when it had no other empty one.
inline bool is_nothing(Shape const& shape) { return shape == Shape{0}; }

/// The shape of the joined tensor. \pre as `cat`
template <Element T>
Shape joined_shape(std::span<Tensor<T> const> parts, std::size_t at, Shape const& first) {
    Shape joined = first;
    joined[at] = 0;
    for (Tensor<T> const& part : parts) {
        Shape shape = part.shape();
        if (is_nothing(shape)) continue;
        bool fits = shape.size() == first.size();
        if (fits) {
            joined[at] += std::exchange(shape[at], first[at]);
            fits = shape == first;
        }
        if (!fits) refuse_shapes("cat", first, part.shape(), " apart from dimension " + std::to_string(at));
    }
    return joined;
}

template <Element T>
Tensor<T> cat(std::span<Tensor<T> const> parts, std::int64_t dim) {
    if (parts.empty()) throw ShapeError("cat: no tensors to join");
    Tensor<T> const* first = &parts.front();
    for (Tensor<T> const& part : parts) {
        if (part.rank() == 0) throw ShapeError("cat: a tensor without dimensions cannot be joined: use stack");
        if (is_nothing(first->shape())) first = &part;
    }
    if (is_nothing(first->shape())) return Tensor<T>(Shape{0});
    std::size_t const at = checked_dim(dim, first->rank(), first->shape(), "cat");
    Tensor<T> out(joined_shape(parts, at, first->shape()));
    std::int64_t start = 0;
    for (Tensor<T> const& part : parts) {
        if (is_nothing(part.shape())) continue;
        std::int64_t const stop = start + part.shape()[at];
        out.with_layout(sliced(out.layout(), at, {start, stop, 1})).copy_(part);
        start = stop;
    }
    return out;
}

template <Element T>
Tensor<T> stack(std::span<Tensor<T> const> parts, std::int64_t dim) {
    if (parts.empty()) throw ShapeError("stack: no tensors to join");
    Shape const& shape = parts.front().shape();
    std::size_t const at = checked_dim(dim, shape.size() + 1, shape, "stack");
    std::vector<Tensor<T>> layers;
    layers.reserve(parts.size());
    for (Tensor<T> const& part : parts) {
        if (part.shape() != shape) refuse_shapes("stack", shape, part.shape());
        layers.push_back(part.unsqueeze(static_cast<std::int64_t>(at)));
    }
    return cat(std::span<Tensor<T> const>(layers), static_cast<std::int64_t>(at));
}

}  // namespace detail

/// The tensors one after the other along dimension `dim`.
/// \param parts  at least one, all of one type and, but for that dimension, of one shape
/// \param dim    counted from the end when negative
/// \returns      new row-major tensor
/// \pre          the shapes fit, and the dimension is there; throws ShapeError, IndexError. A vector without elements
///               fits everywhere, as in PyTorch
template <Element T>
Tensor<T> cat(std::vector<Tensor<T>> const& parts, std::int64_t dim = 0) {
    return detail::cat(std::span<Tensor<T> const>(parts), dim);
}
template <Element T>
Tensor<T> cat(std::initializer_list<Tensor<T>> parts, std::int64_t dim = 0) {
    return detail::cat(std::span<Tensor<T> const>(parts.begin(), parts.size()), dim);
}

/// The tensors beside each other along a new dimension `dim`.
/// \param parts  at least one, all of one type and shape
/// \param dim    the place of the new dimension; counted from the end when negative
/// \returns      new row-major tensor
/// \pre          the shapes are equal, and -rank - 1 <= dim <= rank; throws ShapeError, IndexError
template <Element T>
Tensor<T> stack(std::vector<Tensor<T>> const& parts, std::int64_t dim = 0) {
    return detail::stack(std::span<Tensor<T> const>(parts), dim);
}
template <Element T>
Tensor<T> stack(std::initializer_list<Tensor<T>> parts, std::int64_t dim = 0) {
    return detail::stack(std::span<Tensor<T> const>(parts.begin(), parts.size()), dim);
}

}  // namespace ten
