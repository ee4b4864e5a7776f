// SPDX-License-Identifier: MIT
// Just enough of C++'s lexical grammar to know what is code and what only looks like it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/source.hpp"

namespace heddle {

/// A statement or declaration of a cell, or a directive.
struct Statement {
    enum class Kind {
        plain,            // what a function may hold
        function,         // with its body
        template_,        // a function's, a class's, an alias's, a concept
        namespace_,       // with its braces; `extern "C"` too
        using_namespace,  // `using namespace std;`
        type,             // a class or an enumeration, and nothing that is declared with it
        name,             // another name for a type, `using std::sort;`, a constexpr variable
        directive
    };
    Kind kind = Kind::plain;
    std::size_t begin = 0;  // bytes of the code
    std::size_t end = 0;
    std::string name;                // that it declares, where it is a function, type, name or macro
    std::vector<std::string> words;  // that it uses
    bool local = true;               // of a type: a function may hold it
    bool closed = false;             // by its `;` or its braces
};

/// The statements of `code` in order, by its brackets and words alone. What is no C++ gives some statements, too.
std::vector<Statement> statements(std::string_view code);

/// Where the last expression of `code` begins, when the code ends in one without `;`: it is to be displayed.
std::optional<std::size_t> trailing_expression(std::string_view code);

/// For each line of `code`: does it start inside a raw string?
std::vector<bool> lines_in_raw_strings(std::string_view code);

/// For each line of `code`: does it start inside a literal, or a macro that holds one, so that an indentation might
/// change a value?
std::vector<bool> lines_in_literals(std::string_view code);

/// The includes of a block's code.
struct IncludeLines {
    /// Those before its first token that is no directive. Each goes to the top of a file by itself; but if a macro or a
    /// condition stands among them, all from the first to the last are one run, since one may depend on the other.
    std::vector<Rows> front;
    /// Those of headers further down, between brackets or not.
    std::vector<std::size_t> late;
};
/// What is no header by its name, such as "colors.def", stays where it is and is in neither list.
IncludeLines find_includes(std::string_view code);

/// What of a block's code would reach into the block that follows it.
struct OpenEnd {
    std::size_t at;  // byte of the code
    std::string message;
};

/// The first comment, raw string, `#if` or bracket that `code` opens and does not close, or closes and has not opened,
/// or the backslash that ends its last line. Of the branches of an `#if`, the first counts for the brackets.
std::optional<OpenEnd> find_open_end(std::string_view code);

/// The tokens of `code` with one space between them and no comments: equal for codes that differ in layout alone.
std::string code_tokens(std::string_view code);

}  // namespace heddle
