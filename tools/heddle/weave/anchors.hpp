// SPDX-License-Identifier: MIT
// Where a block stands on the site: pages and their anchors.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "book/book.hpp"
#include "book/file_set.hpp"

namespace heddle {

/// A link as the pages hold it.
struct Link {
    std::string href;
    std::string text;
    std::size_t line = 0;   // of the text's file, from 1; 0: none
    bool includes = false;  // to the block's #include lines, which stand at the top of the file
};

/// The places of all blocks of a book, on its pages and in the files that tangle makes.
class Anchors {
public:
    /// \param tangled  the files of `tangle`, with their origins
    Anchors(Book const& book, FileSet const& tangled);

    /// "b-L41", or "chunk-..." for the first block of a chunk.
    [[nodiscard]] std::string id(BlockRef ref) const;
    /// The chunk that a chunk block is a part of.
    [[nodiscard]] Chunk const& chunk(BlockRef ref) const;
    /// From the page of chapter `from` to a block.
    [[nodiscard]] std::string href(std::size_t from, BlockRef to) const;
    /// From the page of a chapter to every place in the generated files where the block's code begins;
    /// last those of its #include lines.
    [[nodiscard]] std::vector<Link> goes_to(BlockRef ref) const;
    /// The heading above a block; empty where that is the chapter's title.
    [[nodiscard]] std::string section(BlockRef ref) const;
    /// The chapter and the section of a block, as its readers know them: they see no lines of its Markdown.
    [[nodiscard]] std::string place(BlockRef ref) const;
    /// "ten/tensor.hpp" of "src/ten/tensor.hpp": the name of a generated file on its page.
    [[nodiscard]] std::string shown_path(std::string const& path) const;

private:
    void add_places(std::string const& path, File const& file);

    Book const* book_;
    std::map<BlockRef, std::string> chunk_ids_;
    std::map<BlockRef, Chunk const*> chunks_;
    std::map<BlockRef, std::vector<Link>> goes_to_;
};

}  // namespace heddle
