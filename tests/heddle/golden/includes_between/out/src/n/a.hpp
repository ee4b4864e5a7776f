// Generated from chapters/01-a.md by heddle (checksum 9317a2f930c4b3c0). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

#include <vector>
#include "n/b.hpp"
#include <array>

/// \file
/// What stands above the includes keeps one empty line below it.

int first();

int second();


int third();

int fourth();
#include <vector>

int fifth();
