// Generated from chapters/01-sums.md by heddle (checksum b317efd8d5d23499). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

#include <vector>
#include <stdexcept>

namespace n {

/// The sum of some numbers.
inline int sum(std::vector<int> const& numbers) {
    int total = 0;
    // add all numbers
    for (int const number : numbers) {
        total += number;
    }
    return total;
}

/// The mean of some numbers.
inline int mean(std::vector<int> const& numbers) {
    return sum(numbers) / static_cast<int>(numbers.size());
}

inline int twice(int number) { return 2 * number; }

}  // namespace n
