// Generated from chapters/02-b.md by heddle (checksum 24f7a1cbb185f495). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

namespace n {

int a();

}  // namespace n
