// Generated from chapters/02-b.md by heddle (checksum 6fb849d49acf5f8f). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

namespace n {

int a();

}  // namespace n
