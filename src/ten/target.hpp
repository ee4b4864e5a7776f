// Generated from chapters/b-the-rest-of-the-library.md by heddle (checksum 57c31677e24afac3). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace ten {

/// \file
/// Which vector instructions the processor has, and how a loop is compiled for each set of them.

#define TEN_PRAGMA(text) _Pragma(#text)
// GCC makes vector code of loops only when it is told to optimise them fully; Clang does so anyway.
#if defined(__clang__) || defined(__CUDACC__)
#define TEN_BEGIN_OPTIMIZED
#define TEN_END_OPTIMIZED
#else
#define TEN_BEGIN_OPTIMIZED TEN_PRAGMA(GCC push_options) TEN_PRAGMA(GCC optimize("O3"))
#define TEN_END_OPTIMIZED TEN_PRAGMA(GCC pop_options)
#endif

#if defined(__x86_64__) && !defined(__CUDACC__)
/// Defined where loops are compiled for more than what every processor has.
#define TEN_TARGETS
#ifdef __clang__
#define TEN_BEGIN_TARGET(features) \
    TEN_PRAGMA(clang attribute push(__attribute__((target(features))), apply_to = function))
#define TEN_END_TARGET TEN_PRAGMA(clang attribute pop)
#else
#define TEN_BEGIN_TARGET(features) TEN_PRAGMA(GCC push_options) TEN_PRAGMA(GCC target(features))
#define TEN_END_TARGET TEN_PRAGMA(GCC pop_options)
#endif
#define TEN_AVX512 "avx2,fma,avx512f,avx512vl,avx512bw,avx512dq"
#endif

/// Sets of vector instructions, from the least to the most. `baseline` is what every processor of its kind has: SSE2 on
/// x86-64, NEON on aarch64.
enum class InstructionSet { baseline, avx2, avx512 };

namespace detail {

/// Elements that are computed with as one value: in a register of `bytes` bytes, and at any address in memory.
template <typename T, std::size_t bytes>
struct VectorOf {
    using type [[gnu::vector_size(bytes)]] = T;
    using anywhere [[gnu::vector_size(bytes), gnu::aligned(alignof(T)), gnu::may_alias]] = T;
};

// The namespaces of the loops, one for each set, and what chooses between their overloads.
namespace baseline {
struct Target {
    static constexpr std::size_t vector_bytes = 16;
};
}  // namespace baseline
namespace avx2 {
struct Target {
    static constexpr std::size_t vector_bytes = 32;
};
}  // namespace avx2
namespace avx512 {
struct Target {
    static constexpr std::size_t vector_bytes = 64;
};
}  // namespace avx512

/// The most that the processor, and its operating system, can do.
inline InstructionSet most_instructions() {
#ifdef TEN_TARGETS
    __builtin_cpu_init();
    bool const avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    bool const more = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
                      __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq");
    if (avx2 && more) return InstructionSet::avx512;
    if (avx2) return InstructionSet::avx2;
#endif
    return InstructionSet::baseline;
}

/// What the program is to use: the most there is, or less if `wanted`, the value of TEN_ISA, says so.
inline InstructionSet chosen_instructions(char const* wanted) {
    InstructionSet const most = most_instructions();
    std::string_view const name = wanted == nullptr ? "" : wanted;
    if (name == "baseline") return InstructionSet::baseline;
    if (name == "avx2") return std::min(most, InstructionSet::avx2);
    if (name != "avx512" && !name.empty())
        std::fprintf(stderr, "ten: TEN_ISA is none of baseline, avx2, avx512: %s\n", wanted);
    return most;
}

/// Before it is initialised, in the constructors of other global objects, this is the baseline, which always works.
inline InstructionSet const instructions_in_use = chosen_instructions(std::getenv("TEN_ISA"));

/// What loops over elements of type T have a version for. Few programs multiply whole numbers, and every version takes
/// time to compile.
template <typename T>
inline constexpr InstructionSet widest_version = std::floating_point<T> ? InstructionSet::avx512 : InstructionSet::avx2;

/// The set whose vectors hold no more than `n` elements of type T, or the baseline.
template <typename T>
constexpr InstructionSet instructions_for(std::int64_t n) {
    std::size_t const bytes = static_cast<std::size_t>(n) * sizeof(T);
    if (bytes >= avx512::Target::vector_bytes) return InstructionSet::avx512;
    return bytes >= avx2::Target::vector_bytes ? InstructionSet::avx2 : InstructionSet::baseline;
}

/// Calls `f` with the `Target` of the instructions in use, or of `most` if that is less.
/// \tparam limit  what `f` has a version for
template <InstructionSet limit = InstructionSet::avx512, typename F>
[[gnu::always_inline]] inline auto on_target(F const& f, InstructionSet most = limit) {
#ifdef TEN_TARGETS
    InstructionSet const set = std::min(most, instructions_in_use);
    if constexpr (limit == InstructionSet::avx512) {
        if (set == InstructionSet::avx512) return f(avx512::Target());
    }
    if (set >= InstructionSet::avx2) return f(avx2::Target());
#endif
    static_cast<void>(most);
    return f(baseline::Target());
}

}  // namespace detail

/// The vector instructions that the loops of the library use in this program. The environment variable TEN_ISA asks for
/// less than the processor has: `baseline`, `avx2` or `avx512`.
inline InstructionSet instruction_set() { return detail::instructions_in_use; }

}  // namespace ten
