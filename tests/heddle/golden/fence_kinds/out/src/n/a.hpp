// Generated from chapters/01-a.md by heddle (checksum 4fdde5e2274b9354). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

namespace n {

int tilde();

int indented();

int six(); // ```

}  // namespace n
