// Generated from chapters/b-the-rest-of-the-library.md by heddle (checksum 3082c14534a3d47d). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <string>
#include "ten/broadcast.hpp"
#include "ten/elementwise.hpp"
#include "ten/indexing.hpp"
#include "ten/loops.hpp"

namespace ten {

/// \file
/// Choosing elements by a mask and by index.

namespace detail {

template <typename I>
inline constexpr bool is_index = std::is_same_v<I, std::int32_t> || std::is_same_v<I, std::int64_t>;

/// The sizes `leading`, and then those of `shape` from dimension `from` on.
inline Shape shape_of_choice(Shape const& leading, Shape const& shape, std::size_t from) {
    Shape out(leading.size() + shape.size() - from, 0);
    std::copy(leading.begin(), leading.end(), out.begin());
    std::copy(shape.begin() + from, shape.end(), out.begin() + leading.size());
    return out;
}

/// The number of elements of the dimensions from `from` on.
inline std::int64_t block_size(Shape const& shape, std::size_t from) {
    std::int64_t n = 1;
    for (std::size_t i = from; i < shape.size(); ++i) n *= shape[i];
    return n;
}

/// The parts of `a` for which the mask, over its first dimensions, is true. \pre as Tensor::operator[]
template <Element T>
Tensor<T> chosen(Tensor<T> const& a, Tensor<bool> const& mask) {
    std::size_t const over = mask.rank();
    bool const fits = over <= a.rank() && std::equal(mask.shape().begin(), mask.shape().end(), a.shape().begin());
    if (!fits) throw IndexError("a mask of shape " + to_string(mask.shape()) + " for shape " + to_string(a.shape()));
    Tensor<T> const from = a.contiguous();
    Tensor<bool> const whole_mask = mask.contiguous();
    // As bytes: a mask over memory of others may hold some that are neither 0 nor 1, and true all the same.
    auto const* const take = reinterpret_cast<unsigned char const*>(whole_mask.data());
    std::int64_t const n = mask.numel() - std::count(take, take + mask.numel(), 0);
    Tensor<T> out(shape_of_choice(Shape{n}, a.shape(), over));
    std::int64_t const block = block_size(a.shape(), over);
    T* to = out.data();
    for (std::int64_t i = 0; i < mask.numel() && out.numel() > 0; ++i) {
        if (take[i] != 0) to = std::copy_n(from.data() + i * block, block, to);
    }
    return out;
}

/// The slices of the first dimension that the index names. \pre as Tensor::operator[]
template <Element T, Element I>
Tensor<T> chosen_at(Tensor<T> const& a, Tensor<I> const& index) {
    if (a.rank() == 0) throw IndexError("a tensor without dimensions cannot be indexed");
    Tensor<T> const from = a.contiguous();
    Tensor<I> const at = index.contiguous();
    Tensor<T> out(shape_of_choice(index.shape(), a.shape(), 1));
    std::int64_t const block = block_size(a.shape(), 1);
    T* to = out.data();
    for (std::int64_t i = 0; i < at.numel(); ++i) {
        std::int64_t const row = checked_index(static_cast<std::int64_t>(at.data()[i]), 0, a.shape());
        to = std::copy_n(from.data() + row * block, block, to);
    }
    return out;
}

/// Calls f(out, a, b) with the first element of every line along dimension `dim`, of three tensors that but for that
/// dimension are of the shape of `out`, or larger.
template <Element R, Element A, Element B, typename F>
void for_each_line(Tensor<R> const& out, Tensor<A> const& a, Tensor<B> const& b, std::size_t dim, F f) {
    if (out.rank() == 0) return f(out.data(), static_cast<A const*>(a.data()), static_cast<B const*>(b.data()));
    Shape const lines = with_removed(out.shape(), dim);
    if (count(lines, "lines") == 0) return;
    Loops const loops = plan_loops(lines, with_removed(out.strides(), dim), with_removed(a.strides(), dim),
                                   with_removed(b.strides(), dim));
    auto const row = [f](std::int64_t n, R* o, std::int64_t so, A const* x, std::int64_t sx, B const* y,
                         std::int64_t sy) {
        for (std::int64_t i = 0; i < n; ++i) f(o + i * so, x + i * sx, y + i * sy);
    };
    run_loops(loops.outermost(), loops.innermost(), out.data(), static_cast<A const*>(a.data()),
              static_cast<B const*>(b.data()), row);
}

/// The dimension that `dim` names; a tensor without dimensions answers to 0 and -1. \pre see `checked_dim`
inline std::size_t place_of_dim(std::int64_t dim, Shape const& shape, char const* operation) {
    return checked_dim(dim, std::max<std::size_t>(shape.size(), 1), shape, operation);
}

/// How many elements a line along `dim` has, and how far they are apart; a single number is a line of one.
struct Line {
    std::int64_t size;
    std::int64_t step;
};
template <Element T>
Line line_along(Tensor<T> const& a, std::size_t dim) {
    return a.rank() == 0 ? Line{1, 0} : Line{a.shape()[dim], a.strides()[dim]};
}

/// An index that counts from the start, and not from the end. \pre 0 <= index < size; throws IndexError
inline std::int64_t checked_place(std::int64_t index, std::size_t dim, Shape const& shape, char const* operation) {
    std::int64_t const size = shape.empty() ? 1 : shape[dim];
    if (index >= 0 && index < size) return index;
    throw IndexError(std::string(operation) + ": index " + std::to_string(index) + " is out of range for dimension " +
                     std::to_string(dim) + " of shape " + to_string(shape));
}

template <Element T, Element I>
Tensor<T> gathered(Tensor<T> const& a, std::int64_t dim, Tensor<I> const& index) {
    std::size_t const at = place_of_dim(dim, a.shape(), "gather");
    Tensor<T> out(index.shape());
    if (out.numel() == 0) return out;
    bool fits = std::max<std::size_t>(a.rank(), 1) == std::max<std::size_t>(index.rank(), 1);
    for (std::size_t i = 0; fits && i < std::min(a.rank(), index.rank()); ++i)
        fits = i == at || index.shape()[i] <= a.shape()[i];
    if (!fits) refuse_shapes("gather", a.shape(), index.shape());
    auto const from = line_along(a, at);
    auto const by = line_along(index, at);
    auto const to = line_along(out, at);
    Shape const& shape = a.shape();
    auto const source = a.rank() == 0 ? a.unsqueeze(0) : a;  // ranks that fit line by line
    auto const places = index.rank() == 0 ? index.unsqueeze(0) : index;
    auto const target = out.rank() == 0 ? out.unsqueeze(0) : out;
    for_each_line(target, source, places, at, [&](T* o, T const* x, I const* k) {
        for (std::int64_t i = 0; i < by.size; ++i) {
            auto const place = static_cast<std::int64_t>(k[i * by.step]);
            o[i * to.step] = x[checked_place(place, at, shape, "gather") * from.step];
        }
    });
    return out;
}

template <Element T, Element I>
Tensor<T> index_select(Tensor<T> const& a, std::int64_t dim, Tensor<I> const& index) {
    if (index.rank() > 1)
        throw IndexError("index_select: an index of shape " + to_string(index.shape()) + " is no vector");
    std::size_t const at = place_of_dim(dim, a.shape(), "index_select");
    if (a.rank() == 0) {
        if (index.numel() != 1) throw IndexError("index_select: a tensor without dimensions has one element");
        return gathered(a, 0, index.reshape({}));
    }
    Tensor<I> const dense = index.contiguous();
    for (std::int64_t i = 0; i < dense.numel(); ++i)
        checked_place(static_cast<std::int64_t>(dense.data()[i]), at, a.shape(), "index_select");
    Shape as_vector(a.rank(), 1);
    as_vector[at] = index.numel();
    Shape shape = a.shape();
    shape[at] = index.numel();
    for (std::int64_t size : shape) {
        if (size == 0) return Tensor<T>(shape);
    }
    return gathered(a, dim, index.reshape(as_vector).expand(shape));
}

}  // namespace detail

/// What `a[mask]` gives: the parts of `a` for which the mask, over its first dimensions, is true.
/// \param a     any shape and strides; not modified
/// \param mask  of the shape of the first dimensions of `a`; throws IndexError naming both shapes
/// \returns     new row-major tensor, shape (number of true values, the other sizes of `a`)
template <Element T>
Tensor<T> take_where(Tensor<T> const& a, Tensor<bool> const& mask) {
    return detail::chosen(a, mask);
}
/// What `a[index]` gives: the slices of the first dimension that the index names, in its order.
/// \param a      any shape and strides; not modified
/// \param index  int32 or int64, any shape; negative ones count from the end; throws IndexError
/// \returns      new row-major tensor, shape (sizes of the index, the other sizes of `a`)
template <Element T, Element I>
Tensor<T> take_at(Tensor<T> const& a, Tensor<I> const& index) {
    static_assert(detail::is_index<I>, "a[index]: an index is an int32, an int64 or, as a mask, a bool");
    return detail::chosen_at(a, index);
}

/// The elements for which the mask is true, in row-major order.
/// \param a     any shape and strides; not modified
/// \param mask  a shape that fits; both are broadcast; throws ShapeError naming both shapes
/// \returns     new vector
template <Element T>
Tensor<T> masked_select(Tensor<T> const& a, Tensor<bool> const& mask) {
    Shape const common = common_shape(a.shape(), mask.shape(), "masked_select");
    return detail::chosen(a.expand(common), mask.expand(common));
}

/// The slices along dimension `dim` that the index names, in its order.
/// \param a      any shape and strides; not modified
/// \param dim    counted from the end when negative; throws IndexError
/// \param index  int32 or int64, a vector or a single number
/// \returns      new row-major tensor, with as many slices as the index has elements
/// \pre          0 <= index < size, which here cannot count from the end, as in PyTorch; throws IndexError
template <Element T, Element I>
Tensor<T> index_select(Tensor<T> const& a, std::int64_t dim, Tensor<I> const& index) {
    static_assert(detail::is_index<I>, "index_select: an index is an int32 or an int64");
    return detail::index_select(a, dim, index);
}

/// One element for every index: out(i, j, ...) = a(i, index(i, j, ...), ...) for dim = 1.
/// \param a      any shape and strides; not modified
/// \param dim    the dimension in which the index counts; throws IndexError
/// \param index  int32 or int64, of the rank of `a`, and but for `dim` nowhere larger than it; throws ShapeError
/// \returns      new row-major tensor of the shape of `index`
/// \pre          0 <= index < size of that dimension; throws IndexError
template <Element T, Element I>
Tensor<T> gather(Tensor<T> const& a, std::int64_t dim, Tensor<I> const& index) {
    static_assert(detail::is_index<I>, "gather: an index is an int32 or an int64");
    return detail::gathered(a, dim, index);
}

}  // namespace ten
