// SPDX-License-Identifier: MIT
// Stage 4: the book's export and test blocks become source files.
#pragma once

#include "book/file_set.hpp"
#include "resolve/versions.hpp"

namespace heddle {

/// A file that tangle makes, before its text is: the blocks of a target, or the tests of a chapter.
struct TangleJob {
    std::string path;                     // below the root
    Target const* target = nullptr;       // of the book; null: tests
    std::size_t chapter = 0;              // of tests
    std::size_t chapters = all_chapters;  // the first that do not count: the library as it is before them
};

/// The files of the library and of its tests, in order of their paths.
/// \param chapters  how many chapters count, from the first
std::vector<TangleJob> tangle_jobs(Book const& book, std::size_t chapters = all_chapters);

/// The files of a layer, in order of their paths: the library and its tests as they are after the first `chapters`
/// chapters. An appendix has no place in the order, so a file that only appendices make is in a layer if a file of the
/// layer includes it, and is as the whole library has it.
/// \pre  the chapters are at least one, and no appendix is among them
std::vector<TangleJob> layer_jobs(Book const& book, std::size_t chapters);

/// The text of one of them.
/// \param line_directives  true for the twin that the developers' build compiles: the same text with `#line`
File tangle_one(Book const& book, TangleJob const& job, bool line_directives);

/// All of them.
FileSet tangle(Book const& book, bool line_directives);

}  // namespace heddle
