// Generated from chapters/b-the-rest-of-the-library.md by heddle (checksum 19527d1451d0862e). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <string>
#include <type_traits>
#include "ten/elementwise.hpp"
#include "ten/functions.hpp"
#include "ten/reduce.hpp"
#include "ten/reducers.hpp"
#include "ten/selecting.hpp"

namespace ten {

/// \file
/// Reductions over several dimensions, the variance, the place of the smallest element; running sums and softmax.

namespace detail {

/// For each dimension of the shape whether `dims` names it; no dimension at all stands for every one.
/// \pre each is there, and named once; throws IndexError, ShapeError
inline Dims marked_dims(Shape const& shape, Dims const& dims, char const* operation) {
    Dims marked(std::max<std::size_t>(shape.size(), 1), dims.empty() ? 1 : 0);
    for (std::int64_t dim : dims) {
        std::int64_t& mark = marked[checked_dim(dim, marked.size(), shape, operation)];
        if (mark++ != 0) throw ShapeError(std::string(operation) + ": " + to_string(dims) + " names a dimension twice");
    }
    return marked;
}

/// F over all dimensions that are named.
template <typename F, Element T>
auto reduce_over(Tensor<T> const& a, Dims const& dims, bool keepdim) {
    using R = typename F::template Result<T>;
    Dims const marked = marked_dims(a.shape(), dims, F::name);
    if (a.rank() == 0) return reduce_all<F>(a);
    bool first = true;
    Tensor<R> out;
    for (std::size_t at = a.rank(); at-- > 0;) {
        if (marked[at] == 0) continue;
        auto const dim = static_cast<std::int64_t>(at);
        if (first)
            out = reduce_along<F>(a, dim, keepdim);
        else
            out = reduce_along<F>(out, dim, keepdim);
        first = false;
    }
    return out;
}

/// How many elements of `shape` become one.
inline std::int64_t elements_over(Shape const& shape, Dims const& dims) {
    Dims const marked = marked_dims(shape, dims, "mean");
    std::int64_t n = 1;
    for (std::size_t i = 0; i < shape.size(); ++i) n *= marked[i] != 0 ? shape[i] : 1;
    return n;
}

template <std::floating_point T>
Tensor<T> var(Tensor<T> const& a, Dims const& dims, std::int64_t correction, bool keepdim) {
    std::int64_t const n = elements_over(a.shape(), dims);
    Tensor<T> const mean = reduce_over<Sum>(a, dims, true) / static_cast<T>(n);
    Tensor<T> const off = a - mean;
    auto const degrees = static_cast<T>(std::max<std::int64_t>(n - correction, 0));
    return reduce_over<Sum>(off * off, dims, keepdim) / degrees;
}

}  // namespace detail

/// The sum over all dimensions in `dims`, or over every one where that is empty; whole numbers give int64.
/// \param a        any shape and strides; not modified
/// \param dims     counted from the end when negative
/// \param keepdim  leave these dimensions in place, with one element
/// \returns        new row-major tensor
/// \pre            each dimension is there, and named once; throws IndexError, ShapeError
template <Element T>
auto sum(Tensor<T> const& a, Dims const& dims = {}, bool keepdim = false) {
    return detail::reduce_over<detail::Sum>(a, dims, keepdim);
}
/// The mean over all dimensions in `dims`: of numbers with a fraction only; of no elements it is NaN. \pre as `sum`
template <Element T>
auto mean(Tensor<T> const& a, Dims const& dims = {}, bool keepdim = false) {
    static_assert(std::is_floating_point_v<T>, "mean: convert whole numbers with to<float>() before");
    return detail::reduce_over<detail::Sum>(a, dims, keepdim) / static_cast<T>(detail::elements_over(a.shape(), dims));
}
/// The largest element over all dimensions in `dims`; a NaN wins. \pre as `sum`, and there are elements; throws
/// ShapeError
template <Element T>
Tensor<T> amax(Tensor<T> const& a, Dims const& dims = {}, bool keepdim = false) {
    return detail::reduce_over<detail::Greatest>(a, dims, keepdim);
}
/// The smallest element over all dimensions in `dims`; a NaN wins. \pre as `amax`
template <Element T>
Tensor<T> amin(Tensor<T> const& a, Dims const& dims = {}, bool keepdim = false) {
    return detail::reduce_over<detail::Least>(a, dims, keepdim);
}
/// The variance over all dimensions in `dims`: the mean square of the distance from the mean.
/// \param a           numbers with a fraction
/// \param dims        every one where it is empty
/// \param correction  the sum is divided by n - correction, 1 for the estimate from a sample, 0 for the whole of it
/// \param keepdim     leave these dimensions in place, with one element
/// \returns           new row-major tensor; NaN for less than two elements
/// \pre               as `sum`
/// \note              reads the elements twice; the distances are taken from the mean, so that large means cost no
/// digits
template <Element T>
Tensor<T> var(Tensor<T> const& a, Dims const& dims = {}, std::int64_t correction = 1, bool keepdim = false) {
    static_assert(std::is_floating_point_v<T>, "var: convert whole numbers with to<float>() before");
    if constexpr (std::floating_point<T>)
        return detail::var(a, dims, correction, keepdim);
    else
        return a;
}

namespace detail {

/// The smallest, where its place is asked for.
struct LeastPlace : Least {
    static constexpr char const* name = "argmin";
};

}  // namespace detail

/// Where the smallest element first stands, counted row by row; a NaN is smaller than all.
/// \pre there is an element; throws ShapeError
template <Element T>
Tensor<std::int64_t> argmin(Tensor<T> const& a) {
    static_assert(!std::is_same_v<T, bool>, "argmin: truth values have no order here");
    return place_of<detail::LeastPlace>(a);
}
/// Where along dimension `dim` the smallest element first stands. \pre the dimension has elements; throws IndexError,
/// ShapeError
template <Element T>
Tensor<std::int64_t> argmin(Tensor<T> const& a, std::int64_t dim, bool keepdim = false) {
    static_assert(!std::is_same_v<T, bool>, "argmin: truth values have no order here");
    return extremes_along<detail::LeastPlace>(a, dim, keepdim).indices;
}

namespace detail {

/// Sums of numbers with a fraction are taken in double and rounded when they are written; whole ones wrap around.
template <Element T>
auto cumsum(Tensor<T> const& a, std::int64_t dim) {
    using R = std::conditional_t<std::floating_point<T>, T, std::int64_t>;
    using Total = std::conditional_t<std::floating_point<T>, double, std::uint64_t>;
    std::size_t const at = place_of_dim(dim, a.shape(), "cumsum");
    Tensor<R> out(a.shape());
    auto const from = line_along(a, at);
    auto const to = line_along(out, at);
    for_each_line(out, a, a, at, [from, to](R* o, T const* x, T const*) {
        Total total{};
        for (std::int64_t i = 0; i < from.size; ++i) {
            total += static_cast<Total>(x[i * from.step]);
            o[i * to.step] = static_cast<R>(total);
        }
    });
    return out;
}

template <std::floating_point T>
Tensor<T> softmax(Tensor<T> const& a, std::int64_t dim) {
    std::size_t const at = place_of_dim(dim, a.shape(), "softmax");
    Tensor<T> out(a.shape());
    auto const from = line_along(a, at);
    auto const to = line_along(out, at);
    if (out.numel() == 0) return out;
    for_each_line(out, a, a, at, [from, to](T* o, T const* x, T const*) {
        T most = x[0];
        for (std::int64_t i = 1; i < from.size; ++i) most = Larger{}(most, x[i * from.step]);
        double total = 0;
        for (std::int64_t i = 0; i < from.size; ++i) {
            T const share = std::exp(x[i * from.step] - most);
            o[i * to.step] = share;
            total += static_cast<double>(share);
        }
        for (std::int64_t i = 0; i < from.size; ++i) o[i * to.step] /= static_cast<T>(total);
    });
    return out;
}

}  // namespace detail

/// The sums of the elements up to each place along dimension `dim`; whole numbers and truth values give int64.
/// \param a    any shape and strides; not modified
/// \param dim  counted from the end when negative; throws IndexError
/// \returns    new row-major tensor of the shape of `a`
template <Element T>
auto cumsum(Tensor<T> const& a, std::int64_t dim) {
    return detail::cumsum(a, dim);
}
/// The exponentials of the elements, divided by their sum along dimension `dim`.
/// \param a    numbers with a fraction, any shape and strides; not modified
/// \param dim  counted from the end when negative; throws IndexError
/// \returns    new row-major tensor; every line sums up to 1, or is NaN where a NaN or plus infinity stands in it
template <Element T>
Tensor<T> softmax(Tensor<T> const& a, std::int64_t dim) {
    static_assert(std::is_floating_point_v<T>, "softmax: convert whole numbers with to<float>() before");
    if constexpr (std::floating_point<T>)
        return detail::softmax(a, dim);
    else
        return a;
}

}  // namespace ten
