// SPDX-License-Identifier: MIT
// Stage 4: chapters become pages: each block a directive that holds what it is, where it goes and what it showed.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "book/file_set.hpp"
#include "cells/outputs.hpp"
#include "parse/recording.hpp"
#include "text/diagnostic.hpp"

namespace heddle {

/// What weave needs beside the book.
struct WeaveInput {
    FileSet tangled;                         // of `tangle`, without `#line`
    std::map<std::string, Outputs> outputs;  // by chapter path; a chapter that has not run is missing
    std::vector<Recording> recordings;       // those of the book's machine first
    bool recordings_complete = true;         // else no chapter is blamed for what one that cannot be read holds
    std::vector<Page> pages;                 // docs/*.md and docs/**.rst, by path below the root
};

/// The pages, by path below the folder of pages: chapters/, sources/ and the files of docs/.
/// Line i of a chapter's page is made from line i of the chapter, so that messages about the page name its lines.
/// Plots and numbers without a recording, stale recordings and chapters that have not run are warnings; a comparison
/// that its recording does not bear out is an error.
FileSet weave(Book const& book, WeaveInput const& input, Diagnostics& diagnostics);

}  // namespace heddle
