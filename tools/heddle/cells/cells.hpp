// SPDX-License-Identifier: MIT
// Stage 4: a chapter's cells become one program, so that they share a scope.
#pragma once

#include "book/file_set.hpp"

namespace heddle {

/// `<stem>.cpp`, the cells, `<stem>_bench.cpp`, the benchmarks, and `<stem>_tests.cpp`, the tests, of every chapter;
/// each is there, with nothing in it where the chapter has nothing. So is `<stem>_fails.txt`, which has a line for each
/// program that must not compile, its file and its checksum, and one with the places of its code in the chapters.
/// Paths are below the output folder.
/// \param keep_lines  the programs name a state of the headers that stays the same when only their lines move
/// \param with        files of the author's own: each is copied to `with/`, below a line that names the state of the
///                    book's headers that it includes, so that a build knows when to compile it again
FileSet cells(Book const& book, bool keep_lines = false, std::vector<Source> const& with = {});

/// The program that a `fails=` cell must not be part of: what comes before it, then the cell.
struct Refused {
    std::size_t cell = 0;  // number among the chapter's cells
    std::string text;      // the program
    std::string program;   // its checksum without the lines of the chapters, as 16 hex digits
    std::string places;    // where in the chapters its cell lies: "path:line path:line"
};

/// A program for every `fails=` cell of a chapter. \param twin  the book's files, from `tangle(book, true)`
std::vector<Refused> refused(Book const& book, FileSet const& twin, std::size_t chapter);

/// What a chapter's cells run, as 16 hex digits: other code, other digits; the same code on other lines, the same.
/// \param twin  the book's files, from `tangle(book, true)`
std::string fingerprint(Book const& book, FileSet const& twin, std::size_t chapter);

}  // namespace heddle
