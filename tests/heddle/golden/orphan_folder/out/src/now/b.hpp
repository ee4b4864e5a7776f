// Generated from chapters/01-a.md by heddle (checksum 4f99f9bc76a78349). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

int g();
