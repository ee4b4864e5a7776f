// Generated from chapters/01-a.md by heddle (checksum 04650c473cae907c). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

int g();
