// SPDX-License-Identifier: MIT
// The notebook that a book retells: its cells, and whether each has a counterpart in the chapters.
#pragma once

#include <vector>

#include "book/book.hpp"
#include "text/diagnostic.hpp"

namespace heddle {

/// Stands in a page where the rows of the notebook's cells are to be.
inline constexpr char const* notebook_mark = "<!-- heddle:notebook -->";

/// Reads the file of a notebook's cells; what is wrong with it is a diagnostic at its place.
std::vector<NotebookCell> parse_notebook(Source const& source, Diagnostics& diagnostics);

/// The blocks that are marked as the counterpart of a cell, in reading order.
std::vector<BlockRef> counterparts(Book const& book, long number);

/// Every cell of the book's notebook needs a counterpart, and every mark a cell; each that has none is a diagnostic.
void check_notebook(Book const& book, Diagnostics& diagnostics);

/// A warning that names the cells whose counterparts are still to be written.
void warn_of_planned(Book const& book, Diagnostics& diagnostics);

}  // namespace heddle
