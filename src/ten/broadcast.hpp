// Generated from chapters/02-broadcasting.md by heddle (checksum 116830f6c16f9c52). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include "ten/shape.hpp"

namespace ten {

/// \file
/// Which shapes fit together, and the shape of the result.

namespace detail {

/// \throws ShapeError that names the operation and both shapes
[[noreturn]] inline void refuse_shapes(char const* operation, Shape const& a, Shape const& b,
                                       std::string const& why = "") {
    throw ShapeError(std::string(operation) + ": shapes " + to_string(a) + " and " + to_string(b) + " do not match" +
                     why);
}

}  // namespace detail

/// The shape of an elementwise operation on tensors of the shapes `a` and `b`.
/// \pre  aligned at their last dimensions, the sizes are equal or one of them is 1; throws ShapeError naming both
/// shapes
inline Shape common_shape(Shape const& a, Shape const& b, char const* operation) {
    Shape common(std::max(a.size(), b.size()), 1);
    for (std::size_t back = 1; back <= common.size(); ++back) {  // counted from the last dimension
        std::int64_t const of_a = back <= a.size() ? a[a.size() - back] : 1;
        std::int64_t const of_b = back <= b.size() ? b[b.size() - back] : 1;
        std::size_t const dim = common.size() - back;
        if (of_a != of_b && of_a != 1 && of_b != 1) {
            detail::refuse_shapes(
                operation, a, b,
                ": " + std::to_string(of_a) + " and " + std::to_string(of_b) + " in dimension " + std::to_string(dim));
        }
        common[dim] = of_a == 1 ? of_b : of_a;
    }
    return common;
}

namespace detail {

/// The strides that walk over `common` along a tensor of `shape` and `strides`: 0 where its elements repeat.
/// \pre common_shape allows it
inline Strides strides_over(Shape const& common, Shape const& shape, Strides const& strides) {
    Strides over(common.size(), 0);
    std::size_t const ahead = common.size() - shape.size();
    for (std::size_t i = 0; i < shape.size(); ++i) over[ahead + i] = shape[i] == common[ahead + i] ? strides[i] : 0;
    return over;
}

}  // namespace detail

}  // namespace ten
