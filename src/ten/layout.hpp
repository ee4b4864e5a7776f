// Generated from chapters/02-broadcasting.md by heddle (checksum 1b50a955305451c3). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include "ten/shape.hpp"

namespace ten {

/// \file
/// Views, as arithmetic on shapes and strides: a layout goes in, another layout of the same memory comes out.

/// Where the elements of a view lie: (i, j, ...) at offset + i * strides[0] + j * strides[1] + ..., in elements.
struct Layout {
    Shape shape;
    Strides strides;
    std::int64_t offset = 0;
    friend bool operator==(Layout const&, Layout const&) = default;
};

/// The dimension that `dim` names, counted from the end when it is negative.
/// \param dim        the dimension, by its number
/// \param shape      the shape, named in the error
/// \param operation  the name in the error
/// \param places  how many dimensions can be named: those of the shape, or one more for a new one
/// \pre           -places <= dim < places; throws IndexError
inline std::size_t checked_dim(std::int64_t dim, std::size_t places, Shape const& shape, char const* operation) {
    auto const n = static_cast<std::int64_t>(places);
    if (dim < -n || dim >= n) {
        throw IndexError(std::string(operation) + ": dimension " + std::to_string(dim) + " is out of range for shape " +
                         to_string(shape));
    }
    return static_cast<std::size_t>(dim < 0 ? dim + n : dim);
}

namespace detail {

/// A stride times a size or a step. Where no element is left, or one, it may be larger than a number can be.
/// \pre not so large that it turns negative; throws ShapeError, as PyTorch refuses it
inline std::int64_t scaled(std::int64_t stride, std::int64_t by, char const* operation) {
    std::int64_t const product = product_of(stride, by);
    if (product >= 0 || stride < 0) return product;
    throw ShapeError(std::string(operation) + ": " + std::to_string(by) + " times a stride of " +
                     std::to_string(stride) + " is out of range");
}

/// `dims` with `value` before position `at`.
inline Dims with_inserted(Dims const& dims, std::size_t at, std::int64_t value) {
    Dims out(dims.size() + 1, value);
    std::copy(dims.begin(), dims.begin() + at, out.begin());
    std::copy(dims.begin() + at, dims.end(), out.begin() + at + 1);
    return out;
}

/// `dims` without position `at`.
inline Dims with_removed(Dims const& dims, std::size_t at) {
    Dims out(dims.size() - 1, 0);
    std::copy(dims.begin(), dims.begin() + at, out.begin());
    std::copy(dims.begin() + at + 1, dims.end(), out.begin() + at);
    return out;
}

}  // namespace detail

/// A new dimension of one element before dimension `dim`. \pre -rank - 1 <= dim <= rank; throws IndexError
inline Layout unsqueezed(Layout const& a, std::int64_t dim) {
    std::size_t const at = checked_dim(dim, a.shape.size() + 1, a.shape, "unsqueeze");
    std::int64_t const stride = at < a.shape.size() ? detail::scaled(a.strides[at], a.shape[at], "unsqueeze") : 1;
    return {detail::with_inserted(a.shape, at, 1), detail::with_inserted(a.strides, at, stride), a.offset};
}

/// Without dimension `dim`, if that has one element. \pre the tensor has that dimension; throws IndexError
inline Layout squeezed(Layout const& a, std::int64_t dim) {
    std::size_t const at = checked_dim(dim, std::max<std::size_t>(a.shape.size(), 1), a.shape, "squeeze");
    if (a.shape.empty() || a.shape[at] != 1) return a;
    return {detail::with_removed(a.shape, at), detail::with_removed(a.strides, at), a.offset};
}

/// Without all dimensions of one element.
inline Layout squeezed(Layout a) {
    for (std::size_t i = a.shape.size(); i-- > 0;) a = squeezed(a, static_cast<std::int64_t>(i));
    return a;
}

/// Repeated along dimensions of one element, and along new dimensions in front: their strides become 0.
/// \param a      the layout that repeats
/// \param shape  sizes of the result; -1 keeps a size
/// \pre          every other size is kept; throws ShapeError naming both shapes
inline Layout expanded(Layout const& a, Shape const& shape) {
    auto const refuse = [&] {
        throw ShapeError("expand: shape " + to_string(a.shape) + " cannot be repeated to " + to_string(shape));
    };
    if (shape.size() < a.shape.size()) refuse();
    std::size_t const ahead = shape.size() - a.shape.size();
    Layout out{shape, Strides(shape.size(), 0), a.offset};
    for (std::size_t i = shape.size(); i-- > 0;) {
        bool const is_new = i < ahead;
        std::int64_t const size = is_new ? 1 : a.shape[i - ahead];
        if (shape[i] < (is_new ? 0 : -1)) refuse();
        if (shape[i] == -1) out.shape[i] = size;
        if (out.shape[i] != size && size != 1) refuse();
        if (out.shape[i] != size) continue;
        if (!is_new)
            out.strides[i] = a.strides[i - ahead];
        else if (!a.shape.empty())
            out.strides[i] = detail::scaled(out.strides[i + 1], out.shape[i + 1], "expand");
    }
    return out;
}

/// The dimensions in another order: dimension i of the result is dimension order[i] of `a`.
/// \pre every dimension is named once; throws ShapeError
inline Layout permuted(Layout const& a, Dims const& order) {
    Layout out = a;
    Dims seen(a.shape.size(), 0);
    bool fits = order.size() == a.shape.size();
    for (std::size_t i = 0; fits && i < order.size(); ++i) {
        std::size_t const from = checked_dim(order[i], a.shape.size(), a.shape, "permute");
        fits = seen[from]++ == 0;
        out.shape[i] = a.shape[from];
        out.strides[i] = a.strides[from];
    }
    if (!fits)
        throw ShapeError("permute: " + to_string(order) + " does not name every dimension of shape " +
                         to_string(a.shape) + " once");
    return out;
}

/// Two dimensions exchanged. \pre the tensor has both; throws IndexError
inline Layout transposed(Layout a, std::int64_t first, std::int64_t second) {
    std::size_t const places = std::max<std::size_t>(a.shape.size(), 1);
    std::size_t const i = checked_dim(first, places, a.shape, "transpose");
    std::size_t const j = checked_dim(second, places, a.shape, "transpose");
    if (a.shape.empty()) return a;
    std::swap(a.shape[i], a.shape[j]);
    std::swap(a.strides[i], a.strides[j]);
    return a;
}

namespace detail {

/// `shape` with its -1, if it has one, replaced by the size that makes `elements` elements.
/// \pre at most one -1, no other negative size, and the elements fill the shape; throws ShapeError naming both shapes
inline Shape completed(Shape shape, Shape const& of, std::int64_t elements, char const* operation) {
    auto const refuse = [&](char const* why) {
        throw ShapeError(std::string(operation) + ": shape " + to_string(of) + " cannot become " + to_string(shape) +
                         why);
    };
    std::int64_t* open = nullptr;
    Shape rest = shape;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        if (shape[i] >= 0) continue;
        if (shape[i] < -1) refuse(": a size is negative");
        if (open != nullptr) refuse(": only one size can be left open");
        open = &shape[i];
        rest[i] = 1;
    }
    std::int64_t const known = count(rest, operation);
    if (open != nullptr && known == 0) refuse(": the open size could be anything");
    if (open == nullptr ? known != elements : elements % known != 0) refuse(": the numbers of elements differ");
    if (open != nullptr) *open = elements / known;
    return shape;
}

/// The strides of a new shape over the same elements in the same order; none if no strides can say it.
/// The old dimensions are taken in runs that are evenly spaced in memory; each run must be split, or joined, by itself.
inline std::optional<Strides> strides_of_view(Layout const& a, Shape const& shape) {
    if (count(shape, "view") == 0) return a.shape == shape ? a.strides : row_major(shape);
    Strides strides(shape.size(), 1);
    std::size_t next = shape.size();  // the new dimensions before this one are still without strides
    std::size_t dim = a.shape.size();
    while (dim > 0) {
        std::int64_t const step = a.strides[dim - 1];
        std::int64_t run = a.shape[--dim];
        for (; dim > 0 && (a.shape[dim - 1] == 1 || a.strides[dim - 1] == product_of(run, step)); --dim) {
            run *= a.shape[dim - 1];
        }
        std::int64_t filled = 1;
        while (next > 0 && (filled < run || shape[next - 1] == 1)) {
            strides[--next] = product_of(filled, step);
            filled *= shape[next];
        }
        if (filled != run) return std::nullopt;
    }
    bool const is_number = a.shape.empty();  // no run, and dimensions of one element only
    return next == 0 || is_number ? std::optional(strides) : std::nullopt;
}

}  // namespace detail

/// The same elements under another shape. \pre the strides can say it, and see `completed`; throws ShapeError
inline Layout viewed(Layout const& a, Shape const& wanted) {
    Shape shape = detail::completed(wanted, a.shape, detail::count(a.shape, "view"), "view");
    std::optional<Strides> strides = detail::strides_of_view(a, shape);
    if (!strides) {
        throw ShapeError("view: shape " + to_string(a.shape) + " with strides " + to_string(a.strides) +
                         " cannot become " + to_string(shape) + " without moving elements: use reshape");
    }
    return {std::move(shape), std::move(*strides), a.offset};
}

}  // namespace ten
