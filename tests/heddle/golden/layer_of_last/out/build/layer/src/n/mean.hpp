// Generated from chapters/02-faster.md by heddle (checksum cc831c74351f395d). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

#line 18 "chapters/02-faster.md"
#include "n/sum.hpp"

namespace n {

#line 20 "chapters/02-faster.md"
inline int mean(int n) { return sum(n) / n; }

}  // namespace n
