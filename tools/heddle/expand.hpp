// SPDX-License-Identifier: MIT
// Chunks: who uses whom, and the code with every chunk in its place.
#pragma once

#include <map>

#include "book.hpp"
#include "diagnostic.hpp"

namespace heddle {

/// Binds all `<<name>>` of the book: fills `book.chunks` and `book.expanded`.
/// Unknown names, cycles and expansions without end are errors, unused chunks warnings.
void expand(Book& book, Diagnostics& diagnostics);

}  // namespace heddle
