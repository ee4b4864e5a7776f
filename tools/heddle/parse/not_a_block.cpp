// SPDX-License-Identifier: MIT
// What looks like a block and is none: a fence that nothing closes, one in HTML or in a line of text, and the code of
// other tools. Passed over in silence it would be code that nobody compiles.
#include <fmt/format.h>

#include <algorithm>

#include "parse/dialects.hpp"
#include "parse/languages.hpp"
#include "parse/parser.hpp"
#include "text/lexer.hpp"

namespace heddle {

std::size_t fence_run(std::string const& text, std::size_t at, std::size_t end) {
    if (at >= end || (text[at] != '`' && text[at] != '~')) return 0;
    std::size_t i = at;
    while (i < end && text[i] == text[at]) ++i;
    return i - at >= 3 ? i - at : 0;
}

void Parser::not_a_fence(std::string_view literal, std::size_t line, char const* where, std::string hint) {
    for (std::size_t at = 0; at < literal.size(); ++line) {
        std::size_t const end = std::min(literal.find('\n', at), literal.size());
        std::size_t const begin = std::min(literal.find_first_not_of(" \t", at), end);
        if (means_block(literal.substr(begin, end - begin))) {
            warn(line_span(line), "not-a-block", fmt::format("this is no block, because it stands in {}", where),
                 std::move(hint));
            return;
        }
        at = end + 1;
    }
}

/// Does the fence hold the start of another block, which no fence ends that is shorter? Then its own end is missing,
/// and the end of that block was taken for it.
bool Parser::swallows(std::size_t line, std::size_t last, std::size_t open, std::size_t run) const {
    std::string const fence(run, text()[open]);
    if (text().find(fence, after_line(line)) >= line_span(last).begin) return false;  // nearly always
    for (std::size_t l = line + 1; l < last; ++l) {
        Span const span = trimmed(l);
        if (span.begin == span.end || text()[span.begin] != text()[open]) continue;
        bool const long_enough = fence_run(text(), span.begin, span.end) >= run;
        if (long_enough && opens_known_block(std::string_view(text()).substr(span.begin, span.end - span.begin)))
            return true;
    }
    return false;
}

/// An opening fence that nothing closes, with the lines that may have been meant otherwise.
void Parser::unclosed(std::size_t line, std::size_t open, std::size_t run) {
    Diagnostic d{Severity::error,
                 "unclosed-fence",
                 document.source.path,
                 {open, open + run},
                 "this fence is never closed",
                 {},
                 fmt::format("close it with a line of {} or more '{}'", run, text()[open])};
    for (std::size_t l = line - 1; l > first_line; --l) {
        Span const span = trimmed(l);
        std::string_view const there = std::string_view(text()).substr(span.begin, span.end - span.begin);
        if (!opens_known_block(there) || there.front() != '`' || there.find('`', there.find(' ')) == there.npos)
            continue;
        d.notes.push_back({d.path, span, "this line opens no fence, because a '`' stands in it after the first word"});
        break;
    }
    for (std::size_t l = line + 1; l + 1 < starts.size(); ++l) {
        Span const span = trimmed(l);
        std::size_t const other = fence_run(text(), span.begin, span.end);
        bool const bare = text().find_first_not_of(" \t", span.begin + other) >= span.end;
        std::string_view const there = std::string_view(text()).substr(span.begin, span.end - span.begin);
        if (other == 0 || (!bare && !opens_known_block(there))) continue;
        d.notes.push_back({d.path, span, bare ? "this line does not close it" : "this block would stand inside it"});
        break;
    }
    diagnostics.push_back(std::move(d));
}

/// What an author comments out is meant to be no block; what stands in a `<details>` is not.
void Parser::html(cmark_node* node) {
    std::string_view const literal = cmark_node_get_literal(node);
    std::size_t const line = line_of(cmark_node_get_start_line(node));
    if (literal.substr(std::min(literal.find_first_not_of(' '), literal.size())).starts_with("<!--")) {
        if (literal.find("-->") == std::string_view::npos)
            not_a_fence(literal, line, "a comment that nothing closes", "end the comment with '-->'");
        return;
    }
    not_a_fence(literal, line, "HTML", "put an empty line between the HTML and it");
}

/// A fence of backticks whose info string holds one is a paragraph to Markdown, and so is one that follows a line of
/// text and is indented by four or more. Code in a line of prose ends in it.
void Parser::paragraph(cmark_node* node) {
    std::size_t const first = line_of(cmark_node_get_start_line(node));
    std::size_t const last = line_of(cmark_node_get_end_line(node));
    std::string_view const all =
        std::string_view(text()).substr(line_span(first).begin, line_span(last).end - line_span(first).begin);
    bool const fences = all.find("```") != std::string_view::npos || all.find("~~~") != std::string_view::npos;
    for (std::size_t l = first; l <= last; ++l) {
        Span const span = trimmed(l);
        std::string_view const there = std::string_view(text()).substr(span.begin, span.end - span.begin);
        other_tool(l);
        if (!fences) continue;
        if (!opens_known_block(there)) continue;
        std::size_t const run = fence_run(text(), span.begin, span.end);
        bool const ticks = there.find('`', run) != std::string_view::npos;
        if (there.find(there.substr(0, run), run) != std::string_view::npos) continue;
        if (there.front() == '`' && ticks) {
            warn(span, "not-a-block", "this is no block, because a '`' stands in it after the first word",
                 "write the title without it, or begin and end the block with '~~~'");
        } else {
            warn(span, "not-a-block", "this is no block, because it is indented by four or more below a line of text",
                 "indent it by three spaces at most");
        }
    }
}

void Parser::other_tool(std::size_t line) {
    Span const span = trimmed(line);
    std::string_view const why = why_no_fence(std::string_view(text()).substr(span.begin, span.end - span.begin));
    if (!why.empty())
        warn(span, "not-a-block", fmt::format("this is no block, because {}", why),
             "begin the code with '```cpp' and end it with '```'");
}

void Parser::other_chunk(Block const& block) {
    if (block.code.find(">>=") == std::string::npos) return;
    std::vector<std::string_view> const lines = code_lines(block.code);
    std::vector<bool> const raw = lines_in_raw_strings(block.code);
    for (std::size_t row = 0; row < lines.size(); ++row) {
        std::string_view const name = noweb_chunk(lines[row]);
        if (name.empty() || raw[row]) continue;
        warn(code_span(block, row, 0, lines[row].size()), "not-a-block", "this line defines no chunk",
             fmt::format("begin a block with '```cpp chunk=\"{}\"'", name));
    }
}

}  // namespace heddle
