// SPDX-License-Identifier: MIT
// What the compiler said of the `fails=` cells of a chapter, read from its record and put beside what the others
// showed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cells/cells.hpp"
#include "cells/outputs.hpp"
#include "text/diagnostic.hpp"

namespace heddle {

/// One program that must not compile, and what became of it.
struct Compilation {
    std::string program;  // the checksum of the program
    bool compiled = false;
    std::string message;      // what the compiler wrote
    std::string places = {};  // where the cell lay then: "path:line path:line"
    friend bool operator==(Compilation const&, Compilation const&) = default;
};

/// Reads `<stem>_fails.json`; a diagnostic and nothing if it is no such record.
std::optional<std::vector<Compilation>> parse_compilations(std::string const& json, std::string const& shown_as,
                                                           Diagnostics& diagnostics);

/// Adds the compiler's messages to `outputs`, in short and without paths, as what their cells showed. A cell that
/// compiles, or fails for another reason than the one it names, is a diagnostic at its line, a record of other programs
/// one for the chapter.
void add_refusals(Book const& book, std::size_t chapter, std::vector<Refused> const& programs,
                  std::vector<Compilation> const& compilations, Outputs& outputs, Diagnostics& diagnostics);

}  // namespace heddle
