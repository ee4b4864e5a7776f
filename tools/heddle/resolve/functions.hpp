// SPDX-License-Identifier: MIT
// The functions that `asm` blocks name: whether the book has them, and the code that their listings depend on.
#pragma once

#include <string>

#include "book/book.hpp"
#include "text/diagnostic.hpp"

namespace heddle {

/// A function that no code of the block's chapter, nor of the library, ever names is an error.
void check_functions(Book const& book, Diagnostics& diagnostics);

/// The blocks whose code decides about the listing `ref`: what its chapter exports and defines, and wherever else
/// a function of that name is declared, in the chapter's cells and tests or in the library. Of exported blocks with a
/// name they are those that stand in the library in the end, whichever chapter changed them.
std::vector<BlockRef> blocks_of_listing(Book const& book, BlockRef ref);

}  // namespace heddle
