// Generated from chapters/rest.md by heddle (checksum 030ee04c146b9800). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

#include "machine.hpp"

namespace n {

using Number = int;

}  // namespace n
