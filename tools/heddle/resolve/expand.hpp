// SPDX-License-Identifier: MIT
// Chunks: which uses which, and the code with every chunk in its place.
#pragma once

#include "book/book.hpp"
#include "resolve/versions.hpp"
#include "text/diagnostic.hpp"

namespace heddle {

/// Binds all `<<name>>` of the book: fills `book.chunks`, and the number of the chunk into every reference.
/// Unknown names, cycles and expansions without end are errors, unused chunks warnings.
void bind_chunks(Book& book, Diagnostics& diagnostics);

/// The lines of a C++ block with every chunk put in. They are made where they are needed: to keep them for a whole
/// book would take more memory than its chapters.
/// \pre `book` comes from `resolve`, so that every name is bound and the result is within the limits
Code expanded(Book const& book, BlockRef ref);

/// The same with each chunk as it is at a moment.
Code expanded(Book const& book, BlockRef ref, Moment const& moment);

/// Is `expanded` a plain matter of putting the chunks' lines in, with the indentation of their names, from one chapter?
/// Not where a part stands in another chapter, a chunk was changed, or an indentation would enter a literal. \pre as of
/// `expanded`
bool is_plain_expansion(Book const& book, BlockRef ref);

/// The lines at the front of its block that `line` goes to the top of a file with, or null if it stays where it is.
Rows const* run_of_includes(Book const& book, CodeLine const& line);

}  // namespace heddle
