// Generated from chapters/rest.md by heddle (checksum 603c3289ed591a40). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

namespace n {

#line 16 "chapters/rest.md"
constexpr int bits = 64;

}  // namespace n
