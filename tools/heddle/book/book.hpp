// SPDX-License-Identifier: MIT
// A book after `resolve`: chapters in reading order, every name bound, every expansion known to end. A `Book` with an
// unresolved name cannot be made, so the stages after it need no checks of their own.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "book/document.hpp"

namespace heddle {

struct PartEntry {
    std::string file;   // "01-tensors.md"; empty for a chapter that is still to come
    std::string title;  // of a chapter to come
    Span span;          // in chapters/book.yaml
    friend bool operator==(PartEntry const&, PartEntry const&) = default;
};
struct Part {
    std::string title;
    std::vector<PartEntry> chapters;
    friend bool operator==(Part const&, Part const&) = default;
};
/// `chapters/book.yaml`. Without the file the defaults hold.
struct Settings {
    std::string title = "A book";
    std::string license;          // SPDX identifier for the banner of generated files; may be empty
    std::string sources = "src";  // folder of the exported files, below the root
    std::string tests = "tests";  // folder of the tests
    double time_limit = 60;       // seconds a chapter's cell may take
    std::vector<Part> parts;      // reading order; empty: name order
    Allowed allow;                // what is foreign and may stand in a chapter
    std::string machine;   // whose recordings the pages show, where there are several; empty: the first in name order
    std::string notebook;  // the file of a notebook's cells, below the root; empty: none
    friend bool operator==(Settings const&, Settings const&) = default;
};

/// A cell of the notebook that the book retells.
struct NotebookCell {
    long number = 0;
    std::string code;
    std::string output;    // as the page shows it; may be empty
    std::string replaced;  // what takes its place, in words; empty: blocks do
    std::string note;      // what differs, in words, beside the blocks; may be empty
    std::string chapter;   // where the words are explained: "01-tensors.md"
    std::string planned;   // the title of the chapter that is to hold its counterpart
    Span span;             // in the file
    friend bool operator==(NotebookCell const&, NotebookCell const&) = default;
};

/// A block of the book: `chapters[chapter].blocks[block]`.
struct BlockRef {
    std::size_t chapter = 0;
    std::size_t block = 0;
    friend auto operator<=>(BlockRef const&, BlockRef const&) = default;
};

/// One line of assembled code and the place in the chapter that it came from; `line == 0` for lines that heddle wrote.
struct CodeLine {
    std::string text;         // no line end
    std::size_t chapter = 0;  // index in `Book::chapters`
    std::size_t block = 0;    // index in that chapter's blocks
    std::size_t line = 0;     // chapter line from 1
    friend bool operator==(CodeLine const&, CodeLine const&) = default;
};
using Code = std::vector<CodeLine>;

/// The code of a chunk from one block on.
struct Version {
    BlockRef from;                // the block that made it of the version before; of the first: where it is defined
    std::vector<BlockRef> parts;  // in the order of their code
    friend bool operator==(Version const&, Version const&) = default;
};

/// Code with a name: a chunk, or an exported block that later ones can change.
struct Chunk {
    std::string name;
    bool exported = false;          // it stands where its first block stands, and nobody writes `<<name>>`
    std::vector<BlockRef> parts;    // all blocks that carry the name, in reading order
    std::vector<Version> versions;  // in reading order, at least one
    std::vector<BlockRef> uses;     // blocks whose own text holds `<<name>>`, in reading order, each once
    friend bool operator==(Chunk const&, Chunk const&) = default;
};

/// A file that export blocks make: path below the root, its blocks in reading order.
struct Target {
    std::string path;  // "src/ten/tensor.hpp"
    std::vector<BlockRef> blocks;
    std::string name_space;
    bool crlf = false;
    friend bool operator==(Target const&, Target const&) = default;
};

struct Book {
    Settings settings;
    std::vector<Document> chapters;                 // reading order
    std::vector<Chunk> chunks;                      // in the order of their first definitions
    std::map<std::string, Target> targets;          // by path
    std::vector<NotebookCell> notebook;             // in the order of their file
    std::vector<std::vector<std::string>> written;  // by chapter: the targets that it adds to, in order of their paths
    friend bool operator==(Book const&, Book const&) = default;
};

inline Block const& block_of(Book const& book, BlockRef ref) { return book.chapters[ref.chapter].blocks[ref.block]; }
inline Block& block_of(Book& book, BlockRef ref) { return book.chapters[ref.chapter].blocks[ref.block]; }

/// Calls `f(place, block, kind)` for each block of kind `K`, in reading order.
template <typename K, typename F>
void for_each_block(Book const& book, F f) {
    for (std::size_t c = 0; c < book.chapters.size(); ++c) {
        std::vector<Block> const& blocks = book.chapters[c].blocks;
        for (std::size_t b = 0; b < blocks.size(); ++b) {
            if (K const* const kind = blocks[b].as<K>()) f(BlockRef{c, b}, blocks[b], *kind);
        }
    }
}

/// "01-tensors" of "chapters/01-tensors.md": what a chapter's programs, records and pages are called.
std::string stem(std::string const& path);

/// Is `name` the chapter's file, the path of it, or what its programs are called?
bool is_called(Document const& document, std::string const& name);

/// Are the chapters of a part appendices, which have letters in place of numbers?
bool is_appendix(Part const& part);

/// The number of the chapter from which on all are appendices; how many there are if the last is none.
std::size_t first_appendix(Book const& book);

/// Where the tests of a chapter go: "tests/ten/01_tensors_test.cpp".
std::string test_path(Book const& book, std::size_t chapter);

/// By its ending, what is included and not compiled.
bool is_header(std::string_view path);

/// The headers that a chapter's tests, cells and benchmarks see: its `include:` list, then the headers that it writes.
/// Each is spelled with its `<...>` or `"..."`.
std::vector<std::string> chapter_headers(Book const& book, std::size_t chapter);

}  // namespace heddle
