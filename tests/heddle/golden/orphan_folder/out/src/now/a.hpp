// Generated from chapters/01-a.md by heddle (checksum 246536471caed5de). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

int f();
