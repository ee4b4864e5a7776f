// SPDX-License-Identifier: MIT
// Stage 4: a chapter's cells become one program, so that they share a scope.
#pragma once

#include "file_set.hpp"

namespace heddle {

/// `<stem>.cpp`, the cells, `<stem>_bench.cpp`, the benchmarks, and `<stem>_tests.cpp`, the tests, of every chapter;
/// each is there, with nothing in it where the chapter has nothing. Paths are below the output folder.
FileSet cells(Book const& book);

/// What a chapter's cells run, as 16 hex digits: other code, other digits; the same code on other lines, the same.
/// \param twin  the book's files, from `tangle(book, true)`
std::string fingerprint(Book const& book, FileSet const& twin, std::size_t chapter);

}  // namespace heddle
