// Generated from chapters/05-matmul.md by heddle (checksum cf73b7248603462a). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include "ten/create.hpp"
#include "ten/elementwise.hpp"
#include "ten/indexing.hpp"
#include "ten/matmul.hpp"
#include "ten/reduce.hpp"
#include "ten/einsum.hpp"

namespace ten {

/// \file
/// The versions of the matrix product that chapter "Matrix multiplication" builds, each in a namespace of its own.

namespace v1 {

/// Matrix product with three loops.
template <Element T>
Tensor<float> matmul(Tensor<T> const& a, Tensor<T> const& b) {
    std::int64_t const ar = a.shape(0), ac = a.shape(1);  // rows and columns
    std::int64_t const br = b.shape(0), bc = b.shape(1);
    if (ac != br) detail::refuse_matmul(a.shape(), b.shape());  // as many columns in a as rows in b
    auto c = zeros({ar, bc});
    for (std::int64_t i = 0; i < ar; ++i) {
        for (std::int64_t j = 0; j < bc; ++j) {
            for (std::int64_t k = 0; k < ac; ++k) c(i, j) += static_cast<float>(a(i, k) * b(k, j));
        }
    }
    return c;
}

}  // namespace v1

namespace v1 {

/// Matrix product with three loops in another order: the innermost adds a multiple of a row of b to a row of c.
inline Tensor<float> matmul_rows(Tensor<float> const& left, Tensor<float> const& right) {
    if (left.shape(1) != right.shape(0)) detail::refuse_matmul(left.shape(), right.shape());
    Tensor<float> const a = left.contiguous(), b = right.contiguous();
    std::int64_t const rows = a.shape(0), depth = a.shape(1), columns = b.shape(1);
    auto const c = zeros({rows, columns});
    for (std::int64_t i = 0; i < rows; ++i) {
        float* const to = c.data() + i * columns;
        for (std::int64_t k = 0; k < depth; ++k) {
            float const x = a.data()[i * depth + k];
            float const* const from = b.data() + k * columns;
            for (std::int64_t j = 0; j < columns; ++j) to[j] += x * from[j];
        }
    }
    return c;
}

}  // namespace v1

namespace v2 {

/// Matrix product, a row times a column at a time.
template <Element T>
Tensor<float> matmul(Tensor<T> const& a, Tensor<T> const& b) {
    std::int64_t const ar = a.shape(0), ac = a.shape(1);
    std::int64_t const br = b.shape(0), bc = b.shape(1);
    if (ac != br) detail::refuse_matmul(a.shape(), b.shape());
    auto c = zeros({ar, bc});
    for (std::int64_t i = 0; i < ar; ++i) {
        for (std::int64_t j = 0; j < bc; ++j) {
            c(i, j) = static_cast<float>((a(i, all) * b(all, j)).sum().item());
        }
    }
    return c;
}

}  // namespace v2

namespace v3 {

/// Matrix product, a row of the result at a time.
template <Element T>
Tensor<float> matmul(Tensor<T> const& a, Tensor<T> const& b) {
    std::int64_t const ar = a.shape(0), ac = a.shape(1);
    std::int64_t const br = b.shape(0), bc = b.shape(1);
    if (ac != br) detail::refuse_matmul(a.shape(), b.shape());
    auto c = zeros({ar, bc});
    for (std::int64_t i = 0; i < ar; ++i) c[i].copy_((a[i].unsqueeze(-1) * b).sum(0));
    return c;
}

}  // namespace v3

namespace v4 {

/// Matrix product by Einstein summation.
template <Element T>
Tensor<T> matmul(Tensor<T> const& a, Tensor<T> const& b) {
    return einsum("ik,kj->ij", a, b);
}

}  // namespace v4

}  // namespace ten
