// SPDX-License-Identifier: MIT
// Stage 3: documents become a book; every name is bound here or is an error here.
#pragma once

#include <optional>
#include <string_view>

#include "book.hpp"
#include "diagnostic.hpp"

namespace heddle {

/// Orders the chapters, binds chunks, targets and titles, expands every block.
/// \returns nothing if any name could not be bound; warnings alone do not stop it.
std::optional<Book> resolve(Settings settings, std::vector<Document> documents, Diagnostics& diagnostics);

/// The chunk's name when the line is `<<name>>` alone, with spaces around it or none.
std::optional<std::string> chunk_reference(std::string_view line);

/// The lines of a block's code, without line ends.
std::vector<std::string_view> code_lines(std::string_view code);

/// Where the tests of a chapter go: "tests/ten/01_tensors_test.cpp".
std::string test_path(Book const& book, std::size_t chapter);

/// "01-tensors" of "chapters/01-tensors.md".
std::string stem(std::string const& path);

}  // namespace heddle
