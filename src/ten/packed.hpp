// Generated from chapters/11-small.md by heddle (checksum 84755c37fdc0c2bd). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include "ten/elementwise.hpp"
#include "ten/matmul.hpp"

namespace ten {

/// \file
/// A matrix that is copied once, into the order that its products need.

/// The right operand of many products. It is a copy: later changes of the matrix do not reach it.
template <std::floating_point T>
class PackedMatrix {
public:
    /// \param b  shape (k, n), any strides
    /// \pre      two dimensions; throws ShapeError
    explicit PackedMatrix(Tensor<T> const& b) : rows_(checked(b)) {
        bool const few_columns = b.shape(1) * static_cast<std::int64_t>(sizeof(T)) <= 48;
        if (few_columns && b.shape(0) >= 512) columns_ = clone(rows_.t()).t();
    }
    /// As that of the matrix.
    [[nodiscard]] Shape const& shape() const { return rows_.shape(); }
    /// The copy that is faster to multiply with on the right of `a`.
    [[nodiscard]] Tensor<T> const& best_for(Tensor<T> const& a) const {
        bool const side_by_side = a.rank() > 0 && a.strides()[a.rank() - 1] == 1;
        return columns_.rank() == 2 && side_by_side ? columns_ : rows_;
    }

private:
    static Tensor<T> checked(Tensor<T> const& b) {
        if (b.rank() != 2) throw ShapeError("PackedMatrix: shape " + to_string(b.shape()) + " is no matrix");
        return clone(b);
    }
    Tensor<T> rows_;     // row by row
    Tensor<T> columns_;  // the same column by column, where that can be faster; else of no dimension
};

/// Matrix product with a packed matrix.
/// \param a  left operand, shape (..., m, k), or (k) for a row; any strides
/// \param b  right operand, shape (k, n)
/// \pre      the inner sizes are equal; throws ShapeError naming both shapes
/// \see      matrix_product, whose results and bounds these are
template <std::floating_point T>
Tensor<T> matmul(Tensor<T> const& a, PackedMatrix<T> const& b) {
    return matrix_product(a, b.best_for(a));
}

}  // namespace ten
