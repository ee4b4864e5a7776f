// Generated from chapters/02-broadcasting.md by heddle (checksum 38cbc5be9f6fb864). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include "ten/elementwise.hpp"

namespace ten {

/// \file
/// Comparisons and logic, element by element: the results are tensors of truth values.

namespace detail {

struct Greater {
    static constexpr char const* name = "gt";
    template <typename T>
    constexpr bool operator()(T a, T b) const {
        return a > b;
    }
};
struct Less {
    static constexpr char const* name = "lt";
    template <typename T>
    constexpr bool operator()(T a, T b) const {
        return a < b;
    }
};
struct GreaterEqual {
    static constexpr char const* name = "ge";
    template <typename T>
    constexpr bool operator()(T a, T b) const {
        return a >= b;
    }
};
struct LessEqual {
    static constexpr char const* name = "le";
    template <typename T>
    constexpr bool operator()(T a, T b) const {
        return a <= b;
    }
};
struct Equal {
    static constexpr char const* name = "eq";
    template <typename T>
    constexpr bool operator()(T a, T b) const {
        return a == b;
    }
};
struct NotEqual {
    static constexpr char const* name = "ne";
    template <typename T>
    constexpr bool operator()(T a, T b) const {
        return a != b;
    }
};

/// The answers of F for every pair of elements, compared in their common type.
template <typename F, typename A, typename B>
Tensor<bool> compare(A const& a, B const& b) {
    using C = Common<A, B>;
    return elementwise<bool, F>(operand<C>(a), operand<C>(b));
}

}  // namespace detail

template <typename A, typename B>
requires Operands<A, B> Tensor<bool>
operator>(A const& a, B const& b) { return detail::compare<detail::Greater>(a, b); }
template <typename A, typename B>
requires Operands<A, B> Tensor<bool>
operator<(A const& a, B const& b) { return detail::compare<detail::Less>(a, b); }
template <typename A, typename B>
requires Operands<A, B> Tensor<bool>
operator>=(A const& a, B const& b) { return detail::compare<detail::GreaterEqual>(a, b); }
template <typename A, typename B>
requires Operands<A, B> Tensor<bool>
operator<=(A const& a, B const& b) { return detail::compare<detail::LessEqual>(a, b); }
template <typename A, typename B>
requires Operands<A, B> Tensor<bool>
operator==(A const& a, B const& b) { return detail::compare<detail::Equal>(a, b); }
template <typename A, typename B>
requires Operands<A, B> Tensor<bool>
operator!=(A const& a, B const& b) { return detail::compare<detail::NotEqual>(a, b); }

/// Both true: the product of truth values.
inline Tensor<bool> operator&(Tensor<bool> const& a, Tensor<bool> const& b) { return a * b; }
/// One of them true: their sum.
inline Tensor<bool> operator|(Tensor<bool> const& a, Tensor<bool> const& b) { return a + b; }
/// False where the element is not 0, true where it is.
template <Element T>
Tensor<bool> operator!(Tensor<T> const& a) {
    return detail::compare<detail::Equal>(a, T{});
}
/// \pre T is no truth value
template <Element T>
Tensor<T> operator-(Tensor<T> const& a) {
    static_assert(!std::same_as<T, bool>, "truth values have no negative: use `!`");
    return a * static_cast<T>(-1);
}

}  // namespace ten
