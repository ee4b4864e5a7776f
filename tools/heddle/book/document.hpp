// SPDX-License-Identifier: MIT
// A chapter after `parse`: front matter, blocks and headings, each with its bytes in the source. Lossless: whatever is
// between the blocks is still in `source`.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "book/block.hpp"
#include "book/measured.hpp"
#include "text/source.hpp"

namespace heddle {

struct Heading {
    int level = 1;
    std::string text;
    std::size_t line = 1;
    friend bool operator==(Heading const&, Heading const&) = default;
};

/// A stretch of the chapter that a fault kept out of `blocks`. What it would have defined is not missing, and what it
/// would have used is not unused.
struct Faulty {
    std::size_t line = 1;
    std::string text;  // empty: it cannot be read, so it may hold anything
    friend bool operator==(Faulty const&, Faulty const&) = default;
};

/// What is not of the book and may stand in its chapters all the same: `allow` of `chapters/book.yaml`.
struct Allowed {
    bool html = false;
    bool raw = false;  // the directives of other markup
    bool remote_images = false;
    bool includes = false;  // files from outside the book
    friend bool operator==(Allowed const&, Allowed const&) = default;
};

struct FrontMatter {
    std::string title;
    std::string exports;               // default target below the source folder; may be empty
    std::string name_space;            // `namespace:`; may be empty
    std::vector<std::string> include;  // headers for the chapter's cells, tests and benchmarks
    Span span;                         // the whole front matter with both `---` lines; empty: none
    bool faulty = false;               // a key may be missing because of a fault that was reported
    friend bool operator==(FrontMatter const&, FrontMatter const&) = default;
};

struct Document {
    Source source;
    FrontMatter front;
    std::vector<Block> blocks;            // in order of their place
    std::vector<Heading> headings;        // likewise
    std::vector<MeasuredPlace> measured;  // likewise: those between the blocks
    std::vector<Faulty> faulty;           // likewise
    bool crlf = false;                    // the chapter's lines end in `\r\n`
    friend bool operator==(Document const&, Document const&) = default;
};

/// A page beside the chapters, a file of docs/.
struct Page {
    Source source;
    std::vector<MeasuredPlace> measured;  // in order of their place; none in what is not Markdown
    friend bool operator==(Page const&, Page const&) = default;
};

/// The chapter's cells: where each stands in `blocks`. Records and programs count them so, from 0.
std::vector<std::size_t> cells_of(Document const& document);

/// The block that says what the cell `blocks[cell]` shows; null where the chapter does not say.
Block const* output_under(Document const& document, std::size_t cell);

/// The lines of a block's code, without line ends.
std::vector<std::string_view> code_lines(std::string_view code);

/// The chunk's name when the line is `<<name>>` alone, with spaces around it or none.
std::optional<std::string> chunk_reference(std::string_view line);

/// All lines of `code` that are a `<<name>>`.
std::vector<Reference> chunk_references(std::string_view code);

}  // namespace heddle
