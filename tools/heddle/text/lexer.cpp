// SPDX-License-Identifier: MIT
// A scanner for C++ tokens and what is built on it.
#include "text/lexer.hpp"

#include <algorithm>
#include <array>

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
bool is_digit(char c) { return c >= '0' && c <= '9'; }

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

namespace {

/// What follows the `#` of a directive: `ifdef` of `# ifdef X`.
std::string_view directive_word(std::string_view directive) {
    std::size_t const begin = std::min(directive.find_first_not_of(" \t", 1), directive.size());
    std::size_t end = begin;
    while (end < directive.size() && is_word(directive[end])) ++end;
    return directive.substr(begin, end - begin);
}

/// The name that a `#define` defines.
std::string macro_name(std::string_view directive) {
    std::size_t const at = directive.find("define") + 6;
    std::size_t const begin = std::min(directive.find_first_not_of(" \t", at), directive.size());
    std::size_t end = begin;
    while (end < directive.size() && is_word(directive[end])) ++end;
    return std::string(directive.substr(begin, end - begin));
}

/// The tokens of a code without its comments, with what finds its way among them.
class TokenList {
public:
    explicit TokenList(std::string_view code) : code_(code), all_(tokens(code)) {
        std::erase_if(all_, [](Token const& t) { return t.kind == TokenKind::comment; });
    }
    [[nodiscard]] std::size_t size() const { return all_.size(); }
    [[nodiscard]] Token const& operator[](std::size_t i) const { return all_[i]; }
    /// The text of token `i`, of a digraph what it stands for; "" behind the end.
    [[nodiscard]] std::string_view text(std::size_t i) const {
        if (i >= all_.size()) return "";
        std::string_view const text = code_.substr(all_[i].begin, all_[i].end - all_[i].begin);
        return text == "<%" ? "{" : text == "%>" ? "}" : text;
    }
    [[nodiscard]] bool is_word(std::size_t i) const { return i < all_.size() && all_[i].kind == TokenKind::word; }
    [[nodiscard]] bool opens(std::size_t i) const {
        return is_sign(i) && (text(i) == "(" || text(i) == "[" || text(i) == "{");
    }
    [[nodiscard]] bool is(std::size_t i, std::string_view sign) const { return is_sign(i) && text(i) == sign; }
    /// The token behind the bracket that closes the one at `i`.
    [[nodiscard]] std::size_t behind_group(std::size_t i) const {
        std::size_t depth = 0;
        for (; i < all_.size(); ++i) {
            if (opens(i)) ++depth;
            bool const closes = is_sign(i) && (text(i) == ")" || text(i) == "]" || text(i) == "}");
            if (closes && --depth == 0) return i + 1;
        }
        return i;
    }
    /// The token behind the `>` that closes the `<` at `i`.
    [[nodiscard]] std::size_t behind_angles(std::size_t i) const {
        std::size_t depth = 0;
        while (i < all_.size()) {
            if (is(i, "<")) ++depth;
            if (is(i, ">") && --depth == 0) return i + 1;
            i = opens(i) ? behind_group(i) : i + 1;
        }
        return i;
    }

private:
    [[nodiscard]] bool is_sign(std::size_t i) const {
        return i < all_.size() && all_[i].kind == TokenKind::punctuation;
    }
    std::string_view code_;
    std::vector<Token> all_;
};

bool is_class_key(std::string_view word) {
    return word == "class" || word == "struct" || word == "union" || word == "enum";
}

/// Does a statement that begins with `word` end with its braces?
bool begins_block(std::string_view word) {
    constexpr std::array<std::string_view, 8> words{"if", "else", "for", "while", "switch", "do", "try", "catch"};
    return is_one_of(word, words);
}

/// Finds where one statement ends and what it is.
struct StatementReader {
    TokenList const& list;

    /// The token behind the next `;` outside of brackets.
    [[nodiscard]] std::size_t behind_semicolon(std::size_t i) const {
        while (i < list.size() && !list.is(i, ";")) i = list.opens(i) ? list.behind_group(i) : i + 1;
        return std::min(i + 1, list.size());
    }
    [[nodiscard]] std::size_t behind_attributes(std::size_t i) const {
        while (list.is(i, "[") && list.is(i + 1, "[")) i = list.behind_group(i);
        return i;
    }
    [[nodiscard]] std::string name_before(std::size_t i) const {
        while (i > 0 && !list.is_word(--i)) continue;
        return std::string(list.text(i));
    }

    std::size_t template_(std::size_t i, Statement& found) const {
        found.kind = Statement::Kind::template_;
        while (list.text(i) == "template" && list.is(i + 1, "<")) i = list.behind_angles(i + 1);
        bool const is_class = is_class_key(list.text(behind_attributes(i)));
        if (is_class || list.text(i) == "using" || list.text(i) == "concept") return behind_semicolon(i);
        for (bool operator_name = false; i < list.size();) {
            if (list.text(i) == "requires" && list.is(i + 1, "(") && list.is(list.behind_group(i + 1), "{")) {
                i = list.behind_group(list.behind_group(i + 1));  // an expression, and no body
            } else if (list.is(i, ";")) {
                return i + 1;
            } else if (list.is(i, "=") && !operator_name) {
                return behind_semicolon(i);
            } else if (list.is(i, "{")) {
                return list.behind_group(i);
            } else {
                operator_name = list.text(i) == "operator" || (operator_name && !list.opens(i));
                i = list.opens(i) ? list.behind_group(i) : i + 1;
            }
        }
        return i;
    }

    std::size_t namespace_(std::size_t i, Statement& found) const {
        std::size_t open = i;
        while (open < list.size() && !list.is(open, "{") && !list.is(open, ";")) ++open;
        if (!list.is(open, "{")) return behind_semicolon(i);  // another name for one
        found.kind = Statement::Kind::namespace_;
        return list.behind_group(open);
    }

    std::size_t using_(std::size_t i, Statement& found) const {
        std::size_t const end = behind_semicolon(i);
        found.kind = Statement::Kind::name;
        if (list.text(i + 1) == "namespace") found.kind = Statement::Kind::using_namespace;
        found.name = list.text(i) == "using" && list.is(i + 2, "=") ? std::string(list.text(i + 1)) : name_before(end);
        return end;
    }

    /// A class or an enumeration, alone; nothing where it declares more, or is the type of something else.
    [[nodiscard]] std::optional<std::size_t> type(std::size_t i, Statement& found) const {
        std::size_t at = i + 1;
        if (list.text(i) == "enum" && is_class_key(list.text(at))) ++at;
        at = behind_attributes(at);
        found.name = std::string(list.text(at));
        while (at < list.size() && !list.opens(at) && !list.is(at, ";") && !list.is(at, "=")) ++at;
        if (!list.is(at, "{") || !list.is(list.behind_group(at), ";")) return std::nullopt;
        found.kind = Statement::Kind::type;
        for (std::size_t k = at; k < list.behind_group(at); ++k) {
            std::string_view const word = list.text(k);
            found.local = found.local && word != "template" && word != "static" && word != "friend";
        }
        return list.behind_group(at) + 1;
    }

    /// Any other statement.
    std::size_t plain(std::size_t begin, Statement& found) const {
        std::size_t const first = behind_attributes(begin);
        std::string_view const word = list.text(first);
        bool const block = list.is_word(first) && begins_block(word);
        bool assigned = false;
        bool indexed = false;
        bool operator_name = false;
        bool computes = false;            // a sign has come that no type holds
        bool arrow = false;               // a type follows the parameters
        std::optional<std::size_t> name;  // of what the first parentheses stand behind
        for (std::size_t i = first; i < list.size();) {
            if (list.is(i, ";")) return i + 1;
            if (list.is(i, "{")) {
                std::size_t const end = list.behind_group(i);
                bool const macro = name == first && i > first && list.is(i - 1, ")");
                if (i == first || block || macro) return end;
                bool const body = arrow || list.is(i - 1, ")") || list.is(i - 1, "&") || ends_parameters(i - 1);
                if (name && *name > first && !assigned && !indexed && !computes && body && !is_keyword_call(*name)) {
                    found.kind = Statement::Kind::function;
                    found.name = std::string(list.text(*name));
                    return end;
                }
                if (word == "extern" && i == first + 2) return found.kind = Statement::Kind::namespace_, end;
            }
            if (list.is(i, "=") && !operator_name) assigned = true;
            if (list.is(i, "[")) indexed = true;
            if (list.is(i, "-") && list.is(i + 1, ">") && name) arrow = true;
            if (!name && !operator_name && !list.is_word(i) && !list.opens(i) && !belongs_to_type(i)) computes = true;
            if (list.is(i, "(") && !name && i > first) name = i - 1;
            operator_name = list.text(i) == "operator" || (operator_name && !list.opens(i));
            i = list.opens(i) ? list.behind_group(i) : i + 1;
        }
        return list.size();
    }
    [[nodiscard]] bool belongs_to_type(std::size_t i) const {
        constexpr std::array<std::string_view, 7> signs{":", "<", ">", "*", "&", ",", "~"};
        return is_one_of(list.text(i), signs) || list[i].kind == TokenKind::string;  // extern "C"
    }
    /// A word that may stand between a function's parameters and its body.
    [[nodiscard]] bool ends_parameters(std::size_t i) const {
        constexpr std::array<std::string_view, 7> words{"const",    "noexcept", "override", "final",
                                                        "volatile", "try",      "mutable"};
        return list.is_word(i) && is_one_of(list.text(i), words);
    }
    [[nodiscard]] bool is_keyword_call(std::size_t name) const {
        constexpr std::array<std::string_view, 8> words{"requires", "decltype", "sizeof", "return",
                                                        "noexcept", "alignof",  "typeid", "new"};
        return is_one_of(list.text(name), words);
    }

    std::size_t read(std::size_t begin, Statement& found) const {
        if (list[begin].kind == TokenKind::directive) {
            found.kind = Statement::Kind::directive;
            if (directive_word(list.text(begin)) == "define") found.name = macro_name(list.text(begin));
            return begin + 1;
        }
        std::size_t const first = behind_attributes(begin);
        std::string_view const word = list.text(first);
        if (word == "template") return template_(first, found);
        if (word == "namespace" || (word == "inline" && list.text(first + 1) == "namespace"))
            return namespace_(first, found);
        if (word == "using" || word == "typedef") return using_(first, found);
        if (is_class_key(word)) {
            if (auto const end = type(first, found)) return *end;
        }
        std::size_t const end = plain(begin, found);
        if (word == "constexpr" && found.kind == Statement::Kind::plain) {
            std::size_t at = first;
            while (at < end && !list.is(at, "=") && !list.opens(at)) ++at;
            found.kind = Statement::Kind::name;
            found.name = name_before(at);
        }
        return end;
    }
};

}  // namespace

std::vector<Statement> statements(std::string_view code) {
    TokenList const list(code);
    StatementReader const reader{list};
    std::vector<Statement> all;
    for (std::size_t i = 0; i < list.size();) {
        Statement found;
        std::size_t const end = std::max(reader.read(i, found), i + 1);
        found.begin = list[i].begin;
        found.end = list[end - 1].end;
        for (std::size_t k = i; k < end; ++k) {
            if (list.is_word(k)) found.words.emplace_back(list.text(k));
        }
        std::string_view const last = list.text(end - 1);
        found.closed = last == ";" || (last == "}" && found.kind != Statement::Kind::plain);
        // What ends in a brace is a block where it begins with one, with a word of the language or with a macro's call;
        // otherwise it makes a value: `std::string{"a"}`, `[] { f(); }`.
        if (last == "}" && found.kind == Statement::Kind::plain) {
            std::size_t const first = reader.behind_attributes(i);
            bool const call = list.is_word(first) && list.is(first + 1, "(") &&
                              list.is(list.behind_group(first + 1), "{") && !reader.is_keyword_call(first);
            found.closed = list.is(first, "{") || call || (list.is_word(first) && begins_block(list.text(first)));
        }
        all.push_back(std::move(found));
        i = end;
    }
    return all;
}

std::optional<std::size_t> trailing_expression(std::string_view code) {
    auto all = statements(code);
    while (!all.empty() && all.back().kind == Statement::Kind::directive) all.pop_back();
    if (all.empty() || all.back().closed || all.back().kind != Statement::Kind::plain) return std::nullopt;
    TokenList const list(code.substr(all.back().begin));
    std::string_view const word = list.text(0);
    if (list.is_word(0) && begins_statement(word)) return std::nullopt;
    if (list.is_word(0) && is_builtin_type(word) && !list.is(1, "(") && !list.is(1, "{")) return std::nullopt;
    return all.back().begin;
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
