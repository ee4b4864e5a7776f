// Generated from chapters/01-tensors.md by heddle (checksum c8a145cb2cf0e09f). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <cstdlib>
#include "ten/arithmetic.hpp"
#include "ten/shape.hpp"

namespace ten {

/// \file
/// The ways through the elements of tensors: in whole vectors, and along their strides.

namespace detail {

/// As many elements as fill the widest vector register of the processor, at any address, computed with as one value.
template <typename T>
struct Vector {
    static constexpr std::int64_t size = __BIGGEST_ALIGNMENT__ / sizeof(T);
    using type [[gnu::vector_size(__BIGGEST_ALIGNMENT__), gnu::aligned(alignof(T)), gnu::may_alias]] = T;
};

/// The elements of a vector at an address that lie before the next boundary of vectors, from 1 to all.
template <typename T>
std::int64_t before_boundary(T const* address) {
    auto const past = reinterpret_cast<std::uintptr_t>(address) / sizeof(T) % Vector<T>::size;
    return Vector<T>::size - static_cast<std::int64_t>(past);
}

/// out[i] = f(a[i], b[i]) in whole vectors: one at each end, and between them from boundary to boundary.
/// \pre n >= the elements of a vector
template <typename F, bool repeat_a, bool repeat_b, typename T>
void for_each_vector(std::int64_t n, T* out, T const* a, T const* b) {
    using V = Vector<Bits<T>>;
    using Lanes = typename V::type;
    auto const in_all_lanes = [](T const* from) { return static_cast<Bits<T>>(*from) - Lanes{}; };
    Lanes const whole_a = repeat_a ? in_all_lanes(a) : Lanes{};
    Lanes const whole_b = repeat_b ? in_all_lanes(b) : Lanes{};
    auto const result = [=](std::int64_t i) {
        Lanes const x = repeat_a ? whole_a : *reinterpret_cast<Lanes const*>(a + i);
        Lanes const y = repeat_b ? whole_b : *reinterpret_cast<Lanes const*>(b + i);
        return Lanes(F{}(x, y));
    };
    auto const write = [=](std::int64_t i, Lanes const& lanes) { *reinterpret_cast<Lanes*>(out + i) = lanes; };
    std::int64_t const last = n - V::size;
    Lanes const at_first = result(0);
    Lanes const at_last = result(last);
#pragma GCC unroll 2
    for (std::int64_t i = before_boundary(out); i < last; i += V::size) write(i, result(i));
    write(0, at_first);
    write(last, at_last);
}

/// out[i] = f(a[i], b[i]) one by one. Apart from the loop over vectors, which has the registers to itself.
template <typename F, bool repeat_a, bool repeat_b, typename R, typename T>
[[gnu::noinline]] void for_each_single(std::int64_t n, R* out, T const* a, T const* b) {
#ifndef __clang__
#pragma GCC ivdep
#endif
    for (std::int64_t i = 0; i < n; ++i) out[i] = static_cast<R>(F{}(a[repeat_a ? 0 : i], b[repeat_b ? 0 : i]));
}

/// out[i] = f(a[i], b[i]) for `n` elements that lie without gaps: in vectors, if they fill one.
/// \tparam repeat_a, repeat_b  that operand is one element, which stands at every position
/// \pre  no write changes an element that is still to be read
template <typename F, bool repeat_a = false, bool repeat_b = false, typename R, typename T>
void for_each_dense(std::int64_t n, R* out, T const* a, T const* b) {
    if constexpr (std::same_as<R, T> && !std::same_as<T, bool>) {
        if (n >= Vector<T>::size) return for_each_vector<F, repeat_a, repeat_b>(n, out, a, b);
    }
    for_each_single<F, repeat_a, repeat_b>(n, out, a, b);
}

}  // namespace detail

namespace detail {

/// One of the loops over the positions of a shape: how often it runs, and how far each operand moves in a step.
struct Loop {
    std::int64_t count, out, a, b;
    [[nodiscard]] std::int64_t step() const { return std::abs(out) + std::abs(a) + std::abs(b); }
};

/// Loops inside each other, the outermost first. Their number is fixed, for asking for memory would take longer than
/// many of them run.
struct Loops {
    static constexpr std::size_t most = 64;
    std::array<Loop, most> loop;
    std::size_t depth = 0;
    [[nodiscard]] Loop const* outermost() const { return loop.data(); }
    [[nodiscard]] Loop const* innermost() const { return loop.data() + depth - 1; }
};

/// The loops over all positions of `shape`, the shortest steps innermost; two that together move evenly are made one.
/// \pre at most 64 dimensions of more than one element; throws ShapeError
inline Loops plan_loops(Shape const& shape, Strides const& out, Strides const& a, Strides const& b) {
    Loops loops;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        if (shape[i] == 1) continue;
        if (loops.depth == Loops::most) throw ShapeError("more than 64 dimensions in shape " + to_string(shape));
        Loop const next{shape[i], out[i], a[i], b[i]};
        std::size_t at = loops.depth++;
        for (; at > 0 && loops.loop[at - 1].step() < next.step(); --at) loops.loop[at] = loops.loop[at - 1];
        loops.loop[at] = next;
    }
    if (loops.depth == 0) loops.loop[loops.depth++] = {1, 0, 0, 0};
    std::size_t last = 0;
    for (std::size_t i = 1; i < loops.depth; ++i) {
        Loop next = loops.loop[i];
        Loop const& before = loops.loop[last];
        bool const even =
            before.out == next.out * next.count && before.a == next.a * next.count && before.b == next.b * next.count;
        if (even)
            next.count *= before.count;
        else
            ++last;
        loops.loop[last] = next;
    }
    loops.depth = last + 1;
    return loops;
}

}  // namespace detail

namespace detail {

/// Runs the loops from `loop` to the last but one around `row(count, out, step_out, a, step_a, b, step_b)`.
template <typename R, typename A, typename B, typename Row>
void run_loops(Loop const* loop, Loop const* innermost, R* out, A const* a, B const* b, Row row) {
    if (loop == innermost) {
        row(loop->count, out, loop->out, a, loop->a, b, loop->b);
        return;
    }
    auto const [count, step_out, step_a, step_b] = *loop;
    if (loop + 1 == innermost) {
        Loop const in = *innermost;
        for (std::int64_t i = 0; i < count; ++i)
            row(in.count, out + i * step_out, in.out, a + i * step_a, in.a, b + i * step_b, in.b);
    } else {
        for (std::int64_t i = 0; i < count; ++i)
            run_loops(loop + 1, innermost, out + i * step_out, a + i * step_a, b + i * step_b, row);
    }
}

}  // namespace detail

}  // namespace ten
