// Generated from chapters/b-the-rest-of-the-library.md by heddle (checksum 946764f6b7f91de0). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <string>
#include <vector>
#include "ten/selecting.hpp"

namespace ten {

/// \file
/// The elements in order: sort and topk.

/// Elements in order, and where along the dimension each stood before.
template <Element T>
struct Ordered {
    Tensor<T> values;
    Tensor<std::int64_t> indices;
};

namespace detail {

template <Element T>
struct Placed {
    T value;
    std::int64_t place;
};

/// Is `x` before `y` among growing numbers? NaN is behind all of them.
template <Element T>
bool is_below(T x, T y) {
    return x < y || (y != y && x == x);  // NOLINT(misc-redundant-expression): a NaN differs from itself
}

/// The first `k` of every line, when it is in order.
template <Element T>
Ordered<T> ordered(Tensor<T> const& a, std::size_t at, std::int64_t k, bool descending) {
    Shape shape = a.shape();
    if (!shape.empty()) shape[at] = k;
    Ordered<T> out{Tensor<T>(shape), Tensor<std::int64_t>(shape)};
    auto const from = line_along(a, at);
    auto const to = line_along(out.values, at);
    std::vector<Placed<T>> line(static_cast<std::size_t>(from.size));
    auto const before = [descending](Placed<T> const& x, Placed<T> const& y) {
        bool const below = is_below(x.value, y.value);
        bool const above = is_below(y.value, x.value);
        return below == above ? x.place < y.place : descending ? above : below;
    };
    // The lines of `a` and of both results begin at the same places but for the dimension itself.
    auto const sort_line = [&](T* values, T const* x, std::int64_t const*) {
        for (std::int64_t i = 0; i < from.size; ++i) line[static_cast<std::size_t>(i)] = {x[i * from.step], i};
        if (k == from.size)
            std::sort(line.begin(), line.end(), before);
        else
            std::partial_sort(line.begin(), line.begin() + k, line.end(), before);
        std::int64_t* const places = out.indices.data() + (values - out.values.data());
        for (std::int64_t i = 0; i < to.size; ++i) {
            values[i * to.step] = line[static_cast<std::size_t>(i)].value;
            places[i * to.step] = line[static_cast<std::size_t>(i)].place;
        }
    };
    if (out.values.numel() > 0) for_each_line(out.values, a, out.indices, at, sort_line);
    return out;
}

}  // namespace detail

/// The elements in order along dimension `dim`.
/// \param a           any shape and strides; not modified
/// \param dim         counted from the end when negative; throws IndexError
/// \param descending  the largest first
/// \returns           values and their places before, row-major; equal elements keep their order, NaN is the largest
/// \note              cost: n log n comparisons for every line of n elements
template <Element T>
Ordered<T> sort(Tensor<T> const& a, std::int64_t dim = -1, bool descending = false) {
    std::size_t const at = detail::place_of_dim(dim, a.shape(), "sort");
    return detail::ordered(a, at, detail::line_along(a, at).size, descending);
}

/// The k largest elements along dimension `dim`, the largest first, or the k smallest.
/// \param a        any shape and strides; not modified
/// \param k        how many
/// \param dim      counted from the end when negative; throws IndexError
/// \param largest  false: the smallest, the smallest first
/// \returns        values and their places, row-major; of equal elements the first
/// \pre            0 <= k <= the size of the dimension; throws IndexError
/// \note           cost: n log k comparisons for every line of n elements
template <Element T>
Ordered<T> topk(Tensor<T> const& a, std::int64_t k, std::int64_t dim = -1, bool largest = true) {
    static_assert(!std::is_same_v<T, bool>, "topk: truth values are not ranked");
    std::size_t const at = detail::place_of_dim(dim, a.shape(), "topk");
    if (k < 0 || k > detail::line_along(a, at).size)
        throw IndexError("topk: there are no " + std::to_string(k) + " elements along dimension " +
                         std::to_string(dim) + " of shape " + to_string(a.shape()));
    return detail::ordered(a, at, a.rank() == 0 ? 1 : k, largest);
}

}  // namespace ten
