// SPDX-License-Identifier: MIT
// A chapter after `parse`: front matter, blocks and headings, each with its bytes in the source. Lossless: whatever is
// between the blocks is still in `source`.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/source.hpp"

namespace heddle {

enum class Kind { cell, export_, define, test, bench, chunk, text, output, dot, plot };

/// A `name="value"` of an info string, with the bytes of the value.
struct Attribute {
    std::string value;
    Span span;
    friend bool operator==(Attribute const&, Attribute const&) = default;
};

/// A line `<<name>>` of a block's code.
struct Reference {
    std::string name;
    std::size_t row = 0;     // line of the code, from 0
    std::size_t indent = 0;  // bytes before the `<<`
    std::size_t chunk = 0;   // which of `Book::chunks` it is: bound by `resolve`
    friend bool operator==(Reference const&, Reference const&) = default;
};

/// A fenced block that heddle knows. Fences of other languages (`sh`, `python`, none) are prose.
struct Block {
    Kind kind = Kind::cell;
    Span fence;             // opening fence to the end of the closing fence's line
    Span info;              // the info string
    Span body;              // the lines between the fences, with their container's prefix
    std::string code;       // the content: `\n` line ends, container prefix removed, ends in `\n` unless empty
    std::size_t lines = 0;  // of `code`
    std::size_t line = 1;   // line of the opening fence; line i (from 0) of `code` is chapter line `line + 1 + i`
    std::optional<Attribute> title;     // of test=, bench=, chunk=
    std::optional<Attribute> file;      // file=
    std::optional<Attribute> reason;    // text reason=
    std::optional<Attribute> alt;       // dot alt=
    std::optional<Attribute> throws_;   // throws= (a regular expression)
    std::optional<Attribute> fails;     // fails= (a regular expression)
    std::optional<Attribute> notebook;  // notebook=
    std::vector<long> sizes;            // bench sizes=
    std::vector<long> counterpart_of;   // the numbers of notebook=
    std::vector<Reference> references;  // the lines `<<name>>` of the code; none in output, dot, plot
    std::vector<Rows> includes;         // what goes to the top of a file: an include each, or one run with all it needs
    bool hide = false;
    bool fold = false;
    bool volatile_ = false;
    bool cuda = false;      // runs only where a CUDA device is
    bool slow = false;      // runs only when all is run
    bool solution = false;  // of an exercise
    friend bool operator==(Block const&, Block const&) = default;
};

struct Heading {
    int level = 1;
    std::string text;
    std::size_t line = 1;
    friend bool operator==(Heading const&, Heading const&) = default;
};

/// A stretch of the chapter that a fault kept out of `blocks`. What it would have defined is not missing.
struct Faulty {
    std::size_t line = 1;
    std::string text;
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
    std::vector<Block> blocks;      // in order of their place
    std::vector<Heading> headings;  // likewise
    std::vector<Faulty> faulty;     // likewise
    bool crlf = false;              // the chapter's lines end in `\r\n`
    friend bool operator==(Document const&, Document const&) = default;
};

/// Is a block of this kind C++ code?
inline bool is_code(Kind kind) { return kind != Kind::output && kind != Kind::dot && kind != Kind::plot; }

/// The lines of a block's code, without line ends.
std::vector<std::string_view> code_lines(std::string_view code);

/// The chunk's name when the line is `<<name>>` alone, with spaces around it or none.
std::optional<std::string> chunk_reference(std::string_view line);

/// All lines of `code` that are a `<<name>>`.
std::vector<Reference> chunk_references(std::string_view code);

}  // namespace heddle
