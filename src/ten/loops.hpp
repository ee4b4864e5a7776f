// Generated from chapters/01-tensors.md by heddle (checksum f456e157c0fcb378). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <cstdlib>
#include "ten/arithmetic.hpp"
#include "ten/shape.hpp"
#include "ten/target.hpp"

namespace ten {

/// \file
/// The ways through the elements of tensors: in whole vectors, and along their strides.

namespace detail {

namespace baseline {

// the loop over vectors
/// As many elements as fill a vector register.
template <typename T>
struct Vector : VectorOf<T, Target::vector_bytes> {
    static constexpr std::int64_t size = Target::vector_bytes / sizeof(T);
};

/// The elements of a vector at an address that lie before the next boundary of vectors, from 1 to all.
template <typename T>
std::int64_t before_boundary(T const* address) {
    auto const past = reinterpret_cast<std::uintptr_t>(address) / sizeof(T) % Vector<T>::size;
    return Vector<T>::size - static_cast<std::int64_t>(past);
}

/// a = f(a, b), lane by lane. By reference: what a register can pass to a function differs from processor to processor.
template <typename V>
void of_vectors(Plus, V& a, V const& b) {
    a = a + b;
}
template <typename V>
void of_vectors(Minus, V& a, V const& b) {
    a = a - b;
}
template <typename V>
void of_vectors(Times, V& a, V const& b) {
    a = a * b;
}
template <typename V>
void of_vectors(Over, V& a, V const& b) {
    a = a / b;
}
template <typename V>
void of_vectors(Second, V& a, V const& b) {
    a = b;
}

/// out[i] = f(a[i], b[i]) in whole vectors: one at each end, and between them from boundary to boundary.
/// \pre n >= the elements of a vector
template <typename F, bool repeat_a, bool repeat_b, typename T>
void for_each_vector(Target, std::int64_t n, T* out, T const* a, T const* b) {
    using V = typename Vector<Bits<T>>::type;
    using Anywhere = typename Vector<Bits<T>>::anywhere;
    constexpr std::int64_t lanes = Vector<T>::size;
    V const whole_a = static_cast<Bits<T>>(*a) - V{};  // in all lanes
    V const whole_b = static_cast<Bits<T>>(*b) - V{};
    auto const compute = [=](std::int64_t i, V& result) {
        V const right = repeat_b ? whole_b : *reinterpret_cast<Anywhere const*>(b + i);
        result = repeat_a ? whole_a : *reinterpret_cast<Anywhere const*>(a + i);
        of_vectors(F{}, result, right);
    };
    std::int64_t const last = n - lanes;
    V at_first;
    V at_last;
    compute(0, at_first);
    compute(last, at_last);
#pragma GCC unroll 2
    for (std::int64_t i = before_boundary(out); i < last; i += lanes) {
        V result;
        compute(i, result);
        *reinterpret_cast<Anywhere*>(out + i) = result;
    }
    *reinterpret_cast<Anywhere*>(out) = at_first;
    *reinterpret_cast<Anywhere*>(out + last) = at_last;
}

TEN_BEGIN_OPTIMIZED

// the loop along a row
/// f(o, x, y) for the `n` elements of a row, and of two operands; `so`, `sx` and `sy` are the steps.
/// \pre no write changes an element that is still to be read
template <typename R, typename A, typename B, typename F>
void for_each_in_row(F const& function, std::int64_t n, R* o, std::int64_t so, A const* x, std::int64_t sx, B const* y,
                     std::int64_t sy) {
    auto const f = function;  // a copy, which no write can change
    if (so == 1 && sx == 1 && sy == 1) {
#ifndef __clang__
#pragma GCC ivdep
#endif
        for (std::int64_t i = 0; i < n; ++i) f(o[i], x[i], y[i]);
    } else if (so == 1 && sx == 1) {  // the compiler makes more of a loop whose strides it knows
#ifndef __clang__
#pragma GCC ivdep
#endif
        for (std::int64_t i = 0; i < n; ++i) f(o[i], x[i], y[i * sy]);
    } else {
        for (std::int64_t i = 0; i < n; ++i) f(o[i * so], x[i * sx], y[i * sy]);
    }
}

/// That loop, to be called for many rows.
template <typename R, typename A, typename B, typename F>
auto row_loop(Target) {
    return &for_each_in_row<R, A, B, F>;
}

TEN_END_OPTIMIZED

}  // namespace baseline

#ifdef TEN_TARGETS

TEN_BEGIN_TARGET("avx2")
namespace avx2 {

// the loop over vectors
/// As many elements as fill a vector register.
template <typename T>
struct Vector : VectorOf<T, Target::vector_bytes> {
    static constexpr std::int64_t size = Target::vector_bytes / sizeof(T);
};

/// The elements of a vector at an address that lie before the next boundary of vectors, from 1 to all.
template <typename T>
std::int64_t before_boundary(T const* address) {
    auto const past = reinterpret_cast<std::uintptr_t>(address) / sizeof(T) % Vector<T>::size;
    return Vector<T>::size - static_cast<std::int64_t>(past);
}

/// a = f(a, b), lane by lane. By reference: what a register can pass to a function differs from processor to processor.
template <typename V>
void of_vectors(Plus, V& a, V const& b) {
    a = a + b;
}
template <typename V>
void of_vectors(Minus, V& a, V const& b) {
    a = a - b;
}
template <typename V>
void of_vectors(Times, V& a, V const& b) {
    a = a * b;
}
template <typename V>
void of_vectors(Over, V& a, V const& b) {
    a = a / b;
}
template <typename V>
void of_vectors(Second, V& a, V const& b) {
    a = b;
}

/// out[i] = f(a[i], b[i]) in whole vectors: one at each end, and between them from boundary to boundary.
/// \pre n >= the elements of a vector
template <typename F, bool repeat_a, bool repeat_b, typename T>
void for_each_vector(Target, std::int64_t n, T* out, T const* a, T const* b) {
    using V = typename Vector<Bits<T>>::type;
    using Anywhere = typename Vector<Bits<T>>::anywhere;
    constexpr std::int64_t lanes = Vector<T>::size;
    V const whole_a = static_cast<Bits<T>>(*a) - V{};  // in all lanes
    V const whole_b = static_cast<Bits<T>>(*b) - V{};
    auto const compute = [=](std::int64_t i, V& result) {
        V const right = repeat_b ? whole_b : *reinterpret_cast<Anywhere const*>(b + i);
        result = repeat_a ? whole_a : *reinterpret_cast<Anywhere const*>(a + i);
        of_vectors(F{}, result, right);
    };
    std::int64_t const last = n - lanes;
    V at_first;
    V at_last;
    compute(0, at_first);
    compute(last, at_last);
#pragma GCC unroll 2
    for (std::int64_t i = before_boundary(out); i < last; i += lanes) {
        V result;
        compute(i, result);
        *reinterpret_cast<Anywhere*>(out + i) = result;
    }
    *reinterpret_cast<Anywhere*>(out) = at_first;
    *reinterpret_cast<Anywhere*>(out + last) = at_last;
}

TEN_BEGIN_OPTIMIZED

// the loop along a row
/// f(o, x, y) for the `n` elements of a row, and of two operands; `so`, `sx` and `sy` are the steps.
/// \pre no write changes an element that is still to be read
template <typename R, typename A, typename B, typename F>
void for_each_in_row(F const& function, std::int64_t n, R* o, std::int64_t so, A const* x, std::int64_t sx, B const* y,
                     std::int64_t sy) {
    auto const f = function;  // a copy, which no write can change
    if (so == 1 && sx == 1 && sy == 1) {
#ifndef __clang__
#pragma GCC ivdep
#endif
        for (std::int64_t i = 0; i < n; ++i) f(o[i], x[i], y[i]);
    } else if (so == 1 && sx == 1) {  // the compiler makes more of a loop whose strides it knows
#ifndef __clang__
#pragma GCC ivdep
#endif
        for (std::int64_t i = 0; i < n; ++i) f(o[i], x[i], y[i * sy]);
    } else {
        for (std::int64_t i = 0; i < n; ++i) f(o[i * so], x[i * sx], y[i * sy]);
    }
}

/// That loop, to be called for many rows.
template <typename R, typename A, typename B, typename F>
auto row_loop(Target) {
    return &for_each_in_row<R, A, B, F>;
}

TEN_END_OPTIMIZED

}  // namespace avx2
TEN_END_TARGET

TEN_BEGIN_TARGET(TEN_AVX512)
namespace avx512 {

// the loop over vectors
/// As many elements as fill a vector register.
template <typename T>
struct Vector : VectorOf<T, Target::vector_bytes> {
    static constexpr std::int64_t size = Target::vector_bytes / sizeof(T);
};

/// The elements of a vector at an address that lie before the next boundary of vectors, from 1 to all.
template <typename T>
std::int64_t before_boundary(T const* address) {
    auto const past = reinterpret_cast<std::uintptr_t>(address) / sizeof(T) % Vector<T>::size;
    return Vector<T>::size - static_cast<std::int64_t>(past);
}

/// a = f(a, b), lane by lane. By reference: what a register can pass to a function differs from processor to processor.
template <typename V>
void of_vectors(Plus, V& a, V const& b) {
    a = a + b;
}
template <typename V>
void of_vectors(Minus, V& a, V const& b) {
    a = a - b;
}
template <typename V>
void of_vectors(Times, V& a, V const& b) {
    a = a * b;
}
template <typename V>
void of_vectors(Over, V& a, V const& b) {
    a = a / b;
}
template <typename V>
void of_vectors(Second, V& a, V const& b) {
    a = b;
}

/// out[i] = f(a[i], b[i]) in whole vectors: one at each end, and between them from boundary to boundary.
/// \pre n >= the elements of a vector
template <typename F, bool repeat_a, bool repeat_b, typename T>
void for_each_vector(Target, std::int64_t n, T* out, T const* a, T const* b) {
    using V = typename Vector<Bits<T>>::type;
    using Anywhere = typename Vector<Bits<T>>::anywhere;
    constexpr std::int64_t lanes = Vector<T>::size;
    V const whole_a = static_cast<Bits<T>>(*a) - V{};  // in all lanes
    V const whole_b = static_cast<Bits<T>>(*b) - V{};
    auto const compute = [=](std::int64_t i, V& result) {
        V const right = repeat_b ? whole_b : *reinterpret_cast<Anywhere const*>(b + i);
        result = repeat_a ? whole_a : *reinterpret_cast<Anywhere const*>(a + i);
        of_vectors(F{}, result, right);
    };
    std::int64_t const last = n - lanes;
    V at_first;
    V at_last;
    compute(0, at_first);
    compute(last, at_last);
#pragma GCC unroll 2
    for (std::int64_t i = before_boundary(out); i < last; i += lanes) {
        V result;
        compute(i, result);
        *reinterpret_cast<Anywhere*>(out + i) = result;
    }
    *reinterpret_cast<Anywhere*>(out) = at_first;
    *reinterpret_cast<Anywhere*>(out + last) = at_last;
}

}  // namespace avx512
TEN_END_TARGET

#endif

/// o = f(x, y), computed in C. A copy does not read the left operand, which may never have been written.
template <typename F, typename C>
struct Single {
    template <typename R, typename T>
    void operator()(R& o, T const& x, C const& y) const {
        if constexpr (std::same_as<F, Second>)
            o = static_cast<R>(y);
        else
            o = static_cast<R>(F{}(static_cast<C>(x), y));
    }
};

/// out[i] = f(a[i], b[i]) one by one. Apart from the loop over vectors, which has the registers to itself.
template <typename F, bool repeat_a, bool repeat_b, typename R, typename T>
[[gnu::noinline]] void for_each_single(std::int64_t n, R* out, T const* a, T const* b) {
    using Function = Single<F, T>;
    on_target<InstructionSet::avx2>([=](auto target) {
        row_loop<R, T, T, Function>(target)(Function{}, n, out, 1, a, repeat_a ? 0 : 1, b, repeat_b ? 0 : 1);
    });
}

/// out[i] = f(a[i], b[i]) for `n` elements that lie without gaps: in vectors, if they fill one.
/// \tparam repeat_a, repeat_b  that operand is one element, which stands at every position
/// \pre  no write changes an element that is still to be read
template <typename F, bool repeat_a = false, bool repeat_b = false, typename R, typename T>
void for_each_dense(std::int64_t n, R* out, T const* a, T const* b) {
    if constexpr (std::same_as<R, T> && !std::same_as<T, bool>) {
        if (n >= baseline::Vector<T>::size)
            return on_target<widest_version<T>>(
                [=](auto target) { for_each_vector<F, repeat_a, repeat_b>(target, n, out, a, b); },
                instructions_for<T>(n));
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
