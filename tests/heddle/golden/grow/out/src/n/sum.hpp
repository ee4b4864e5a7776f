// Generated from chapters/01-sums.md, chapters/02-limits.md by heddle (checksum a80563a9d3e9227e). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

#include <vector>
#include <stdexcept>

namespace n {

/// The sum of some numbers.
inline int sum(std::vector<int> const& numbers) {
    int total = 0;
    // add all numbers
    // look at the size
    if (numbers.size() > 1000) throw std::length_error("too many");
    for (int const number : numbers) {
        total += number;
    }
    total = std::min(total, limit());
    // the end of the sum
    return total;
}

/// The mean of some numbers; throws if there are none.
inline int mean(std::vector<int> const& numbers) {
    if (numbers.empty()) throw std::invalid_argument("no numbers");
    return sum(numbers) / static_cast<int>(numbers.size());
}

/// The mean of two.
inline int mean(int a, int b) { return mean({a, b}); }

inline int twice(int number) { return 2 * number; }

}  // namespace n
