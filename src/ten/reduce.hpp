// Generated from chapters/02-broadcasting.md by heddle (checksum c21e0eb03638a573). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include "ten/layout.hpp"
#include "ten/loops.hpp"
#include "ten/reducers.hpp"
#include "ten/tensor.hpp"

namespace ten {

/// \file
/// Reductions: many elements become one, over a whole tensor or along one dimension.

namespace detail {

template <typename F, typename T>
using AccumulatorOf = typename F::template Accumulator<T>;

/// How many bytes of elements are joined side by side: of floats as many with all instructions, for their order decides
/// how a sum is rounded.
template <typename A, typename Target>
constexpr std::size_t group_bytes = std::floating_point<A> ? avx512::Target::vector_bytes : Target::vector_bytes;

namespace baseline {

// fold a block by vectors
/// a = f(a, b) of the reducers, lane by lane.
template <typename V>
void of_vectors(Sum, V& a, V const& b) {
    a = a + b;
}
template <typename V>
void of_vectors(Least, V& a, V const& b) {
    a = ((b < a) | (b != b)) ? b : a;  // NOLINT(misc-redundant-expression): a NaN differs from itself
}
template <typename V>
void of_vectors(Greatest, V& a, V const& b) {
    a = ((b > a) | (b != b)) ? b : a;  // NOLINT(misc-redundant-expression): a NaN differs from itself
}

/// The lanes of one vector of `bytes` bytes, joined: its halves, as vectors of half the length, and so on.
template <typename F, typename A, std::size_t bytes>
A join_lanes(void const* vector) {
    if constexpr (bytes == sizeof(A)) {
        A lane;
        std::memcpy(&lane, vector, sizeof lane);
        return lane;
    } else {
        typename VectorOf<A, bytes / 2>::type half[2];
        std::memcpy(half, vector, bytes);
        of_vectors(F{}, half[0], half[1]);
        return join_lanes<F, A, bytes / 2>(half);
    }
}

/// A block, joined group by group. Chains that do not wait for each other keep the adders busy.
/// \pre n >= the elements of a group
template <typename F, typename A>
A fold_groups(Target, A const* a, std::int64_t n) {
    using V = typename Vector<A>::type;
    constexpr std::int64_t lanes = Vector<A>::size;
    constexpr std::int64_t parts = group_bytes<A, Target> / Target::vector_bytes;
    constexpr std::int64_t size = parts * lanes;
    constexpr std::int64_t chains = std::floating_point<A> ? 4 : 8;
    struct Group {
        V part[static_cast<std::size_t>(parts)];
    };
    auto const at = [a](std::int64_t i) { return reinterpret_cast<typename Vector<A>::anywhere const*>(a + i); };
    auto const begin = [at](Group& total, std::int64_t i) {
#pragma GCC unroll 4
        for (std::int64_t p = 0; p < parts; ++p) total.part[p] = *at(i + p * lanes);
    };
    auto const join = [at](Group& total, std::int64_t i) {
#pragma GCC unroll 4
        for (std::int64_t p = 0; p < parts; ++p) {
            V const next = *at(i + p * lanes);
            of_vectors(F{}, total.part[p], next);
        }
    };
    auto const join_groups = [](Group& total, Group const& other) {
#pragma GCC unroll 4
        for (std::int64_t p = 0; p < parts; ++p) of_vectors(F{}, total.part[p], other.part[p]);
    };
    Group total;
    begin(total, 0);
    std::int64_t i = size;
    if (n >= 4 * size && n < 2 * chains * size) {
        Group other;
        begin(other, size);
        for (i = 2 * size; i + 2 * size <= n; i += 2 * size) {
            join(total, i);
            join(other, i + size);
        }
        join_groups(total, other);
    } else if (n >= 2 * chains * size) {
        Group chain[static_cast<std::size_t>(chains)];
#pragma GCC unroll 8
        for (std::int64_t c = 0; c < chains; ++c) begin(chain[c], c * size);
        for (i = chains * size; i + chains * size <= n; i += chains * size) {
#pragma GCC unroll 8
            for (std::int64_t c = 0; c < chains; ++c) join(chain[c], i + c * size);
        }
#pragma GCC unroll 4
        for (std::int64_t step = 1; step < chains; step *= 2) {
#pragma GCC unroll 4
            for (std::int64_t c = 0; c < chains; c += 2 * step) join_groups(chain[c], chain[c + step]);
        }
        total = chain[0];
    }
    for (; i + size <= n; i += size) join(total, i);
    if (i < n) {  // once more the last whole group, without the lanes that are in the result already
#pragma GCC unroll 4
        for (std::int64_t p = 0; p < parts; ++p) {
            decltype(total.part[p] < total.part[p]) lane_number;
            using Number = std::remove_reference_t<decltype(lane_number[0])>;
            for (std::int64_t l = 0, number = p * lanes; l < lanes; ++l, ++number)
                lane_number[l] = static_cast<Number>(number);
            auto const first = static_cast<Number>(size - (n - i));
            V end = *at(n - size + p * lanes);
            if constexpr (!F::idempotent) end = lane_number >= first ? end : V{};
            of_vectors(F{}, total.part[p], end);
        }
    }
#pragma GCC unroll 4
    for (std::int64_t half = parts / 2; half > 0; half /= 2) {
#pragma GCC unroll 4
        for (std::int64_t p = 0; p < half; ++p) of_vectors(F{}, total.part[p], total.part[p + half]);
    }
    return join_lanes<F, A, sizeof(V)>(&total.part[0]);
}

TEN_BEGIN_OPTIMIZED

// fold rows, and elements with gaps
/// out[j] = F over the rows a[i * step + j]: the rows are read one after the other, as they lie in memory.
/// \pre rows > 0
template <typename F, typename T>
void fold_few_rows(Target, T const* a, std::int64_t rows, std::int64_t step, std::int64_t width, std::int64_t apart,
                   AccumulatorOf<F, T>* out) {
    using A = AccumulatorOf<F, T>;
    for (std::int64_t j = 0; j < width; ++j) out[j] = static_cast<A>(a[j * apart]);
    std::int64_t i = 1;
    for (; i + 4 <= rows; i += 4) {
        T const* const r = a + i * step;
        auto const join = [&](std::int64_t j, std::int64_t at) {
            A const upper = F{}(static_cast<A>(r[at]), static_cast<A>(r[at + step]));
            A const lower = F{}(static_cast<A>(r[at + 2 * step]), static_cast<A>(r[at + 3 * step]));
            out[j] = F{}(out[j], F{}(upper, lower));
        };
        if (apart == 1) {
#ifndef __clang__
#pragma GCC ivdep
#endif
            for (std::int64_t j = 0; j < width; ++j) join(j, j);
        } else {
            for (std::int64_t j = 0; j < width; ++j) join(j, j * apart);
        }
    }
    for (; i < rows; ++i) {
        for (std::int64_t j = 0; j < width; ++j) out[j] = F{}(out[j], static_cast<A>(a[i * step + j * apart]));
    }
}

/// Elements that are `step` apart, side by side in the type of F.
template <typename A, typename T>
void collect(Target, A* to, T const* a, std::int64_t n, std::int64_t step) {
    if (step == 1) {
        for (std::int64_t i = 0; i < n; ++i) to[i] = static_cast<A>(a[i]);
    } else {
        for (std::int64_t i = 0; i < n; ++i) to[i] = static_cast<A>(a[i * step]);
    }
}

TEN_END_OPTIMIZED

}  // namespace baseline

#ifdef TEN_TARGETS

TEN_BEGIN_TARGET("avx2")
namespace avx2 {

// fold a block by vectors
/// a = f(a, b) of the reducers, lane by lane.
template <typename V>
void of_vectors(Sum, V& a, V const& b) {
    a = a + b;
}
template <typename V>
void of_vectors(Least, V& a, V const& b) {
    a = ((b < a) | (b != b)) ? b : a;  // NOLINT(misc-redundant-expression): a NaN differs from itself
}
template <typename V>
void of_vectors(Greatest, V& a, V const& b) {
    a = ((b > a) | (b != b)) ? b : a;  // NOLINT(misc-redundant-expression): a NaN differs from itself
}

/// The lanes of one vector of `bytes` bytes, joined: its halves, as vectors of half the length, and so on.
template <typename F, typename A, std::size_t bytes>
A join_lanes(void const* vector) {
    if constexpr (bytes == sizeof(A)) {
        A lane;
        std::memcpy(&lane, vector, sizeof lane);
        return lane;
    } else {
        typename VectorOf<A, bytes / 2>::type half[2];
        std::memcpy(half, vector, bytes);
        of_vectors(F{}, half[0], half[1]);
        return join_lanes<F, A, bytes / 2>(half);
    }
}

/// A block, joined group by group. Chains that do not wait for each other keep the adders busy.
/// \pre n >= the elements of a group
template <typename F, typename A>
A fold_groups(Target, A const* a, std::int64_t n) {
    using V = typename Vector<A>::type;
    constexpr std::int64_t lanes = Vector<A>::size;
    constexpr std::int64_t parts = group_bytes<A, Target> / Target::vector_bytes;
    constexpr std::int64_t size = parts * lanes;
    constexpr std::int64_t chains = std::floating_point<A> ? 4 : 8;
    struct Group {
        V part[static_cast<std::size_t>(parts)];
    };
    auto const at = [a](std::int64_t i) { return reinterpret_cast<typename Vector<A>::anywhere const*>(a + i); };
    auto const begin = [at](Group& total, std::int64_t i) {
#pragma GCC unroll 4
        for (std::int64_t p = 0; p < parts; ++p) total.part[p] = *at(i + p * lanes);
    };
    auto const join = [at](Group& total, std::int64_t i) {
#pragma GCC unroll 4
        for (std::int64_t p = 0; p < parts; ++p) {
            V const next = *at(i + p * lanes);
            of_vectors(F{}, total.part[p], next);
        }
    };
    auto const join_groups = [](Group& total, Group const& other) {
#pragma GCC unroll 4
        for (std::int64_t p = 0; p < parts; ++p) of_vectors(F{}, total.part[p], other.part[p]);
    };
    Group total;
    begin(total, 0);
    std::int64_t i = size;
    if (n >= 4 * size && n < 2 * chains * size) {
        Group other;
        begin(other, size);
        for (i = 2 * size; i + 2 * size <= n; i += 2 * size) {
            join(total, i);
            join(other, i + size);
        }
        join_groups(total, other);
    } else if (n >= 2 * chains * size) {
        Group chain[static_cast<std::size_t>(chains)];
#pragma GCC unroll 8
        for (std::int64_t c = 0; c < chains; ++c) begin(chain[c], c * size);
        for (i = chains * size; i + chains * size <= n; i += chains * size) {
#pragma GCC unroll 8
            for (std::int64_t c = 0; c < chains; ++c) join(chain[c], i + c * size);
        }
#pragma GCC unroll 4
        for (std::int64_t step = 1; step < chains; step *= 2) {
#pragma GCC unroll 4
            for (std::int64_t c = 0; c < chains; c += 2 * step) join_groups(chain[c], chain[c + step]);
        }
        total = chain[0];
    }
    for (; i + size <= n; i += size) join(total, i);
    if (i < n) {  // once more the last whole group, without the lanes that are in the result already
#pragma GCC unroll 4
        for (std::int64_t p = 0; p < parts; ++p) {
            decltype(total.part[p] < total.part[p]) lane_number;
            using Number = std::remove_reference_t<decltype(lane_number[0])>;
            for (std::int64_t l = 0, number = p * lanes; l < lanes; ++l, ++number)
                lane_number[l] = static_cast<Number>(number);
            auto const first = static_cast<Number>(size - (n - i));
            V end = *at(n - size + p * lanes);
            if constexpr (!F::idempotent) end = lane_number >= first ? end : V{};
            of_vectors(F{}, total.part[p], end);
        }
    }
#pragma GCC unroll 4
    for (std::int64_t half = parts / 2; half > 0; half /= 2) {
#pragma GCC unroll 4
        for (std::int64_t p = 0; p < half; ++p) of_vectors(F{}, total.part[p], total.part[p + half]);
    }
    return join_lanes<F, A, sizeof(V)>(&total.part[0]);
}

TEN_BEGIN_OPTIMIZED

// fold rows, and elements with gaps
/// out[j] = F over the rows a[i * step + j]: the rows are read one after the other, as they lie in memory.
/// \pre rows > 0
template <typename F, typename T>
void fold_few_rows(Target, T const* a, std::int64_t rows, std::int64_t step, std::int64_t width, std::int64_t apart,
                   AccumulatorOf<F, T>* out) {
    using A = AccumulatorOf<F, T>;
    for (std::int64_t j = 0; j < width; ++j) out[j] = static_cast<A>(a[j * apart]);
    std::int64_t i = 1;
    for (; i + 4 <= rows; i += 4) {
        T const* const r = a + i * step;
        auto const join = [&](std::int64_t j, std::int64_t at) {
            A const upper = F{}(static_cast<A>(r[at]), static_cast<A>(r[at + step]));
            A const lower = F{}(static_cast<A>(r[at + 2 * step]), static_cast<A>(r[at + 3 * step]));
            out[j] = F{}(out[j], F{}(upper, lower));
        };
        if (apart == 1) {
#ifndef __clang__
#pragma GCC ivdep
#endif
            for (std::int64_t j = 0; j < width; ++j) join(j, j);
        } else {
            for (std::int64_t j = 0; j < width; ++j) join(j, j * apart);
        }
    }
    for (; i < rows; ++i) {
        for (std::int64_t j = 0; j < width; ++j) out[j] = F{}(out[j], static_cast<A>(a[i * step + j * apart]));
    }
}

/// Elements that are `step` apart, side by side in the type of F.
template <typename A, typename T>
void collect(Target, A* to, T const* a, std::int64_t n, std::int64_t step) {
    if (step == 1) {
        for (std::int64_t i = 0; i < n; ++i) to[i] = static_cast<A>(a[i]);
    } else {
        for (std::int64_t i = 0; i < n; ++i) to[i] = static_cast<A>(a[i * step]);
    }
}

TEN_END_OPTIMIZED

}  // namespace avx2
TEN_END_TARGET

TEN_BEGIN_TARGET(TEN_AVX512)
namespace avx512 {

// fold a block by vectors
/// a = f(a, b) of the reducers, lane by lane.
template <typename V>
void of_vectors(Sum, V& a, V const& b) {
    a = a + b;
}
template <typename V>
void of_vectors(Least, V& a, V const& b) {
    a = ((b < a) | (b != b)) ? b : a;  // NOLINT(misc-redundant-expression): a NaN differs from itself
}
template <typename V>
void of_vectors(Greatest, V& a, V const& b) {
    a = ((b > a) | (b != b)) ? b : a;  // NOLINT(misc-redundant-expression): a NaN differs from itself
}

/// The lanes of one vector of `bytes` bytes, joined: its halves, as vectors of half the length, and so on.
template <typename F, typename A, std::size_t bytes>
A join_lanes(void const* vector) {
    if constexpr (bytes == sizeof(A)) {
        A lane;
        std::memcpy(&lane, vector, sizeof lane);
        return lane;
    } else {
        typename VectorOf<A, bytes / 2>::type half[2];
        std::memcpy(half, vector, bytes);
        of_vectors(F{}, half[0], half[1]);
        return join_lanes<F, A, bytes / 2>(half);
    }
}

/// A block, joined group by group. Chains that do not wait for each other keep the adders busy.
/// \pre n >= the elements of a group
template <typename F, typename A>
A fold_groups(Target, A const* a, std::int64_t n) {
    using V = typename Vector<A>::type;
    constexpr std::int64_t lanes = Vector<A>::size;
    constexpr std::int64_t parts = group_bytes<A, Target> / Target::vector_bytes;
    constexpr std::int64_t size = parts * lanes;
    constexpr std::int64_t chains = std::floating_point<A> ? 4 : 8;
    struct Group {
        V part[static_cast<std::size_t>(parts)];
    };
    auto const at = [a](std::int64_t i) { return reinterpret_cast<typename Vector<A>::anywhere const*>(a + i); };
    auto const begin = [at](Group& total, std::int64_t i) {
#pragma GCC unroll 4
        for (std::int64_t p = 0; p < parts; ++p) total.part[p] = *at(i + p * lanes);
    };
    auto const join = [at](Group& total, std::int64_t i) {
#pragma GCC unroll 4
        for (std::int64_t p = 0; p < parts; ++p) {
            V const next = *at(i + p * lanes);
            of_vectors(F{}, total.part[p], next);
        }
    };
    auto const join_groups = [](Group& total, Group const& other) {
#pragma GCC unroll 4
        for (std::int64_t p = 0; p < parts; ++p) of_vectors(F{}, total.part[p], other.part[p]);
    };
    Group total;
    begin(total, 0);
    std::int64_t i = size;
    if (n >= 4 * size && n < 2 * chains * size) {
        Group other;
        begin(other, size);
        for (i = 2 * size; i + 2 * size <= n; i += 2 * size) {
            join(total, i);
            join(other, i + size);
        }
        join_groups(total, other);
    } else if (n >= 2 * chains * size) {
        Group chain[static_cast<std::size_t>(chains)];
#pragma GCC unroll 8
        for (std::int64_t c = 0; c < chains; ++c) begin(chain[c], c * size);
        for (i = chains * size; i + chains * size <= n; i += chains * size) {
#pragma GCC unroll 8
            for (std::int64_t c = 0; c < chains; ++c) join(chain[c], i + c * size);
        }
#pragma GCC unroll 4
        for (std::int64_t step = 1; step < chains; step *= 2) {
#pragma GCC unroll 4
            for (std::int64_t c = 0; c < chains; c += 2 * step) join_groups(chain[c], chain[c + step]);
        }
        total = chain[0];
    }
    for (; i + size <= n; i += size) join(total, i);
    if (i < n) {  // once more the last whole group, without the lanes that are in the result already
#pragma GCC unroll 4
        for (std::int64_t p = 0; p < parts; ++p) {
            decltype(total.part[p] < total.part[p]) lane_number;
            using Number = std::remove_reference_t<decltype(lane_number[0])>;
            for (std::int64_t l = 0, number = p * lanes; l < lanes; ++l, ++number)
                lane_number[l] = static_cast<Number>(number);
            auto const first = static_cast<Number>(size - (n - i));
            V end = *at(n - size + p * lanes);
            if constexpr (!F::idempotent) end = lane_number >= first ? end : V{};
            of_vectors(F{}, total.part[p], end);
        }
    }
#pragma GCC unroll 4
    for (std::int64_t half = parts / 2; half > 0; half /= 2) {
#pragma GCC unroll 4
        for (std::int64_t p = 0; p < half; ++p) of_vectors(F{}, total.part[p], total.part[p + half]);
    }
    return join_lanes<F, A, sizeof(V)>(&total.part[0]);
}

}  // namespace avx512
TEN_END_TARGET

#endif

constexpr std::int64_t fold_dense_block = 8192;  // elements: longer rows are halved first
constexpr std::int64_t fold_block = 512;         // elements that are converted, or columns that are folded, at a time

/// F over `n` elements without gaps, halved until blocks are left: so rounding errors grow with the logarithm of `n`.
/// \pre n > 0
template <typename F, typename A>
A fold_dense(A const* a, std::int64_t n) {
    if (n > fold_dense_block) {
        std::int64_t const half = n / 2 / fold_block * fold_block;
        return F{}(fold_dense<F>(a, half), fold_dense<F>(a + half, n - half));
    }
    if constexpr (!std::same_as<A, bool>) {
        constexpr std::size_t least = group_bytes<A, baseline::Target> / sizeof(A);
        if (n >= static_cast<std::int64_t>(least))
            return on_target<widest_version<A>>([=](auto target) { return fold_groups<F>(target, a, n); },
                                                instructions_for<A>(n));
    }
    A result = a[0];
    for (std::int64_t i = 1; i < n; ++i) result = F{}(result, a[i]);
    return result;
}

/// F over `n` elements that are `step` apart. \pre n > 0
template <typename F, typename T>
AccumulatorOf<F, T> fold_line(T const* a, std::int64_t n, std::int64_t step) {
    using A = AccumulatorOf<F, T>;
    if constexpr (std::same_as<A, T>) {
        if (step == 1) return fold_dense<F>(a, n);
    } else if constexpr (std::integral<T> && !std::same_as<T, bool> && sizeof(A) == sizeof(T)) {
        if (step == 1) return fold_dense<F>(reinterpret_cast<A const*>(a), n);  // the same bits, without a sign
    }
    if (n > fold_block) {
        std::int64_t const half = n / 2;
        return F{}(fold_line<F>(a, half, step), fold_line<F>(a + half * step, n - half, step));
    }
    std::array<A, fold_block> block;
    on_target<InstructionSet::avx2>([&](auto target) { collect(target, block.data(), a, n, step); });
    return fold_dense<F>(block.data(), n);
}

/// out[j] = F over the rows a[i * step + j]: the rows are read one after the other, as they lie in memory.
/// \pre rows > 0 and width <= fold_block
template <typename F, typename T>
void fold_rows(T const* a, std::int64_t rows, std::int64_t step, std::int64_t width, std::int64_t apart,
               AccumulatorOf<F, T>* out) {
    using A = AccumulatorOf<F, T>;
    if (rows > 128) {
        std::int64_t const half = rows / 2;
        std::array<A, fold_block> below;
        fold_rows<F>(a, half, step, width, apart, out);
        fold_rows<F>(a + half * step, rows - half, step, width, apart, below.data());
        for (std::int64_t j = 0; j < width; ++j) out[j] = F{}(out[j], below[static_cast<std::size_t>(j)]);
    } else {
        on_target<InstructionSet::avx2>(
            [=](auto target) { fold_few_rows<F>(target, a, rows, step, width, apart, out); });
    }
}

}  // namespace detail

namespace detail {

/// F over all positions of the loops, the outer ones halved as well. The loops of the first run from `from` to `to`.
template <typename F, typename T>
AccumulatorOf<F, T> fold_loops(Loop const* loop, Loop const* innermost, T const* a, std::int64_t from,
                               std::int64_t to) {
    if (loop == innermost) return fold_line<F>(a + from * loop->a, to - from, loop->a);
    if (to - from == 1) return fold_loops<F>(loop + 1, innermost, a + from * loop->a, 0, (loop + 1)->count);
    std::int64_t const middle = from + (to - from) / 2;
    return F{}(fold_loops<F>(loop, innermost, a, from, middle), fold_loops<F>(loop, innermost, a, middle, to));
}

/// What becomes of the elements that were joined.
/// A sum of floats begins at 0, as it does in PyTorch, so that -0 is summed to 0; here the 0 comes last.
template <typename F, typename R, typename A>
R finished(A joined) {
    if constexpr (std::same_as<F, Sum>) joined += A{0};
    return static_cast<R>(joined);
}

/// For every position of the loops: F over `n` elements that are `step` apart.
template <typename F, typename R, typename T>
void fold_each(Loop const* loop, Loop const* innermost, R* out, T const* a, std::int64_t n, std::int64_t step) {
    if (loop != innermost) {
        for (std::int64_t i = 0; i < loop->count; ++i)
            fold_each<F>(loop + 1, innermost, out + i * loop->out, a + i * loop->a, n, step);
        return;
    }
    bool const along_rows =
        loop->count >= 8 && std::abs(loop->a) < std::abs(step);  // what is nearest in memory comes first
    if (!along_rows) {
        for (std::int64_t i = 0; i < loop->count; ++i)
            out[i * loop->out] = finished<F, R>(fold_line<F>(a + i * loop->a, n, step));
        return;
    }
    std::array<AccumulatorOf<F, T>, fold_block> columns;
    for (std::int64_t i = 0; i < loop->count; i += fold_block) {
        std::int64_t const width = std::min(fold_block, loop->count - i);
        fold_rows<F>(a + i * loop->a, n, step, width, loop->a, columns.data());
        for (std::int64_t j = 0; j < width; ++j)
            out[(i + j) * loop->out] = finished<F, R>(columns[static_cast<std::size_t>(j)]);
    }
}

/// The value of a reduction over no elements. \pre the reducer has one; throws ShapeError
template <typename F>
int of_nothing(Shape const& shape) {
    if constexpr (F::empty_allowed) return F::of_nothing;
    throw ShapeError(std::string(F::name) + ": no elements to choose from in shape " + to_string(shape));
}

}  // namespace detail

/// F over all elements.
/// \returns a new tensor without dimensions
/// \pre     there is an element, or F has a value for none; throws ShapeError
/// \note    cost: reads every element once, in the order of memory
/// \note    error of a sum: |s - sum a| <= gamma_m sum |a|, gamma_m = m u / (1 - m u), m = 280 + log2(n)
template <typename F, Element T>
auto reduce_all(Tensor<T> const& a) {
    using R = typename F::template Result<T>;
    Tensor<R> out(Shape{});
    if (a.numel() == 0) {
        *out.data() = static_cast<R>(detail::of_nothing<F>(a.shape()));
        return out;
    }
    detail::Loops const loops = detail::plan_loops(a.shape(), a.strides(), a.strides(), a.strides());
    detail::Loop const* const outermost = loops.outermost();
    *out.data() = detail::finished<F, R>(
        detail::fold_loops<F>(outermost, loops.innermost(), static_cast<T const*>(a.data()), 0, outermost->count));
    return out;
}

/// F along dimension `dim`.
/// \param a        any shape and strides
/// \param dim      counted from the end when negative
/// \param keepdim  leave the dimension in place, with one element
/// \returns        new row-major tensor
/// \pre            the tensor has that dimension, and elements in it, or F has a value for none; throws IndexError,
/// ShapeError
template <typename F, Element T>
auto reduce_along(Tensor<T> const& a, std::int64_t dim, bool keepdim) {
    using R = typename F::template Result<T>;
    std::size_t const at = checked_dim(dim, std::max<std::size_t>(a.rank(), 1), a.shape(), F::name);
    if (a.rank() == 0) return reduce_all<F>(a);
    Tensor<R> out(detail::with_removed(a.shape(), at));
    if (a.shape()[at] == 0) {
        std::fill_n(out.data(), out.numel(), static_cast<R>(detail::of_nothing<F>(a.shape())));
    } else if (out.numel() > 0) {
        Strides const kept = detail::with_removed(a.strides(), at);
        detail::Loops const loops = detail::plan_loops(out.shape(), out.strides(), kept, kept);
        detail::fold_each<F>(loops.outermost(), loops.innermost(), out.data(), static_cast<T const*>(a.data()),
                             a.shape()[at], a.strides()[at]);
    }
    return keepdim ? out.unsqueeze(static_cast<std::int64_t>(at)) : out;
}

/// What `min` and `max` along a dimension give: the values, and where along the dimension each first stands.
template <Element T>
struct Extremes {
    Tensor<T> values;
    Tensor<std::int64_t> indices;
};

namespace detail {

/// The first positions of `values` along dimension `at` of `a`; a NaN is found as a NaN.
/// \param a       any strides
/// \param at      the dimension
/// \param values  of the shape of `a`, with one element in dimension `at`
template <Element T>
Tensor<std::int64_t> first_positions(Tensor<T> const& a, std::size_t at, Tensor<T> const& values) {
    Tensor<std::int64_t> out(values.shape());
    std::int64_t const n = a.shape()[at];
    std::int64_t const step = a.strides()[at];
    Dims index(a.rank(), 0);
    std::int64_t start = 0;  // elements from the first one to the line at `index`
    for (std::int64_t k = 0; k < out.numel(); ++k) {
        T const value = values.data()[k];
        T const* const line = a.data() + start;
        std::int64_t i = 0;
        while (i + 1 < n && !(line[i * step] == value || (value != value && line[i * step] != line[i * step]))) ++i;
        out.data()[k] = i;
        for (std::size_t dim = a.rank(); dim-- > 0;) {
            start += a.strides()[dim];
            if (++index[dim] < values.shape()[dim]) break;
            start -= a.strides()[dim] * index[dim];
            index[dim] = 0;
        }
    }
    return out;
}

}  // namespace detail

/// The extreme values along dimension `dim` and where they first stand. \pre as `reduce_along`
template <typename F, Element T>
Extremes<T> extremes_along(Tensor<T> const& a, std::int64_t dim, bool keepdim) {
    Tensor<T> values = reduce_along<F>(a, dim, true);
    if (a.rank() == 0) return {values, Tensor<std::int64_t>(Shape{}).mul_(0)};
    std::size_t const at = checked_dim(dim, a.rank(), a.shape(), F::name);
    Tensor<std::int64_t> indices = detail::first_positions(a, at, values);
    if (keepdim) return {std::move(values), std::move(indices)};
    return {values.squeeze(dim), indices.squeeze(dim)};
}

/// Where the extreme first stands along a dimension. \pre as `reduce_along`, and numbers; throws std::invalid_argument
template <typename F, Element T>
Tensor<std::int64_t> place_along(Tensor<T> const& a, std::int64_t dim, bool keepdim) {
    if (std::same_as<T, bool>) throw std::invalid_argument(std::string(F::name) + ": truth values have no largest");
    return extremes_along<F>(a, dim, keepdim).indices;
}

/// Where the extreme first stands, counted row by row. \pre there is an element; throws ShapeError. As above
template <typename F, Element T>
Tensor<std::int64_t> place_of(Tensor<T> const& a) {
    if (a.numel() == 0) detail::of_nothing<F>(a.shape());
    return place_along<F>(a.contiguous().view({a.numel()}), 0, false);
}

/// Is any element true, or other than 0? Its counterpart `all(a)` is the mark `all`, called.
template <Element T>
Tensor<bool> any(Tensor<T> const& a) {
    return a.any();
}

}  // namespace ten
