// Generated from chapters/05-matmul.md by heddle (checksum bab4d0e7552353c0). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <vector>
#include "ten/storage.hpp"
#include "ten/tile.hpp"

namespace ten {

/// \file
/// The product of two matrices in memory.

namespace detail {

/// C = A B where the rows of B lie side by side; C is row-major. The last vector of columns ends where the row ends.
/// \pre 1 <= lanes <= b.columns, and b.column == 1
template <std::int64_t lanes, typename T>
void multiply_in_place(Matrix<T const> a, Matrix<T const> b, T* c) {
    std::int64_t const n = b.columns;
    for (std::int64_t j = 0; j < n;) {
        std::int64_t const left = n - j;
        bool const two = left > lanes;
        if (!two) j = n - lanes;
        std::int64_t const second = two ? std::min(lanes, left - lanes) : 0;
        for (std::int64_t i = 0; i < a.rows; i += tile_rows) {
            std::int64_t const count = std::min(tile_rows, a.rows - i);
            T const* const rows = a.at(i, 0);
            T* const to = c + i * n + j;
            if (two)
                tile_of<lanes, true>(count, a.columns, rows, a.row, a.column, b.at(0, j), b.row, second, to, n, false);
            else
                tile_of<lanes, false>(count, a.columns, rows, a.row, a.column, b.at(0, j), b.row, second, to, n, false);
        }
        j += lanes + (two ? second : 0);
        if (two && second < lanes) break;
    }
}

/// The same with the widest vectors that are not wider than B.
template <std::int64_t lanes, typename T>
void multiply_by_width(Matrix<T const> a, Matrix<T const> b, T* c) {
    if constexpr (lanes == 1) {
        multiply_in_place<1>(a, b, c);
    } else {
        if (b.columns >= lanes) return multiply_in_place<lanes>(a, b, c);
        multiply_by_width<lanes / 2>(a, b, c);
    }
}

}  // namespace detail

namespace detail {

/// c(r) = sum over k of A(r, k) b(k), for `rows` rows. \pre the elements of a row, and of b, lie side by side
template <std::int64_t rows, typename T>
void dot_rows(std::int64_t depth, T const* a, std::int64_t a_row, T const* b, T* c) {
    constexpr std::int64_t lanes = Vector<T>::size;
    using V = typename Lanes<T, lanes>::type;
    auto const unrolled = [&]<std::int64_t... r>(std::integer_sequence<std::int64_t, r...>) {
        V sum[rows] = {};
        std::int64_t k = 0;
        for (; k + lanes <= depth; k += lanes) {
            V const x = *reinterpret_cast<V const*>(b + k);
            ((sum[r] += *reinterpret_cast<V const*>(a + r * a_row + k) * x), ...);
        }
        auto const join = [](V const& v) {
            T total = 0;
            for (std::int64_t l = 0; l < Vector<T>::size; ++l) total += v[l];
            return total;
        };
        ((c[r] = join(sum[r])), ...);
        for (; k < depth; ++k) ((c[r] += a[r * a_row + k] * b[k]), ...);
    };
    unrolled(std::make_integer_sequence<std::int64_t, rows>());
}

/// c = A b. \pre the elements of a row of A, and of b, lie side by side
template <typename T>
void multiply_vector(Matrix<T const> a, T const* b, T* c) {
    std::int64_t i = 0;
    for (; i + 4 <= a.rows; i += 4) dot_rows<4>(a.columns, a.at(i, 0), a.row, b, c + i);
    for (; i < a.rows; ++i) dot_rows<1>(a.columns, a.at(i, 0), a.row, b, c + i);
}

}  // namespace detail

namespace detail {

constexpr std::int64_t pack_depth = 256;  // 256 steps of a tile of B, 32 KiB of floats, stay in the first cache
constexpr std::int64_t pack_rows = 96;    // 96 rows of A of that depth, 96 KiB of floats, stay in the second

/// Copies a block of a matrix in strips of `width` columns, one row after the other; what lies outside is 0.
/// \param block  the elements to copy, any strides
/// \param to     room for all strips
template <std::int64_t width, typename T>
void pack(Matrix<T const> block, T* to) {
    for (std::int64_t j = 0; j < block.columns; j += width) {
        std::int64_t const inside = std::min(width, block.columns - j);
        for (std::int64_t k = 0; k < block.rows; ++k, to += width) {
            T const* const from = block.at(k, j);
            if (inside == width && block.column == 1) {
                std::memcpy(to, from, width * sizeof(T));
                continue;
            }
            for (std::int64_t l = 0; l < inside; ++l) to[l] = from[l * block.column];
            std::fill(to + inside, to + width, T{0});
        }
    }
}

}  // namespace detail

namespace detail {

/// A tile of which only `rows` by `columns` elements lie in the result.
template <std::int64_t width, typename T>
void edge_tile(std::int64_t depth, T const* a, T const* b, T* c, std::int64_t n, bool more, std::int64_t rows,
               std::int64_t columns) {
    T whole[tile_rows * width];
    tile<tile_rows, width / 2, true, T>(depth, a, 1, tile_rows, b, width, width / 2, whole, width, false);
    for (std::int64_t i = 0; i < rows; ++i) {
        for (std::int64_t j = 0; j < columns; ++j) {
            c[i * n + j] = more ? c[i * n + j] + whole[i * width + j] : whole[i * width + j];
        }
    }
}

/// C = A B by packed blocks, for any strides; C is row-major.
template <typename T>
void multiply_packed(Matrix<T const> a, Matrix<T const> b, T* c) {
    constexpr std::int64_t lanes = Vector<T>::size;
    constexpr std::int64_t width = 2 * lanes;
    std::int64_t const n = b.columns;
    Storage<T> const of_a(pack_rows * pack_depth);
    Storage<T> const of_b((n + width - 1) / width * width * std::min(pack_depth, a.columns));
    for (std::int64_t k = 0; k < a.columns; k += pack_depth) {
        std::int64_t const depth = std::min(pack_depth, a.columns - k);
        pack<width>(Matrix<T const>{b.at(k, 0), depth, n, b.row, b.column}, of_b.data());
        for (std::int64_t i = 0; i < a.rows; i += pack_rows) {
            std::int64_t const rows = std::min(pack_rows, a.rows - i);
            pack<tile_rows>(Matrix<T const>{a.at(i, k), rows, depth, a.row, a.column}.t(), of_a.data());
            // multiply a block of rows with a block of depth
            for (std::int64_t j = 0; j < n; j += width) {
                T const* const strip_b = of_b.data() + j * depth;
                for (std::int64_t r = 0; r < rows; r += detail::tile_rows) {
                    T const* const strip_a = of_a.data() + r * depth;
                    T* const to = c + (i + r) * n + j;
                    bool const more = k > 0;
                    if (r + detail::tile_rows <= rows && j + width <= n)
                        detail::tile<detail::tile_rows, lanes, true, T>(depth, strip_a, 1, detail::tile_rows, strip_b,
                                                                        width, lanes, to, n, more);
                    else
                        detail::edge_tile<width>(depth, strip_a, strip_b, to, n, more,
                                                 std::min(detail::tile_rows, rows - r), std::min(width, n - j));
                }
            }
        }
    }
}

}  // namespace detail

namespace detail {

/// Can the tiles read the operands where they lie?
template <typename T>
bool stays_in_cache(Matrix<T const> a, Matrix<T const> b) {
    constexpr std::int64_t megabyte = (1 << 20) / sizeof(T);  // elements; the strip of B has 64 KiB at this depth
    bool const few_rows = a.rows <= tile_rows;                // then nothing is read twice
    bool const few_columns = b.columns < Vector<T>::size;
    bool const on_few_places =
        a.columns > 64 && b.column == 1 && b.row * static_cast<std::int64_t>(sizeof(T)) % 4096 == 0;
    return few_rows || few_columns || (a.columns <= 512 && a.rows * a.columns <= megabyte && !on_few_places);
}

/// A row-major copy of a matrix.
template <typename T>
Storage<T> copied_rows(Matrix<T const> a) {
    Storage<T> copy(a.rows * a.columns);
    for (std::int64_t i = 0; i < a.rows; ++i) {
        for (std::int64_t j = 0; j < a.columns; ++j) copy.data()[i * a.columns + j] = *a.at(i, j);
    }
    return copy;
}

/// C = A B, each sum along the whole depth. \pre as gemm, and no size is 0
template <typename T>
void multiply_at_once(Matrix<T const> a, Matrix<T const> b, T* c) {
    if (b.columns == 1 && b.row == 1 && a.column == 1) return multiply_vector(a, b.data, c);
    if (a.rows == 1 && b.row == 1 && a.column == 1) return multiply_vector(b.t(), a.data, c);
    if (!stays_in_cache(a, b)) return multiply_packed(a, b, c);
    if (b.column == 1) return multiply_by_width<Vector<T>::size>(a, b, c);
    Storage<T> const rows_of_b = copied_rows(b);
    multiply_by_width<Vector<T>::size>(a, Matrix<T const>{rows_of_b.data(), b.rows, b.columns, b.columns, 1}, c);
}

}  // namespace detail

namespace detail {

/// How many products are added up before a long depth is halved: at most 256 in one chain, and 16 such sums.
template <typename T>
std::int64_t depth_of_piece(Matrix<T const> a, Matrix<T const> b) {
    bool const by_vectors = a.column == 1 && b.row == 1 && (a.rows == 1 || b.columns == 1);
    if (by_vectors) return pack_depth * Vector<T>::size;
    return stays_in_cache(a, b) ? pack_depth : 16 * pack_depth;
}

/// C = A B, where the depth is halved until it is not longer than `piece`. \pre as gemm, and no size is 0
template <typename T>
void multiply_halves(Matrix<T const> a, Matrix<T const> b, T* c, std::int64_t piece) {
    if (a.columns <= piece) return multiply_at_once(a, b, c);
    std::int64_t const half = (a.columns / 2 + pack_depth - 1) / pack_depth * pack_depth;
    std::int64_t const rest = a.columns - half;
    std::int64_t const elements = a.rows * b.columns;
    Storage<T> const other(elements);
    multiply_halves({a.data, a.rows, half, a.row, a.column}, {b.data, half, b.columns, b.row, b.column}, c, piece);
    multiply_halves({a.at(0, half), a.rows, rest, a.row, a.column}, {b.at(half, 0), rest, b.columns, b.row, b.column},
                    other.data(), piece);
    for (std::int64_t i = 0; i < elements; ++i) c[i] += other.data()[i];
}

/// C = A B.
/// \param a  left operand, shape (m, k), any strides
/// \param b  right operand, shape (k, n), any strides
/// \param c  m * n elements, row-major, overwritten; no part of `a` or `b`
/// \pre      a.columns == b.rows
/// \note     cost: 2 m n k operations; reads mk + kn elements, writes mn; large operands are copied, and b with strides
/// \note     error: |C - AB| <= gamma_l |A||B| elementwise, gamma_l = l u / (1 - l u), with l = k, and from k = 1024 on
///           l = 1024 + log2(k)
template <typename T>
void gemm(Matrix<T const> a, Matrix<T const> b, T* c) {
    if (a.columns == 0) return static_cast<void>(std::fill(c, c + a.rows * b.columns, T{0}));
    if (a.rows == 0 || b.columns == 0) return;
    if constexpr (std::floating_point<T>) {  // whole numbers are not rounded
        if (a.columns > 4 * pack_depth) {
            std::int64_t const piece = depth_of_piece(a, b);
            if (a.columns > 4 * piece) return multiply_halves(a, b, c, piece);
        }
    }
    multiply_at_once(a, b, c);
}

}  // namespace detail

}  // namespace ten
