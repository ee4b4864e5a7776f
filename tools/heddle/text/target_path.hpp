// SPDX-License-Identifier: MIT
// Which paths a book may name: below its root, and the same file on every system.
#pragma once

#include <string>

namespace heddle {

/// Why `path` cannot be a file of the book, below its root, as the end of a sentence; empty if it can.
std::string book_path_fault(std::string const& path);

/// Why `path` cannot be a C++ file below the folder of the sources, as the end of a sentence; empty if it can.
std::string target_fault(std::string const& path);

/// Why `path` cannot be a folder below the root that heddle writes to; empty if it can.
std::string folder_fault(std::string const& path);

/// Why `name` cannot be the file name of a chapter: it becomes the name of programs, tests and pages; empty if it can.
std::string chapter_name_fault(std::string const& name);

}  // namespace heddle
