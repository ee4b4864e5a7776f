// SPDX-License-Identifier: MIT
// One pass over the bytes.
#include "text/tokens.hpp"

#include <string>

#include "text/words.hpp"

namespace heddle {

namespace {

std::size_t end_of_quoted(std::string_view code, std::size_t open) {
    char const quote = code[open];
    for (std::size_t i = open + 1; i < code.size(); ++i) {
        if (code[i] == '\\') {
            ++i;
        } else if (code[i] == quote) {
            return i + 1;
        } else if (code[i] == '\n') {
            return i;  // unterminated: the compiler will say so
        }
    }
    return code.size();
}

std::size_t end_of_raw(std::string_view code, std::size_t open) {
    std::size_t const paren = code.find('(', open);
    if (paren == std::string_view::npos) return code.size();
    std::string close = ")";
    close += code.substr(open + 1, paren - open - 1);
    close += '"';
    std::size_t const end = code.find(close, paren);
    return end == std::string_view::npos ? code.size() : end + close.size();
}

/// A directive ends with its line, but a comment inside it may go on.
std::size_t end_of_directive(std::string_view code, std::size_t at) {
    std::size_t const end = end_of_line(code, at);
    for (std::size_t i = at; i < end; ++i) {
        if (code.substr(i, 2) == "//") return end_of_line(code, i);
        if (code[i] == '"' || code[i] == '\'') {
            i = end_of_quoted(code, i) - 1;
        } else if (code.substr(i, 2) == "/*") {
            std::size_t const close = code.find("*/", i + 2);
            if (close == std::string_view::npos) return code.size();
            if (close >= end) return end_of_directive(code, close + 2);
            i = close + 1;
        }
    }
    return end;
}

std::size_t end_of_number(std::string_view code, std::size_t i) {
    for (; i < code.size(); ++i) {
        bool const sign =
            (code[i] == '+' || code[i] == '-') && std::string_view("eEpP").find(code[i - 1]) != std::string_view::npos;
        bool const separator = code[i] == '\'' && i + 1 < code.size() && is_word(code[i + 1]);
        if (!is_word(code[i]) && code[i] != '.' && !sign && !separator) break;
    }
    return i;
}

/// `<%` and `%>` are braces; `<:` and `:>` are left as they are, for no statement ends inside an index.
bool is_digraph(char c, char next) { return (c == '<' && next == '%') || (c == '%' && next == '>'); }

/// The token that starts at `i`, which is not a space.
Token scan(std::string_view code, std::size_t i, bool line_start) {
    char const c = code[i];
    char const next = i + 1 < code.size() ? code[i + 1] : '\0';
    if (c == '/' && next == '/') return {TokenKind::comment, i, end_of_line(code, i)};
    if (c == '/' && next == '*') {
        std::size_t const end = code.find("*/", i + 2);
        return {TokenKind::comment, i, end == std::string_view::npos ? code.size() : end + 2};
    }
    bool const digraph = c == '%' && next == ':';
    if ((c == '#' || digraph) && line_start) return {TokenKind::directive, i, end_of_directive(code, i)};
    if (c == '"') return {TokenKind::string, i, end_of_quoted(code, i)};
    if (c == '\'') return {TokenKind::character, i, end_of_quoted(code, i)};
    if (is_digit(c) || (c == '.' && is_digit(next))) return {TokenKind::number, i, end_of_number(code, i + 1)};
    if (!is_word(c)) return {TokenKind::punctuation, i, i + (is_digraph(c, next) ? 2 : 1)};
    std::size_t end = i;
    while (end < code.size() && is_word(code[end])) ++end;
    std::string_view const word = code.substr(i, end - i);
    if (end < code.size() && code[end] == '"') {
        constexpr std::array<std::string_view, 5> raw{"R", "LR", "uR", "UR", "u8R"};
        if (std::find(raw.begin(), raw.end(), word) != raw.end())
            return {TokenKind::raw_string, i, end_of_raw(code, end)};
    }
    return {TokenKind::word, i, end};
}

}  // namespace

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || (c & 0x80) != 0;
}

std::size_t end_of_line(std::string_view code, std::size_t at) {
    // A backslash before the line end continues a comment or directive on the next line.
    for (std::size_t end = code.find('\n', at);; end = code.find('\n', end + 1)) {
        if (end == std::string_view::npos) return code.size();
        if (end == 0 || code[end - 1] != '\\') return end;
    }
}

std::vector<Token> tokens(std::string_view code) {
    std::vector<Token> all;
    bool line_start = true;
    for (std::size_t i = 0; i < code.size();) {
        char const c = code[i];
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f') {
            line_start = line_start || c == '\n';
            ++i;
            continue;
        }
        all.push_back(scan(code, i, line_start));
        i = all.back().end;
        line_start = line_start && all.back().kind == TokenKind::comment;
    }
    return all;
}

std::string_view directive_word(std::string_view directive) {
    std::string_view rest = directive.substr(directive.starts_with("%:") ? 2 : 1);
    for (;;) {
        rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
        if (rest.starts_with("\\\n")) {
            rest.remove_prefix(2);
        } else if (rest.starts_with("/*")) {
            std::size_t const close = rest.find("*/", 2);
            rest.remove_prefix(close == std::string_view::npos ? rest.size() : close + 2);
        } else {
            break;
        }
    }
    std::size_t end = 0;
    while (end < rest.size() && is_word(rest[end])) ++end;
    return rest.substr(0, end);
}

}  // namespace heddle
