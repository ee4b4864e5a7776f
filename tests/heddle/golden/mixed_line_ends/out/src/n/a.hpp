// Generated from chapters/01-a.md by heddle (checksum 87d4c42ec3ea4f70). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

namespace n {

int a();

}  // namespace n
