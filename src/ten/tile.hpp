// Generated from chapters/05-matmul.md by heddle (checksum f0a5dfba9a33e8e8). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include "ten/loops.hpp"

namespace ten {

/// \file
/// The innermost part of the matrix product: a tile of the result that is kept in registers.

/// A matrix in memory that somebody else owns: element (i, j) is data[i * row + j * column].
template <typename T>
struct Matrix {
    T* data;               ///< element (0, 0)
    std::int64_t rows;     ///< how many there are
    std::int64_t columns;  ///< how many there are
    std::int64_t row;      ///< the stride from one row to the next, in elements
    std::int64_t column;   ///< the stride from one column to the next, in elements
    /// Where element (i, j) lies.
    [[nodiscard]] T* at(std::int64_t i, std::int64_t j) const { return data + i * row + j * column; }
    /// The transpose, in the same memory.
    [[nodiscard]] Matrix t() const { return {data, columns, rows, column, row}; }
};

namespace detail {

/// What the tiles one below the other have in common.
template <typename T>
struct Strip {
    std::int64_t depth;   // how many k there are
    T const* b;           // the first element of row 0; the elements of a row lie side by side
    std::int64_t b_row;   // its stride from row to row
    std::int64_t second;  // where the second vector of columns begins in B and C, in elements: none in common
    std::int64_t a_row, a_column, c_row;
    bool more;   // add the sums to what is in C, when they are whole: so none is longer than `depth`
    bool ahead;  // ask for the lines of C before they are needed
};

namespace baseline {

constexpr std::int64_t tile_rows = 6;  // with two vectors each, 12 sums: enough to hide the adders' latency of 4 cycles

// the tile
/// Tiles one below the other: C(i, j) = sum over k of A(i, k) B(k, j), for `rows` rows each, and for a vector of
/// columns at each of two places.
/// \tparam two     whether there is a second vector of columns
/// \param strip    what they have in common
/// \param count    how many tiles
/// \param a        element (0, 0) of A for the first tile
/// \param a_step   how many elements further it lies for the next one
/// \param c        element (0, 0) of C; the elements of a row lie side by side, and each tile begins where the one
///                 above it ends
template <std::int64_t rows, bool two, typename T>
void tiles(Strip<T> const& strip, std::int64_t count, T const* a, std::int64_t a_step, T* c) {
    using V = typename Vector<T>::type;
    using Anywhere = typename Vector<T>::anywhere;
    for (; count > 0; --count, a += a_step) {
        V left[static_cast<std::size_t>(rows)] = {};
        V right[static_cast<std::size_t>(rows)] = {};
        if (strip.ahead) {
#pragma GCC unroll 16
            for (std::int64_t r = 0; r < rows; ++r) {
                __builtin_prefetch(c + r * strip.c_row, 1);
                if (two && sizeof(V) == 64) __builtin_prefetch(c + r * strip.c_row + strip.second, 1);
            }
        }
        constexpr std::int64_t pointers = (rows + 2) / 3;
        T const* at[static_cast<std::size_t>(pointers)];
        for (std::int64_t p = 0; p < pointers; ++p) at[p] = a + 3 * p * strip.a_row;
        T const* b = strip.b;
        for (std::int64_t k = 0; k < strip.depth; ++k, b += strip.b_row) {
            V const first = *reinterpret_cast<Anywhere const*>(b);
            V const other = *reinterpret_cast<Anywhere const*>(two ? b + strip.second : b);
#pragma GCC unroll 16
            for (std::int64_t r = 0; r < rows; ++r) {
                V const x = at[r / 3][r % 3 * strip.a_row] - V{};  // in all lanes
                left[r] += x * first;
                if constexpr (two) right[r] += x * other;
            }
#pragma GCC unroll 16
            for (std::int64_t p = 0; p < pointers; ++p) at[p] += strip.a_column;
        }
#pragma GCC unroll 16
        for (std::int64_t r = 0; r < rows; ++r, c += strip.c_row) {
            Anywhere* const to = reinterpret_cast<Anywhere*>(c);
            *to = strip.more ? *to + left[r] : left[r];
            if constexpr (two) {
                Anywhere* const next = reinterpret_cast<Anywhere*>(c + strip.second);
                *next = strip.more ? *next + right[r] : right[r];
            }
        }
    }
}
/// How many rows the next tiles have when so many are left, and how many such tiles there are.
inline std::pair<std::int64_t, std::int64_t> next_tiles(std::int64_t left) {
    std::int64_t const whole = left / tile_rows - (left % tile_rows == 0 ? 0 : 1);
    if (whole > 0) return {tile_rows, whole};
    if (left <= 6) return {left, 1};
    bool const eight = left > 12 || left == 8;
    return {eight && tile_rows > 6 ? 8 : (left + 1) / 2, 1};
}

/// The tiles of all rows, from the first to the last.
template <bool two, typename T>
void all_tiles(Strip<T> const& strip, std::int64_t rows, T const* a, T* c) {
    while (rows > 0) {
        auto const [height, count] = next_tiles(rows);
        std::int64_t const step = height * strip.a_row;
        if (height == tile_rows)
            tiles<tile_rows, two>(strip, count, a, step, c);
        else if (height == 8)  // not where six rows are the most
            tiles<std::min<std::int64_t>(8, tile_rows), two>(strip, count, a, step, c);
        else if (height == 6)
            tiles<6, two>(strip, count, a, step, c);
        else if (height == 5)
            tiles<5, two>(strip, count, a, step, c);
        else if (height == 4)
            tiles<4, two>(strip, count, a, step, c);
        else if (height == 3)
            tiles<3, two>(strip, count, a, step, c);
        else if (height == 2)
            tiles<2, two>(strip, count, a, step, c);
        else
            tiles<1, two>(strip, count, a, step, c);
        rows -= height * count;
        a += count * step;
        c += count * height * strip.c_row;
    }
}

}  // namespace baseline

#ifdef TEN_TARGETS

TEN_BEGIN_TARGET("avx2,fma")
namespace avx2 {

constexpr std::int64_t tile_rows = 6;

// the tile
/// Tiles one below the other: C(i, j) = sum over k of A(i, k) B(k, j), for `rows` rows each, and for a vector of
/// columns at each of two places.
/// \tparam two     whether there is a second vector of columns
/// \param strip    what they have in common
/// \param count    how many tiles
/// \param a        element (0, 0) of A for the first tile
/// \param a_step   how many elements further it lies for the next one
/// \param c        element (0, 0) of C; the elements of a row lie side by side, and each tile begins where the one
///                 above it ends
template <std::int64_t rows, bool two, typename T>
void tiles(Strip<T> const& strip, std::int64_t count, T const* a, std::int64_t a_step, T* c) {
    using V = typename Vector<T>::type;
    using Anywhere = typename Vector<T>::anywhere;
    for (; count > 0; --count, a += a_step) {
        V left[static_cast<std::size_t>(rows)] = {};
        V right[static_cast<std::size_t>(rows)] = {};
        if (strip.ahead) {
#pragma GCC unroll 16
            for (std::int64_t r = 0; r < rows; ++r) {
                __builtin_prefetch(c + r * strip.c_row, 1);
                if (two && sizeof(V) == 64) __builtin_prefetch(c + r * strip.c_row + strip.second, 1);
            }
        }
        constexpr std::int64_t pointers = (rows + 2) / 3;
        T const* at[static_cast<std::size_t>(pointers)];
        for (std::int64_t p = 0; p < pointers; ++p) at[p] = a + 3 * p * strip.a_row;
        T const* b = strip.b;
        for (std::int64_t k = 0; k < strip.depth; ++k, b += strip.b_row) {
            V const first = *reinterpret_cast<Anywhere const*>(b);
            V const other = *reinterpret_cast<Anywhere const*>(two ? b + strip.second : b);
#pragma GCC unroll 16
            for (std::int64_t r = 0; r < rows; ++r) {
                V const x = at[r / 3][r % 3 * strip.a_row] - V{};  // in all lanes
                left[r] += x * first;
                if constexpr (two) right[r] += x * other;
            }
#pragma GCC unroll 16
            for (std::int64_t p = 0; p < pointers; ++p) at[p] += strip.a_column;
        }
#pragma GCC unroll 16
        for (std::int64_t r = 0; r < rows; ++r, c += strip.c_row) {
            Anywhere* const to = reinterpret_cast<Anywhere*>(c);
            *to = strip.more ? *to + left[r] : left[r];
            if constexpr (two) {
                Anywhere* const next = reinterpret_cast<Anywhere*>(c + strip.second);
                *next = strip.more ? *next + right[r] : right[r];
            }
        }
    }
}
/// How many rows the next tiles have when so many are left, and how many such tiles there are.
inline std::pair<std::int64_t, std::int64_t> next_tiles(std::int64_t left) {
    std::int64_t const whole = left / tile_rows - (left % tile_rows == 0 ? 0 : 1);
    if (whole > 0) return {tile_rows, whole};
    if (left <= 6) return {left, 1};
    bool const eight = left > 12 || left == 8;
    return {eight && tile_rows > 6 ? 8 : (left + 1) / 2, 1};
}

/// The tiles of all rows, from the first to the last.
template <bool two, typename T>
void all_tiles(Strip<T> const& strip, std::int64_t rows, T const* a, T* c) {
    while (rows > 0) {
        auto const [height, count] = next_tiles(rows);
        std::int64_t const step = height * strip.a_row;
        if (height == tile_rows)
            tiles<tile_rows, two>(strip, count, a, step, c);
        else if (height == 8)  // not where six rows are the most
            tiles<std::min<std::int64_t>(8, tile_rows), two>(strip, count, a, step, c);
        else if (height == 6)
            tiles<6, two>(strip, count, a, step, c);
        else if (height == 5)
            tiles<5, two>(strip, count, a, step, c);
        else if (height == 4)
            tiles<4, two>(strip, count, a, step, c);
        else if (height == 3)
            tiles<3, two>(strip, count, a, step, c);
        else if (height == 2)
            tiles<2, two>(strip, count, a, step, c);
        else
            tiles<1, two>(strip, count, a, step, c);
        rows -= height * count;
        a += count * step;
        c += count * height * strip.c_row;
    }
}

}  // namespace avx2
TEN_END_TARGET

TEN_BEGIN_TARGET(TEN_AVX512)
namespace avx512 {

constexpr std::int64_t tile_rows = 12;

// the tile
/// Tiles one below the other: C(i, j) = sum over k of A(i, k) B(k, j), for `rows` rows each, and for a vector of
/// columns at each of two places.
/// \tparam two     whether there is a second vector of columns
/// \param strip    what they have in common
/// \param count    how many tiles
/// \param a        element (0, 0) of A for the first tile
/// \param a_step   how many elements further it lies for the next one
/// \param c        element (0, 0) of C; the elements of a row lie side by side, and each tile begins where the one
///                 above it ends
template <std::int64_t rows, bool two, typename T>
void tiles(Strip<T> const& strip, std::int64_t count, T const* a, std::int64_t a_step, T* c) {
    using V = typename Vector<T>::type;
    using Anywhere = typename Vector<T>::anywhere;
    for (; count > 0; --count, a += a_step) {
        V left[static_cast<std::size_t>(rows)] = {};
        V right[static_cast<std::size_t>(rows)] = {};
        if (strip.ahead) {
#pragma GCC unroll 16
            for (std::int64_t r = 0; r < rows; ++r) {
                __builtin_prefetch(c + r * strip.c_row, 1);
                if (two && sizeof(V) == 64) __builtin_prefetch(c + r * strip.c_row + strip.second, 1);
            }
        }
        constexpr std::int64_t pointers = (rows + 2) / 3;
        T const* at[static_cast<std::size_t>(pointers)];
        for (std::int64_t p = 0; p < pointers; ++p) at[p] = a + 3 * p * strip.a_row;
        T const* b = strip.b;
        for (std::int64_t k = 0; k < strip.depth; ++k, b += strip.b_row) {
            V const first = *reinterpret_cast<Anywhere const*>(b);
            V const other = *reinterpret_cast<Anywhere const*>(two ? b + strip.second : b);
#pragma GCC unroll 16
            for (std::int64_t r = 0; r < rows; ++r) {
                V const x = at[r / 3][r % 3 * strip.a_row] - V{};  // in all lanes
                left[r] += x * first;
                if constexpr (two) right[r] += x * other;
            }
#pragma GCC unroll 16
            for (std::int64_t p = 0; p < pointers; ++p) at[p] += strip.a_column;
        }
#pragma GCC unroll 16
        for (std::int64_t r = 0; r < rows; ++r, c += strip.c_row) {
            Anywhere* const to = reinterpret_cast<Anywhere*>(c);
            *to = strip.more ? *to + left[r] : left[r];
            if constexpr (two) {
                Anywhere* const next = reinterpret_cast<Anywhere*>(c + strip.second);
                *next = strip.more ? *next + right[r] : right[r];
            }
        }
    }
}
/// How many rows the next tiles have when so many are left, and how many such tiles there are.
inline std::pair<std::int64_t, std::int64_t> next_tiles(std::int64_t left) {
    std::int64_t const whole = left / tile_rows - (left % tile_rows == 0 ? 0 : 1);
    if (whole > 0) return {tile_rows, whole};
    if (left <= 6) return {left, 1};
    bool const eight = left > 12 || left == 8;
    return {eight && tile_rows > 6 ? 8 : (left + 1) / 2, 1};
}

/// The tiles of all rows, from the first to the last.
template <bool two, typename T>
void all_tiles(Strip<T> const& strip, std::int64_t rows, T const* a, T* c) {
    while (rows > 0) {
        auto const [height, count] = next_tiles(rows);
        std::int64_t const step = height * strip.a_row;
        if (height == tile_rows)
            tiles<tile_rows, two>(strip, count, a, step, c);
        else if (height == 8)  // not where six rows are the most
            tiles<std::min<std::int64_t>(8, tile_rows), two>(strip, count, a, step, c);
        else if (height == 6)
            tiles<6, two>(strip, count, a, step, c);
        else if (height == 5)
            tiles<5, two>(strip, count, a, step, c);
        else if (height == 4)
            tiles<4, two>(strip, count, a, step, c);
        else if (height == 3)
            tiles<3, two>(strip, count, a, step, c);
        else if (height == 2)
            tiles<2, two>(strip, count, a, step, c);
        else
            tiles<1, two>(strip, count, a, step, c);
        rows -= height * count;
        a += count * step;
        c += count * height * strip.c_row;
    }
}

}  // namespace avx512
TEN_END_TARGET

#endif

}  // namespace detail

}  // namespace ten
