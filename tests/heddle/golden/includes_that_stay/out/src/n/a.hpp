// Generated from chapters/01-a.md by heddle (checksum 44d41933cc950619). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

#ifdef __linux__
#include <unistd.h>
#endif
#define SINGLE_IMPLEMENTATION
#include "single.h"
#ifdef __linux__
#include <unistd.h>
#endif
#define SINGLE_IMPLEMENTATION
#include "single.h"

#include <array>

namespace n {

// On Linux

int one();

/* It was once
#include <gone.hpp>
*/

inline char const* shader() {
    return R"(
#include <lights>
)";
}

inline constexpr int table[] = {
#include "table.inc"
};

}  // namespace n
