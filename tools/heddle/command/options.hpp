// SPDX-License-Identifier: MIT
// What was asked for on the command line.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace heddle {

struct Options {
    std::filesystem::path root;  // empty: searched upwards from the current folder
    std::string color = "auto";  // auto, always, never
    bool json = false;           // diagnostics, and the answer of `list`, as JSON
    bool quiet = false;
    bool check = false;
    bool dry_run = false;
    bool line = false;
    bool keep_lines = false;
    std::filesystem::path out;
    std::string as_of;                        // the chapter whose layer `tangle` writes; empty: the whole library
    std::filesystem::path outputs;            // folder of the records; empty: build/outputs below the root
    std::vector<std::filesystem::path> with;  // the author's own files, which include the book's headers
    std::string title;                        // of a new chapter
    std::string place;                        // what `accept` is to rewrite: CHAPTER or CHAPTER:LINE; empty: all
    bool add = false;                         // `accept` adds the output blocks that are missing
};

}  // namespace heddle
