// SPDX-License-Identifier: MIT
// Stage 4: the book's export and test blocks become source files.
#pragma once

#include <cstdint>
#include <string_view>

#include "file_set.hpp"

namespace heddle {

/// A file that tangle makes, before its text is: the blocks of a target, or the tests of a chapter.
struct TangleJob {
    std::string path;                // below the root
    Target const* target = nullptr;  // of the book; null: tests
    std::size_t chapter = 0;         // of tests
};

/// The files of the library and of its tests, in order of their paths.
std::vector<TangleJob> tangle_jobs(Book const& book);

/// The text of one of them.
/// \param line_directives  true for the twin that the developers' build compiles: the same text with `#line`
File tangle_one(Book const& book, TangleJob const& job, bool line_directives);

/// All of them.
FileSet tangle(Book const& book, bool line_directives);

/// The headers that a chapter's tests, cells and benchmarks see: its `include:` list, then the headers that it writes.
/// Each is spelled with its `<...>` or `"..."`.
std::vector<std::string> chapter_headers(Book const& book, std::size_t chapter);

/// What the first line of a generated file says about its text.
enum class Ownership {
    generated,  // heddle wrote it and nobody changed it since
    edited,     // heddle wrote it and somebody changed it
    foreign,    // heddle did not write it
};
Ownership ownership(std::string_view text);

/// FNV-1a, 64 bit: enough to notice an edit, not to withstand an attack.
std::uint64_t checksum(std::string_view text);

}  // namespace heddle
