// Generated from chapters/a-how-this-book-is-made.md by heddle (checksum bedaf6de7c28e42e). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include "ten/create.hpp"
#include "ten/elementwise.hpp"

namespace ten {

/// \file
/// The identity matrix.

/// Ones on the diagonal, where the row has the number of the column, and zeros elsewhere.
/// \param rows     how many rows
/// \param columns  how many columns
/// \returns        a new tensor, shape (rows, columns), row-major
/// \pre            both are at least 0; throws ShapeError
inline Tensor<float> eye(std::int64_t rows, std::int64_t columns) {
    Tensor<float> out = zeros({rows, columns});
    // set the diagonal to 1
    out.with_layout({{std::min(rows, columns)}, {columns + 1}, 0}).add_(1.0F);
    return out;
}

/// The identity matrix of n rows. \pre n is at least 0; throws ShapeError
inline Tensor<float> eye(std::int64_t n) { return eye(n, n); }

}  // namespace ten
