// SPDX-License-Identifier: MIT
// What the cells of a chapter showed, read from the record of their run, and compared with the chapter's `output`
// blocks.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "book/book.hpp"
#include "text/diagnostic.hpp"

namespace heddle {

/// One thing that a cell showed.
struct Shown {
    enum class Kind { stream, display, error };
    Kind kind = Kind::stream;
    std::map<std::string, std::string> mime;  // media type -> content; "text/plain" always
    friend bool operator==(Shown const&, Shown const&) = default;
};

/// What a cell with `throws=` threw.
struct Thrown {
    std::string type;  // of C++
    std::string what;
    friend bool operator==(Thrown const&, Thrown const&) = default;
};

/// The cell that ended a run, and why.
struct Failure {
    std::size_t cell = 0;  // number among the chapter's cells
    std::string message;   // continues "this cell "
    std::string errors;    // what the program wrote to its standard error
    friend bool operator==(Failure const&, Failure const&) = default;
};

struct Outputs {
    std::string program;  // the fingerprint of the code that ran; empty where the record has none, and nothing of it is
                          // believed
    std::vector<std::string> cells;  // what each cell printed and displayed, or the exception that it was to throw
    std::vector<std::vector<Shown>> shown;  // the same, one by one
    std::optional<Failure> failure;
    std::string errors = {};  // what the program wrote to its standard error, which no page shows
    std::map<std::size_t, std::string> skipped = {};     // the cells that could not run here, and why
    std::map<std::size_t, std::size_t> refused_at = {};  // the chapter lines at which the compiler refused cells
    std::map<std::size_t, std::string> varies = {};      // the cells whose outputs depend on the machine, and why
    std::map<std::size_t, Thrown> thrown = {};           // what the cells that were to throw threw
};

/// Reads a record; a diagnostic and nothing if it is none.
std::optional<Outputs> parse_outputs(std::string const& json, std::string const& shown_as, Diagnostics& diagnostics);

/// Is the record one of the chapter's present code? A diagnostic if not: what it says must not be taken for the code's.
/// \param program  the fingerprint of that code
bool check_record(Document const& document, Outputs const& outputs, std::string const& program,
                  Diagnostics& diagnostics);

/// Did the cells that are to throw throw what they name? The first that did not becomes the cell that failed. A program
/// only records what was thrown: it is not to need a library to match it.
/// \pre  the record fits the chapter
void check_thrown(Document const& document, Outputs& outputs);

/// The cell that failed, if one did, with what the program wrote to its standard error.
void report_failure(Document const& document, Outputs const& outputs, Diagnostics& diagnostics);

/// A warning with what the cells of a run that did not fail wrote to their standard error.
void report_standard_error(Document const& document, Outputs const& outputs, Diagnostics& diagnostics);

/// Every `output` block whose text is not what its cell showed, unless it or the cell is volatile, or did not run to
/// its end.
void compare_outputs(Document const& document, Outputs const& outputs, Diagnostics& diagnostics);

/// A warning that names the first cell whose outputs were not compared because they depend on the machine, and why.
void report_varying(Document const& document, Outputs const& outputs, Diagnostics& diagnostics);

/// Which outputs are to be rewritten.
struct Acceptance {
    std::size_t line = 0;  // only that of the cell which, or whose `output` block, holds this chapter line; 0: all
    bool add = false;      // also those of cells that show something and have no `output` block
    Allowed allowed = {};  // what is foreign and may stand in the chapter
};

/// Does a cell, or the `output` block of one, hold this chapter line?
bool has_cell_at(Document const& document, std::size_t line);

/// The chapter's text with `output` blocks rewritten to what their cells showed; all other bytes stay. What no block
/// can hold so that it is read back as it was is an error, and the text is the old one.
/// \pre no cell failed
std::string accept_outputs(Document const& document, Outputs const& outputs, Acceptance const& what,
                           Diagnostics& diagnostics);

}  // namespace heddle
