// SPDX-License-Identifier: MIT
// One block of a chapter as the JSON that its directive holds.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cells/outputs.hpp"
#include "weave/anchors.hpp"

namespace heddle {

/// What a cell showed, and whether it ran.
struct CellRun {
    std::vector<Shown> shown;
    bool ran = false;
    std::string failure;         // why the program ended in this cell; empty: it did not
    std::string skipped;         // why it could not run; empty: it could
    std::size_t refused_at = 0;  // the line at which the compiler refused it; 0: it did not
};

/// What the cell with number `cell` of a chapter showed. \param all  the records, by chapter path
CellRun cell_run(std::map<std::string, Outputs> const& all, Document const& document, std::size_t cell, bool fails);

nlohmann::ordered_json code_json(Book const& book, Anchors const& anchors, BlockRef ref, CellRun const* run);
nlohmann::ordered_json dot_json(Book const& book, Anchors const& anchors, BlockRef ref);

}  // namespace heddle
