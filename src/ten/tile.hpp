// Generated from chapters/05-matmul.md by heddle (checksum 22c56744458e8fae). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <cstring>
#include <utility>
#include "ten/loops.hpp"

namespace ten {

/// \file
/// The innermost part of the matrix product: a tile of the result that is kept in registers.

namespace detail {

/// As many elements as one vector register of this width holds, at any address.
template <typename T, std::int64_t lanes>
struct Lanes {
    static constexpr std::size_t bytes = static_cast<std::size_t>(lanes) * sizeof(T);
    using type [[gnu::vector_size(bytes), gnu::aligned(alignof(T)), gnu::may_alias]] = T;
};

constexpr std::int64_t tile_rows = 6;  // with two vectors each, 12 sums: enough to hide the adders' latency of 4 cycles

/// Where the elements of a matrix lie: (i, j) at data[i * row + j * column].
template <typename T>
struct Matrix {
    T* data;
    std::int64_t rows, columns;
    std::int64_t row, column;  // strides, in elements
    [[nodiscard]] T* at(std::int64_t i, std::int64_t j) const { return data + i * row + j * column; }
    [[nodiscard]] Matrix t() const { return {data, columns, rows, column, row}; }
};

/// C(i, j) = sum over k of A(i, k) B(k, j), for `rows` rows, and for `lanes` columns at each of two places.
/// \tparam two     whether there is a second vector of columns, `second` elements after the first
/// \param depth     how many k there are
/// \param a         element (0, 0) of A
/// \param a_row     its stride from row to row
/// \param a_column  its stride from column to column
/// \param b         the first element of row 0; the elements of a row lie side by side
/// \param b_row     its stride from row to row
/// \param second    where the second vector of columns begins, in elements
/// \param c         element (0, 0) of C; the elements of a row lie side by side
/// \param c_row     its stride from row to row
/// \param more      add the sums to what is in C, when they are whole: so none of them is longer than `depth`
template <std::int64_t rows, std::int64_t lanes, bool two, typename T>
void tile(std::int64_t depth, T const* a, std::int64_t a_row, std::int64_t a_column, T const* b, std::int64_t b_row,
          std::int64_t second, T* c, std::int64_t c_row, bool more) {
    using V = typename Lanes<T, lanes>::type;
    auto const at = [](T const* from) { return *reinterpret_cast<V const*>(from); };
    auto const put = [](T* to, V value) { *reinterpret_cast<V*>(to) = value; };
    auto const unrolled = [&]<std::int64_t... r>(std::integer_sequence<std::int64_t, r...>) {
        V left[rows] = {};
        V right[rows] = {};
        for (std::int64_t k = 0; k < depth; ++k) {
            V const first = at(b + k * b_row);
            ((left[r] += a[r * a_row + k * a_column] * first), ...);
            if constexpr (two) {
                V const other = at(b + k * b_row + second);
                ((right[r] += a[r * a_row + k * a_column] * other), ...);
            }
        }
        if (more) {
            ((left[r] += at(c + r * c_row)), ...);
            if constexpr (two) ((right[r] += at(c + r * c_row + second)), ...);
        }
        (put(c + r * c_row, left[r]), ...);
        if constexpr (two) (put(c + r * c_row + second, right[r]), ...);
    };
    unrolled(std::make_integer_sequence<std::int64_t, rows>());
}

}  // namespace detail

namespace detail {

/// The tile with `count` rows. \pre 1 <= count <= tile_rows
template <std::int64_t lanes, bool two, typename... Arguments>
void tile_of(std::int64_t count, Arguments... arguments) {
    auto const chosen = [&]<std::int64_t... r>(std::integer_sequence<std::int64_t, r...>) {
        static_cast<void>(((count == r + 1 && (tile<r + 1, lanes, two>(arguments...), true)) || ...));
    };
    chosen(std::make_integer_sequence<std::int64_t, tile_rows>());
}

}  // namespace detail

}  // namespace ten
