// SPDX-License-Identifier: MIT
// One block of a chapter as the JSON that its directive holds.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cells/outputs.hpp"
#include "parse/recording.hpp"
#include "weave/anchors.hpp"

namespace heddle {

/// What a cell showed, and whether it ran.
struct CellRun {
    Recording const* recording = nullptr;  // that holds what is shown; null: this build's run showed it
    bool changed = false;                  // since it was recorded: the chapter's code
    std::vector<Shown> shown;
    bool ran = false;
    std::string failure;         // why the program ended in this cell; empty: it did not
    std::string skipped;         // why it could not run; empty: it could
    std::size_t refused_at = 0;  // the line at which the compiler refused it; 0: it did not
};

/// What the recordings have of a `volatile` cell.
struct RecordedRun {
    Recording const* recording = nullptr;  // null: nothing
    RecordedCell const* cell = nullptr;
    bool changed = false;  // since then: the chapter's code
};

/// The first recording that has the cell. Of cells with equal code the first is the first, and so on.
RecordedRun recorded_run(Book const& book, std::vector<Recording> const& recordings, BlockRef ref);

/// What `cell` at `ref`, the one with this `number` in its chapter, shows: what was recorded of it, else what it showed
/// in this build.
/// \param all  the records, by chapter path
CellRun cell_run(Book const& book, std::map<std::string, Outputs> const& all, std::vector<Recording> const& recordings,
                 BlockRef ref, CellBlock const& cell, std::size_t number);

/// \param run  of a cell; null for other code
/// \param up   leads from the page to the folder of pages: "../" on a chapter's
nlohmann::ordered_json code_json(Book const& book, Anchors const& anchors, BlockRef ref, CellRun const* run,
                                 std::string const& up = "../");
nlohmann::ordered_json dot_json(Book const& book, Anchors const& anchors, BlockRef ref, DotBlock const& diagram);

}  // namespace heddle
