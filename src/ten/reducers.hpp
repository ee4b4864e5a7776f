// Generated from chapters/02-broadcasting.md by heddle (checksum d00ff4d62701a4e8). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <type_traits>
#include "ten/compiler.hpp"

namespace ten {

/// \file
/// What a reduction does with two elements, or with two vectors of elements at once.

namespace detail {

/// A reducer names the type it computes in, makes an element one of that type, and joins two of them.
/// The sum: whole numbers and truth values are added as 64-bit numbers, which wrap around.
struct Sum {
    static constexpr char const* name = "sum";
    static constexpr bool idempotent = false;    // may an element be joined twice?
    static constexpr bool empty_allowed = true;  // is there a value of no elements?
    static constexpr int of_nothing = 0;
    template <typename T>
    using Accumulator = std::conditional_t<std::is_floating_point_v<T>, T, std::uint64_t>;
    template <typename T>
    using Result = std::conditional_t<std::is_floating_point_v<T>, T, std::int64_t>;
    template <typename A>
    constexpr A operator()(A a, A b) const {
        return a + b;
    }
};

/// The smallest; a NaN wins over every number, as in PyTorch.
struct Least {
    static constexpr char const* name = "min";
    static constexpr bool idempotent = true;
    static constexpr bool empty_allowed = false;
    template <typename T>
    using Accumulator = std::conditional_t<std::is_same_v<T, bool>, std::uint8_t, T>;
    template <typename T>
    using Result = T;
    template <typename A>
    constexpr A operator()(A a, A b) const {
        return ((b < a) | (b != b)) ? b : a;  // NOLINT(misc-redundant-expression): a NaN differs from itself
    }
};

/// The largest; a NaN wins over every number.
struct Greatest : Least {
    static constexpr char const* name = "max";
    template <typename A>
    constexpr A operator()(A a, A b) const {
        return ((b > a) | (b != b)) ? b : a;  // NOLINT(misc-redundant-expression): a NaN differs from itself
    }
};

/// The largest, where its place is asked for.
struct GreatestPlace : Greatest {
    static constexpr char const* name = "argmax";
};

/// Are all elements other than 0? Of no elements: yes.
struct Both {
    static constexpr char const* name = "all";
    static constexpr bool empty_allowed = true;
    static constexpr int of_nothing = 1;
    template <typename T>
    using Accumulator = bool;
    template <typename T>
    using Result = bool;
    constexpr bool operator()(bool a, bool b) const { return a && b; }
};

/// Is any element other than 0? Of no elements: no.
struct Either : Both {
    static constexpr char const* name = "any";
    static constexpr int of_nothing = 0;
    constexpr bool operator()(bool a, bool b) const { return a || b; }
};

}  // namespace detail

}  // namespace ten
