// SPDX-License-Identifier: MIT
// The site's Markdown is larger than cmark's: directives, definition lists and footnotes. Where they differ, what may
// be Markdown there is looked at as Markdown. The Sphinx extension refuses what gets past this, with a poorer message.
#include "parse/foreign.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "text/words.hpp"

namespace heddle {

namespace {

// Between spaces, so that a word can be looked for as it stands between two.
constexpr std::string_view markup_directives = " raw eval-rst role meta ";
constexpr std::string_view file_directives = " include literalinclude csv-table ";
constexpr std::string_view picture_directives = " image figure ";
/// Directives whose body is no Markdown.
constexpr std::string_view literal_directives =
    " code code-block sourcecode literalinclude include math highlight doctest prompt toctree graphviz ";

bool among(std::string_view words, std::string const& word) {
    return words.find(" " + word + " ") != std::string_view::npos;
}

std::string_view trimmed(std::string_view text) {
    std::size_t const begin = std::min(text.find_first_not_of(" \t\r\n"), text.size());
    return text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

/// Does an address name a place that is not a file of the book: another host, or a scheme? Data in the address is here.
bool is_remote(std::string_view address) {
    std::string const url = lower(std::string(trimmed(address)));
    if (url.starts_with("//") || url.starts_with("\\") || url.starts_with("/\\")) return true;
    std::size_t const colon = url.find(':');
    return colon != std::string::npos && colon < url.find_first_of("/?#") && !url.starts_with("data:image/");
}

/// Does a path, read from the chapters' folder, lead out of the book? From `/` it is read from the folder of the pages.
bool leaves_book(std::string_view path) {
    std::string const text = lower(std::string(trimmed(path)));
    if (text.find("%2e") != std::string::npos || text.find("%2f") != std::string::npos) return true;
    long depth = text.starts_with("/") ? 0 : 1;
    for (std::size_t at = 0; at <= text.size();) {
        std::size_t const end = std::min(text.find('/', at), text.size());
        std::string_view const part = std::string_view(text).substr(at, end - at);
        if (part == "..") --depth;
        if (depth < 0) return true;
        if (!part.empty() && part != "." && part != "..") ++depth;
        at = end + 1;
    }
    return false;
}

/// The first byte of `html` that is neither space nor in a comment, or npos. A browser ends some comments earlier than
/// Markdown does (`<!-->`, `--!>`): such a one is none.
std::size_t after_comments(std::string_view html) {
    std::size_t at = 0;
    while ((at = html.find_first_not_of(" \t\r\n", at)) != std::string_view::npos) {
        std::string_view const rest = html.substr(at);
        std::size_t const close = rest.find("-->", 4);
        if (!rest.starts_with("<!--") || rest.starts_with("<!-->") || rest.starts_with("<!--->") ||
            close == std::string_view::npos || rest.substr(0, close).find("--!>") != std::string_view::npos)
            return at;
        at += close + 3;
    }
    return std::string_view::npos;
}

/// The word in the braces that `text` begins with, in small letters, and what stands after them.
struct Directive {
    std::string name;
    std::string argument;
};
std::optional<Directive> read_directive(std::string_view text) {
    text = trimmed(text);
    std::size_t const close = text.find('}');
    if (!text.starts_with('{') || close == std::string_view::npos) return std::nullopt;
    return Directive{lower(std::string(trimmed(text.substr(1, close - 1)))),
                     std::string(trimmed(text.substr(close + 1)))};
}

struct Look {
    Source const& source;
    MarkdownPiece const& piece;
    Allowed const& allowed;
    Diagnostics& diagnostics;
    std::vector<std::string_view> rows = {};  // of the piece's text
    std::vector<std::size_t> starts = {};     // offset in the source of each of its lines
    std::vector<bool> is_code = {};           // by row: in a fence, or indented
    std::vector<MarkdownPiece> inner = {};
    bool has_indents = false;  // a definition or a footnote, whose indented lines are Markdown

    void measure();
    void complain(std::size_t row, std::size_t column, std::size_t size, std::string message, char const* key,
                  std::string hint);
    void html(std::size_t row, std::size_t column, std::size_t size);
    void html_block(cmark_node* node);
    void address(std::size_t row, std::size_t column, std::size_t size, std::string_view url);
    void file(std::size_t row, std::string_view path, bool from_root);
    void directive(std::size_t row, Directive const& found);
    void options(std::size_t row, std::string_view body, Directive const& found);
    void code_block(cmark_node* node);
    void inlines(cmark_node* block);
    void lines();
};

void Look::measure() {
    starts.push_back(0);
    for (std::size_t at = source.text.find('\n'); at != std::string::npos; at = source.text.find('\n', at + 1))
        starts.push_back(at + 1);
    starts.push_back(source.text.size() + 1);
    rows = code_lines(piece.text);
    is_code.assign(rows.size() + 1, false);
}

/// The place is `size` bytes from byte `column` of row `row` (both from 0) of the piece.
void Look::complain(std::size_t row, std::size_t column, std::size_t size, std::string message, char const* key,
                    std::string hint) {
    std::size_t const line = std::min(piece.line + row, starts.size() - 1);
    std::size_t const end = std::min(starts[line] - 1, source.text.size());
    std::size_t const own = row < rows.size() ? rows[row].size() : 0;
    std::size_t const begin = end - std::min(own, end - starts[line - 1]) + column;
    diagnostics.push_back({Severity::error,
                           "foreign-content",
                           source.path,
                           {std::min(begin, end), std::min(begin + size, end)},
                           std::move(message),
                           {},
                           fmt::format("{}, or allow it: 'allow: [{}]' in chapters/book.yaml", hint, key)});
}

void Look::html(std::size_t row, std::size_t column, std::size_t size) {
    if (!allowed.html)
        complain(row, column, size, "raw HTML in a chapter", "html",
                 "write it in Markdown, or as code between backticks");
}

/// A comment stays. The place is the first tag that stands in none.
void Look::html_block(cmark_node* node) {
    std::string_view const literal = cmark_node_get_literal(node);
    std::size_t const at = after_comments(literal);
    if (at == std::string_view::npos) return;
    std::vector<std::string_view> const own = code_lines(literal);
    std::size_t line = 0;
    while (line + 1 < own.size() && own[line + 1].data() <= literal.data() + at) ++line;
    // Before the block's own line stands what belongs to a list or a quotation.
    std::size_t const row = static_cast<std::size_t>(cmark_node_get_start_line(node)) - 1 + line;
    auto const column = static_cast<std::size_t>(literal.data() + at - own[line].data());
    std::size_t const prefix = row < rows.size() ? rows[row].size() - std::min(rows[row].size(), own[line].size()) : 0;
    std::string_view const rest = literal.substr(at);
    if (rest.starts_with("<!--") && rest.find("-->") == std::string_view::npos && !allowed.html)
        return complain(row, prefix + column, 4, "a comment that nothing closes", "html", "end it with '-->'");
    html(row, prefix + column, std::min(own[line].find('>', column), own[line].size() - 1) + 1 - column);
}

void Look::address(std::size_t row, std::size_t column, std::size_t size, std::string_view url) {
    if (is_remote(url)) {
        if (!allowed.remote_images)
            complain(row, column, size, fmt::format("the picture '{}' is not in the book", url), "remote_images",
                     "put the file beside the chapter");
    } else if (leaves_book(url) && !url.starts_with("data:") && !allowed.includes) {
        complain(row, column, size, fmt::format("the file '{}' is outside the book", url), "includes",
                 "put it into the book's folder");
    }
}

void Look::file(std::size_t row, std::string_view path, bool from_root) {
    bool const outside = leaves_book(path) || is_remote(path) || (path.starts_with("/") && !from_root);
    if (!outside || allowed.includes) return;
    std::size_t const column = row < rows.size() ? std::min(rows[row].find(path), rows[row].size()) : 0;
    complain(row, column, path.size(), fmt::format("the file '{}' is outside the book", path), "includes",
             "put it into the book's folder");
}

void Look::directive(std::size_t row, Directive const& found) {
    std::size_t const column = std::min(rows[row].find('{'), rows[row].size());
    if (among(markup_directives, found.name) && !allowed.raw)
        complain(row, column, found.name.size() + 2, fmt::format("the directive '{}' in a chapter", found.name), "raw",
                 "write it in Markdown");
    if (among(picture_directives, found.name))
        address(row, std::min(rows[row].find(found.argument), rows[row].size()), found.argument.size(), found.argument);
    if (among(file_directives, found.name) && found.name.front() != 'c')  // a csv-table's argument is its title
        file(row, found.argument, found.name.front() == 'l');
}

/// A table may be read from a file: `:file: path`, `:url: address`, or the same as YAML.
void Look::options(std::size_t row, std::string_view body, Directive const& found) {
    if (!among(file_directives, found.name)) return;
    for (std::string_view line : code_lines(body)) {
        ++row;
        line = trimmed(line);
        if (line.starts_with(':')) line.remove_prefix(1);
        for (std::string_view const key : {"file:", "url:", "diff:"}) {
            if (line.starts_with(key)) file(row, trimmed(line.substr(key.size())), key == "diff:");
        }
    }
}

void Look::code_block(cmark_node* node) {
    auto const row = static_cast<std::size_t>(cmark_node_get_start_line(node)) - 1;
    auto const last = static_cast<std::size_t>(cmark_node_get_end_line(node)) - 1;
    for (std::size_t i = row; i <= last && i < is_code.size(); ++i) is_code[i] = true;
    std::string_view const literal = cmark_node_get_literal(node);
    auto const found = read_directive(cmark_node_get_fence_info(node));
    if (!found) return;
    directive(row, *found);
    options(row, literal, *found);
    if (!among(literal_directives, found->name) && !among(markup_directives, found->name))
        inner.push_back({std::string(literal), piece.line + row + 1});
}

/// What stands in the lines of a paragraph or heading. cmark does not always say where; so each is looked for in turn.
void Look::inlines(cmark_node* block) {
    auto row = static_cast<std::size_t>(cmark_node_get_start_line(block)) - 1;
    std::size_t column = 0;
    auto const find = [&](std::string_view text) {
        text = text.substr(0, text.find('\n'));
        for (std::size_t r = row; r < rows.size(); ++r) {
            std::size_t const at = rows[r].find(text, r == row ? column : 0);
            if (at == std::string_view::npos) continue;
            row = r;
            column = at + text.size();
            return Span{at, at + text.size()};
        }
        return Span{column, column + 1};
    };
    cmark_iter* const iterator = cmark_iter_new(block);
    for (cmark_event_type event; (event = cmark_iter_next(iterator)) != CMARK_EVENT_DONE;) {
        if (event != CMARK_EVENT_ENTER) continue;
        cmark_node* const node = cmark_iter_get_node(iterator);
        cmark_node_type const type = cmark_node_get_type(node);
        if (type == CMARK_NODE_HTML_INLINE) {
            std::string_view const literal = cmark_node_get_literal(node);
            if (literal.starts_with("</") || after_comments(literal) == std::string_view::npos) continue;
            Span const at = find(literal);
            html(row, at.begin, at.end - at.begin);
        }
        if (type == CMARK_NODE_IMAGE) {
            Span const at = find("![");
            address(row, at.begin, 2, cmark_node_get_url(node));
        }
        if (type != CMARK_NODE_CODE || cmark_node_previous(node) == nullptr) continue;
        char const* const before = cmark_node_get_literal(cmark_node_previous(node));
        if (before == nullptr || !std::string_view(before).ends_with("{download}")) continue;
        std::string_view path = cmark_node_get_literal(node);
        if (path.ends_with('>')) path = path.substr(path.rfind('<') + 1, path.size() - path.rfind('<') - 2);
        find("{download}");
        file(row, path, true);
    }
    cmark_iter_free(iterator);
}

/// Directives between colons, and footnotes, which cmark takes for text and for the address of a link.
void Look::lines() {
    for (std::size_t row = 0; row < rows.size(); ++row) {
        std::string_view const line = rows[row];
        std::size_t const begin = std::min(line.find_first_not_of(" \t>*+-"), line.size());
        has_indents = has_indents || line.substr(begin).starts_with(": ") || line.substr(begin).starts_with("~ ");
        if (is_code[row]) continue;
        std::size_t const colons = line.find(":::");
        if (colons != std::string_view::npos &&
            line.substr(0, colons).find_first_not_of(" \t>*+-.)0123456789:") == std::string_view::npos) {
            auto const found = read_directive(line.substr(std::min(line.find_first_not_of(':', colons), line.size())));
            if (found) directive(row, *found);
        }
        std::size_t const close = line.find("]:", begin);
        if (!line.substr(begin).starts_with("[^") || close == std::string_view::npos) continue;
        has_indents = true;
        inner.push_back({std::string(line.substr(close + 2)) + "\n", piece.line + row});
    }
}

}  // namespace

std::vector<MarkdownPiece> check_foreign(Source const& source, MarkdownPiece const& piece, MarkdownTree const& tree,
                                         Allowed const& allowed, Diagnostics& diagnostics) {
    Look look{source, piece, allowed, diagnostics};
    look.measure();
    std::vector<cmark_node*> indented;
    cmark_iter* const iterator = cmark_iter_new(tree.root());
    for (cmark_event_type event; (event = cmark_iter_next(iterator)) != CMARK_EVENT_DONE;) {
        cmark_node* const node = cmark_iter_get_node(iterator);
        cmark_node_type const type = cmark_node_get_type(node);
        if (event != CMARK_EVENT_ENTER) continue;
        if (type == CMARK_NODE_HTML_BLOCK) look.html_block(node);
        if (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING) look.inlines(node);
        if (type != CMARK_NODE_CODE_BLOCK) continue;
        look.code_block(node);
        if (*cmark_node_get_fence_info(node) == '\0') indented.push_back(node);
    }
    cmark_iter_free(iterator);
    look.lines();
    for (cmark_node* const node : indented) {
        auto const row = static_cast<std::size_t>(cmark_node_get_start_line(node)) - 1;
        bool const fenced = row < look.rows.size() && (look.rows[row].find("```") != std::string_view::npos ||
                                                       look.rows[row].find("~~~") != std::string_view::npos);
        if (look.has_indents && !fenced) look.inner.push_back({cmark_node_get_literal(node), piece.line + row});
    }
    return std::move(look.inner);
}

}  // namespace heddle
