// Generated from chapters/01-a.md by heddle (checksum a60b5872fb3645c7). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

namespace n {

int in_list();

int in_quote();

}  // namespace n
