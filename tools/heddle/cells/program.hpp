// SPDX-License-Identifier: MIT
// The text of a program that is put together from blocks: every line of a chapter keeps its number.
#pragma once

#include <string>

#include "book/book.hpp"

namespace heddle {

class Program {
public:
    explicit Program(Book const& book) : book_(&book) {}

    /// Adds a block's code. The includes at its front are kept for `includes`.
    /// \param in_condition  heddle's own lines stand between its directives: a compiler that skips them counts fewer
    void code(Code const& code, bool in_condition = false);
    /// Adds a line that heddle writes, on the line of the block's opening fence: the code that follows needs no
    /// `#line`.
    void at(BlockRef block, std::string const& line);
    /// Adds a line that heddle writes, on whichever line comes next.
    void own(std::string const& line);

    [[nodiscard]] std::string const& text() const { return text_; }
    [[nodiscard]] std::string const& includes() const { return includes_; }

private:
    void place(std::size_t chapter, std::size_t line);

    Book const* book_;
    std::string text_, includes_;
    std::size_t chapter_ = 0;  // of the next line
    std::size_t line_ = 0;     // of the next line as the compiler counts it; 0: unknown
    bool continued_ = false;   // the last line ends in a backslash
};

/// `text` without its `#line` directives and its first line, which hold all that moves when lines of a chapter move.
std::string without_lines(std::string const& text);

/// Do two texts of a program differ at most in the lines of the chapters that they name? A compiler makes the same code
/// of both.
bool same_but_for_lines(std::string const& a, std::string const& b);

/// The start of the line in which a program tells its runtime where the cells begin.
inline constexpr char const* line_table = "static std::size_t const heddle_lines[]";

}  // namespace heddle
