// Generated from chapters/01-a.md by heddle (checksum 309a3a7f9c0d6656). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

namespace n {

int a();

}  // namespace n
