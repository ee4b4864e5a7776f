// Generated from chapters/01-a.md by heddle (checksum e927e12982a09f2f). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

namespace n {

#line 73 "chapters/01-a.md"
int q();

}  // namespace n
