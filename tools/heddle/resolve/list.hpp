// SPDX-License-Identifier: MIT
// What blocks a book has, for people and for programs.
#pragma once

#include <string>

#include "book/book.hpp"

namespace heddle {

/// One line a block: place, tags, target.
std::string list_text(Book const& book);

/// One JSON object a block: file, line, kind, title, tags, target; of a benchmark also the hash of its
/// code, of a listing its function, its compiler and what is claimed of it, of a cell that can be recorded that, the
/// hash of its own code alone and its number among the cells.
std::string list_json(Book const& book);

/// Sixteen hexadecimal digits that change when the code of a benchmark, or of the chapter's part of the library,
/// changes in more than layout and comments.
std::string bench_hash(Book const& book, BlockRef ref);

/// The same of a cell's own code alone, however the rest of its chapter changes.
std::string cell_code(Book const& book, BlockRef ref);

/// Sixteen hexadecimal digits that change when code that a listing depends on changes in more than layout and comments.
std::string listing_hash(Book const& book, BlockRef ref);

/// Can `make bench` record what this block shows? It is a `volatile` cell that runs everywhere and throws nothing.
bool is_recordable(Block const& block);

}  // namespace heddle
