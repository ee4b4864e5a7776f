// Generated from chapters/01-a.md by heddle (checksum 4463ba477caae7a2). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

int a();
