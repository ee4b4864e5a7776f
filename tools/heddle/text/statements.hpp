// SPDX-License-Identifier: MIT
// Where the statements of a cell begin and end, and what each is.
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
        type,             // a class or an enumeration, alone or with variables of it
        name,  // another name for a type or namespace, `using std::sort;`, a function without its body, a member of a
               // class outside of it, a variable that is constexpr, inline or constinit
        constant,  // `const int size = 3;`, or several, whose values no call makes
        directive
    };
    Kind kind = Kind::plain;
    std::size_t begin = 0;  // bytes of the code
    std::size_t end = 0;
    std::string name;                // that it declares, where it is a function, type, name or macro
    std::vector<std::string> also;   // the other names of `typedef struct {} A, *B;`, `constexpr int a = 1, b = 2;`
    std::vector<std::string> words;  // that it uses
    std::vector<std::string> free;   // those of them that it does not declare itself
    std::vector<std::string> enumerators;  // of an enumeration
    std::vector<std::string> made_of;      // the words in the value of a constant
    std::optional<Span> body;              // of a type that variables are declared with: its braces
    bool local = true;                     // of a type or name: a function may hold it
    bool called = false;                   // of a name: `T f(a);`, a function without its body or a variable
    bool undefines = false;                // of a directive: `#undef`
    bool everywhere = false;               // of a directive: conditions, and pragmas for all that follows
    bool closed = false;                   // by its `;` or its braces
};

/// The statements of `code` in order, by its brackets and words alone. What is no C++ gives some statements, too.
std::vector<Statement> statements(std::string_view code);

/// Where the last expression of `code` begins, when the code ends in one without `;`: it is to be displayed.
std::optional<std::size_t> trailing_expression(std::string_view code);

/// The same, with its end; where a condition such as `#ifdef` stands at the end of the code, that of each branch.
std::vector<Span> trailing_expressions(std::string_view code);

}  // namespace heddle
