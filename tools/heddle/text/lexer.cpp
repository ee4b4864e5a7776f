// SPDX-License-Identifier: MIT
// A scanner for C++ tokens and what is built on it.
#include "text/lexer.hpp"

#include <algorithm>
#include <array>

#include "text/words.hpp"

namespace heddle {

namespace {

enum class TokenKind { comment, directive, string, raw_string, character, number, word, punctuation };

struct Token {
    TokenKind kind;
    std::size_t begin;
    std::size_t end;
};

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
    if (c == '#' && line_start) return {TokenKind::directive, i, end_of_directive(code, i)};
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

template <std::size_t N>
bool is_one_of(std::string_view word, std::array<std::string_view, N> const& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// Is a statement that begins with `word` no expression, whatever follows?
bool begins_statement(std::string_view word) {
    constexpr std::array<std::string_view, 34> words{
        "if",        "else",          "for",    "while",    "do",           "switch",    "case",
        "default",   "try",           "catch",  "class",    "struct",       "union",     "enum",
        "return",    "co_return",     "break",  "continue", "using",        "typedef",   "template",
        "namespace", "static_assert", "goto",   "auto",     "const",        "constexpr", "constinit",
        "static",    "extern",        "inline", "volatile", "thread_local", "asm"};
    return is_one_of(word, words);
}

/// A type of the language begins a declaration, unless it is called: `int(2.5)`, `int{3}`.
bool is_builtin_type(std::string_view word) {
    constexpr std::array<std::string_view, 13> words{"void",     "bool",    "char",    "char8_t", "char16_t",
                                                     "char32_t", "wchar_t", "int",     "short",   "long",
                                                     "float",    "double",  "unsigned"};
    return is_one_of(word, words) || word == "signed";
}

}  // namespace

std::optional<std::size_t> trailing_expression(std::string_view code) {
    std::optional<std::size_t> start;  // of the statement that is still open
    bool expression = false;
    bool type = false;  // the statement is a type of the language so far
    int depth = 0;
    for (Token const& t : tokens(code)) {
        if (t.kind == TokenKind::comment || t.kind == TokenKind::directive) continue;
        std::string_view const text = code.substr(t.begin, t.end - t.begin);
        char c = t.kind == TokenKind::punctuation ? text[0] : '\0';
        if (text == "<%") c = '{';
        if (text == "%>") c = '}';
        if (c == ';' && depth == 0) {
            start.reset();
            continue;
        }
        if (type) expression = c == '(' || c == '{';
        type = false;
        if (!start) {
            start = t.begin;
            type = t.kind == TokenKind::word && is_builtin_type(text);
            expression = c != '{' && (t.kind != TokenKind::word || !begins_statement(text));
        }
        if (c == '(' || c == '[' || c == '{') ++depth;
        if (c == ')' || c == ']' || c == '}') --depth;
        if (c == '}' && depth == 0 && !expression) start.reset();
    }
    return start && expression ? start : std::nullopt;
}

namespace {

std::size_t count_lines(std::string_view code, std::size_t begin, std::size_t end) {
    return static_cast<std::size_t>(std::count(code.begin() + static_cast<std::ptrdiff_t>(begin),
                                               code.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
}

/// Does an `#include` name a header, by its brackets or its ending, and not a table of data or a macro?
bool names_header(std::string_view directive) {
    std::size_t const open = directive.find_first_of("<\"");
    if (open == std::string_view::npos) return false;
    char const close = directive[open] == '<' ? '>' : '"';
    std::string_view const name = directive.substr(open + 1, directive.find(close, open + 1) - open - 1);
    std::string_view const file = name.substr(name.rfind('/') + 1);
    std::size_t const dot = file.rfind('.');
    if (dot == std::string_view::npos) return true;
    std::string_view const ending = file.substr(dot + 1);
    constexpr std::array<std::string_view, 8> endings{"h", "hh", "hpp", "hxx", "h++", "H", "cuh", "tpp"};
    return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

/// For each line of `code`: does it start inside a token that `holds` says matters?
template <typename Holds>
std::vector<bool> lines_inside(std::string_view code, Holds holds) {
    std::vector<bool> inside(count_lines(code, 0, code.size()) + 1, false);
    std::size_t line = 0;
    std::size_t at = 0;
    for (Token const& t : tokens(code)) {
        line += count_lines(code, at, t.begin);
        at = t.begin;
        if (!holds(t)) continue;
        std::size_t const lines = count_lines(code, t.begin, t.end);
        for (std::size_t i = 1; i <= lines; ++i) inside[line + i] = true;
    }
    return inside;
}

/// What follows the `#` of a directive: `ifdef` of `# ifdef X`.
std::string_view directive_word(std::string_view directive) {
    std::size_t const begin = std::min(directive.find_first_not_of(" \t", 1), directive.size());
    std::size_t end = begin;
    while (end < directive.size() && is_word(directive[end])) ++end;
    return directive.substr(begin, end - begin);
}

/// Follows the brackets and conditions of a code, token by token.
class Nesting {
public:
    explicit Nesting(std::string_view code) : code_(code) {}

    /// \returns what is wrong with the token where it stands
    std::optional<OpenEnd> take(Token const& t) {
        std::string_view const text = code_.substr(t.begin, t.end - t.begin);
        if (t.kind == TokenKind::directive) return condition(t.begin, directive_word(text));
        if (t.kind != TokenKind::punctuation) return std::nullopt;
        char const c = text == "<%" ? '{' : text == "%>" ? '}' : text[0];
        if (c == '(' || c == '[' || c == '{') brackets_.push_back({t.begin, c});
        if (c != ')' && c != ']' && c != '}') return std::nullopt;
        char const opening = c == ')' ? '(' : c == ']' ? '[' : '{';
        if (brackets_.empty() || brackets_.back().sign != opening)
            return OpenEnd{t.begin, std::string("this '") + c + "' closes nothing of this block"};
        brackets_.pop_back();
        return std::nullopt;
    }

    /// \returns what is still open at the end
    [[nodiscard]] std::optional<OpenEnd> end() const {
        if (!conditions_.empty()) return OpenEnd{conditions_.back().at, "no '#endif' of this block closes this"};
        if (brackets_.empty()) return std::nullopt;
        return OpenEnd{brackets_.back().at,
                       std::string("this '") + brackets_.back().sign + "' is not closed in this block"};
    }

private:
    struct Bracket {
        std::size_t at;
        char sign;
    };
    struct Condition {
        std::size_t at;
        std::vector<Bracket> before;                       // the brackets that were open at the `#if`
        std::optional<std::vector<Bracket>> first_branch;  // those at the end of its first branch
    };

    std::optional<OpenEnd> condition(std::size_t at, std::string_view word) {
        if (word == "if" || word == "ifdef" || word == "ifndef") {
            conditions_.push_back({at, brackets_, std::nullopt});
            return std::nullopt;
        }
        bool const branch = word == "else" || word.starts_with("elif");
        if (!branch && word != "endif") return std::nullopt;
        if (conditions_.empty()) return OpenEnd{at, "no '#if' of this block stands before this"};
        Condition& open = conditions_.back();
        if (!open.first_branch) open.first_branch = brackets_;
        brackets_ = branch ? open.before : *open.first_branch;
        if (!branch) conditions_.pop_back();
        return std::nullopt;
    }

    std::string_view code_;
    std::vector<Bracket> brackets_;
    std::vector<Condition> conditions_;
};

/// Does the token, which reaches the end of the code, lack its own end?
std::optional<OpenEnd> unfinished(std::string_view code, Token const& t) {
    std::string_view const text = code.substr(t.begin, t.end - t.begin);
    if (t.kind == TokenKind::comment && text.starts_with("/*") && (text.size() < 4 || !text.ends_with("*/")))
        return OpenEnd{t.begin, "this comment is not closed in this block"};
    if (t.kind == TokenKind::raw_string) {
        std::size_t const quote = text.find('"');
        std::size_t const paren = text.find('(');
        bool const closed = paren != std::string_view::npos && text.size() > paren + (paren - quote) &&
                            text.ends_with(")" + std::string(text.substr(quote + 1, paren - quote - 1)) + '"');
        if (!closed) return OpenEnd{t.begin, "this raw string is not closed in this block"};
    }
    std::size_t const open = text.rfind("/*");
    std::size_t const close = text.rfind("*/");
    bool const in_comment = open != std::string_view::npos && (close == std::string_view::npos || close < open);
    if (t.kind == TokenKind::directive && in_comment && end_of_line(code, t.begin) < t.end)
        return OpenEnd{t.begin + open, "this comment is not closed in this block"};
    return std::nullopt;
}

}  // namespace

std::vector<bool> lines_in_raw_strings(std::string_view code) {
    return lines_inside(code, [](Token const& t) { return t.kind == TokenKind::raw_string; });
}

std::vector<bool> lines_in_literals(std::string_view code) {
    return lines_inside(code, [&](Token const& t) {
        bool const quoted = code.substr(t.begin, t.end - t.begin).find('"') != std::string_view::npos;
        return t.kind != TokenKind::comment && quoted;
    });
}

IncludeLines find_includes(std::string_view code) {
    IncludeLines found;
    if (code.find("include") == std::string_view::npos) return found;
    bool leading = true;  // no token of the code itself has come yet
    bool plain = true;    // the run is of includes alone
    bool other = false;   // another directive has come since its last include
    int depth = 0;
    std::optional<std::size_t> first;
    std::size_t at = 0;
    std::size_t row = 0;
    std::vector<std::size_t> conditional;  // the includes in the open condition
    auto const extend = [&](Rows rows, bool alone) {
        plain = plain && alone && !other;
        found.front.push_back(rows);
    };
    for (Token const& t : tokens(code)) {
        row += count_lines(code, at, t.begin);
        at = t.begin;
        if (t.kind == TokenKind::comment) continue;
        if (t.kind != TokenKind::directive) {
            // A condition that holds code stays where it is, with its includes.
            if (leading) found.late.swap(conditional);
            leading = false;
            continue;
        }
        std::string_view const text = code.substr(t.begin, t.end - t.begin);
        std::string_view const word = directive_word(text);
        Rows const rows{row, row + count_lines(code, t.begin, t.end) + 1};
        bool const header = word == "include" && names_header(text);
        if (header && !leading) found.late.push_back(row);
        if (!leading) continue;
        leading = word != "include" || header;  // the code of another file
        if (!leading) continue;
        first = first ? first : row;
        depth += word.starts_with("if") ? 1 : word == "endif" ? -1 : 0;
        if (header && depth > 0) conditional.push_back(row);
        if (header && depth == 0) extend(rows, true);
        if (word == "endif" && depth == 0 && !conditional.empty()) {
            extend(rows, false);
            conditional.clear();
        }
        other = other || !header;
    }
    if (!plain) found.front = {{*first, found.front.back().end}};
    return found;
}

std::optional<OpenEnd> find_open_end(std::string_view code) {
    Nesting nesting(code);
    for (Token const& t : tokens(code)) {
        if (t.end == code.size()) {
            if (auto fault = unfinished(code, t)) return fault;
        }
        if (auto fault = nesting.take(t)) return fault;
    }
    std::string_view const last = code.substr(0, code.find_last_not_of(" \t\r\n") + 1);
    if (last.ends_with('\\'))
        return OpenEnd{last.size() - 1, "this backslash continues the last line into what follows the block"};
    return nesting.end();
}

std::string code_tokens(std::string_view code) {
    std::string out;
    for (Token const& t : tokens(code)) {
        if (t.kind == TokenKind::comment) continue;
        if (!out.empty()) out += ' ';
        out += code.substr(t.begin, t.end - t.begin);
    }
    return out;
}

}  // namespace heddle
