// SPDX-License-Identifier: MIT
// One pass over the bytes, as they are once the lines are joined that a backslash ends; each token then gets its place
// in the code as it stands.
#include "text/tokens.hpp"

#include <string>

#include "text/words.hpp"

namespace heddle {

namespace {

constexpr std::string_view blanks = " \t\r\v\f";

/// The bytes of the backslash at `i` that joins its line to the next, with the blanks and the line end behind it; 0
/// where it does not.
std::size_t splice_at(std::string_view code, std::size_t i) {
    if (code[i] != '\\') return 0;
    std::size_t const end = code.find_first_not_of(blanks, i + 1);
    return end != std::string_view::npos && code[end] == '\n' ? end + 1 - i : 0;
}

/// A code without what joins its lines, and where each byte of it stands.
struct Joined {
    std::string text;
    std::vector<std::size_t> places;

    explicit Joined(std::string_view code) {
        text.reserve(code.size());
        places.reserve(code.size());
        for (std::size_t i = 0; i < code.size();) {
            if (std::size_t const splice = splice_at(code, i); splice != 0) {
                i += splice;
                continue;
            }
            text += code[i];
            places.push_back(i++);
        }
    }
};

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

/// Calls `take` with each token of `text`, and goes on where that says.
template <typename F>
void scan_all(std::string_view text, F take) {
    bool line_start = true;
    for (std::size_t i = 0; i < text.size();) {
        char const c = text[i];
        if (c == '\n' || blanks.find(c) != std::string_view::npos) {
            line_start = line_start || c == '\n';
            ++i;
            continue;
        }
        Token const token = scan(text, i, line_start);
        i = take(token);
        line_start = line_start && token.kind == TokenKind::comment;
    }
}

/// The rest of a directive from the first byte that is neither blank nor in a comment.
std::string_view skip_blanks(std::string_view rest) {
    for (;;) {
        rest.remove_prefix(std::min(rest.find_first_not_of(blanks), rest.size()));
        if (std::size_t const splice = rest.empty() ? 0 : splice_at(rest, 0); splice != 0) {
            rest.remove_prefix(splice);
        } else if (rest.starts_with("/*")) {
            std::size_t const close = rest.find("*/", 2);
            rest.remove_prefix(close == std::string_view::npos ? rest.size() : close + 2);
        } else {
            return rest;
        }
    }
}

}  // namespace

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || (c & 0x80) != 0;
}

std::size_t end_of_line(std::string_view code, std::size_t at) {
    // A backslash before the line end continues a comment or directive on the next line.
    for (std::size_t begin = at;;) {
        std::size_t const end = code.find('\n', begin);
        if (end == std::string_view::npos) return code.size();
        if (!continues(code.substr(at, end - at))) return end;
        begin = end + 1;
    }
}

bool continues(std::string_view line) {
    std::size_t const last = line.find_last_not_of(blanks);
    return last != std::string_view::npos && line[last] == '\\';
}

bool has_continued_line(std::string_view code) {
    for (std::size_t at = code.find('\\'); at != std::string_view::npos; at = code.find('\\', at + 1)) {
        if (splice_at(code, at) != 0) return true;
    }
    return false;
}

std::vector<Token> tokens(std::string_view code) {
    std::vector<Token> all;
    if (!has_continued_line(code)) {
        scan_all(code, [&](Token const& token) {
            all.push_back(token);
            return token.end;
        });
        return all;
    }
    Joined const joined(code);
    scan_all(joined.text, [&](Token const& token) {
        auto const& places = joined.places;
        std::size_t const begin = places[token.begin];
        bool const last = token.end == joined.text.size();
        all.push_back({token.kind, begin, last ? code.size() : places[token.end - 1] + 1});
        if (token.kind != TokenKind::raw_string) return token.end;
        // A raw string holds its backslashes and line ends, so its end is looked for in the code as it stands.
        std::size_t const end = end_of_raw(code, places[joined.text.find('"', token.begin)]);
        all.back().end = end;
        return static_cast<std::size_t>(std::lower_bound(places.begin(), places.end(), end) - places.begin());
    });
    return all;
}

std::string_view directive_word(std::string_view directive) {
    std::string_view const rest = skip_blanks(directive.substr(directive.starts_with("%:") ? 2 : 1));
    std::size_t end = 0;
    while (end < rest.size() && is_word(rest[end])) ++end;
    return rest.substr(0, end);
}

std::string_view directive_argument(std::string_view directive) {
    std::string_view const word = directive_word(directive);
    return skip_blanks(directive.substr(static_cast<std::size_t>(word.data() + word.size() - directive.data())));
}

std::vector<std::string> directive_words(std::string_view directive) {
    std::vector<std::string> words;
    std::string_view const rest = directive_argument(directive);
    for (std::size_t at = 0; at < rest.size();) {
        std::size_t end = at;
        while (end < rest.size() && is_word(rest[end])) ++end;
        if (end > at) words.emplace_back(rest.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

}  // namespace heddle
