// SPDX-License-Identifier: MIT
// One function a command: options in, exit status out.
#pragma once

#include <filesystem>
#include <string>

namespace heddle {

struct Options {
    std::filesystem::path root;  // empty: searched upwards from the current folder
    std::string color = "auto";  // auto, always, never
    bool json = false;           // diagnostics, and the answer of `list`, as JSON
    bool quiet = false;
    bool check = false;
    bool dry_run = false;
    bool line = false;
    std::filesystem::path out;
    std::filesystem::path outputs;  // folder of the records; empty: build/outputs below the root
    std::string title;              // of a new chapter
};

int tangle_command(Options const& options);
int cells_command(Options const& options);
int check_command(Options const& options);
int accept_command(Options const& options);
int weave_command(Options const& options);
int list_command(Options const& options);
int new_chapter_command(Options const& options);

}  // namespace heddle
