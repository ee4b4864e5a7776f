// SPDX-License-Identifier: MIT
// The reading of one chapter, in parts: its blocks, and what only looks like one. Used by the files of this folder
// alone.
#pragma once

#include <cmark.h>

#include <string>
#include <string_view>
#include <vector>

#include "book/document.hpp"
#include "text/diagnostic.hpp"

namespace heddle {

struct Parser {
    Document& document;
    Diagnostics& diagnostics;
    std::vector<std::size_t> starts;  // offset of line i (from 0) of the whole text
    std::size_t first_line;           // lines before the text that cmark saw
    std::size_t indented = 0;         // the first line of code that is indented, not fenced; 0: there is none

    [[nodiscard]] std::string const& text() const { return document.source.text; }
    [[nodiscard]] std::size_t line_of(int cmark_line) const {
        return first_line + static_cast<std::size_t>(cmark_line);
    }
    /// The bytes of line `line` (from 1) without its line end.
    [[nodiscard]] Span line_span(std::size_t line) const {
        bool const marked = line == 1 && text().starts_with("\xEF\xBB\xBF");  // cmark does not count the mark
        std::size_t const begin = starts[line - 1] + (marked ? 3 : 0);
        std::size_t end = std::min(starts[line] - 1, text().size());
        if (end > begin && text()[end - 1] == '\r') --end;
        return {begin, end};
    }
    [[nodiscard]] std::size_t after_line(std::size_t line) const { return std::min(starts[line], text().size()); }

    void warn(Span span, char const* code, std::string message, std::string hint) {
        heddle::warn(diagnostics, document.source.path, span, code, std::move(message), std::move(hint));
    }
    /// Warns of a line of `literal`, whose first line is `line`, that looks like the start of a block but is none.
    void not_a_fence(std::string_view literal, std::size_t line, char const* where, std::string hint);
    /// Warns of a line of the block that defines a chunk as other tools do.
    void other_chunk(Block const& block);
    void unclosed(std::size_t line, std::size_t open, std::size_t run);
    [[nodiscard]] bool swallows(std::size_t line, std::size_t last, std::size_t open, std::size_t run) const;
    [[nodiscard]] Span trimmed(std::size_t line) const;
    /// Warns of a line by which another tool begins code.
    void other_tool(std::size_t line);
    void paragraph(cmark_node* node);
    void hidden_characters(Block const& block);
    [[nodiscard]] Span code_span(Block const& block, std::size_t row, std::size_t column, std::size_t size) const;
    void open_end(Block const& block);
    void includes(Block& block);
    void own_main(Block const& block);
    bool values(Block& block);
    void code_block(cmark_node* node);
    void heading(cmark_node* node);
    void html(cmark_node* node);
};

/// The marks of a fence at `at`, three or more; 0 where there are none.
std::size_t fence_run(std::string const& text, std::size_t at, std::size_t end);

}  // namespace heddle
