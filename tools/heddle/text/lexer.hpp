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
