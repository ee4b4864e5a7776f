// SPDX-License-Identifier: MIT
// C++'s tokens, as far as text needs them that is moved and cut but not compiled.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace heddle {

enum class TokenKind { comment, directive, string, raw_string, character, number, word, punctuation };

struct Token {
    TokenKind kind;
    std::size_t begin;  // bytes of the code
    std::size_t end;
};

/// Every token of `code`, comments and directives among them; a sign is a token of one byte, but for `<%` and `%>`.
/// A backslash that ends a line joins it to the next, also in the middle of a token; in a raw string it does not.
std::vector<Token> tokens(std::string_view code);

/// The end of the line that holds the byte `at`, with the lines that a backslash joins to it.
std::size_t end_of_line(std::string_view code, std::size_t at);

/// Does the line go on in the next? Compilers overlook blanks behind the backslash.
bool continues(std::string_view line);

/// Does a line of `code` go on in the next?
bool has_continued_line(std::string_view code);

/// May a word hold this byte? Those of letters beyond ASCII are among them.
bool is_word(char c);

/// What follows the `#` or `%:` of a directive: `ifdef` of `# ifdef X`. A view of `directive`.
std::string_view directive_word(std::string_view directive);

/// What stands behind that word, from the first byte that is neither blank nor in a comment.
std::string_view directive_argument(std::string_view directive);

/// The words in it.
std::vector<std::string> directive_words(std::string_view directive);

template <std::size_t N>
bool is_one_of(std::string_view word, std::array<std::string_view, N> const& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace heddle
