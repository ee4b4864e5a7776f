// SPDX-License-Identifier: MIT
// What the cells of a chapter showed, read from the record of their run, and compared with the chapter's `output`
// blocks.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "book.hpp"
#include "diagnostic.hpp"

namespace heddle {

/// The text of each cell in order: what it printed and displayed, or the exception that it was to throw.
struct Outputs {
    std::vector<std::string> cells;
    bool failed = false;  // a cell ended the program; the program has said where
};

/// Reads a record; a diagnostic and nothing if it is none.
std::optional<Outputs> parse_outputs(std::string const& json, std::string const& shown_as, Diagnostics& diagnostics);

/// Every `output` block whose text is not what its cell showed, unless it or the cell is volatile.
void compare_outputs(Document const& document, Outputs const& outputs, Diagnostics& diagnostics);

/// The chapter's text with every `output` block rewritten to what its cell showed; all other bytes stay.
std::string accept_outputs(Document const& document, Outputs const& outputs);

}  // namespace heddle
