// Generated from chapters/01-a.md by heddle (checksum 107d9e318e4a6345). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

namespace n {

int in_list();

int in_quote();

}  // namespace n
