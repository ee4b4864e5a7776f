// Generated from chapters/01-a.md by heddle (checksum fd9c73f8d8a2f867). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

namespace n {

int q();

}  // namespace n
