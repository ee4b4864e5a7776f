// Generated from chapters/01-a.md, chapters/02-b.md by heddle (checksum bb75d13c14fe1c5a). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

namespace n {

inline int one() { return 1; }

inline int two() { return 1; }

}  // namespace n
