// SPDX-License-Identifier: MIT
// What has to change on disk, as values: `--check`, `--dry-run` and the real run read the same plan.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "book/file_set.hpp"
#include "text/diagnostic.hpp"

namespace heddle {

struct Edit {
    enum class Kind { create, replace, remove };
    Kind kind = Kind::create;
    std::string path;  // below the root of the run
    std::string text;  // of create and replace
    /// What replace and remove found there: if it is something else by the time of the edit, a person has saved the
    /// file since, and it is left alone. Nothing: whatever is there may go.
    std::optional<std::string> before = {};
    friend bool operator==(Edit const&, Edit const&) = default;
};

/// Files as they are on disk: by path, with their text.
using Found = std::map<std::string, std::string>;

/// The edit that turns the file at `path`, as it was found, into `wanted`; nothing if they are equal. A file that
/// heddle did not write, or that somebody edited since, is never touched: it is an error with exit status 3 that names
/// the chapter block to edit instead. Two edits lose nothing and are settled: one that says what the chapter says by
/// now, and a file that is the beginning of what is wanted. Line ends, which a checkout may rewrite, are no difference.
std::optional<Edit> plan_file(std::string const& path, File wanted, std::optional<std::string> const& found,
                              Book const& book, Diagnostics& diagnostics);

/// Adds the removal of the files that are not wanted, if heddle wrote them and they were not edited.
void plan_unwanted(Found const& unwanted, std::vector<Edit>& edits, Diagnostics& diagnostics);

/// The edits that turn `found` into `wanted`, by path: both of the above for all files.
std::vector<Edit> plan(FileSet const& wanted, Found const& found, Book const& book, Diagnostics& diagnostics);

/// The edits for a folder that belongs to heddle alone (below `build/`): no conflict can arise there.
std::vector<Edit> plan_owned(FileSet const& wanted, Found const& found);

/// The file in which a folder says which of its files heddle wrote: a path a line.
inline constexpr char const* written_list = ".heddle-files";

/// The paths that a list names, without those that lead out of the folder.
std::vector<std::string> listed(std::string const& list);

/// The edits for a folder that heddle may share: only files that its list names are replaced or removed, and another
/// one in the way of a wanted file is an error with exit status 3. A run that is killed after any number of these edits
/// is mended by the next.
std::vector<Edit> plan_listed(FileSet const& wanted, Found const& found, Diagnostics& diagnostics);

}  // namespace heddle
