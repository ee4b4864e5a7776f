// Generated from chapters/01-a.md by heddle (checksum ec6eba806a79e6a9). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

namespace n {

int b();

}  // namespace n
