// SPDX-License-Identifier: MIT
// What every command begins with (read, parse, resolve) and ends with (report).
#pragma once

#include <optional>

#include "book/book.hpp"
#include "command/options.hpp"
#include "disk/write.hpp"
#include "text/diagnostic.hpp"

namespace heddle {

struct Loaded {
    std::optional<Lock> lock;  // of a command that writes, held from before the first file is read
    std::filesystem::path root;
    std::optional<Book> book;     // nothing after an error
    std::vector<Source> sources;  // what is not in the book: book.yaml, and after an error the chapters
    Diagnostics diagnostics;
};

enum class Access { read, write };

/// read -> parse -> resolve. \param access  `write` waits for every other heddle that writes in this book
Loaded load(Options const& options, Access access = Access::read);

/// Is `options.out` fit to be written to? Not the folder of the chapters, whatever names lead there. For a layer, whose
/// files have the names of the library's, not a folder of the library either, nor one that holds anything else.
/// \pre `loaded.book`
bool check_out(Options const& options, Loaded& loaded);

/// Prints the diagnostics of a run once. \returns the exit status that they ask for
int report(Options const& options, Loaded const& loaded);

}  // namespace heddle
