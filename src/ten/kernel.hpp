// Generated from chapters/03-devices.md by heddle (checksum 69f3855c4c1144f4). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>
#include "ten/arithmetic.hpp"
#include "ten/job.hpp"

namespace ten {

/// \file
/// The kernels: what happens at one position of a job, and which kernel a job needs.

namespace detail {

/// out = f(a, b) at one position. Operations are those of the CPU, so the results are the same bits.
template <typename F, Element R, Element T>
struct ElementKernel {
    R* out;
    T const* a;  // null: the number
    T const* b;  // null: the number
    T number;
    Loops loops;

    /// \param position  0 <= position < size of the job
    constexpr void operator()(std::int64_t position) const {
        std::int64_t to = 0;
        std::int64_t from_a = 0;
        std::int64_t from_b = 0;
        for (std::size_t depth = loops.depth; depth-- > 0;) {
            Loop const& loop = loops.loop[depth];
            std::int64_t const index = depth == 0 ? position : position % loop.count;
            if (depth > 0) position /= loop.count;
            to += index * loop.out;
            from_a += index * loop.a;
            from_b += index * loop.b;
        }
        T const left = a == nullptr ? number : a[from_a];
        T const right = b == nullptr ? number : b[from_b];
        out[to] = converted_element<R>(F{}(left, right));
    }
};

}  // namespace detail

namespace detail {

/// Calls `f` with the element type that `dtype` names. \returns what `f` returns
template <typename F>
bool with_element_type(Dtype dtype, F f) {
    if (dtype == dtype_of<float>()) return f(std::type_identity<float>{});
    if (dtype == dtype_of<double>()) return f(std::type_identity<double>{});
    if (dtype == dtype_of<std::int32_t>()) return f(std::type_identity<std::int32_t>{});
    if (dtype == dtype_of<std::int64_t>()) return f(std::type_identity<std::int64_t>{});
    if (dtype == dtype_of<std::uint8_t>()) return f(std::type_identity<std::uint8_t>{});
    return f(std::type_identity<bool>{});
}

/// The kernel F for a job with operands of T and a result of R.
template <typename F, Element R, Element T>
ElementKernel<F, R, T> kernel_of(Job const& job) {
    T number;
    std::memcpy(&number, job.number.data(), sizeof number);
    return {static_cast<R*>(job.out), static_cast<T const*>(job.a), static_cast<T const*>(job.b), number, job.loops};
}

/// Calls `launch` with the kernel that the job needs. \returns false if there is none
template <typename Launch>
bool with_kernel(Job const& job, Launch launch) {
    std::string_view const name = job.operation;
    return with_element_type(job.operand, [&]<typename T>(std::type_identity<T>) {
        if (name == Second::name) {
            return with_element_type(job.result, [&]<typename R>(std::type_identity<R>) {
                launch(kernel_of<Second, R, T>(job));
                return true;
            });
        }
        if (!(job.result == job.operand)) return false;
        auto const is = [&]<typename F>(F) { return name == F::name && (launch(kernel_of<F, T, T>(job)), true); };
        if (is(Plus{}) || is(Times{})) return true;
        if constexpr (!std::same_as<T, bool>) {
            if (is(Minus{})) return true;
        }
        if constexpr (std::floating_point<T>) return is(Over{});
        return false;
    });
}

}  // namespace detail

}  // namespace ten
