// Generated from chapters/01-a.md by heddle (checksum 70424cf87a1aba73). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

namespace n {

int tilde();

int indented();

int six(); // ```

}  // namespace n
