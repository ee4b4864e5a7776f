// Generated from chapters/03-devices.md by heddle (checksum 3f7d9532e70e5897). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include "ten/dtype.hpp"
#include "ten/loops.hpp"

namespace ten {

/// \file
/// What a device is asked to compute: one operation, for every position of some loops.

/// out = operation(a, b) at every position of the loops.
struct Job {
    char const* operation;              // the name of the operation: "add", "copy", ...
    Dtype result;                       // of the elements of `out`
    Dtype operand;                      // of the elements of `a` and `b`, and of the number
    void* out;                          // addresses in the memory of the device
    void const* a;                      // null: the number stands in its place, at every position
    void const* b;                      // null: the same
    std::array<std::byte, 8> number{};  // its bytes, in the type of the operands
    detail::Loops loops;                // steps in elements

    /// The number of positions.
    [[nodiscard]] std::int64_t size() const {
        std::int64_t n = 1;
        for (detail::Loop const* loop = loops.outermost(); loop <= loops.innermost(); ++loop) n *= loop->count;
        return n;
    }
};

}  // namespace ten
