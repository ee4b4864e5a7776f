// Generated from chapters/01-sums.md by heddle (checksum e89bc51413d0e0ed). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

#include "n/config.hpp"

namespace n {

/// The sum of the numbers from 1 to `n`.
inline int sum(int n) {
    // add the numbers
    int total = 0;
    for (int i = 1; i <= n; ++i) total += i;
    return total;
}

}  // namespace n
