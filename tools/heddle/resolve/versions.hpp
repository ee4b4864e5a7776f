// SPDX-License-Identifier: MIT
// Code that grows: what a name stands for at each place of the book.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "book/book.hpp"
#include "text/diagnostic.hpp"

namespace heddle {

/// From where code is read. A cell sees what its reader has seen, the library what stands at its end.
struct Moment {
    BlockRef at;               // the version is the last one that is made here or above
    std::size_t chapters = 0;  // what the chapters from this one on say is not there yet
    friend bool operator==(Moment const&, Moment const&) = default;
};

constexpr std::size_t all_chapters = static_cast<std::size_t>(-1);

/// The moment of the library after the first `chapters` chapters.
Moment library_moment(Book const& book, std::size_t chapters = all_chapters);

/// The moment at which `expanded` reads a block: of an exported one the library's, of all others their own.
Moment moment_of(Book const& book, BlockRef ref, std::size_t chapters = all_chapters);

/// Which of its versions a chunk has at a moment. Above its definition it has the first already.
std::size_t version_at(Chunk const& chunk, Moment const& moment);

/// The blocks whose code a chunk is at a moment, in their order; none if they are all of later chapters.
std::vector<BlockRef> parts_at(Chunk const& chunk, Moment const& moment);

/// The blocks whose code stands in the library where the exported block `ref` stands: itself, or those that changed it.
std::vector<BlockRef> library_parts(Book const& book, BlockRef ref, std::size_t chapters = all_chapters);

/// The chunk that a block defines or changes; null for a block without a name.
Chunk const* chunk_of(Book const& book, BlockRef ref);

/// Does a block that a fault kept out of its chapter carry the name? Then it is not missing.
bool may_be_defined(Book const& book, std::string const& name);

/// Fills `book.chunks`, without their uses, and binds the blocks that carry a name. A change of what is not there, or
/// not yet, and two exported blocks of one name are errors.
void collect_chunks(Book& book, Diagnostics& diagnostics);

/// Reports what changes a chunk that no code uses any more. \pre the uses are bound
void check_changes(Book const& book, Diagnostics& diagnostics);

}  // namespace heddle
