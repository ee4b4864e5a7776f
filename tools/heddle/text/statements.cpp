// SPDX-License-Identifier: MIT
// By brackets and words: what a name means, only a compiler knows.
#include "text/statements.hpp"

#include <algorithm>
#include <array>

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
    /// The text of token `i`, of a digraph what it stands for; "" after the end.
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
    /// The token after the bracket that closes the one at `i`.
    [[nodiscard]] std::size_t after_group(std::size_t i) const {
        std::size_t depth = 0;
        for (; i < all_.size(); ++i) {
            if (opens(i)) ++depth;
            bool const closes = is_sign(i) && (text(i) == ")" || text(i) == "]" || text(i) == "}");
            if (closes && --depth == 0) return i + 1;
        }
        return i;
    }
    /// The token after the `>` that closes the `<` at `i`.
    [[nodiscard]] std::size_t after_angles(std::size_t i) const {
        std::size_t depth = 0;
        while (i < all_.size()) {
            if (is(i, "<")) ++depth;
            if (is(i, ">") && --depth == 0) return i + 1;
            i = opens(i) ? after_group(i) : i + 1;
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

    /// The token after the next `;` outside of brackets.
    [[nodiscard]] std::size_t after_semicolon(std::size_t i) const {
        while (i < list.size() && !list.is(i, ";")) i = list.opens(i) ? list.after_group(i) : i + 1;
        return std::min(i + 1, list.size());
    }
    [[nodiscard]] std::size_t after_attributes(std::size_t i) const {
        while (list.is(i, "[") && list.is(i + 1, "[")) i = list.after_group(i);
        return i;
    }
    [[nodiscard]] std::string name_before(std::size_t i) const {
        while (i > 0 && !list.is_word(--i)) continue;
        return std::string(list.text(i));
    }

    /// The token after what `requires` at `i` asks for, as far as that holds braces: those are no body.
    [[nodiscard]] std::size_t after_requirements(std::size_t i) const {
        constexpr std::array<std::string_view, 7> before{"requires", "&", "|", "(", "=", "!", ","};
        bool const expression = i > 0 && is_one_of(list.text(i - 1), before);
        std::size_t const parameters = list.is(i + 1, "(") ? list.after_group(i + 1) : i + 1;
        return expression && list.is(parameters, "{") ? list.after_group(parameters) : i + 1;
    }
    /// The token after a function's body, which begins at `i`, and what it catches: `int f() try {} catch (...) {}`.
    [[nodiscard]] std::size_t after_body(std::size_t i) const {
        std::size_t end = list.after_group(i);
        while (list.text(end) == "catch" && list.is(end + 1, "(")) end = list.after_group(list.after_group(end + 1));
        return end;
    }
    /// Do the braces at `i` give a member its value, as in `A::A(int x) : member{x} {}`?
    [[nodiscard]] bool initializes_member(std::size_t i, bool members) const {
        return members && (list.is_word(i - 1) || list.is(i - 1, ">"));
    }
    /// Does the list of a constructor's members begin at `i`?
    [[nodiscard]] bool begins_members(std::size_t i) const {
        return i > 0 && list.is(i, ":") && (list.is(i - 1, ")") || ends_parameters(i - 1));
    }

    std::size_t template_(std::size_t i, Statement& found) const {
        found.kind = Statement::Kind::template_;
        while (list.text(i) == "template" && list.is(i + 1, "<")) i = list.after_angles(i + 1);
        bool operator_name = false;
        bool called = false;   // the parameters of a function have come
        bool members = false;  // a constructor's members follow
        for (std::size_t const first = i; i < list.size();) {
            std::string_view const word = list.text(i);
            bool const alias = i == first && (word == "using" || word == "concept");
            bool const is_class = list.is_word(i) && is_class_key(word) && !called;
            if (alias || is_class) return after_semicolon(i);
            if (list.is(i, ";")) return i + 1;
            if (list.is(i, "=") && !operator_name) return after_semicolon(i);
            if (word == "requires") {
                std::size_t const end = after_requirements(i);
                // `requires (sizeof(T) > 1)` has parentheses that hold no parameters.
                i = end == i + 1 && list.is(end, "(") ? list.after_group(end) : end;
                continue;
            }
            if (list.is(i, "{") && !initializes_member(i, members)) return called ? after_body(i) : after_semicolon(i);
            called = called || (list.is(i, "(") && !belongs_to_specifier(i - 1));
            members = members || begins_members(i);
            operator_name = word == "operator" || (operator_name && !list.opens(i));
            i = list.opens(i) ? list.after_group(i) : i + 1;
        }
        return i;
    }

    std::size_t namespace_(std::size_t i, Statement& found) const {
        std::size_t open = i;
        while (open < list.size() && !list.is(open, "{") && !list.is(open, ";")) ++open;
        if (!list.is(open, "{")) {  // another name for one
            found.kind = Statement::Kind::name;
            found.name = std::string(list.text(i + 1));
            return after_semicolon(i);
        }
        found.kind = Statement::Kind::namespace_;
        return list.after_group(open);
    }

    std::size_t using_(std::size_t i, Statement& found) const {
        std::size_t const end = after_semicolon(i);
        found.kind = Statement::Kind::name;
        if (list.text(i + 1) == "namespace") found.kind = Statement::Kind::using_namespace;
        found.name = list.text(i) == "using" && list.is(i + 2, "=") ? std::string(list.text(i + 1)) : name_before(end);
        return end;
    }

    /// A class or an enumeration, alone; nothing where it declares more, or is the type of something else.
    [[nodiscard]] std::optional<std::size_t> type(std::size_t i, Statement& found) const {
        std::size_t at = i + 1;
        bool const enumeration = list.text(i) == "enum";
        if (enumeration && is_class_key(list.text(at))) ++at;
        std::size_t const name = after_attributes(at);
        for (at = name; at < list.size() && !list.opens(at) && !list.is(at, ";") && !list.is(at, "=");) ++at;
        // `struct Node;` says that there is one; `struct Node n;` makes one.
        bool const announced = list.is_word(name) && list.is(at, ";") && (at == name + 1 || list.is(name + 1, ":"));
        if (list.is_word(name)) found.name = std::string(list.text(name));
        if (announced) return found.kind = Statement::Kind::type, at + 1;
        if (!list.is(at, "{") || !list.is(list.after_group(at), ";")) return std::nullopt;
        found.kind = Statement::Kind::type;
        for (std::size_t k = at; k < list.after_group(at); ++k) {
            std::string_view const word = list.text(k);
            found.local = found.local && word != "template" && word != "static" && word != "friend";
            bool const first = list.is(k - 1, "{") || list.is(k - 1, ",");
            if (enumeration && k > at && first && list.is_word(k)) found.enumerators.emplace_back(word);
        }
        return list.after_group(at) + 1;
    }

    /// Any other statement.
    std::size_t plain(std::size_t begin, Statement& found) const {
        std::size_t const first = after_attributes(begin);
        std::string_view const word = list.text(first);
        bool const block = list.is_word(first) && begins_block(word);
        bool assigned = false;
        bool indexed = false;
        bool operator_name = false;
        bool computes = false;            // a sign has come that no type holds
        bool arrow = false;               // a type follows the parameters
        bool members = false;             // a constructor's members follow them
        bool constrained = false;         // what `requires` asks for follows them
        std::optional<std::size_t> name;  // of what the first parentheses stand behind
        for (std::size_t i = first; i < list.size();) {
            if (list.is(i, ";")) {
                // `int f(int);`, or a variable that is made by a call: what a function uses by this name is the first.
                if (name && *name > first && !assigned && !computes && !block && declares(*name)) {
                    found.kind = Statement::Kind::name;
                    found.name = std::string(list.text(*name));
                }
                return i + 1;
            }
            if (list.is(i, "{")) {
                std::size_t const end = list.after_group(i);
                bool const macro = name == first && i > first && list.is(i - 1, ")");
                if (i == first || block || macro) return end;
                bool const behind_name = list.is(i - 1, ")") || list.is(i - 1, "&") || ends_parameters(i - 1);
                // `f(T x) requires C<T> {`, `A::A() : member{1} {`
                bool const behind_more = arrow || constrained || (members && !initializes_member(i, members));
                bool const body = behind_name || behind_more;
                if (name && *name > first && !assigned && !indexed && !computes && body && !is_keyword_call(*name)) {
                    found.kind = Statement::Kind::function;
                    found.name = std::string(list.text(*name));
                    return after_body(i);
                }
                if (word == "extern" && i == first + 2) return found.kind = Statement::Kind::namespace_, end;
            }
            if (list.is(i, "=") && !operator_name) assigned = true;
            if (list.is(i, "?")) computes = true;
            if (list.is(i, "[") && !operator_name) indexed = true;
            if (list.text(i) == "requires" && name) {
                constrained = true;
                if (std::size_t const end = after_requirements(i); end != i + 1) {
                    i = end;
                    continue;
                }
            }
            members = members || (name && begins_members(i));
            if (list.is(i, "-") && list.is(i + 1, ">") && name) arrow = true;
            if (!name && !operator_name && !list.is_word(i) && !list.opens(i) && !belongs_to_type(i)) computes = true;
            if (list.is(i, "(") && !name && i > first && !belongs_to_specifier(i - 1)) name = i - 1;
            operator_name = list.text(i) == "operator" || (operator_name && !list.opens(i));
            i = list.opens(i) ? list.after_group(i) : i + 1;
        }
        return list.size();
    }
    /// Does a type stand before the name, so that it is declared and not called?
    [[nodiscard]] bool declares(std::size_t name) const {
        constexpr std::array<std::string_view, 8> words{"return", "throw",    "delete",   "new",
                                                        "case",   "co_await", "co_yield", "co_return"};
        bool const type = list.is_word(name - 1)
                              ? !is_one_of(list.text(name - 1), words)
                              : list.is(name - 1, ">") || list.is(name - 1, "*") || list.is(name - 1, "&");
        return list.is_word(name) && type && !is_keyword_call(name);
    }
    /// A word of the language whose parentheses are a part of what stands before a function's name.
    [[nodiscard]] bool belongs_to_specifier(std::size_t i) const {
        constexpr std::array<std::string_view, 4> words{"decltype", "alignas", "explicit", "__attribute__"};
        return is_one_of(list.text(i), words);
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

    /// Is it the definition of a class's member, outside of the class: `int A::n = 4;`, `A::A() = default;`?
    [[nodiscard]] bool defines_member(std::size_t first, std::size_t end) const {
        if (end < first + 4 || !list.is(end - 1, ";")) return false;
        auto const qualifies = [&](std::size_t i) { return list.is(i, ":") && list.is(i + 1, ":"); };
        bool const given = list.text(end - 2) == "default" && list.is(end - 3, "=");
        if (given && list.is_word(first)) return true;
        constexpr std::array<std::string_view, 26> no_types{
            "return",    "throw", "delete",   "new",          "case",   "co_await", "co_return", "co_yield", "goto",
            "else",      "do",    "const",    "volatile",     "static", "extern",   "inline",    "class",    "struct",
            "constexpr", "union", "typename", "thread_local", "and",    "or",       "not",       "sizeof",
        };
        for (std::size_t i = first; i < end && (list.is_word(i) || list.is(i, ":") || list.is(i, "<"));) {
            std::size_t const next = list.is(i + 1, "<") ? list.after_angles(i + 1) : i + 1;
            bool const typed =
                i > first && (list.is(i - 1, ">") || list.is_word(i - 1)) && !is_one_of(list.text(i - 1), no_types);
            if (typed && list.is_word(i) && qualifies(next)) return true;
            i = next;
        }
        return false;
    }

    /// `const int size = 2 * sides;`: a constant that functions may use, if they use it and all that it is made of is
    /// so.
    void constant(std::size_t first, std::size_t end, Statement& found) const {
        bool constant = false;
        std::size_t at = first;
        for (; at < end && !list.is(at, "=") && !list.opens(at) && !list.is(at, ";"); ++at)
            constant = constant || list.text(at) == "const" || list.text(at) == "constexpr";
        if (!constant || !(list.is(at, "=") || list.is(at, "{")) || !list.is(end - 1, ";")) return;
        if (!list.is_word(at - 1) || list.text(at - 1) == "const") return;
        for (std::size_t i = at; i < end; ++i) {
            if (list.is(i, "(") || list.is(i, "[") || list.is(i, ",")) return;
        }
        found.kind = Statement::Kind::constant;
        found.name = std::string(list.text(at - 1));
        for (std::size_t i = at; i < end; ++i) {
            if (list.is_word(i)) found.made_of.emplace_back(list.text(i));
        }
    }

    /// The words that a statement uses and does not declare, as far as the token before each can tell.
    [[nodiscard]] std::vector<std::string> free_words(std::size_t begin, std::size_t end) const {
        constexpr std::array<std::string_view, 8> before{"return", "case",     "else",     "throw",
                                                         "do",     "co_yield", "co_await", "co_return"};
        std::vector<std::string> free;
        std::vector<std::string_view> declared;
        for (std::size_t i = begin + 1; i < end; ++i) {
            if (!list.is_word(i)) continue;
            bool const member =
                list.is(i - 1, ".") || list.is(i - 1, ":") || (list.is(i - 1, ">") && list.is(i - 2, "-"));
            if (list.is_word(i - 1) && !is_one_of(list.text(i - 1), before)) declared.push_back(list.text(i));
            if (!member) free.emplace_back(list.text(i));
        }
        std::sort(declared.begin(), declared.end());
        std::erase_if(free, [&](std::string const& word) {
            return std::binary_search(declared.begin(), declared.end(), std::string_view(word));
        });
        return free;
    }

    std::size_t read(std::size_t begin, Statement& found) const {
        if (list[begin].kind == TokenKind::directive) {
            found.kind = Statement::Kind::directive;
            if (directive_word(list.text(begin)) == "define") found.name = macro_name(list.text(begin));
            return begin + 1;
        }
        std::size_t const first = after_attributes(begin);
        std::string_view const word = list.text(first);
        if (word == "template") return template_(first, found);
        if (word == "extern" && list.text(first + 1) == "template") return template_(first + 1, found);
        if (word == "namespace" || (word == "inline" && list.text(first + 1) == "namespace"))
            return namespace_(first, found);
        if (word == "using" || word == "typedef") return using_(first, found);
        if (is_class_key(word)) {
            if (auto const end = type(first, found)) return *end;
        }
        std::size_t const end = plain(begin, found);
        if (found.kind != Statement::Kind::function && defines_member(first, end)) {
            found.kind = Statement::Kind::name;
            found.local = false;
            return end;
        }
        bool const outside = word == "inline" || word == "constinit";
        if ((word == "constexpr" || outside) && found.kind == Statement::Kind::plain) {
            std::size_t at = first;
            while (at < end && !list.is(at, "=") && !list.opens(at)) ++at;
            found.kind = Statement::Kind::name;
            found.name = name_before(at);
            found.local = !outside;
        }
        if (found.kind == Statement::Kind::plain) constant(first, end, found);
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
        if (found.kind != Statement::Kind::plain) found.free = reader.free_words(i, end);
        std::string_view const last = list.text(end - 1);
        found.closed = last == ";" || (last == "}" && found.kind != Statement::Kind::plain);
        // What ends in a brace is a block where it begins with one, with a word of the language or with a macro's call;
        // otherwise it makes a value: `std::string{"a"}`, `[] { f(); }`.
        if (last == "}" && found.kind == Statement::Kind::plain) {
            std::size_t const first = reader.after_attributes(i);
            bool const call = list.is_word(first) && list.is(first + 1, "(") &&
                              list.is(list.after_group(first + 1), "{") && !reader.is_keyword_call(first);
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

}  // namespace heddle
