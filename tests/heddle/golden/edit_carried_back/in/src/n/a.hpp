// Generated from chapters/01-a.md by heddle (checksum bcd6c04c3af6386e). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

inline int one() { return 10; }
