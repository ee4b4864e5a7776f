// SPDX-License-Identifier: MIT
// What a chapter's program links: its cells go in, the record of what they printed and showed comes out as JSON.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "display.hpp"

namespace heddle::runtime {

/// A chapter's cells, as heddle writes them.
struct Chapter {
    char const* path;          // "chapters/01-tensors.md"
    char const* program;       // what the code of the cells is, as 16 hex digits; goes into the record
    double time_limit;         // seconds that one cell may take
    std::size_t const* lines;  // chapter line of each cell's fence
    std::size_t count;         // cells
    void (*cells)();           // all of them, in order
};

/// Runs the cells in a process of their own and writes the record, whatever becomes of them.
///
/// `--out FILE` names the record, `--time-limit SECONDS` replaces the chapter's, `--keep-going` makes a failed cell no
/// failure of the program (the record holds it), `--direct` runs the cells in this very process, for a debugger.
/// \returns 0; 2 for an unknown option; 4 when the record cannot be written; 5 when a cell failed
int run(int argc, char** argv, Chapter const& chapter);

/// The cell with number `index`, from 0, begins here.
void begin_cell(std::size_t index);
/// The last cell is done: a run that leaves the cells on another way has failed.
void end_cells();

/// Why a cell or a test with the tag `cuda`, `slow` or both cannot run here and now; an empty string where it can.
std::string reason_to_skip(bool cuda, bool slow);
/// The same for the cell that began last: the reason goes into the record, in place of its outputs.
bool may_run(bool cuda, bool slow);
/// The cell that began last is no part of this program, because it must not compile.
void not_compiled();

/// Runs a `throws=` cell; the run fails here unless it throws. heddle, which reads the record, compares what() with
/// `pattern`.
void expect_throw(char const* pattern, std::function<void()> const& cell);

}  // namespace heddle::runtime

namespace heddle {

/// What this cell and all after it show depends on what this machine has, and so the chapter's `output` blocks are not
/// compared with it, nor rewritten. \param why  continues "the outputs are not compared: "
void outputs_vary(std::string const& why);

}  // namespace heddle
