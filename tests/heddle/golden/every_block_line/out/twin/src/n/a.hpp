// Generated from chapters/01-a.md by heddle (checksum eacc0d98436eca97). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

#line 10 "chapters/01-a.md"
#include <vector>

namespace n {

#line 11 "chapters/01-a.md"
struct A {
    // body of A
#line 17 "chapters/01-a.md"
    int x = 0;
    char const* s = R"(
raw
)";
#line 77 "chapters/01-a.md"
    int later = 0;
#line 13 "chapters/01-a.md"
};

}  // namespace n
