// Generated from chapters/02-limits.md by heddle (checksum 91b207fec29e2243). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

namespace n {

inline int limit() { return 100; }

}  // namespace n
