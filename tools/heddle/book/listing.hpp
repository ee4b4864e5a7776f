// SPDX-License-Identifier: MIT
// What an `asm` block says of a function's inner loop, as values.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "text/source.hpp"

namespace heddle {

/// What is counted in the inner loop, in the order in which a page tells it.
constexpr std::array<std::string_view, 8> counted_in_loops{"instructions", "fmas",     "loads",  "stores",
                                                           "broadcasts",   "shuffles", "spills", "calls"};

/// A line of the block, `loads < fmas`: what has to hold of the counts.
struct Claim {
    std::string left;   // one of `counted_in_loops`
    std::string sign;   // "=", "<", "<=", ">", ">="
    std::string right;  // another of them; empty: `number`
    long number = 0;
    Span span;
    friend bool operator==(Claim const&, Claim const&) = default;
};

}  // namespace heddle
