// Generated from chapters/01-a.md by heddle (checksum 8f55e251bc0ff0a4). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

#line 13 "chapters/01-a.md"
int c();
