// SPDX-License-Identifier: MIT
// The lines of a cell with those of the chunks that it is made of.
#include "cells/places.hpp"

#include "resolve/expand.hpp"

namespace heddle {

Places places_of(Book const& book, BlockRef ref) {
    Document const& document = book.chapters[ref.chapter];
    Block const& block = document.blocks[ref.block];
    Places places{{document.source.path, block.line}, {document.source.path, block.line + block.lines + 1}};
    for (CodeLine const& line : expanded(book, ref)) places.emplace(book.chapters[line.chapter].source.path, line.line);
    return places;
}

}  // namespace heddle
