// SPDX-License-Identifier: MIT
// Stage 1: files become values. The only stage before `write` that touches a disk.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "diagnostic.hpp"
#include "plan.hpp"

namespace heddle {

struct Input {
    std::filesystem::path root;
    std::vector<Source> chapters;    // in name order
    std::optional<Source> settings;  // chapters/book.yaml
};

/// The nearest folder, from `start` upwards, that holds a folder `chapters`.
std::optional<std::filesystem::path> find_root(std::filesystem::path const& start);

/// Reads `chapters/*.md` and `chapters/book.yaml` below `root`.
Input read(std::filesystem::path const& root, Diagnostics& diagnostics);

/// Reads a regular file; a diagnostic for anything else (a folder or a FIFO must not hang the run).
std::optional<std::string> read_file(std::filesystem::path const& path, std::string const& shown_as,
                                     Diagnostics& diagnostics);

/// The files that matter to a plan: those of `wanted` that exist, and the generated ones in `folders` below `base`.
/// \param foreign  is given the other files in the folders that hold wanted files; may be null
Found read_found(std::filesystem::path const& base, FileSet const& wanted, std::vector<std::string> const& folders,
                 std::vector<std::string>* foreign, Diagnostics& diagnostics);

}  // namespace heddle
