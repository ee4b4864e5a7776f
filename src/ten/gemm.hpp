// Generated from chapters/05-matmul.md by heddle (checksum 6890428c7c85dadd). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include "ten/storage.hpp"
#include "ten/tile.hpp"
#include "ten/parallel.hpp"

namespace ten {

/// \file
/// The product of two matrices in memory.

namespace detail {

// The blocks of a packed product, in elements.
constexpr std::int64_t pack_depth = 512;     // a strip of B, 32 KiB of floats with AVX2, stays in the first cache
constexpr std::int64_t pack_rows = 96;       // a block of A, 192 KiB of floats, stays in the second
constexpr std::int64_t pack_columns = 2048;  // a block of B, 4 MiB of floats, stays in the third

namespace baseline {

// products of one instruction set
/// C = A B. The last vector of columns ends where the row ends.
/// \pre the elements of a row of B, and of C, lie side by side, and fill a vector
template <typename T>
void multiply_in_place(Target, Matrix<T const> const& a, Matrix<T const> const& b, Matrix<T> const& c) {
    constexpr std::int64_t lanes = Vector<T>::size;
    std::int64_t const n = b.columns;
    for (std::int64_t j = 0; j < n;) {
        std::int64_t const left = n - j;
        bool const two = left > lanes;
        if (!two) j = n - lanes;
        std::int64_t const second = two ? std::min(lanes, left - lanes) : 0;
        Strip<T> const strip{a.columns, b.at(0, j), b.row, second, a.row, a.column, c.row, false, false};
        if (two)
            all_tiles<true>(strip, a.rows, a.data, c.at(0, j));
        else
            all_tiles<false>(strip, a.rows, a.data, c.at(0, j));
        j += lanes + (two ? second : 0);
        if (two && second < lanes) break;
    }
}
/// The sum of the lanes: the upper half is added to the lower one until one lane is left.
template <typename T, std::size_t bytes>
T sum_of_lanes(typename VectorOf<T, bytes>::type const& vector) {
    if constexpr (bytes == sizeof(T)) {
        return vector[0];
    } else {
        typename VectorOf<T, bytes / 2>::type half[2];
        std::memcpy(half, &vector, bytes);
        half[0] += half[1];
        return sum_of_lanes<T, bytes / 2>(half[0]);
    }
}

/// C(i, j) = sum over k of A(i, k) B(k, j), for a few rows and columns.
/// \param depth     how many k there are
/// \param a         element (0, 0) of A; the elements of a row lie side by side
/// \param a_row     its stride from row to row
/// \param b         element (0, 0) of B; the elements of a column lie side by side
/// \param b_column  its stride from column to column
/// \param c, c_row  element (0, 0) of C, and the stride from row to row
template <std::int64_t rows, std::int64_t columns, typename T>
void dots(std::int64_t depth, T const* a, std::int64_t a_row, T const* b, std::int64_t b_column, T* c,
          std::int64_t c_row) {
    constexpr std::int64_t lanes = Vector<T>::size;
    using V = typename Vector<T>::type;
    using Anywhere = typename Vector<T>::anywhere;
    V sum[static_cast<std::size_t>(rows * columns)] = {};
    std::int64_t k = 0;
    for (; k + lanes <= depth; k += lanes) {
        V x[static_cast<std::size_t>(rows)];
#pragma GCC unroll 8
        for (std::int64_t i = 0; i < rows; ++i) x[i] = *reinterpret_cast<Anywhere const*>(a + i * a_row + k);
#pragma GCC unroll 8
        for (std::int64_t j = 0; j < columns; ++j) {
            V const y = *reinterpret_cast<Anywhere const*>(b + j * b_column + k);
#pragma GCC unroll 8
            for (std::int64_t i = 0; i < rows; ++i) sum[i * columns + j] += x[i] * y;
        }
    }
#pragma GCC unroll 8
    for (std::int64_t i = 0; i < rows; ++i) {
#pragma GCC unroll 8
        for (std::int64_t j = 0; j < columns; ++j) {
            T total = sum_of_lanes<T, Target::vector_bytes>(sum[i * columns + j]);
            for (std::int64_t rest = k; rest < depth; ++rest) total += a[i * a_row + rest] * b[j * b_column + rest];
            c[i * c_row + j] = total;
        }
    }
}

/// How many of the rows that are left the next tile has: the last two tiles share what is left.
constexpr std::int64_t next_height(std::int64_t left, std::int64_t most) {
    if (left >= 2 * most) return most;
    return left > most ? (left + 1) / 2 : left;
}

/// C = A B. \pre the elements of a row of A and of C, and of a column of B, lie side by side
template <typename T>
void multiply_along_depth(Target, Matrix<T const> const& a, Matrix<T const> const& b, Matrix<T> const& c) {
    // as many sums as there are registers for, beside those for the vectors of A and B
    constexpr std::int64_t high = Target::vector_bytes == 64 ? 5 : 3, wide = Target::vector_bytes == 64 ? 5 : 4;
    auto const block = [&]<std::int64_t rows, std::int64_t columns>(std::int64_t i, std::int64_t j) {
        dots<rows, columns>(a.columns, a.at(i, 0), a.row, b.at(0, j), b.column, c.at(i, j), c.row);
    };
    auto const strip = [&]<std::int64_t columns>(std::int64_t j) {
        for (std::int64_t i = 0, rows = 0; i < a.rows; i += rows) {
            rows = next_height(a.rows - i, high);
            if (rows == high)
                block.template operator()<high, columns>(i, j);
            else if (rows == 4)  // not where three rows are the most
                block.template operator()<std::min<std::int64_t>(4, high), columns>(i, j);
            else if (rows == 3)
                block.template operator()<3, columns>(i, j);
            else if (rows == 2)
                block.template operator()<2, columns>(i, j);
            else
                block.template operator()<1, columns>(i, j);
        }
    };
    std::int64_t j = 0;
    for (; j + wide <= b.columns; j += wide) strip.template operator()<wide>(j);
    for (; j + 2 <= b.columns; j += 2) strip.template operator()<2>(j);
    if (j < b.columns) strip.template operator()<1>(j);
}

/// c = A b, four rows at a time. \pre as above
template <typename T>
void multiply_vector(Target, Matrix<T const> a, T const* b, T* c) {
    std::int64_t i = 0;
    for (; i + 4 <= a.rows; i += 4) dots<4, 1>(a.columns, a.at(i, 0), a.row, b, 0, c + i, 1);
    for (; i < a.rows; ++i) dots<1, 1>(a.columns, a.at(i, 0), a.row, b, 0, c + i, 1);
}
/// c(i) += the sum over k of A(i, k) b(k), for a few columns k.
/// \param rows      how many i there are
/// \param a         element (0, 0) of A; the elements of a column lie side by side
/// \param a_column  its stride from column to column
/// \param b, b_row  the first number, and the stride from one to the next
/// \param c         the first sum; the others lie side by side
template <std::int64_t columns, typename T>
void add_few_columns(std::int64_t rows, T const* a, std::int64_t a_column, T const* b, std::int64_t b_row, T* c) {
    constexpr std::int64_t lanes = Vector<T>::size;
    using V = typename Vector<T>::type;
    using Anywhere = typename Vector<T>::anywhere;
    std::int64_t i = 0;
    for (; i + lanes <= rows; i += lanes) {
        V sum = *reinterpret_cast<Anywhere const*>(c + i);
#pragma GCC unroll 8
        for (std::int64_t k = 0; k < columns; ++k)
            sum += *reinterpret_cast<Anywhere const*>(a + i + k * a_column) * b[k * b_row];
        *reinterpret_cast<Anywhere*>(c + i) = sum;
    }
    for (; i < rows; ++i) {
        for (std::int64_t k = 0; k < columns; ++k) c[i] += a[i + k * a_column] * b[k * b_row];
    }
}

/// c = A b. \pre b has one column, and the elements of a column of A lie side by side
template <typename T>
void add_columns(Target, Matrix<T const> a, Matrix<T const> b, T* c) {
    std::fill(c, c + a.rows, T{0});
    std::int64_t k = 0;
    for (; k + 8 <= a.columns; k += 8) add_few_columns<8>(a.rows, a.at(0, k), a.column, b.at(k, 0), b.row, c);
    for (; k < a.columns; ++k) add_few_columns<1>(a.rows, a.at(0, k), a.column, b.at(k, 0), b.row, c);
}
/// Copies a block of a matrix in strips of `width` columns, one row after the other; what lies outside is 0.
/// \param block  the elements to copy, any strides
/// \param to     room for all strips
template <std::int64_t width, typename T>
void pack(Matrix<T const> block, T* to) {
    constexpr std::int64_t line = 64 / sizeof(T);  // of the cache
    std::int64_t const last = block.rows - 1;
    for (std::int64_t j = 0; j < block.columns; j += width, to += width * block.rows) {
        std::int64_t const inside = std::min(width, block.columns - j);
        if (inside < width) std::fill(to, to + width * block.rows, T{0});
        if (inside == width && block.column == 1) {
            for (std::int64_t k = 0; k < block.rows; ++k) {
                T const* const soon = block.at(std::min(k + 16, last), j);
                for (std::int64_t l = 0; l < width; l += line) __builtin_prefetch(soon + l);
                std::memcpy(to + k * width, block.at(k, j), width * sizeof(T));
            }
        } else if (inside == width) {
            for (std::int64_t k = 0; k < block.rows; ++k) {
                T const* const from = block.at(k, j);
#pragma GCC unroll 32
                for (std::int64_t l = 0; l < width; ++l) to[k * width + l] = from[l * block.column];
            }
        } else {
            for (std::int64_t k = 0; k < block.rows; ++k) {
                for (std::int64_t l = 0; l < inside; ++l) to[k * width + l] = *block.at(k, j + l);
            }
        }
    }
}
/// A tile of which only `rows` by `columns` elements lie in the result.
template <std::int64_t width, typename T>
void edge_tile(Strip<T> strip, std::int64_t rows, std::int64_t columns, T const* a, T* c) {
    std::int64_t const n = std::exchange(strip.c_row, width);
    bool const more = std::exchange(strip.more, false);
    T whole[static_cast<std::size_t>(tile_rows * width)];
    if (columns > strip.second)
        all_tiles<true>(strip, rows, a, whole);
    else
        all_tiles<false>(strip, rows, a, whole);
    for (std::int64_t i = 0; i < rows; ++i) {
        for (std::int64_t j = 0; j < columns; ++j) {
            c[i * n + j] = more ? c[i * n + j] + whole[i * width + j] : whole[i * width + j];
        }
    }
}

/// C = A B by packed blocks, for any strides; the elements of a row of C lie side by side.
/// Blocks of A are packed, too, if `copy_a` says so; else they are read where they lie.
template <typename T>
void multiply_packed(Target, Matrix<T const> a, Matrix<T const> b, Matrix<T> c, bool copy_a) {
    constexpr std::int64_t lanes = Vector<T>::size;
    constexpr std::int64_t width = 2 * lanes;
    std::int64_t const n = b.columns;
    std::int64_t const most_columns = std::min((n + width - 1) / width * width, pack_columns);
    Storage<T> const of_a(copy_a ? pack_rows * pack_depth : 0);
    bool const used_again = a.rows > pack_rows;  // a strip of B, with the next block of rows
    Storage<T> const of_b((used_again ? most_columns : width) * std::min(pack_depth, a.columns));
    std::int64_t const a_row = copy_a ? 1 : a.row;
    std::int64_t const a_column = copy_a ? tile_rows : a.column;
    for (std::int64_t first = 0; first < n; first += pack_columns) {
        std::int64_t const columns = std::min(pack_columns, n - first);
        for (std::int64_t k = 0; k < a.columns; k += pack_depth) {
            std::int64_t const depth = std::min(pack_depth, a.columns - k);
            for (std::int64_t i = 0; i < a.rows; i += pack_rows) {
                std::int64_t const rows = std::min(pack_rows, a.rows - i);
                Matrix<T const> const block_of_a{a.at(i, k), rows, depth, a.row, a.column};
                if (copy_a) pack<tile_rows>(block_of_a.t(), of_a.data());
                // multiply a block of rows with a block of depth
                T const* const from = copy_a ? of_a.data() : a.at(i, k);
                std::int64_t const step = copy_a ? tile_rows * depth : tile_rows * a.row;
                std::int64_t const whole = rows / tile_rows;
                for (std::int64_t j = 0; j < columns; j += width) {
                    std::int64_t const inside = std::min(width, columns - j);
                    T* const packed = of_b.data() + (used_again ? j * depth : 0);
                    Matrix<T const> const block_of_b{b.at(k, first + j), depth, inside, b.row, b.column};
                    if (i == 0) pack<width>(block_of_b, packed);
                    bool const ahead = k > 0 || Target::vector_bytes == 64;
                    Strip<T> const strip{depth, packed, width, lanes, a_row, a_column, c.row, k > 0, ahead};
                    if (inside == width) {
                        tiles<tile_rows, true>(strip, whole, from, step, c.at(i, first + j));
                        std::int64_t const done = whole * tile_rows;
                        all_tiles<true>(strip, rows - done, from + whole * step, c.at(i + done, first + j));
                    } else {
                        for (std::int64_t r = 0; r < rows; r += tile_rows) {
                            T const* const at = from + r / tile_rows * step;
                            edge_tile<width>(strip, std::min(tile_rows, rows - r), inside, at, c.at(i + r, first + j));
                        }
                    }
                }
            }
        }
    }
}

}  // namespace baseline

#ifdef TEN_TARGETS

TEN_BEGIN_TARGET("avx2,fma")
namespace avx2 {

// products of one instruction set
/// C = A B. The last vector of columns ends where the row ends.
/// \pre the elements of a row of B, and of C, lie side by side, and fill a vector
template <typename T>
void multiply_in_place(Target, Matrix<T const> const& a, Matrix<T const> const& b, Matrix<T> const& c) {
    constexpr std::int64_t lanes = Vector<T>::size;
    std::int64_t const n = b.columns;
    for (std::int64_t j = 0; j < n;) {
        std::int64_t const left = n - j;
        bool const two = left > lanes;
        if (!two) j = n - lanes;
        std::int64_t const second = two ? std::min(lanes, left - lanes) : 0;
        Strip<T> const strip{a.columns, b.at(0, j), b.row, second, a.row, a.column, c.row, false, false};
        if (two)
            all_tiles<true>(strip, a.rows, a.data, c.at(0, j));
        else
            all_tiles<false>(strip, a.rows, a.data, c.at(0, j));
        j += lanes + (two ? second : 0);
        if (two && second < lanes) break;
    }
}
/// The sum of the lanes: the upper half is added to the lower one until one lane is left.
template <typename T, std::size_t bytes>
T sum_of_lanes(typename VectorOf<T, bytes>::type const& vector) {
    if constexpr (bytes == sizeof(T)) {
        return vector[0];
    } else {
        typename VectorOf<T, bytes / 2>::type half[2];
        std::memcpy(half, &vector, bytes);
        half[0] += half[1];
        return sum_of_lanes<T, bytes / 2>(half[0]);
    }
}

/// C(i, j) = sum over k of A(i, k) B(k, j), for a few rows and columns.
/// \param depth     how many k there are
/// \param a         element (0, 0) of A; the elements of a row lie side by side
/// \param a_row     its stride from row to row
/// \param b         element (0, 0) of B; the elements of a column lie side by side
/// \param b_column  its stride from column to column
/// \param c, c_row  element (0, 0) of C, and the stride from row to row
template <std::int64_t rows, std::int64_t columns, typename T>
void dots(std::int64_t depth, T const* a, std::int64_t a_row, T const* b, std::int64_t b_column, T* c,
          std::int64_t c_row) {
    constexpr std::int64_t lanes = Vector<T>::size;
    using V = typename Vector<T>::type;
    using Anywhere = typename Vector<T>::anywhere;
    V sum[static_cast<std::size_t>(rows * columns)] = {};
    std::int64_t k = 0;
    for (; k + lanes <= depth; k += lanes) {
        V x[static_cast<std::size_t>(rows)];
#pragma GCC unroll 8
        for (std::int64_t i = 0; i < rows; ++i) x[i] = *reinterpret_cast<Anywhere const*>(a + i * a_row + k);
#pragma GCC unroll 8
        for (std::int64_t j = 0; j < columns; ++j) {
            V const y = *reinterpret_cast<Anywhere const*>(b + j * b_column + k);
#pragma GCC unroll 8
            for (std::int64_t i = 0; i < rows; ++i) sum[i * columns + j] += x[i] * y;
        }
    }
#pragma GCC unroll 8
    for (std::int64_t i = 0; i < rows; ++i) {
#pragma GCC unroll 8
        for (std::int64_t j = 0; j < columns; ++j) {
            T total = sum_of_lanes<T, Target::vector_bytes>(sum[i * columns + j]);
            for (std::int64_t rest = k; rest < depth; ++rest) total += a[i * a_row + rest] * b[j * b_column + rest];
            c[i * c_row + j] = total;
        }
    }
}

/// How many of the rows that are left the next tile has: the last two tiles share what is left.
constexpr std::int64_t next_height(std::int64_t left, std::int64_t most) {
    if (left >= 2 * most) return most;
    return left > most ? (left + 1) / 2 : left;
}

/// C = A B. \pre the elements of a row of A and of C, and of a column of B, lie side by side
template <typename T>
void multiply_along_depth(Target, Matrix<T const> const& a, Matrix<T const> const& b, Matrix<T> const& c) {
    // as many sums as there are registers for, beside those for the vectors of A and B
    constexpr std::int64_t high = Target::vector_bytes == 64 ? 5 : 3, wide = Target::vector_bytes == 64 ? 5 : 4;
    auto const block = [&]<std::int64_t rows, std::int64_t columns>(std::int64_t i, std::int64_t j) {
        dots<rows, columns>(a.columns, a.at(i, 0), a.row, b.at(0, j), b.column, c.at(i, j), c.row);
    };
    auto const strip = [&]<std::int64_t columns>(std::int64_t j) {
        for (std::int64_t i = 0, rows = 0; i < a.rows; i += rows) {
            rows = next_height(a.rows - i, high);
            if (rows == high)
                block.template operator()<high, columns>(i, j);
            else if (rows == 4)  // not where three rows are the most
                block.template operator()<std::min<std::int64_t>(4, high), columns>(i, j);
            else if (rows == 3)
                block.template operator()<3, columns>(i, j);
            else if (rows == 2)
                block.template operator()<2, columns>(i, j);
            else
                block.template operator()<1, columns>(i, j);
        }
    };
    std::int64_t j = 0;
    for (; j + wide <= b.columns; j += wide) strip.template operator()<wide>(j);
    for (; j + 2 <= b.columns; j += 2) strip.template operator()<2>(j);
    if (j < b.columns) strip.template operator()<1>(j);
}

/// c = A b, four rows at a time. \pre as above
template <typename T>
void multiply_vector(Target, Matrix<T const> a, T const* b, T* c) {
    std::int64_t i = 0;
    for (; i + 4 <= a.rows; i += 4) dots<4, 1>(a.columns, a.at(i, 0), a.row, b, 0, c + i, 1);
    for (; i < a.rows; ++i) dots<1, 1>(a.columns, a.at(i, 0), a.row, b, 0, c + i, 1);
}
/// c(i) += the sum over k of A(i, k) b(k), for a few columns k.
/// \param rows      how many i there are
/// \param a         element (0, 0) of A; the elements of a column lie side by side
/// \param a_column  its stride from column to column
/// \param b, b_row  the first number, and the stride from one to the next
/// \param c         the first sum; the others lie side by side
template <std::int64_t columns, typename T>
void add_few_columns(std::int64_t rows, T const* a, std::int64_t a_column, T const* b, std::int64_t b_row, T* c) {
    constexpr std::int64_t lanes = Vector<T>::size;
    using V = typename Vector<T>::type;
    using Anywhere = typename Vector<T>::anywhere;
    std::int64_t i = 0;
    for (; i + lanes <= rows; i += lanes) {
        V sum = *reinterpret_cast<Anywhere const*>(c + i);
#pragma GCC unroll 8
        for (std::int64_t k = 0; k < columns; ++k)
            sum += *reinterpret_cast<Anywhere const*>(a + i + k * a_column) * b[k * b_row];
        *reinterpret_cast<Anywhere*>(c + i) = sum;
    }
    for (; i < rows; ++i) {
        for (std::int64_t k = 0; k < columns; ++k) c[i] += a[i + k * a_column] * b[k * b_row];
    }
}

/// c = A b. \pre b has one column, and the elements of a column of A lie side by side
template <typename T>
void add_columns(Target, Matrix<T const> a, Matrix<T const> b, T* c) {
    std::fill(c, c + a.rows, T{0});
    std::int64_t k = 0;
    for (; k + 8 <= a.columns; k += 8) add_few_columns<8>(a.rows, a.at(0, k), a.column, b.at(k, 0), b.row, c);
    for (; k < a.columns; ++k) add_few_columns<1>(a.rows, a.at(0, k), a.column, b.at(k, 0), b.row, c);
}
/// Copies a block of a matrix in strips of `width` columns, one row after the other; what lies outside is 0.
/// \param block  the elements to copy, any strides
/// \param to     room for all strips
template <std::int64_t width, typename T>
void pack(Matrix<T const> block, T* to) {
    constexpr std::int64_t line = 64 / sizeof(T);  // of the cache
    std::int64_t const last = block.rows - 1;
    for (std::int64_t j = 0; j < block.columns; j += width, to += width * block.rows) {
        std::int64_t const inside = std::min(width, block.columns - j);
        if (inside < width) std::fill(to, to + width * block.rows, T{0});
        if (inside == width && block.column == 1) {
            for (std::int64_t k = 0; k < block.rows; ++k) {
                T const* const soon = block.at(std::min(k + 16, last), j);
                for (std::int64_t l = 0; l < width; l += line) __builtin_prefetch(soon + l);
                std::memcpy(to + k * width, block.at(k, j), width * sizeof(T));
            }
        } else if (inside == width) {
            for (std::int64_t k = 0; k < block.rows; ++k) {
                T const* const from = block.at(k, j);
#pragma GCC unroll 32
                for (std::int64_t l = 0; l < width; ++l) to[k * width + l] = from[l * block.column];
            }
        } else {
            for (std::int64_t k = 0; k < block.rows; ++k) {
                for (std::int64_t l = 0; l < inside; ++l) to[k * width + l] = *block.at(k, j + l);
            }
        }
    }
}
/// A tile of which only `rows` by `columns` elements lie in the result.
template <std::int64_t width, typename T>
void edge_tile(Strip<T> strip, std::int64_t rows, std::int64_t columns, T const* a, T* c) {
    std::int64_t const n = std::exchange(strip.c_row, width);
    bool const more = std::exchange(strip.more, false);
    T whole[static_cast<std::size_t>(tile_rows * width)];
    if (columns > strip.second)
        all_tiles<true>(strip, rows, a, whole);
    else
        all_tiles<false>(strip, rows, a, whole);
    for (std::int64_t i = 0; i < rows; ++i) {
        for (std::int64_t j = 0; j < columns; ++j) {
            c[i * n + j] = more ? c[i * n + j] + whole[i * width + j] : whole[i * width + j];
        }
    }
}

/// C = A B by packed blocks, for any strides; the elements of a row of C lie side by side.
/// Blocks of A are packed, too, if `copy_a` says so; else they are read where they lie.
template <typename T>
void multiply_packed(Target, Matrix<T const> a, Matrix<T const> b, Matrix<T> c, bool copy_a) {
    constexpr std::int64_t lanes = Vector<T>::size;
    constexpr std::int64_t width = 2 * lanes;
    std::int64_t const n = b.columns;
    std::int64_t const most_columns = std::min((n + width - 1) / width * width, pack_columns);
    Storage<T> const of_a(copy_a ? pack_rows * pack_depth : 0);
    bool const used_again = a.rows > pack_rows;  // a strip of B, with the next block of rows
    Storage<T> const of_b((used_again ? most_columns : width) * std::min(pack_depth, a.columns));
    std::int64_t const a_row = copy_a ? 1 : a.row;
    std::int64_t const a_column = copy_a ? tile_rows : a.column;
    for (std::int64_t first = 0; first < n; first += pack_columns) {
        std::int64_t const columns = std::min(pack_columns, n - first);
        for (std::int64_t k = 0; k < a.columns; k += pack_depth) {
            std::int64_t const depth = std::min(pack_depth, a.columns - k);
            for (std::int64_t i = 0; i < a.rows; i += pack_rows) {
                std::int64_t const rows = std::min(pack_rows, a.rows - i);
                Matrix<T const> const block_of_a{a.at(i, k), rows, depth, a.row, a.column};
                if (copy_a) pack<tile_rows>(block_of_a.t(), of_a.data());
                // multiply a block of rows with a block of depth
                T const* const from = copy_a ? of_a.data() : a.at(i, k);
                std::int64_t const step = copy_a ? tile_rows * depth : tile_rows * a.row;
                std::int64_t const whole = rows / tile_rows;
                for (std::int64_t j = 0; j < columns; j += width) {
                    std::int64_t const inside = std::min(width, columns - j);
                    T* const packed = of_b.data() + (used_again ? j * depth : 0);
                    Matrix<T const> const block_of_b{b.at(k, first + j), depth, inside, b.row, b.column};
                    if (i == 0) pack<width>(block_of_b, packed);
                    bool const ahead = k > 0 || Target::vector_bytes == 64;
                    Strip<T> const strip{depth, packed, width, lanes, a_row, a_column, c.row, k > 0, ahead};
                    if (inside == width) {
                        tiles<tile_rows, true>(strip, whole, from, step, c.at(i, first + j));
                        std::int64_t const done = whole * tile_rows;
                        all_tiles<true>(strip, rows - done, from + whole * step, c.at(i + done, first + j));
                    } else {
                        for (std::int64_t r = 0; r < rows; r += tile_rows) {
                            T const* const at = from + r / tile_rows * step;
                            edge_tile<width>(strip, std::min(tile_rows, rows - r), inside, at, c.at(i + r, first + j));
                        }
                    }
                }
            }
        }
    }
}

}  // namespace avx2
TEN_END_TARGET

TEN_BEGIN_TARGET(TEN_AVX512)
namespace avx512 {

// products of one instruction set
/// C = A B. The last vector of columns ends where the row ends.
/// \pre the elements of a row of B, and of C, lie side by side, and fill a vector
template <typename T>
void multiply_in_place(Target, Matrix<T const> const& a, Matrix<T const> const& b, Matrix<T> const& c) {
    constexpr std::int64_t lanes = Vector<T>::size;
    std::int64_t const n = b.columns;
    for (std::int64_t j = 0; j < n;) {
        std::int64_t const left = n - j;
        bool const two = left > lanes;
        if (!two) j = n - lanes;
        std::int64_t const second = two ? std::min(lanes, left - lanes) : 0;
        Strip<T> const strip{a.columns, b.at(0, j), b.row, second, a.row, a.column, c.row, false, false};
        if (two)
            all_tiles<true>(strip, a.rows, a.data, c.at(0, j));
        else
            all_tiles<false>(strip, a.rows, a.data, c.at(0, j));
        j += lanes + (two ? second : 0);
        if (two && second < lanes) break;
    }
}
/// The sum of the lanes: the upper half is added to the lower one until one lane is left.
template <typename T, std::size_t bytes>
T sum_of_lanes(typename VectorOf<T, bytes>::type const& vector) {
    if constexpr (bytes == sizeof(T)) {
        return vector[0];
    } else {
        typename VectorOf<T, bytes / 2>::type half[2];
        std::memcpy(half, &vector, bytes);
        half[0] += half[1];
        return sum_of_lanes<T, bytes / 2>(half[0]);
    }
}

/// C(i, j) = sum over k of A(i, k) B(k, j), for a few rows and columns.
/// \param depth     how many k there are
/// \param a         element (0, 0) of A; the elements of a row lie side by side
/// \param a_row     its stride from row to row
/// \param b         element (0, 0) of B; the elements of a column lie side by side
/// \param b_column  its stride from column to column
/// \param c, c_row  element (0, 0) of C, and the stride from row to row
template <std::int64_t rows, std::int64_t columns, typename T>
void dots(std::int64_t depth, T const* a, std::int64_t a_row, T const* b, std::int64_t b_column, T* c,
          std::int64_t c_row) {
    constexpr std::int64_t lanes = Vector<T>::size;
    using V = typename Vector<T>::type;
    using Anywhere = typename Vector<T>::anywhere;
    V sum[static_cast<std::size_t>(rows * columns)] = {};
    std::int64_t k = 0;
    for (; k + lanes <= depth; k += lanes) {
        V x[static_cast<std::size_t>(rows)];
#pragma GCC unroll 8
        for (std::int64_t i = 0; i < rows; ++i) x[i] = *reinterpret_cast<Anywhere const*>(a + i * a_row + k);
#pragma GCC unroll 8
        for (std::int64_t j = 0; j < columns; ++j) {
            V const y = *reinterpret_cast<Anywhere const*>(b + j * b_column + k);
#pragma GCC unroll 8
            for (std::int64_t i = 0; i < rows; ++i) sum[i * columns + j] += x[i] * y;
        }
    }
#pragma GCC unroll 8
    for (std::int64_t i = 0; i < rows; ++i) {
#pragma GCC unroll 8
        for (std::int64_t j = 0; j < columns; ++j) {
            T total = sum_of_lanes<T, Target::vector_bytes>(sum[i * columns + j]);
            for (std::int64_t rest = k; rest < depth; ++rest) total += a[i * a_row + rest] * b[j * b_column + rest];
            c[i * c_row + j] = total;
        }
    }
}

/// How many of the rows that are left the next tile has: the last two tiles share what is left.
constexpr std::int64_t next_height(std::int64_t left, std::int64_t most) {
    if (left >= 2 * most) return most;
    return left > most ? (left + 1) / 2 : left;
}

/// C = A B. \pre the elements of a row of A and of C, and of a column of B, lie side by side
template <typename T>
void multiply_along_depth(Target, Matrix<T const> const& a, Matrix<T const> const& b, Matrix<T> const& c) {
    // as many sums as there are registers for, beside those for the vectors of A and B
    constexpr std::int64_t high = Target::vector_bytes == 64 ? 5 : 3, wide = Target::vector_bytes == 64 ? 5 : 4;
    auto const block = [&]<std::int64_t rows, std::int64_t columns>(std::int64_t i, std::int64_t j) {
        dots<rows, columns>(a.columns, a.at(i, 0), a.row, b.at(0, j), b.column, c.at(i, j), c.row);
    };
    auto const strip = [&]<std::int64_t columns>(std::int64_t j) {
        for (std::int64_t i = 0, rows = 0; i < a.rows; i += rows) {
            rows = next_height(a.rows - i, high);
            if (rows == high)
                block.template operator()<high, columns>(i, j);
            else if (rows == 4)  // not where three rows are the most
                block.template operator()<std::min<std::int64_t>(4, high), columns>(i, j);
            else if (rows == 3)
                block.template operator()<3, columns>(i, j);
            else if (rows == 2)
                block.template operator()<2, columns>(i, j);
            else
                block.template operator()<1, columns>(i, j);
        }
    };
    std::int64_t j = 0;
    for (; j + wide <= b.columns; j += wide) strip.template operator()<wide>(j);
    for (; j + 2 <= b.columns; j += 2) strip.template operator()<2>(j);
    if (j < b.columns) strip.template operator()<1>(j);
}

/// c = A b, four rows at a time. \pre as above
template <typename T>
void multiply_vector(Target, Matrix<T const> a, T const* b, T* c) {
    std::int64_t i = 0;
    for (; i + 4 <= a.rows; i += 4) dots<4, 1>(a.columns, a.at(i, 0), a.row, b, 0, c + i, 1);
    for (; i < a.rows; ++i) dots<1, 1>(a.columns, a.at(i, 0), a.row, b, 0, c + i, 1);
}
/// c(i) += the sum over k of A(i, k) b(k), for a few columns k.
/// \param rows      how many i there are
/// \param a         element (0, 0) of A; the elements of a column lie side by side
/// \param a_column  its stride from column to column
/// \param b, b_row  the first number, and the stride from one to the next
/// \param c         the first sum; the others lie side by side
template <std::int64_t columns, typename T>
void add_few_columns(std::int64_t rows, T const* a, std::int64_t a_column, T const* b, std::int64_t b_row, T* c) {
    constexpr std::int64_t lanes = Vector<T>::size;
    using V = typename Vector<T>::type;
    using Anywhere = typename Vector<T>::anywhere;
    std::int64_t i = 0;
    for (; i + lanes <= rows; i += lanes) {
        V sum = *reinterpret_cast<Anywhere const*>(c + i);
#pragma GCC unroll 8
        for (std::int64_t k = 0; k < columns; ++k)
            sum += *reinterpret_cast<Anywhere const*>(a + i + k * a_column) * b[k * b_row];
        *reinterpret_cast<Anywhere*>(c + i) = sum;
    }
    for (; i < rows; ++i) {
        for (std::int64_t k = 0; k < columns; ++k) c[i] += a[i + k * a_column] * b[k * b_row];
    }
}

/// c = A b. \pre b has one column, and the elements of a column of A lie side by side
template <typename T>
void add_columns(Target, Matrix<T const> a, Matrix<T const> b, T* c) {
    std::fill(c, c + a.rows, T{0});
    std::int64_t k = 0;
    for (; k + 8 <= a.columns; k += 8) add_few_columns<8>(a.rows, a.at(0, k), a.column, b.at(k, 0), b.row, c);
    for (; k < a.columns; ++k) add_few_columns<1>(a.rows, a.at(0, k), a.column, b.at(k, 0), b.row, c);
}
/// Copies a block of a matrix in strips of `width` columns, one row after the other; what lies outside is 0.
/// \param block  the elements to copy, any strides
/// \param to     room for all strips
template <std::int64_t width, typename T>
void pack(Matrix<T const> block, T* to) {
    constexpr std::int64_t line = 64 / sizeof(T);  // of the cache
    std::int64_t const last = block.rows - 1;
    for (std::int64_t j = 0; j < block.columns; j += width, to += width * block.rows) {
        std::int64_t const inside = std::min(width, block.columns - j);
        if (inside < width) std::fill(to, to + width * block.rows, T{0});
        if (inside == width && block.column == 1) {
            for (std::int64_t k = 0; k < block.rows; ++k) {
                T const* const soon = block.at(std::min(k + 16, last), j);
                for (std::int64_t l = 0; l < width; l += line) __builtin_prefetch(soon + l);
                std::memcpy(to + k * width, block.at(k, j), width * sizeof(T));
            }
        } else if (inside == width) {
            for (std::int64_t k = 0; k < block.rows; ++k) {
                T const* const from = block.at(k, j);
#pragma GCC unroll 32
                for (std::int64_t l = 0; l < width; ++l) to[k * width + l] = from[l * block.column];
            }
        } else {
            for (std::int64_t k = 0; k < block.rows; ++k) {
                for (std::int64_t l = 0; l < inside; ++l) to[k * width + l] = *block.at(k, j + l);
            }
        }
    }
}
/// A tile of which only `rows` by `columns` elements lie in the result.
template <std::int64_t width, typename T>
void edge_tile(Strip<T> strip, std::int64_t rows, std::int64_t columns, T const* a, T* c) {
    std::int64_t const n = std::exchange(strip.c_row, width);
    bool const more = std::exchange(strip.more, false);
    T whole[static_cast<std::size_t>(tile_rows * width)];
    if (columns > strip.second)
        all_tiles<true>(strip, rows, a, whole);
    else
        all_tiles<false>(strip, rows, a, whole);
    for (std::int64_t i = 0; i < rows; ++i) {
        for (std::int64_t j = 0; j < columns; ++j) {
            c[i * n + j] = more ? c[i * n + j] + whole[i * width + j] : whole[i * width + j];
        }
    }
}

/// C = A B by packed blocks, for any strides; the elements of a row of C lie side by side.
/// Blocks of A are packed, too, if `copy_a` says so; else they are read where they lie.
template <typename T>
void multiply_packed(Target, Matrix<T const> a, Matrix<T const> b, Matrix<T> c, bool copy_a) {
    constexpr std::int64_t lanes = Vector<T>::size;
    constexpr std::int64_t width = 2 * lanes;
    std::int64_t const n = b.columns;
    std::int64_t const most_columns = std::min((n + width - 1) / width * width, pack_columns);
    Storage<T> const of_a(copy_a ? pack_rows * pack_depth : 0);
    bool const used_again = a.rows > pack_rows;  // a strip of B, with the next block of rows
    Storage<T> const of_b((used_again ? most_columns : width) * std::min(pack_depth, a.columns));
    std::int64_t const a_row = copy_a ? 1 : a.row;
    std::int64_t const a_column = copy_a ? tile_rows : a.column;
    for (std::int64_t first = 0; first < n; first += pack_columns) {
        std::int64_t const columns = std::min(pack_columns, n - first);
        for (std::int64_t k = 0; k < a.columns; k += pack_depth) {
            std::int64_t const depth = std::min(pack_depth, a.columns - k);
            for (std::int64_t i = 0; i < a.rows; i += pack_rows) {
                std::int64_t const rows = std::min(pack_rows, a.rows - i);
                Matrix<T const> const block_of_a{a.at(i, k), rows, depth, a.row, a.column};
                if (copy_a) pack<tile_rows>(block_of_a.t(), of_a.data());
                // multiply a block of rows with a block of depth
                T const* const from = copy_a ? of_a.data() : a.at(i, k);
                std::int64_t const step = copy_a ? tile_rows * depth : tile_rows * a.row;
                std::int64_t const whole = rows / tile_rows;
                for (std::int64_t j = 0; j < columns; j += width) {
                    std::int64_t const inside = std::min(width, columns - j);
                    T* const packed = of_b.data() + (used_again ? j * depth : 0);
                    Matrix<T const> const block_of_b{b.at(k, first + j), depth, inside, b.row, b.column};
                    if (i == 0) pack<width>(block_of_b, packed);
                    bool const ahead = k > 0 || Target::vector_bytes == 64;
                    Strip<T> const strip{depth, packed, width, lanes, a_row, a_column, c.row, k > 0, ahead};
                    if (inside == width) {
                        tiles<tile_rows, true>(strip, whole, from, step, c.at(i, first + j));
                        std::int64_t const done = whole * tile_rows;
                        all_tiles<true>(strip, rows - done, from + whole * step, c.at(i + done, first + j));
                    } else {
                        for (std::int64_t r = 0; r < rows; r += tile_rows) {
                            T const* const at = from + r / tile_rows * step;
                            edge_tile<width>(strip, std::min(tile_rows, rows - r), inside, at, c.at(i + r, first + j));
                        }
                    }
                }
            }
        }
    }
}
// products with a few columns
/// Adds neighbours: lanes 0 to 7 are sums of two lanes of x, lanes 8 to 15 of two lanes of y.
inline void add_neighbours(Vector<float>::type const& x, Vector<float>::type const& y, Vector<float>::type& to) {
    to = __builtin_shufflevector(x, y, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30) +
         __builtin_shufflevector(x, y, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
}

/// Two pieces of memory of eight elements each.
inline void load_two(float const* x, float const* y, Vector<float>::type& to) {
    using Eight = VectorOf<float, 32>::anywhere;
    to = __builtin_shufflevector(*reinterpret_cast<Eight const*>(x), *reinterpret_cast<Eight const*>(y), 0, 1, 2, 3, 4,
                                 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
}

/// Four columns of four rows, which begin at the given lanes of x and, from 16 on, of y: one column after the other.
template <int r0, int r1, int r2, int r3>
void turn(Vector<float>::type const& x, Vector<float>::type const& y, Vector<float>::type& to) {
    to = __builtin_shufflevector(x, y, r0, r1, r2, r3, r0 + 1, r1 + 1, r2 + 1, r3 + 1, r0 + 2, r1 + 2, r2 + 2, r3 + 2,
                                 r0 + 3, r1 + 3, r2 + 3, r3 + 3);
}

/// Eight columns of four rows: the first four and the last four of them, turned.
inline void turn_eight(float const* b, std::int64_t b_row, Vector<float>::type& first, Vector<float>::type& last) {
    Vector<float>::type x, y;
    load_two(b, b + b_row, x);
    load_two(b + 2 * b_row, b + 3 * b_row, y);
    turn<0, 8, 16, 24>(x, y, first);
    turn<4, 12, 20, 28>(x, y, last);
}

/// The same for ten columns of rows without gaps: columns 0 to 3, 4 to 7 and 6 to 9.
inline void turn_ten(float const* b, Vector<float>::type& first, Vector<float>::type& next, Vector<float>::type& last) {
    using Anywhere = Vector<float>::anywhere;
    Vector<float>::type const row_0 = *reinterpret_cast<Anywhere const*>(b);  // and the first six columns of row 1
    Vector<float>::type const row_2 = *reinterpret_cast<Anywhere const*>(b + 20);
    Vector<float>::type const row_1 = *reinterpret_cast<Anywhere const*>(b + 4);  // and the last six columns of row 0
    Vector<float>::type const row_3 = *reinterpret_cast<Anywhere const*>(b + 24);
    turn<0, 10, 16, 26>(row_0, row_2, first);
    turn<0, 10, 16, 26>(row_1, row_3, next);
    turn<2, 12, 18, 28>(row_1, row_3, last);
}

/// C = A B for `rows` rows and 8 to 15 columns. \pre the elements of a row lie side by side in each of the three
/// \tparam fours  how many vectors of four columns are computed: 3 for up to 12 columns, or 4
/// \tparam flat   B has ten columns, and no gaps between its rows
template <std::int64_t rows, int fours, bool flat>
void few_columns(Matrix<float const> const& a, Matrix<float const> const& b, Matrix<float> const& c) {
    using V = Vector<float>::type;
    using Anywhere = Vector<float>::anywhere;
    V sum[static_cast<std::size_t>(rows)][4] = {};
    float const* from_a = a.data;
    float const* from_b = b.data;
    V x[static_cast<std::size_t>(rows)];
    auto const add_four_rows = [&]<int k>(std::integral_constant<int, k>) {
        V y[4];
        if constexpr (flat) {
            turn_ten(from_b, y[0], y[1], y[3]);
        } else {
            turn_eight(from_b, b.row, y[0], y[1]);
            turn_eight(from_b + b.columns - 8, b.row, y[2], y[3]);
        }
#pragma GCC unroll 8
        for (std::int64_t i = 0; i < rows; ++i) {
            V const four = __builtin_shufflevector(x[i], x[i], k, k + 1, k + 2, k + 3, k, k + 1, k + 2, k + 3, k, k + 1,
                                                   k + 2, k + 3, k, k + 1, k + 2, k + 3);
#pragma GCC unroll 4
            for (int q = 0; q < 4; ++q) {
                if (q != 2 || fours == 4) sum[i][q] += four * y[q];
            }
        }
        from_b += 4 * b.row;
    };
    std::int64_t left = a.columns;
    for (; left >= 16; left -= 16, from_a += 16) {
#pragma GCC unroll 8
        for (std::int64_t i = 0; i < rows; ++i) x[i] = *reinterpret_cast<Anywhere const*>(from_a + i * a.row);
        add_four_rows(std::integral_constant<int, 0>());
        add_four_rows(std::integral_constant<int, 4>());
        add_four_rows(std::integral_constant<int, 8>());
        add_four_rows(std::integral_constant<int, 12>());
    }
    V total[static_cast<std::size_t>(rows)];  // of the first eight columns and the last eight
#pragma GCC unroll 8
    for (std::int64_t i = 0; i < rows; ++i) {
        V first, last;
        add_neighbours(sum[i][0], sum[i][1], first);
        add_neighbours(sum[i][fours == 4 ? 2 : 3], sum[i][3], last);
        add_neighbours(first, last, total[i]);
    }
    for (; left > 0; --left, ++from_a, from_b += b.row) {
        V y;
        load_two(from_b, from_b + b.columns - 8, y);
#pragma GCC unroll 8
        for (std::int64_t i = 0; i < rows; ++i) total[i] += from_a[i * a.row] * y;
    }
    // With three vectors, lanes 8 to 11 have the last four columns once more: the first eight columns write over them.
#pragma GCC unroll 8
    for (std::int64_t i = 0; i < rows; ++i) {
        using Eight = VectorOf<float, 32>::anywhere;
        V const& t = total[i];
        *reinterpret_cast<Eight*>(c.at(i, b.columns - 8)) = __builtin_shufflevector(t, t, 8, 9, 10, 11, 12, 13, 14, 15);
        *reinterpret_cast<Eight*>(c.at(i, 0)) = __builtin_shufflevector(t, t, 0, 1, 2, 3, 4, 5, 6, 7);
    }
}

/// The same for at most five rows.
template <std::int64_t rows = 5>
void few_columns_of_rows(Matrix<float const> const& a, Matrix<float const> const& b, Matrix<float> const& c) {
    if constexpr (rows > 0) {
        if (a.rows < rows) return few_columns_of_rows<rows - 1>(a, b, c);
        if (b.columns > 12) return few_columns<rows, 4, false>(a, b, c);
        if (b.columns == 10 && b.row == 10) return few_columns<rows, 3, true>(a, b, c);
        few_columns<rows, 3, false>(a, b, c);
    }
}

/// The same for any number of rows, in tiles of nearly the same height.
inline void multiply_few_columns(Target, Matrix<float const> const& a, Matrix<float const> const& b,
                                 Matrix<float> const& c) {
    for (std::int64_t i = 0, rows = 0; i < a.rows; i += rows) {
        rows = next_height(a.rows - i, 5);
        few_columns_of_rows({a.at(i, 0), rows, a.columns, a.row, 1}, b, {c.at(i, 0), rows, c.columns, c.row, 1});
    }
}

}  // namespace avx512
TEN_END_TARGET

#endif

}  // namespace detail

namespace detail {

/// Where part `part` of `parts` begins among `n` rows or columns: at a multiple of `step`; no part has less than that.
constexpr std::int64_t begin_of_part(std::int64_t n, int part, int parts, std::int64_t step) {
    std::int64_t const begin = n * part / parts / step * step;
    return part > 0 && n - begin < step ? n : begin;
}

/// Calls `multiply(rows of a, columns of b, their part of c)` for slabs of the product, one for each thread.
template <typename T, typename F>
void for_slabs(Matrix<T const> const& a, Matrix<T const> const& b, Matrix<T> const& c, F const& multiply) {
    bool const too_small = a.rows * b.columns * a.columns < 1 << 18;  // less than the threads take to wake up
    if (too_small || num_threads() == 1) return multiply(a, b, c);
    in_parts([&](int part, int parts) {
        int across = 1;  // slabs side by side
        while ((across + 1) * (across + 1) <= parts) ++across;
        while (parts % across != 0) --across;
        if (b.columns > a.rows) across = parts / across;
        int const down = parts / across;
        constexpr std::int64_t rows = 12, columns = 32;  // of the largest tile
        std::int64_t const i = begin_of_part(a.rows, part / across, down, rows);
        std::int64_t const j = begin_of_part(b.columns, part % across, across, columns);
        std::int64_t const height = begin_of_part(a.rows, part / across + 1, down, rows) - i;
        std::int64_t const width = begin_of_part(b.columns, part % across + 1, across, columns) - j;
        if (height == 0 || width == 0) return;
        multiply({a.at(i, 0), height, a.columns, a.row, a.column}, {b.at(0, j), b.rows, width, b.row, b.column},
                 {c.at(i, j), height, width, c.row, 1});
    });
}

}  // namespace detail

namespace detail {

/// Can the tiles read B where it lies?
template <typename T>
bool stays_in_cache(Matrix<T const> const& a, Matrix<T const> const& b) {
    constexpr std::int64_t size = sizeof(T);
    bool const few_rows = a.rows <= 8 * baseline::tile_rows;  // then the copy would cost more than it saves
    bool const few_columns = b.columns < 64 / size;
    bool const on_few_places = a.columns > 64 && b.row * size % 4096 == 0;
    return few_columns || (!on_few_places && (few_rows || b.rows * b.columns * size < 1 << 18)) ||
           a.rows <= baseline::tile_rows;
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

/// C = A B where the rows of B lie side by side and the tiles read both operands where they lie.
template <typename T>
void multiply_small(Matrix<T const> const& a, Matrix<T const> const& b, T* c) {
    for_slabs(a, b, Matrix<T>{c, a.rows, b.columns, b.columns, 1},
              [](Matrix<T const> const& rows, Matrix<T const> const& columns, Matrix<T> const& slab) {
                  auto const multiply = [&](Matrix<T const> const& some, Matrix<T> const& to) {
                      on_target<widest_version<T>>([&](auto target) { multiply_in_place(target, rows, some, to); },
                                                   instructions_for<T>(some.columns));
                  };
                  constexpr std::int64_t half = 32 / sizeof(T);
                  std::int64_t const n = columns.columns, rest = n % (2 * half);
                  bool const longest = instructions_in_use == InstructionSet::avx512 && std::floating_point<T>;
#ifdef TEN_TARGETS
                  // multiply by a few columns
                  if constexpr (std::same_as<T, float>) {
                      bool const few = n >= half && n < 2 * half && rows.column == 1;
                      if (longest && few) return multiply_few_columns(avx512::Target(), rows, columns, slab);
                  }
#endif
                  if (!longest || n < 2 * half || rest == 0 || rest > half) return multiply(columns, slab);
                  // A few columns are left over: shorter vectors have less to compute twice.
                  multiply({columns.data, columns.rows, n - rest, columns.row, 1}, slab);
                  multiply({columns.at(0, n - half), columns.rows, half, columns.row, 1},
                           {slab.at(0, n - half), slab.rows, half, slab.row, 1});
              });
}

/// C = A B, one product after the other.
template <typename T>
void multiply_single(Matrix<T const> const& a, Matrix<T const> const& b, T* c) {
    for (std::int64_t i = 0; i < a.rows; ++i) {
        for (std::int64_t j = 0; j < b.columns; ++j, ++c) {
            *c = 0;
            for (std::int64_t k = 0; k < a.columns; ++k) *c += *a.at(i, k) * *b.at(k, j);
        }
    }
}

/// The ways that lead to a product.
enum class Way { single, along_depth, by_columns, small, packed };

/// The way for these operands.
template <typename T>
Way way_of(Matrix<T const> const& a, Matrix<T const> const& b) {
    bool const narrow = b.columns < baseline::Vector<T>::size;
    if (narrow && a.columns < 8) return Way::single;
    if (narrow) return a.row == 1 && a.column != 1 ? Way::by_columns : Way::along_depth;
    if (a.rows == 1 && b.column == 1 && b.columns >= 128) return Way::by_columns;
    // For more than 16 rows, a copy of B in another order costs less than it saves, but not if few columns are deep.
    bool const deep = b.columns * static_cast<std::int64_t>(sizeof(T)) < 64 && a.columns >= 256;
    bool const few_rows = a.rows == 1 || (b.column != 1 && a.columns >= 64 && (a.rows <= 16 || deep));
    if (a.column == 1 && b.row == 1 && few_rows) return Way::along_depth;
    return stays_in_cache(a, b) ? Way::small : Way::packed;
}

/// C = A B with vectors along the depth. Where elements do not lie side by side, all of B is copied, and a few rows of
/// A at a time.
template <typename T>
void multiply_dots(Matrix<T const> const& a, Matrix<T const> const& b, T* c) {
    Storage<T> const columns_of_b = b.row == 1 ? Storage<T>() : copied_rows(b.t());
    Matrix<T const> const copied{columns_of_b.data(), b.rows, b.columns, 1, b.rows};
    Matrix<T const> const& columns = b.row == 1 ? b : copied;
    std::int64_t const step = a.column == 1 ? a.rows : std::max<std::int64_t>(1, (1 << 16) / a.columns);
    for (std::int64_t i = 0; i < a.rows; i += step) {
        Matrix<T const> rows{a.at(i, 0), std::min(step, a.rows - i), a.columns, a.row, a.column};
        Storage<T> const rows_of_a = a.column == 1 ? Storage<T>() : copied_rows(rows);
        if (a.column != 1) rows = {rows_of_a.data(), rows.rows, a.columns, a.columns, 1};
        T* const to = c + i * b.columns;
        bool const vector = b.columns == 1 || rows.rows == 1;
        if (vector) {
            on_target<widest_version<T>>([&](auto target) {
                b.columns == 1 ? multiply_vector(target, rows, columns.data, to)
                               : multiply_vector(target, columns.t(), rows.data, to);
            });
        } else {
            Matrix<T> const result{to, rows.rows, b.columns, b.columns, 1};
            auto const multiply = [](Matrix<T const> const& some, Matrix<T const> const& all, Matrix<T> const& slab) {
                on_target<widest_version<T>>([&](auto target) { multiply_along_depth(target, some, all, slab); });
            };
            for_slabs(rows, columns, result, multiply);
        }
    }
}

/// C = A B, column by column where A lies in columns, or transposed where it is a row.
template <typename T>
void multiply_columns(Matrix<T const> const& a, Matrix<T const> const& b, T* c) {
    auto const add = [](Matrix<T const> columns, Matrix<T const> numbers, T* to) {
        on_target<widest_version<T>>([&](auto target) { add_columns(target, columns, numbers, to); });
    };
    if (a.rows == 1 && b.column == 1) return add(b.t(), a.t(), c);
    if (b.columns == 1) return add(a, b, c);
    Storage<T> const column(a.rows);
    for (std::int64_t j = 0; j < b.columns; ++j) {
        add(a, {b.at(0, j), b.rows, 1, b.row, b.column}, column.data());
        for (std::int64_t i = 0; i < a.rows; ++i) c[i * b.columns + j] = column.data()[i];
    }
}

/// C = A B, each sum along the whole depth. \pre as gemm, and no size is 0
template <typename T>
void multiply_at_once(Matrix<T const> const& a, Matrix<T const> const& b, T* c) {
    constexpr std::int64_t megabyte = (1 << 20) / sizeof(T);  // elements
    bool const copy_a = a.column != 1 || a.rows * a.columns > megabyte;
    Storage<T> rows_of_b;
    switch (way_of(a, b)) {
        case Way::single:
            return multiply_single(a, b, c);
        case Way::along_depth:
            return multiply_dots(a, b, c);
        case Way::by_columns:
            return multiply_columns(a, b, c);
        case Way::packed:
            return for_slabs(a, b, Matrix<T>{c, a.rows, b.columns, b.columns, 1},
                             [copy_a](Matrix<T const> rows, Matrix<T const> columns, Matrix<T> slab) {
                                 on_target<widest_version<T>>(
                                     [&](auto target) { multiply_packed(target, rows, columns, slab, copy_a); });
                             });
        case Way::small:
            if (b.column == 1) return multiply_small(a, b, c);
            rows_of_b = copied_rows(b);
            return multiply_small(a, Matrix<T const>{rows_of_b.data(), b.rows, b.columns, b.columns, 1}, c);
    }
}

}  // namespace detail

namespace detail {

constexpr std::int64_t chain = 256;  // additions, one after the other

/// How many products are added up before a long depth is halved: few in one chain, and few such sums.
template <typename T>
std::int64_t depth_of_piece(Matrix<T const> const& a, Matrix<T const> const& b) {
    Way const way = way_of(a, b);
    if (way == Way::along_depth) return chain * baseline::Vector<T>::size;
    return way == Way::packed ? 16 * chain : chain;
}

/// C = A B, where the depth is halved until it is not longer than `piece`. \pre as gemm, and no size is 0
template <typename T>
void multiply_halves(Matrix<T const> const& a, Matrix<T const> const& b, T* c, std::int64_t piece) {
    if (a.columns <= piece) return multiply_at_once(a, b, c);
    std::int64_t const half = (a.columns / 2 + chain - 1) / chain * chain;
    std::int64_t const rest = a.columns - half;
    std::int64_t const elements = a.rows * b.columns;
    Storage<T> const other(elements);
    multiply_halves({a.data, a.rows, half, a.row, a.column}, {b.data, half, b.columns, b.row, b.column}, c, piece);
    multiply_halves({a.at(0, half), a.rows, rest, a.row, a.column}, {b.at(half, 0), rest, b.columns, b.row, b.column},
                    other.data(), piece);
    for (std::int64_t i = 0; i < elements; ++i) c[i] += other.data()[i];
}

}  // namespace detail

/// C = A B, in memory that need not be a tensor's.
/// \param a  left operand, shape (m, k), any strides
/// \param b  right operand, shape (k, n), any strides
/// \param c  m * n elements, row-major, overwritten; no part of `a` or `b`
/// \throws   std::invalid_argument if the columns of `a` are not as many as the rows of `b`
/// \note     cost: 2 m n k operations; reads mk + kn elements, writes mn; large operands are copied, and b with strides
/// \note     error: |C - AB| <= gamma_l |A||B| elementwise, gamma_l = l u / (1 - l u), with l = k, and from k = 1024 on
///           l = 1024 + log2(k)
template <typename T>
void gemm(Matrix<T const> a, Matrix<T const> b, T* c) {
    if (a.columns != b.rows) throw std::invalid_argument("gemm: the columns of a are not as many as the rows of b");
    if (a.columns == 0) return static_cast<void>(std::fill(c, c + a.rows * b.columns, T{0}));
    if (a.rows == 0 || b.columns == 0) return;
    if constexpr (std::floating_point<T>) {  // whole numbers are not rounded
        if (a.columns > 4 * detail::chain) {
            std::int64_t const piece = detail::depth_of_piece(a, b);
            if (a.columns > 4 * piece) return detail::multiply_halves(a, b, c, piece);
        }
    }
    detail::multiply_at_once(a, b, c);
}

}  // namespace ten
