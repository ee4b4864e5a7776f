// Generated from chapters/01-a.md by heddle (checksum cc63967c286b1646). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

int f();
