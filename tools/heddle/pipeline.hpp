// SPDX-License-Identifier: MIT
// What every command begins with (read, parse, resolve) and ends with (report).
#pragma once

#include <optional>

#include "book.hpp"
#include "commands.hpp"
#include "diagnostic.hpp"

namespace heddle {

struct Loaded {
    std::filesystem::path root;
    std::optional<Book> book;     // nothing after an error
    std::vector<Source> sources;  // what is not in the book: book.yaml, and after an error the chapters
    Diagnostics diagnostics;
};

/// read -> parse -> resolve.
Loaded load(Options const& options);

/// Prints the diagnostics of a run once. \returns the exit status that they ask for
int report(Options const& options, Loaded const& loaded);

}  // namespace heddle
