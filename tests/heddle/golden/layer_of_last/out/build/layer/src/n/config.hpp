// Generated from chapters/rest.md by heddle (checksum daa660c188da0e26). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

#line 10 "chapters/rest.md"
#include "machine.hpp"

namespace n {

#line 12 "chapters/rest.md"
using Number = int;

}  // namespace n
