// SPDX-License-Identifier: MIT
// What a stage wants to exist: path -> text, with the chapter line of every line.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "book/book.hpp"

namespace heddle {

struct File {
    std::string text;
    std::vector<CodeLine> origin;  // one entry a line of `text`, or empty where it is not needed; `text` fields unused
    friend bool operator==(File const&, File const&) = default;
};

/// By path below the root (or below `--out`), so that the order never depends on a hash.
using FileSet = std::map<std::string, File>;

}  // namespace heddle
