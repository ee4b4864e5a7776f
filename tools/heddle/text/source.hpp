// SPDX-License-Identifier: MIT
// A chapter's text as it was read, and the positions in it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace heddle {

/// A file of the book: its path below the root, with `/` between folders, and its bytes.
struct Source {
    std::string path;
    std::string text;
    friend bool operator==(Source const&, Source const&) = default;
};

/// A half-open range of bytes in a source.
struct Span {
    std::size_t begin = 0;  // bytes from 0, inclusive
    std::size_t end = 0;    // exclusive
    friend bool operator==(Span const&, Span const&) = default;
};

/// A place as people write it: both numbers from 1, the column in characters (code points).
struct Position {
    std::size_t line = 1;
    std::size_t column = 1;
    friend bool operator==(Position const&, Position const&) = default;
};

/// Lines of a text, counted from 0; `end` is not among them.
struct Rows {
    std::size_t begin = 0;
    std::size_t end = 0;
    friend bool operator==(Rows const&, Rows const&) = default;
};

/// The line and column of the byte at `offset`; an offset past the end is the end.
Position position(std::string const& text, std::size_t offset);

/// The positions of many places in one text: its lines are counted once, and places in rising order on one line are
/// found in one walk over that line.
class Positions {
public:
    explicit Positions(std::string const& text);
    Position at(std::size_t offset);
    /// The bytes of the line that holds `offset`, without its `\n`.
    [[nodiscard]] Span line(std::size_t offset) const;

private:
    std::string const& text_;
    std::vector<std::size_t> starts_;  // offsets of the lines
    std::size_t last_offset_ = 0;      // the place asked for last, and where it is
    Position last_;
};

}  // namespace heddle
