// Generated from chapters/01-a.md by heddle (checksum 13fb9c75634a74dc). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

#include <vector>

namespace n {

struct A {
    // body of A
    int x = 0;
    char const* s = R"(
raw
)";
    int later = 0;
};

}  // namespace n
