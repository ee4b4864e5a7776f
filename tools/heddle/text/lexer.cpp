// SPDX-License-Identifier: MIT
// What is built on tokens: what is open, what goes to the top of a file, what may not be indented.
#include "text/lexer.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "text/tokens.hpp"

namespace heddle {

namespace {

std::size_t count_lines(std::string_view code, std::size_t begin, std::size_t end) {
    return static_cast<std::size_t>(std::count(code.begin() + static_cast<std::ptrdiff_t>(begin),
                                               code.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
}

/// Does an `#include` name a header, by its brackets or its ending, and not a table of data or a macro?
/// The value of a macro is asked in the same way.
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

/// What a directive has after its own word: a name, if it begins with one, and the rest.
/// `HEADER` and ` <vector>` of `#define HEADER <vector>`, an empty name of `#include <vector>`.
std::pair<std::string_view, std::string_view> argument(std::string_view directive) {
    std::string_view const rest = directive_argument(directive);
    std::size_t end = 0;
    while (end < rest.size() && is_word(rest[end])) ++end;
    return {rest.substr(0, end), rest.substr(end)};
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
    std::vector<std::size_t> conditional;   // the includes in the open condition
    std::vector<std::string_view> headers;  // the macros that stand for one: `#define HEADER <vector>`
    auto const is_header = [&](std::string_view directive) {
        std::string_view const name = argument(directive).first;
        return name.empty() ? names_header(directive)
                            : std::find(headers.begin(), headers.end(), name) != headers.end();
    };
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
        bool const includes = word == "include" || word == "include_next";
        bool const header = includes && is_header(text);
        if (word == "define" && names_header(argument(text).second)) headers.push_back(argument(text).first);
        if (header && !leading) found.late.push_back(row);
        if (!leading) continue;
        leading = !includes || header;  // the code of another file
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
