// Generated from chapters/01-a.md by heddle (checksum 05b0f3d644ce03c2). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

namespace n {

inline int one() { return 1; }

}  // namespace n
