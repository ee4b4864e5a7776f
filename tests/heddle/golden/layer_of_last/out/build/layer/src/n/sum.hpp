// Generated from chapters/01-sums.md, chapters/02-faster.md by heddle (checksum 2b3012d88e715c5d). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

#line 10 "chapters/01-sums.md"
#include "n/config.hpp"

namespace n {

#line 12 "chapters/01-sums.md"
/// The sum of the numbers from 1 to `n`.
inline int sum(int n) {
    // nothing is summed below 1
#line 14 "chapters/02-faster.md"
    if (n < 1) return 0;
    // add the numbers
#line 10 "chapters/02-faster.md"
    return n * (n + 1) / 2;
#line 16 "chapters/01-sums.md"
}

#line 24 "chapters/02-faster.md"
inline int sum_to_ten() { return sum(10); }

}  // namespace n
