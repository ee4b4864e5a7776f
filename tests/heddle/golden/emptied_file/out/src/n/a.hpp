// Generated from chapters/01-a.md by heddle (checksum f014387988767936). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

inline int one() { return 10; }
