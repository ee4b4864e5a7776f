// Generated from chapters/01-a.md by heddle (checksum b1d57f2652e1860a). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

namespace n {

int q();

}  // namespace n
