// Generated from chapters/01-a.md by heddle (checksum 2d79b0b0ae133497). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

namespace n {

int a();

}  // namespace n
