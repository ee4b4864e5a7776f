// Generated from chapters/01-a.md by heddle (checksum 9c7db531e96296c0). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

namespace n {

int b();

}  // namespace n
