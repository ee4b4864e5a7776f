// Generated from chapters/05-matmul.md by heddle (checksum d971d6a6c5f325f6). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include "ten/loops.hpp"

namespace ten {

/// \file
/// The innermost part of the matrix product: a tile of the result that is kept in registers.

namespace detail {

/// Where the elements of a matrix lie: (i, j) at data[i * row + j * column].
template <typename T>
struct Matrix {
    T* data;
    std::int64_t rows, columns;
    std::int64_t row, column;  // strides, in elements
    [[nodiscard]] T* at(std::int64_t i, std::int64_t j) const { return data + i * row + j * column; }
    [[nodiscard]] Matrix t() const { return {data, columns, rows, column, row}; }
};

namespace baseline {

constexpr std::int64_t tile_rows = 6;  // with two vectors each, 12 sums: enough to hide the adders' latency of 4 cycles

// the tile
/// C(i, j) = sum over k of A(i, k) B(k, j), for `rows` rows, and for a vector of columns at each of two places.
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
/// \param more      add the sums to what is in C, when they are whole: so none of them is longer than `depth`; the two
///                  places have no column in common
template <std::int64_t rows, bool two, typename T>
void tile(std::int64_t depth, T const* a, std::int64_t a_row, std::int64_t a_column, T const* b, std::int64_t b_row,
          std::int64_t second, T* c, std::int64_t c_row, bool more) {
    using V = typename Vector<T>::type;
    using Anywhere = typename Vector<T>::anywhere;
    V left[static_cast<std::size_t>(rows)] = {};
    V right[static_cast<std::size_t>(rows)] = {};
    if (more) {  // ask for what is in C long before it is needed
#pragma GCC unroll 16
        for (std::int64_t r = 0; r < rows; ++r) __builtin_prefetch(c + r * c_row, 1);
    }
    for (std::int64_t k = 0; k < depth; ++k, a += a_column, b += b_row) {
        V const first = *reinterpret_cast<Anywhere const*>(b);
        V const other = *reinterpret_cast<Anywhere const*>(two ? b + second : b);
#pragma GCC unroll 16
        for (std::int64_t r = 0; r < rows; ++r) {
            V const x = a[r * a_row] - V{};  // in all lanes
            left[r] += x * first;
            if constexpr (two) right[r] += x * other;
        }
    }
#pragma GCC unroll 16
    for (std::int64_t r = 0; r < rows; ++r) {
        Anywhere* const to = reinterpret_cast<Anywhere*>(c + r * c_row);
        *to = more ? *to + left[r] : left[r];
        if constexpr (two) {
            Anywhere* const next = reinterpret_cast<Anywhere*>(c + r * c_row + second);
            *next = more ? *next + right[r] : right[r];
        }
    }
}
/// The tile with `count` rows. \pre next_rows() has given the count
template <bool two, typename... Arguments>
void tile_of(std::int64_t count, Arguments... arguments) {
    if constexpr (tile_rows > 6) {
        if (count == tile_rows) return tile<tile_rows, two>(arguments...);
        if (count == 8) return tile<8, two>(arguments...);
    }
    if (count == 6) return tile<6, two>(arguments...);
    if (count == 5) return tile<5, two>(arguments...);
    if (count == 4) return tile<4, two>(arguments...);
    if (count == 3) return tile<3, two>(arguments...);
    if (count == 2) return tile<2, two>(arguments...);
    tile<1, two>(arguments...);
}

/// How many rows the next tile has when so many are left.
inline std::int64_t next_rows(std::int64_t left) {
    if (left >= 2 * tile_rows || left == tile_rows) return tile_rows;
    std::int64_t const half = left > tile_rows ? (left + 1) / 2 : left;
    return half <= 6 ? half : half < 8 ? 6 : 8;
}

}  // namespace baseline

#ifdef TEN_TARGETS

TEN_BEGIN_TARGET("avx2,fma")
namespace avx2 {

constexpr std::int64_t tile_rows = 6;

// the tile
/// C(i, j) = sum over k of A(i, k) B(k, j), for `rows` rows, and for a vector of columns at each of two places.
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
/// \param more      add the sums to what is in C, when they are whole: so none of them is longer than `depth`; the two
///                  places have no column in common
template <std::int64_t rows, bool two, typename T>
void tile(std::int64_t depth, T const* a, std::int64_t a_row, std::int64_t a_column, T const* b, std::int64_t b_row,
          std::int64_t second, T* c, std::int64_t c_row, bool more) {
    using V = typename Vector<T>::type;
    using Anywhere = typename Vector<T>::anywhere;
    V left[static_cast<std::size_t>(rows)] = {};
    V right[static_cast<std::size_t>(rows)] = {};
    if (more) {  // ask for what is in C long before it is needed
#pragma GCC unroll 16
        for (std::int64_t r = 0; r < rows; ++r) __builtin_prefetch(c + r * c_row, 1);
    }
    for (std::int64_t k = 0; k < depth; ++k, a += a_column, b += b_row) {
        V const first = *reinterpret_cast<Anywhere const*>(b);
        V const other = *reinterpret_cast<Anywhere const*>(two ? b + second : b);
#pragma GCC unroll 16
        for (std::int64_t r = 0; r < rows; ++r) {
            V const x = a[r * a_row] - V{};  // in all lanes
            left[r] += x * first;
            if constexpr (two) right[r] += x * other;
        }
    }
#pragma GCC unroll 16
    for (std::int64_t r = 0; r < rows; ++r) {
        Anywhere* const to = reinterpret_cast<Anywhere*>(c + r * c_row);
        *to = more ? *to + left[r] : left[r];
        if constexpr (two) {
            Anywhere* const next = reinterpret_cast<Anywhere*>(c + r * c_row + second);
            *next = more ? *next + right[r] : right[r];
        }
    }
}
/// The tile with `count` rows. \pre next_rows() has given the count
template <bool two, typename... Arguments>
void tile_of(std::int64_t count, Arguments... arguments) {
    if constexpr (tile_rows > 6) {
        if (count == tile_rows) return tile<tile_rows, two>(arguments...);
        if (count == 8) return tile<8, two>(arguments...);
    }
    if (count == 6) return tile<6, two>(arguments...);
    if (count == 5) return tile<5, two>(arguments...);
    if (count == 4) return tile<4, two>(arguments...);
    if (count == 3) return tile<3, two>(arguments...);
    if (count == 2) return tile<2, two>(arguments...);
    tile<1, two>(arguments...);
}

/// How many rows the next tile has when so many are left.
inline std::int64_t next_rows(std::int64_t left) {
    if (left >= 2 * tile_rows || left == tile_rows) return tile_rows;
    std::int64_t const half = left > tile_rows ? (left + 1) / 2 : left;
    return half <= 6 ? half : half < 8 ? 6 : 8;
}

}  // namespace avx2
TEN_END_TARGET

TEN_BEGIN_TARGET(TEN_AVX512)
namespace avx512 {

constexpr std::int64_t tile_rows = 12;

// the tile
/// C(i, j) = sum over k of A(i, k) B(k, j), for `rows` rows, and for a vector of columns at each of two places.
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
/// \param more      add the sums to what is in C, when they are whole: so none of them is longer than `depth`; the two
///                  places have no column in common
template <std::int64_t rows, bool two, typename T>
void tile(std::int64_t depth, T const* a, std::int64_t a_row, std::int64_t a_column, T const* b, std::int64_t b_row,
          std::int64_t second, T* c, std::int64_t c_row, bool more) {
    using V = typename Vector<T>::type;
    using Anywhere = typename Vector<T>::anywhere;
    V left[static_cast<std::size_t>(rows)] = {};
    V right[static_cast<std::size_t>(rows)] = {};
    if (more) {  // ask for what is in C long before it is needed
#pragma GCC unroll 16
        for (std::int64_t r = 0; r < rows; ++r) __builtin_prefetch(c + r * c_row, 1);
    }
    for (std::int64_t k = 0; k < depth; ++k, a += a_column, b += b_row) {
        V const first = *reinterpret_cast<Anywhere const*>(b);
        V const other = *reinterpret_cast<Anywhere const*>(two ? b + second : b);
#pragma GCC unroll 16
        for (std::int64_t r = 0; r < rows; ++r) {
            V const x = a[r * a_row] - V{};  // in all lanes
            left[r] += x * first;
            if constexpr (two) right[r] += x * other;
        }
    }
#pragma GCC unroll 16
    for (std::int64_t r = 0; r < rows; ++r) {
        Anywhere* const to = reinterpret_cast<Anywhere*>(c + r * c_row);
        *to = more ? *to + left[r] : left[r];
        if constexpr (two) {
            Anywhere* const next = reinterpret_cast<Anywhere*>(c + r * c_row + second);
            *next = more ? *next + right[r] : right[r];
        }
    }
}
/// The tile with `count` rows. \pre next_rows() has given the count
template <bool two, typename... Arguments>
void tile_of(std::int64_t count, Arguments... arguments) {
    if constexpr (tile_rows > 6) {
        if (count == tile_rows) return tile<tile_rows, two>(arguments...);
        if (count == 8) return tile<8, two>(arguments...);
    }
    if (count == 6) return tile<6, two>(arguments...);
    if (count == 5) return tile<5, two>(arguments...);
    if (count == 4) return tile<4, two>(arguments...);
    if (count == 3) return tile<3, two>(arguments...);
    if (count == 2) return tile<2, two>(arguments...);
    tile<1, two>(arguments...);
}

/// How many rows the next tile has when so many are left.
inline std::int64_t next_rows(std::int64_t left) {
    if (left >= 2 * tile_rows || left == tile_rows) return tile_rows;
    std::int64_t const half = left > tile_rows ? (left + 1) / 2 : left;
    return half <= 6 ? half : half < 8 ? 6 : 8;
}

}  // namespace avx512
TEN_END_TARGET

#endif

}  // namespace detail

}  // namespace ten
