// SPDX-License-Identifier: MIT
// What stands beside the chapters and goes onto the site: records of runs, recordings of benchmarks, pages of docs/.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "book/book.hpp"
#include "book/file_set.hpp"
#include "cells/outputs.hpp"
#include "parse/recording.hpp"
#include "text/diagnostic.hpp"

namespace heddle {

/// The record of a chapter's run in `folder`, with the compiler's messages for its `fails=` cells; a diagnostic and
/// nothing if it cannot be read.
/// \param twin  the book's files, from `tangle(book, true)`
std::optional<Outputs> read_record(Book const& book, FileSet const& twin, std::size_t chapter,
                                   std::filesystem::path const& folder, Diagnostics& diagnostics);

/// The records in `folder`, with what the compiler said, by chapter path; a chapter without one has not run.
std::map<std::string, Outputs> read_outputs(Book const& book, FileSet const& twin, std::filesystem::path const& folder,
                                            Diagnostics& diagnostics);

/// What docs/recordings/ holds.
struct Recordings {
    std::vector<Source> texts;  // in order of their names
    std::vector<Recording> all;
    bool complete = true;  // each of them could be read
};

/// The recordings, those of `machine` first: they are the ones that pages show.
Recordings read_recordings(std::filesystem::path const& root, std::string const& machine, Diagnostics& diagnostics);

/// The pages of docs/: *.md and *.rst, also in folders below; what begins with `_` or `.` is none. A reference that
/// cannot be understood is a diagnostic.
std::vector<Page> read_pages(std::filesystem::path const& root, Diagnostics& diagnostics);

/// Pictures that pages show: of chapters/ and docs/, also in folders below.
std::vector<Source> read_pictures(std::filesystem::path const& root, Diagnostics& diagnostics);

}  // namespace heddle
