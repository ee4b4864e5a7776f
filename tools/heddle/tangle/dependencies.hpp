// SPDX-License-Identifier: MIT
// Which files of a book a text includes: what a program has to be compiled again for, and what a layer needs.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "book/file_set.hpp"

namespace heddle {

/// The paths in `files` that `text` includes, directly or through one another.
/// An `#include` is looked up below `sources`, beside the file that holds it, and as it stands; conditions and macros
/// are not followed, so the answer may hold a file too many.
/// \param files    every file of the book, by path below the root
/// \param sources  the folder that the compiler searches, below the root
std::set<std::string> included_files(FileSet const& files, std::string const& sources, std::string_view text);

}  // namespace heddle
