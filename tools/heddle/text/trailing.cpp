// SPDX-License-Identifier: MIT
// What a cell ends in, and of a condition at its end each branch.
#include <array>

#include "text/statements.hpp"
#include "text/token_list.hpp"
#include "text/tokens.hpp"

namespace heddle {

namespace {

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

/// A `#if` with all up to its `#endif`.
struct Condition {
    std::size_t begin = 0;
    std::vector<Span> branches;  // the code of each, without the directives
};

/// The condition that a code ends in, blanks, comments and other directives aside.
std::optional<Condition> trailing_condition(std::string_view code) {
    std::optional<Condition> found;
    std::size_t depth = 0;
    std::size_t branch = 0;  // where the code of the outermost one begins
    for (Token const& token : tokens(code)) {
        if (token.kind == TokenKind::comment) continue;
        std::string_view const word =
            token.kind == TokenKind::directive ? directive_word(code.substr(token.begin, token.end - token.begin)) : "";
        bool const opens = word == "if" || word == "ifdef" || word == "ifndef";
        bool const divides = word == "else" || word.starts_with("elif") || word == "endif";
        if (depth == 0 && token.kind != TokenKind::directive) found.reset();
        if (opens && depth++ == 0) found = Condition{token.begin, {}}, branch = token.end;
        if (!divides || depth == 0) continue;
        if (depth == 1 && found) found->branches.push_back({branch, token.begin}), branch = token.end;
        if (word == "endif") --depth;
    }
    return depth == 0 ? found : std::nullopt;
}

/// Ends the code in a whole statement, or is there none in it?
bool is_closed(std::string_view code) {
    auto all = statements(code);
    while (!all.empty() && all.back().kind == Statement::Kind::directive) all.pop_back();
    return all.empty() || all.back().closed;
}

/// Where the directives begin that follow the last token or condition, or the end of the code.
std::size_t end_of_last(std::string_view code) {
    std::size_t end = code.size();
    for (Token const& token : tokens(code)) {
        if (token.kind == TokenKind::comment) continue;
        bool const directive = token.kind == TokenKind::directive;
        std::string_view const word =
            directive ? directive_word(code.substr(token.begin, token.end - token.begin)) : "";
        if (!directive || word == "endif") {
            end = code.size();
        } else if (end == code.size()) {
            end = token.begin;
        }
    }
    return end;
}

constexpr int conditions_at_most = 20;  // in one another: deeper ones are left to the compiler

void find_trailing(std::string_view code, std::size_t offset, int depth, std::vector<Span>& found) {
    auto const condition = depth < conditions_at_most ? trailing_condition(code) : std::nullopt;
    // `4 +` before the `#if`: the condition is inside of the expression.
    if (condition && is_closed(code.substr(0, condition->begin))) {
        for (Span const& branch : condition->branches)
            find_trailing(code.substr(branch.begin, branch.end - branch.begin), offset + branch.begin, depth + 1,
                          found);
    } else if (auto const at = trailing_expression(code)) {
        found.push_back({offset + *at, offset + end_of_last(code)});
    }
}

}  // namespace

std::optional<std::size_t> trailing_expression(std::string_view code) {
    auto all = statements(code);
    while (!all.empty() && all.back().kind == Statement::Kind::directive) all.pop_back();
    if (all.empty() || all.back().closed || all.back().kind != Statement::Kind::plain) return std::nullopt;
    TokenList const list(code.substr(all.back().begin));
    std::size_t first = 0;  // behind labels: `done: x`
    while (list.is_word(first) && list.is(first + 1, ":") && !list.is(first + 2, ":") && list.text(first) != "default")
        first += 2;
    std::string_view const word = list.text(first);
    if (first == list.size() || (list.is_word(first) && begins_statement(word))) return std::nullopt;
    bool const called = list.is(first + 1, "(") || list.is(first + 1, "{");
    if (list.is_word(first) && is_builtin_type(word) && !called) return std::nullopt;
    return all.back().begin + list[first].begin;
}

std::vector<Span> trailing_expressions(std::string_view code) {
    std::vector<Span> found;
    find_trailing(code, 0, 0, found);
    return found;
}

}  // namespace heddle
