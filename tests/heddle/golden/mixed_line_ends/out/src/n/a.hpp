// Generated from chapters/01-a.md by heddle (checksum c8471536983fa006). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

namespace n {

int a();

}  // namespace n
