// Generated from chapters/01-a.md, chapters/02-b.md by heddle (checksum 39d34212a6df1518). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

namespace n {

inline int one() { return 1; }

inline int two() { return 1; }

}  // namespace n
