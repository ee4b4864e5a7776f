// Generated from chapters/05-matmul.md by heddle (checksum 9f1b697ba830d2d0). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <string>
#include "ten/broadcast.hpp"
#include "ten/gemm.hpp"
#include "ten/tensor.hpp"

namespace ten {

/// \file
/// The matrix product of tensors of any rank.

/// The elements that can be multiplied and added; truth values cannot, as in PyTorch.
template <typename T>
concept Summable = Element<T> && !std::same_as<T, bool>;

namespace detail {

/// Throws the error of two shapes that have no matrix product.
[[noreturn]] inline void refuse_matmul(Shape const& a, Shape const& b) {
    if (a.empty() || b.empty()) refuse_shapes("matmul", a, b, ": a single number has no matrix product");
    std::string const inner = std::to_string(a[a.size() - 1]);
    std::string const other = std::to_string(b[b.size() == 1 ? 0 : b.size() - 2]);
    refuse_shapes("matmul", a, b, ": " + inner + " columns and " + other + " rows");
}

/// The last two dimensions of a tensor, from the element `at` on, as a matrix.
template <Element T>
Matrix<Bits<T> const> matrix_at(T const* at, Tensor<T> const& a) {
    std::size_t const row = a.rank() - 2;
    return {reinterpret_cast<Bits<T> const*>(at), a.shape()[row], a.shape()[row + 1], a.strides()[row],
            a.strides()[row + 1]};
}

/// Do the shapes fit by the rule of broadcasting?
inline bool broadcastable(Shape const& a, Shape const& b) {
    for (std::size_t back = 1; back <= std::min(a.size(), b.size()); ++back) {
        std::int64_t const of_a = a[a.size() - back];
        std::int64_t const of_b = b[b.size() - back];
        if (of_a != of_b && of_a != 1 && of_b != 1) return false;
    }
    return true;
}

}  // namespace detail

namespace detail {

/// The shape of a batch of matrices: `leading`, and then the last two sizes of `matrices`.
inline Shape batch_shape(Shape leading, std::int64_t rows, std::int64_t columns) {
    leading = with_inserted(leading, leading.size(), rows);
    return with_inserted(leading, leading.size(), columns);
}

/// The dimensions in front of the last two.
inline Shape leading_dims(Shape const& shape) {
    Shape leading(shape.size() - 2, 0);
    std::copy(shape.begin(), shape.end() - 2, leading.begin());
    return leading;
}

/// The product of two batches of matrices, whose leading dimensions are broadcast.
/// \pre the inner sizes are equal and the leading dimensions fit; throws ShapeError naming both shapes
template <Element T>
Tensor<T> multiply_batches(Tensor<T> const& of_a, Tensor<T> const& of_b) {
    Shape const lead_a = leading_dims(of_a.shape());
    Shape const lead_b = leading_dims(of_b.shape());
    if (!broadcastable(lead_a, lead_b))
        refuse_shapes("matmul", of_a.shape(), of_b.shape(), ": the leading dimensions do not fit");
    Shape const leading = common_shape(lead_a, lead_b, "matmul");
    Tensor<T> const a = of_a.expand(batch_shape(leading, of_a.shape(-2), of_a.shape(-1)));
    Tensor<T> const b = of_b.expand(batch_shape(leading, of_b.shape(-2), of_b.shape(-1)));
    Tensor<T> out(batch_shape(leading, a.shape(-2), b.shape(-1)));
    if (out.numel() == 0) return out;
    if (a.numel() == 0) {  // sums of nothing
        std::fill_n(out.data(), out.numel(), T{0});
        return out;
    }
    Dims index(leading.size(), 0);
    T const* from_a = a.data();
    T const* from_b = b.data();
    std::int64_t const elements = out.shape(-2) * out.shape(-1);
    for (std::int64_t done = 0; done < out.numel(); done += elements) {
        gemm(matrix_at<T>(from_a, a), matrix_at<T>(from_b, b), reinterpret_cast<Bits<T>*>(out.data() + done));
        // step to the next matrices of the batch
        for (std::size_t dim = leading.size(); dim-- > 0;) {
            from_a += a.strides()[dim];
            from_b += b.strides()[dim];
            if (++index[dim] < leading[dim]) break;
            from_a -= a.strides()[dim] * index[dim];
            from_b -= b.strides()[dim] * index[dim];
            index[dim] = 0;
        }
    }
    return out;
}

}  // namespace detail

/// Matrix product.
/// \param a  left operand, shape (..., m, k), or (k) for a row; any strides; not modified
/// \param b  right operand, shape (..., k, n), or (k) for a column; any strides; not modified
/// \returns  new row-major tensor, shape (..., m, n) without the dimension of a row or a column
/// \pre      the inner sizes are equal and the leading dimensions fit; throws ShapeError naming both shapes
/// \note     cost: 2 m n k operations for each matrix of the batch; reads mk + kn elements, writes mn
/// \note     error: |C - AB| <= gamma_l |A||B| elementwise, gamma_l = l u / (1 - l u), with l = k, and from k = 1024 on
///           l = 1024 + log2(k); whole numbers wrap around
/// \see      chapter "Matrix multiplication"
template <Summable T>
Tensor<T> matrix_product(Tensor<T> const& a, Tensor<T> const& b) {
    if (a.rank() == 0 || b.rank() == 0) detail::refuse_matmul(a.shape(), b.shape());
    if (a.shape(-1) != b.shape(b.rank() == 1 ? 0 : -2)) detail::refuse_matmul(a.shape(), b.shape());
    if (a.rank() == 2 && b.rank() == 2) {
        Tensor<T> out(Shape{a.shape()[0], b.shape()[1]});
        gemm(detail::matrix_at<T>(a.data(), a), detail::matrix_at<T>(b.data(), b),
             reinterpret_cast<detail::Bits<T>*>(out.data()));
        return out;
    }
    bool const row = a.rank() == 1;
    bool const column = b.rank() == 1;
    if (row || column) {
        Tensor<T> const out = matrix_product(row ? a.unsqueeze(0) : a, column ? b.unsqueeze(1) : b);
        Tensor<T> const flat = column ? out.squeeze(-1) : out;
        return row ? flat.squeeze(column ? -1 : -2) : flat;
    }
    return detail::multiply_batches(a, b);
}

/// The same, under the name that PyTorch and NumPy give it. \see matrix_product
template <Summable T>
Tensor<T> matmul(Tensor<T> const& a, Tensor<T> const& b) {
    return matrix_product(a, b);
}

}  // namespace ten
