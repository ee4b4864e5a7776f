// SPDX-License-Identifier: MIT
// CommonMark by cmark; what is ours is the reading of fences and the checks of the text's encoding.
#include "parse/parse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <string_view>

#include "parse/foreign.hpp"
#include "parse/info_string.hpp"
#include "parse/listing.hpp"
#include "parse/markdown.hpp"
#include "parse/measured.hpp"
#include "parse/parser.hpp"
#include "parse/plot.hpp"
#include "parse/reserved.hpp"
#include "parse/settings.hpp"
#include "text/encoding.hpp"
#include "text/lexer.hpp"
#include "text/statements.hpp"
#include "text/tokens.hpp"

namespace heddle {

namespace {

std::vector<std::size_t> line_starts(std::string_view text) {
    std::vector<std::size_t> starts{0};
    for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
        starts.push_back(at + 1);
    starts.push_back(text.size() + 1);
    return starts;
}

/// What heddle puts around a block's code; empty where that is at file scope, as of code that is only shown.
std::string_view surroundings(Block const& block, FrontMatter const& front) {
    return by_kind(
        block, [](DefineBlock const&) { return std::string_view(); },
        [](TextBlock const&) { return std::string_view(); },
        [&](ExportBlock const& e) { return std::string_view(front.name_space.empty() || e.global ? "" : "namespace"); },
        [](auto const&) { return std::string_view("function"); });
}

}  // namespace

/// The bytes of line `line` without the spaces and marks of quotes before them.
Span Parser::trimmed(std::size_t line) const {
    Span span = line_span(line);
    while (span.begin < span.end && std::string_view(" \t>").find(text()[span.begin]) != std::string_view::npos)
        ++span.begin;
    return span;
}

void Parser::hidden_characters(Block const& block) {
    auto const hidden = find_hidden(document.source, block.body, false);
    if (!hidden) return;
    warn(hidden->span, "hidden-character",
         fmt::format("the character U+{:04X} cannot be seen here", hidden->code_point),
         "code that is not what it looks like: remove it, or write it as an escape sequence");
}

/// The bytes of `size` characters of a block's code, at line `row` and byte `column` of it.
Span Parser::code_span(Block const& block, std::size_t row, std::size_t column, std::size_t size) const {
    Span const line = line_span(block.line + 1 + row);
    // What the chapter has before the code's own line belongs to the container, a list or a quote.
    std::size_t const own = code_lines(block.code)[row].size();
    std::size_t const begin = line.end - std::min(own, line.end - line.begin) + column;
    return {begin, std::min(begin + size, line.end)};
}

/// A block that is not closed would take what follows it, heddle's own lines and the next blocks, for a part of itself.
void Parser::open_end(Block const& block) {
    CellBlock const* const cell = block.as<CellBlock>();
    if (!is_code(block) || block.is<TextBlock>() || (cell != nullptr && cell->fails)) return;
    std::vector<std::string_view> const lines = code_lines(block.code);
    std::string code = block.code;
    for (Reference const& use : block.references) {
        std::string_view const line = lines[use.row];
        if (use.row > 0 && continues(lines[use.row - 1])) {
            complain(diagnostics, document.source, code_span(block, use.row, use.indent, line.size()), "open-block",
                     "this chunk stands in a macro, whose lines a backslash continues",
                     "write the macro out, or let it call a function that the chunk is in");
        }
        auto const begin = code.begin() + (line.data() - block.code.data());
        std::fill(begin, begin + static_cast<std::ptrdiff_t>(line.size()), ' ');
    }
    auto const fault = find_open_end(code);
    if (!fault) return;
    std::size_t row = 0;
    while (row + 1 < lines.size() && lines[row + 1].data() <= block.code.data() + fault->at) ++row;
    auto const column = static_cast<std::size_t>(block.code.data() + fault->at - lines[row].data());
    complain(diagnostics, document.source, code_span(block, row, column, 1), "open-block", fault->message,
             "each block is whole: what it opens, it closes");
}

/// Finds the includes that go to the top of a file. Those that stay must not end up in a function or a namespace.
void Parser::includes(Block& block) {
    IncludeLines found = find_includes(block.code);
    block.includes = std::move(found.front);
    std::string_view const around = surroundings(block, document.front);
    if (around.empty()) return;
    for (std::size_t const row : found.late) {
        std::size_t const size = code_lines(block.code)[row].size();
        complain(diagnostics, document.source, code_span(block, row, 0, size), "late-include",
                 fmt::format("this header would be included inside a {}", around),
                 "write it first in the block, in a 'cpp define' block, or in 'include:' of the front matter");
    }
}

/// A main function where it would be none, or a second one.
void Parser::own_main(Block const& block) {
    bool const exported = block.is<ExportBlock>();
    bool const allowed =
        block.is<TextBlock>() || block.is<ChunkBlock>() || (exported && surroundings(block, document.front).empty());
    if (allowed || block.code.find("main") == std::string::npos) return;
    for (Statement const& s : statements(block.code)) {
        if (s.kind != Statement::Kind::function || s.name != "main") continue;
        std::size_t const row = static_cast<std::size_t>(
            std::count(block.code.begin(), block.code.begin() + static_cast<std::ptrdiff_t>(s.begin), '\n'));
        complain(diagnostics, document.source, code_span(block, row, 0, code_lines(block.code)[row].size()), "own-main",
                 exported ? fmt::format("this main function would lie in the namespace '{}'", document.front.name_space)
                          : "the chapter's program has a main function of its own",
                 exported ? "add 'global' to the block, which then stands outside of it"
                          : "write what it does as statements, which run where they stand");
    }
}

/// Reads what a block says in a small language of its own. \returns whether there was no fault in it
bool Parser::values(Block& block) {
    if (PlotBlock* const figure = std::get_if<PlotBlock>(&block.kind)) {
        auto plot = parse_plot(document, block, diagnostics);
        if (plot) figure->plot = std::move(*plot);
        return plot.has_value();
    }
    if (AsmBlock* const listing = std::get_if<AsmBlock>(&block.kind)) {
        auto claims = parse_claims(document, block, diagnostics);
        if (claims) listing->claims = std::move(*claims);
        return claims.has_value();
    }
    return true;
}

void Parser::code_block(cmark_node* node) {
    std::size_t const line = line_of(cmark_node_get_start_line(node));
    Span const opening = line_span(line);
    std::size_t const open = opening.begin + static_cast<std::size_t>(cmark_node_get_start_column(node)) - 1;
    std::size_t const run = fence_run(text(), open, opening.end);
    char const* const literal = cmark_node_get_literal(node);
    // An indented code block can hold a fence as its text; it is no fence then, and has no info string.
    char const* const fence_info = cmark_node_get_fence_info(node);
    bool const bare = fence_info == nullptr || *fence_info == '\0';
    if (run == 0 || (bare && std::string_view(literal).starts_with(std::string_view(text()).substr(open, run)))) {
        not_a_fence(literal, line, "code that is indented by four or more", "indent it by three spaces at most");
        if (indented == 0) indented = line;
        return;
    }
    std::size_t const last = line_of(cmark_node_get_end_line(node));
    Span const closing = line_span(last);
    std::size_t at = closing.begin;
    while (at < closing.end && (text()[at] == ' ' || text()[at] == '\t' || text()[at] == '>')) ++at;
    std::size_t const close_run = last > line && text()[at] == text()[open] ? fence_run(text(), at, closing.end) : 0;
    // One that is indented by four or more closes nothing: it is a line of the code.
    auto const rows = std::count(literal, literal + std::strlen(literal), '\n');
    bool const closed = close_run >= run && text().find_first_not_of(" \t", at + close_run) >= closing.end &&
                        static_cast<std::size_t>(rows) == last - line - 1;

    Span info{open + run, opening.end};
    while (info.begin < info.end && (text()[info.begin] == ' ' || text()[info.begin] == '\t')) ++info.begin;
    while (info.end > info.begin && (text()[info.end - 1] == ' ' || text()[info.end - 1] == '\t')) --info.end;
    if (!closed || swallows(line, last, open, run)) {
        document.faulty.push_back({line, text().substr(open)});
        unclosed(line, open, run);
        return;
    }
    std::size_t const faults = diagnostics.size();
    auto block = parse_info_string(document.source, info, diagnostics);
    if (!block && diagnostics.size() != faults)
        document.faulty.push_back({line, text().substr(open, after_line(last) - open)});
    if (!block && text()[info.begin] == '{') {
        not_a_fence(literal, line + 1, "a directive", "begin and end the directive with ':::' instead of a fence");
    }
    if (!block) return;
    block->fence = {open, after_line(last)};
    block->body = {after_line(line), starts[last - 1]};
    block->line = line;
    block->lines = last - line - 1;
    block->code = literal;
    if (document.crlf || block->code.find('\r') != std::string::npos) std::erase(block->code, '\r');
    if (is_code(*block)) block->references = chunk_references(block->code);
    if (!block->references.empty()) {
        // In a raw string the line is text.
        std::vector<bool> const raw = lines_in_raw_strings(block->code);
        std::erase_if(block->references, [&](Reference const& use) { return raw[use.row]; });
    }
    hidden_characters(*block);
    open_end(*block);
    if (is_code(*block)) other_chunk(*block);
    if (is_code(*block)) includes(*block), own_main(*block);
    if (!values(*block)) return document.faulty.push_back({line, text().substr(open, after_line(last) - open)});
    document.blocks.push_back(std::move(*block));
}

void Parser::heading(cmark_node* node) {
    Heading heading;
    heading.level = cmark_node_get_heading_level(node);
    heading.line = line_of(cmark_node_get_start_line(node));
    other_tool(heading.line);  // `[source,cpp]` above a line of dashes
    // What stands in links and emphasis is part of the text; a line break in it is a space.
    for (cmark_node* at = cmark_node_first_child(node); at != nullptr;) {
        cmark_node_type const type = cmark_node_get_type(at);
        bool const is_text = type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE;
        if (char const* literal = cmark_node_get_literal(at); literal != nullptr && is_text) heading.text += literal;
        if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) heading.text += ' ';
        cmark_node* next = cmark_node_first_child(at);
        for (; next == nullptr && at != node; at = cmark_node_parent(at)) next = cmark_node_next(at);  // or above it
        at = next;
    }
    document.headings.push_back(std::move(heading));
}

namespace {

void check_title(Document& document, Diagnostics& diagnostics) {
    for (Heading const& heading : document.headings) {
        if (document.front.title.empty() && heading.level == 1) document.front.title = heading.text;
    }
    if (!document.front.title.empty()) return;
    complain(diagnostics, document.source, {}, "missing-title", "the chapter has no title",
             "begin with a front matter that has 'title: ...', or with a heading '# ...'");
}

void check_outputs(Document const& document, Diagnostics& diagnostics) {
    for (std::size_t i = 0; i < document.blocks.size(); ++i) {
        Block const& block = document.blocks[i];
        if (!block.is<OutputBlock>() || (i > 0 && document.blocks[i - 1].is<CellBlock>())) continue;
        std::size_t const before = i > 0 ? document.blocks[i - 1].line : 0;
        bool const cell_is_faulty = std::any_of(document.faulty.begin(), document.faulty.end(), [&](Faulty const& f) {
            return f.line > before && f.line < block.line;
        });
        if (cell_is_faulty) continue;
        complain(diagnostics, document.source, block.info, "output-without-cell", "an output stands under no cell",
                 "an 'output' block follows the lesson cell that prints it");
    }
}

/// Looks at every block of the chapter's text from `begin` on.
void walk(Parser& parser, std::size_t begin, Allowed const& allowed) {
    Document& document = parser.document;
    std::vector<MarkdownPiece> pieces{{document.source.text.substr(begin), parser.first_line + 1}};
    {
        MarkdownTree const tree(pieces.front().text);
        for (cmark_node* node = tree.root(); node != nullptr; node = next_block(node)) {
            if (cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK) parser.code_block(node);
            if (cmark_node_get_type(node) == CMARK_NODE_HEADING) parser.heading(node);
            if (cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK) parser.html(node);
            if (cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH) parser.paragraph(node);
        }
        pieces = check_foreign(document.source, MarkdownPiece(pieces.front()), tree, allowed, parser.diagnostics);
    }
    // What stands inside directives is Markdown again, which may hold directives.
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        MarkdownPiece const piece = pieces[i];
        MarkdownTree const tree(piece.text);
        std::vector<MarkdownPiece> more = check_foreign(document.source, piece, tree, allowed, parser.diagnostics);
        pieces.insert(pieces.end(), more.begin(), more.end());
    }
}

/// What lies between the blocks goes onto the page as it is, but for references to numbers.
void read_prose(Document& document, Diagnostics& diagnostics) {
    auto const read = [&](Span span) {
        check_reserved(document.source, span, diagnostics);
        span.begin = std::max(span.begin, document.front.span.end);
        auto const found = find_measured(document.source, span, diagnostics);
        document.measured.insert(document.measured.end(), found.begin(), found.end());
    };
    std::size_t begin = 0;
    for (Block const& block : document.blocks) {
        read({begin, block.fence.begin});
        begin = block.fence.end;
    }
    read({begin, document.source.text.size()});
}

}  // namespace

Document parse(Source source, Diagnostics& diagnostics, Allowed const& allowed) {
    Document document;
    document.source = std::move(source);
    if (!check_text(document.source, diagnostics)) {
        // Words can be looked for in the text of a broken merge, but not in that of another encoding.
        bool const legible = diagnostics.back().code != "bad-encoding";
        document.faulty.push_back({1, legible ? document.source.text : ""});
        return document;
    }
    if (document.source.text.find_first_not_of(" \t\r\n\xEF\xBB\xBF") == std::string::npos) {
        complain(diagnostics, document.source, {}, "empty-chapter", "the chapter is empty");
        document.faulty.push_back({1, ""});
        return document;
    }
    std::string const& text = document.source.text;
    std::size_t const newline = text.find('\n');
    document.crlf = newline != std::string::npos && newline > 0 && text[newline - 1] == '\r';
    std::size_t const faults = diagnostics.size();
    document.front = parse_front_matter(document.source, diagnostics);
    document.front.faulty = diagnostics.size() != faults;

    Parser parser{document, diagnostics, line_starts(text), 0, 0};
    std::size_t const begin = document.front.span.end;
    for (std::size_t i = 0; i < begin; ++i) parser.first_line += text[i] == '\n';
    walk(parser, begin, allowed);
    if (parser.indented != 0 && document.blocks.empty() && document.faulty.empty()) {
        parser.warn(parser.line_span(parser.indented), "not-a-block", "this chapter has code, and no block that is run",
                    "code that is only indented is text: begin it with '```cpp' and end it with '```'");
    }
    if (!document.front.faulty) check_title(document, diagnostics);
    check_outputs(document, diagnostics);
    read_prose(document, diagnostics);
    return document;
}

}  // namespace heddle
