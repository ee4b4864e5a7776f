// SPDX-License-Identifier: MIT
// CommonMark by cmark; what is ours is the reading of fences and the checks of the text's encoding.
#include "parse.hpp"

#include <cmark.h>
#include <fmt/format.h>

#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>

#include "info_string.hpp"
#include "lexer.hpp"
#include "settings.hpp"

namespace heddle {

namespace {

void complain(Diagnostics& all, Source const& source, Span span, char const* code, std::string message,
              std::string hint = "") {
    all.push_back({Severity::error, code, source.path, span, std::move(message), {}, std::move(hint)});
}

/// Length of the UTF-8 sequence at `i`, 0 if it is none (overlong, surrogate, cut off).
std::size_t utf8_length(std::string_view text, std::size_t i) {
    auto const byte = [&](std::size_t k) { return k < text.size() ? static_cast<unsigned char>(text[k]) : 0U; };
    auto const tail = [&](std::size_t n) {
        for (std::size_t k = 1; k <= n; ++k) {
            if ((byte(i + k) & 0xC0U) != 0x80U) return false;
        }
        return true;
    };
    unsigned const b = byte(i);
    if (b < 0x80) return 1;
    if (b >= 0xC2 && b <= 0xDF) return tail(1) ? 2 : 0;
    if (b >= 0xE0 && b <= 0xEF) {
        bool const bad = (b == 0xE0 && byte(i + 1) < 0xA0) || (b == 0xED && byte(i + 1) >= 0xA0);
        return !bad && tail(2) ? 3 : 0;
    }
    if (b >= 0xF0 && b <= 0xF4) {
        bool const bad = (b == 0xF0 && byte(i + 1) < 0x90) || (b == 0xF4 && byte(i + 1) >= 0x90);
        return !bad && tail(3) ? 4 : 0;
    }
    return 0;
}

/// The first byte from `i` on that is not plain ASCII, or the end. Eight bytes at a time: a chapter is nearly all
/// ASCII, and byte by byte this took a fifth of the time that cmark takes.
std::size_t skip_ascii(std::string_view text, std::size_t i) {
    constexpr std::uint64_t ones = 0x0101010101010101U;
    constexpr std::uint64_t high = 0x8080808080808080U;
    for (; i + 8 <= text.size(); i += 8) {
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, text.data() + i, 8);
        // A byte of 0x80 or more has its high bit already; a byte of 0 borrows from it.
        if (((bytes | (bytes - ones)) & high) != 0) break;
    }
    while (i < text.size() && static_cast<signed char>(text[i]) > 0) ++i;
    return i;
}

bool check_encoding(Source const& source, Diagnostics& diagnostics) {
    std::string_view const text = source.text;
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
        complain(diagnostics, source, {0, 2}, "bad-encoding", "the file is UTF-16, not UTF-8", "save it as UTF-8");
        return false;
    }
    for (std::size_t i = skip_ascii(text, 0); i < text.size(); i = skip_ascii(text, i)) {
        if (text[i] == '\0') {
            complain(diagnostics, source, {i, i + 1}, "bad-encoding", "a NUL byte in the text");
            return false;
        }
        std::size_t const length = utf8_length(text, i);
        if (length == 0) {
            complain(diagnostics, source, {i, i + 1}, "bad-encoding",
                     fmt::format("byte 0x{:02X} is not UTF-8 here", static_cast<unsigned char>(text[i])),
                     "save the file as UTF-8");
            return false;
        }
        i += length;
    }
    return true;
}

std::vector<std::size_t> line_starts(std::string_view text) {
    std::vector<std::size_t> starts{0};
    for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
        starts.push_back(at + 1);
    starts.push_back(text.size() + 1);
    return starts;
}

struct Parser {
    Document& document;
    Diagnostics& diagnostics;
    std::vector<std::size_t> starts;  // offset of line i (from 0) of the whole text
    std::size_t first_line;           // lines before the text that cmark saw

    [[nodiscard]] std::string const& text() const { return document.source.text; }
    [[nodiscard]] std::size_t line_of(int cmark_line) const {
        return first_line + static_cast<std::size_t>(cmark_line);
    }
    /// The bytes of line `line` (from 1) without its line end.
    [[nodiscard]] Span line_span(std::size_t line) const {
        std::size_t const begin = starts[line - 1];
        std::size_t end = std::min(starts[line] - 1, text().size());
        if (end > begin && text()[end - 1] == '\r') --end;
        return {begin, end};
    }
    [[nodiscard]] std::size_t after_line(std::size_t line) const { return std::min(starts[line], text().size()); }

    void code_block(cmark_node* node);
    void heading(cmark_node* node);
};

std::size_t fence_run(std::string const& text, std::size_t at, std::size_t end) {
    if (at >= end || (text[at] != '`' && text[at] != '~')) return 0;
    std::size_t i = at;
    while (i < end && text[i] == text[at]) ++i;
    return i - at >= 3 ? i - at : 0;
}

void Parser::code_block(cmark_node* node) {
    std::size_t const line = line_of(cmark_node_get_start_line(node));
    Span const opening = line_span(line);
    std::size_t const open = opening.begin + static_cast<std::size_t>(cmark_node_get_start_column(node)) - 1;
    std::size_t const run = fence_run(text(), open, opening.end);
    char const* const literal = cmark_node_get_literal(node);
    // An indented code block can hold a fence as its text; it is no fence then.
    if (run == 0 || std::string_view(literal).starts_with(std::string_view(text()).substr(open, run))) return;
    std::size_t const last = line_of(cmark_node_get_end_line(node));
    Span const closing = line_span(last);
    std::size_t at = closing.begin;
    while (at < closing.end && (text()[at] == ' ' || text()[at] == '\t' || text()[at] == '>')) ++at;
    std::size_t const close_run = last > line && text()[at] == text()[open] ? fence_run(text(), at, closing.end) : 0;
    bool const closed = close_run >= run && text().find_first_not_of(" \t", at + close_run) >= closing.end;

    Span info{open + run, opening.end};
    while (info.begin < info.end && (text()[info.begin] == ' ' || text()[info.begin] == '\t')) ++info.begin;
    while (info.end > info.begin && (text()[info.end - 1] == ' ' || text()[info.end - 1] == '\t')) --info.end;
    if (!closed) {
        complain(diagnostics, document.source, {open, open + run}, "unclosed-fence", "this fence is never closed",
                 fmt::format("close it with a line of {} or more '{}'", run, text()[open]));
        return;
    }
    auto block = parse_info_string(document.source, info, diagnostics);
    if (!block) return;
    block->fence = {open, after_line(last)};
    block->body = {after_line(line), starts[last - 1]};
    block->line = line;
    block->lines = last - line - 1;
    block->code = literal;
    if (document.crlf || block->code.find('\r') != std::string::npos) std::erase(block->code, '\r');
    if (is_code(block->kind)) block->references = chunk_references(block->code);
    if (!block->references.empty()) {
        // In a raw string the line is text.
        std::vector<bool> const raw = lines_in_raw_strings(block->code);
        std::erase_if(block->references, [&](Reference const& use) { return raw[use.row]; });
    }
    document.blocks.push_back(std::move(*block));
}

void Parser::heading(cmark_node* node) {
    Heading heading;
    heading.level = cmark_node_get_heading_level(node);
    heading.line = line_of(cmark_node_get_start_line(node));
    for (cmark_node* child = cmark_node_first_child(node); child != nullptr; child = cmark_node_next(child)) {
        if (char const* literal = cmark_node_get_literal(child)) heading.text += literal;
    }
    document.headings.push_back(std::move(heading));
}

/// The block after `node` in the order of the text; what is inside paragraphs and headings is no block.
cmark_node* next_block(cmark_node* node) {
    cmark_node_type const type = cmark_node_get_type(node);
    bool const holds_blocks = type == CMARK_NODE_DOCUMENT || type == CMARK_NODE_BLOCK_QUOTE ||
                              type == CMARK_NODE_LIST || type == CMARK_NODE_ITEM;
    if (holds_blocks && cmark_node_first_child(node) != nullptr) return cmark_node_first_child(node);
    while (node != nullptr && cmark_node_next(node) == nullptr) node = cmark_node_parent(node);
    return node == nullptr ? nullptr : cmark_node_next(node);
}

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
        if (block.kind != Kind::output || (i > 0 && document.blocks[i - 1].kind == Kind::cell)) continue;
        complain(diagnostics, document.source, block.info, "output-without-cell", "an output stands under no cell",
                 "an 'output' block follows the lesson cell that prints it");
    }
}

}  // namespace

Document parse(Source source, Diagnostics& diagnostics) {
    Document document;
    document.source = std::move(source);
    if (!check_encoding(document.source, diagnostics)) return document;
    if (document.source.text.find_first_not_of(" \t\r\n\xEF\xBB\xBF") == std::string::npos) {
        complain(diagnostics, document.source, {}, "empty-chapter", "the chapter is empty");
        return document;
    }
    std::string const& text = document.source.text;
    std::size_t const newline = text.find('\n');
    document.crlf = newline != std::string::npos && newline > 0 && text[newline - 1] == '\r';
    std::size_t const faults = diagnostics.size();
    document.front = parse_front_matter(document.source, diagnostics);
    bool const front_is_good = diagnostics.size() == faults;

    Parser parser{document, diagnostics, line_starts(text), 0};
    std::size_t const begin = document.front.span.end;
    for (std::size_t i = 0; i < begin; ++i) parser.first_line += text[i] == '\n';
    using Tree = std::unique_ptr<cmark_node, decltype(&cmark_node_free)>;
    Tree const tree(cmark_parse_document(text.data() + begin, text.size() - begin, CMARK_OPT_DEFAULT),
                    &cmark_node_free);
    std::size_t blocks = 0;  // at most; a vector that grows would move the first ones again and again
    for (cmark_node* node = tree.get(); node != nullptr; node = next_block(node))
        blocks += cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK;
    document.blocks.reserve(blocks);
    for (cmark_node* node = tree.get(); node != nullptr; node = next_block(node)) {
        if (cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK) parser.code_block(node);
        if (cmark_node_get_type(node) == CMARK_NODE_HEADING) parser.heading(node);
    }
    if (front_is_good) check_title(document, diagnostics);
    check_outputs(document, diagnostics);
    return document;
}

}  // namespace heddle
