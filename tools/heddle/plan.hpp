// SPDX-License-Identifier: MIT
// What has to change on disk, as values: `--check`, `--dry-run` and the real run read the same plan.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "diagnostic.hpp"
#include "file_set.hpp"

namespace heddle {

struct Edit {
    enum class Kind { create, replace, remove };
    Kind kind = Kind::create;
    std::string path;  // below the root of the run
    std::string text;  // of create and replace
    friend bool operator==(Edit const&, Edit const&) = default;
};

/// Files as they are on disk: by path, with their text.
using Found = std::map<std::string, std::string>;

/// The edits that turn `found` into `wanted`, by path. Files that heddle did not write, or that somebody edited since,
/// are never touched: each is an error with exit status 3 that names the chapter block to edit instead.
/// A file of `found` that nobody wants is removed if heddle wrote it.
std::vector<Edit> plan(FileSet const& wanted, Found const& found, Book const& book, Diagnostics& diagnostics);

/// The edits for a folder that belongs to heddle alone (below `build/`): no conflict can arise there.
std::vector<Edit> plan_owned(FileSet const& wanted, Found const& found);

}  // namespace heddle
