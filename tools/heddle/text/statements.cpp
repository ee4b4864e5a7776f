// SPDX-License-Identifier: MIT
// By brackets and words: what a name means, only a compiler knows.
#include "text/statements.hpp"

#include <algorithm>
#include <array>

#include "text/token_list.hpp"
#include "text/tokens.hpp"

namespace heddle {

namespace {

/// Does a directive mean something for all code below it, in a function or not? Not a pragma for the next loop.
bool means_something_everywhere(std::string_view word, std::vector<std::string> const& argument) {
    if (word.starts_with("if") || word.starts_with("el") || word == "endif") return true;
    if (word != "pragma" || argument.empty()) return false;
    constexpr std::array<std::string_view, 7> lasting{"diagnostic",  "optimize",   "target", "push_options",
                                                      "pop_options", "visibility", "poison"};
    bool const of_compiler = argument[0] == "GCC" || argument[0] == "clang";
    return argument[0] == "pack" || (of_compiler && argument.size() > 1 && is_one_of(argument[1], lasting));
}

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
        bool const typedef_ = list.text(i) == "typedef";
        if (!typedef_ && list.is(i + 2, "=")) {
            found.name = list.text(i + 1);
        } else {
            name_all(found, declared_names(i + 1, end));
        }
        if (typedef_ && is_class_key(list.text(i + 1)) && list.is_word(i + 2))
            found.also.emplace_back(list.text(i + 2));
        return end;
    }

    static void name_all(Statement& found, std::vector<std::string> names) {
        if (names.empty()) return;
        found.name = std::move(names.front());
        found.also.assign(std::make_move_iterator(names.begin() + 1), std::make_move_iterator(names.end()));
    }

    /// The word behind a `*` or `&` in the parentheses at `open`: what `int (*f)(int)` declares; "" where there is
    /// none.
    [[nodiscard]] std::string_view name_in(std::size_t open) const {
        for (std::size_t k = open + 2; k < list.after_group(open) && !list.is(k, "("); ++k) {
            if (list.is_word(k) && (list.is(k - 1, "*") || list.is(k - 1, "&"))) return list.text(k);
        }
        return "";
    }

    /// `pick` of `int (*pick(int))(int) {}`, whose parentheses open at `open`.
    [[nodiscard]] std::optional<std::size_t> function_in(std::size_t open) const {
        if (!list.is(open + 1, "*") && !list.is(open + 1, "&")) return std::nullopt;
        for (std::size_t k = open + 2; k < list.after_group(open); ++k) {
            if (list.is_word(k) && list.is(k + 1, "(")) return k;
            if (list.opens(k)) break;
        }
        return std::nullopt;
    }

    /// The names that a declaration gives between its commas: each the last word before a value, a bound or the comma.
    [[nodiscard]] std::vector<std::string> declared_names(std::size_t begin, std::size_t end) const {
        std::vector<std::string> names;
        std::string_view last;
        bool given = false;  // the name is known: what follows is its value, its bound or its parameters
        std::size_t angles = 0;
        for (std::size_t k = begin; k < end;) {
            bool const arrow = list.is(k, ">") && list.is(k - 1, "-");
            if (list.is(k, "<")) ++angles;
            if (list.is(k, ">") && !arrow && angles > 0) --angles;
            if (angles == 0 && (list.is(k, ",") || list.is(k, ";"))) {
                if (!last.empty()) names.emplace_back(last);
                last = "";
                given = false;
            }
            if (angles == 0 && list.is(k, "(") && !given) {
                if (std::string_view const inner = name_in(k); !inner.empty()) last = inner;
                given = !belongs_to_specifier(k - 1);
            }
            given = given || (angles == 0 && (list.is(k, "=") || list.is(k, "[")) && !list.is(k + 1, "["));
            if (angles == 0 && list.is_word(k) && !given) last = list.text(k);
            k = list.opens(k) ? list.after_group(k) : k + 1;
        }
        return names;
    }

    /// A class or an enumeration, alone; nothing where it declares more, then with `found.body`, or is the type of
    /// something else.
    [[nodiscard]] std::optional<std::size_t> type(std::size_t i, Statement& found) const {
        std::size_t at = i + 1;
        bool const enumeration = list.text(i) == "enum";
        if (enumeration && is_class_key(list.text(at))) ++at;
        at = after_attributes(at);
        while (belongs_to_specifier(at)) at = after_attributes(list.after_group(at + 1));  // `struct alignas(16) V`
        std::size_t const name = at;
        for (at = name; at < list.size() && !list.opens(at) && !list.is(at, ";") && !list.is(at, "=");) ++at;
        // `struct Node;` says that there is one; `struct Node n;` makes one.
        bool const announced = list.is_word(name) && list.is(at, ";") && (at == name + 1 || list.is(name + 1, ":"));
        if (list.is_word(name)) found.name = std::string(list.text(name));
        if (announced) return found.kind = Statement::Kind::type, at + 1;
        if (!list.is(at, "{")) return std::nullopt;
        std::size_t const after = list.after_group(at);
        for (std::size_t k = at; k < after; ++k) {
            std::string_view const word = list.text(k);
            found.local = found.local && word != "template" && word != "static" && word != "friend";
            bool const first = list.is(k - 1, "{") || list.is(k - 1, ",");
            if (enumeration && k > at && first && list.is_word(k)) found.enumerators.emplace_back(word);
        }
        if (list.is(after, ";")) return found.kind = Statement::Kind::type, after + 1;
        if (list.is_word(name)) found.body = {list[at].begin, list[after - 1].end};
        return std::nullopt;
    }

    /// Do the braces at `i` stand where a function's body begins: behind its parameters, or a word or macro after them?
    [[nodiscard]] bool is_behind_parameters(std::size_t i, std::size_t name) const {
        bool const macro = list.is_word(i - 1) && list.after_group(name + 1) == i - 1 && declares(name);
        return list.is(i - 1, ")") || list.is(i - 1, "&") || ends_parameters(i - 1) || macro;
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
        std::size_t angles = 0;           // of template arguments, whose parentheses are no parameters
        std::optional<std::size_t> name;  // of what the first parentheses stand behind
        for (std::size_t i = first; i < list.size();) {
            if (list.is(i, ";")) {
                // `int f(int);`, or a variable that is made by a call: what a function uses by this name is the first.
                if (name && *name > first && !assigned && !computes && !block && declares(*name)) {
                    found.kind = Statement::Kind::name;
                    found.name = std::string(list.text(*name));
                    found.called = true;
                }
                return i + 1;
            }
            if (list.is(i, "{")) {
                std::size_t const end = list.after_group(i);
                bool const macro = name == first && i > first && list.is(i - 1, ")");
                if (i == first || block || macro) return end;
                // `f(T x) requires C<T> {`, `A::A() : member{1} {`
                bool const behind_more = arrow || constrained || (members && !initializes_member(i, members));
                bool const body = behind_more || (name && is_behind_parameters(i, *name));
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
            if (!name && !operator_name && list.is(i, "<")) ++angles;
            if (angles > 0 && list.is(i, ">") && !list.is(i - 1, "-")) --angles;
            if (list.is(i, "(") && !name && angles == 0 && i > first && !belongs_to_specifier(i - 1))
                name = function_in(i).value_or(i - 1);
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
        return is_one_of(list.text(name), words) && (name == 0 || list.text(name - 1) != "operator");
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

    /// `const int size = 2 * sides;`: constants that functions may use, if they use one and all that they are made of
    /// is so. Their values hold no calls; brackets stand behind names alone.
    void constants(std::size_t first, std::size_t end, Statement& found) const {
        bool constant = false;
        std::size_t at = first;
        for (; at < end && !list.is(at, "=") && !list.opens(at) && !list.is(at, ";") && !list.is(at, ","); ++at)
            constant = constant || list.text(at) == "const" || list.text(at) == "constexpr";
        if (!constant || list.is(at, ";") || !list.is(end - 1, ";")) return;
        if (!list.is_word(at - 1) || list.text(at - 1) == "const") return;
        for (std::size_t i = at; i < end; ++i) {
            bool const bound = list.is(i, "[") && (list.is_word(i - 1) || list.is(i - 1, "]")) && !list.is(i + 1, "[");
            if (list.is(i, "(") || (list.is(i, "[") && !bound)) return;
        }
        found.kind = Statement::Kind::constant;
        name_all(found, declared_names(first, end));
        for (std::size_t i = at; i < end; ++i) {
            bool const own = list.text(i) == found.name ||
                             std::find(found.also.begin(), found.also.end(), list.text(i)) != found.also.end();
            if (list.is_word(i) && !own) found.made_of.emplace_back(list.text(i));
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
            std::string_view const word = directive_word(list.text(begin));
            std::vector<std::string> argument = directive_words(list.text(begin));
            found.kind = Statement::Kind::directive;
            if ((word == "define" || word == "undef") && !argument.empty()) found.name = argument.front();
            found.undefines = word == "undef";
            found.everywhere = means_something_everywhere(word, argument);
            if (found.everywhere && word != "pragma") found.words = std::move(argument);
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
        // `struct Point { int x; } origin;`
        if (found.body && found.kind == Statement::Kind::plain && list.is(end - 1, ";")) {
            found.kind = Statement::Kind::type;
            return end;
        }
        if (found.kind != Statement::Kind::function && defines_member(first, end)) {
            found.kind = Statement::Kind::name;
            found.local = false;
            return end;
        }
        bool const outside = word == "inline" || word == "constinit";
        if ((word == "constexpr" || outside) && found.kind == Statement::Kind::plain) {
            found.kind = Statement::Kind::name;
            name_all(found, declared_names(first, end));
            found.local = !outside;
        }
        if (found.kind == Statement::Kind::plain) constants(first, end, found);
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

}  // namespace heddle
