// SPDX-License-Identifier: MIT
// `heddle cells`: the programs of all chapters, written where they differ.
#include "cells/cells.hpp"
#include "cells/program.hpp"
#include "command/commands.hpp"
#include "command/pipeline.hpp"
#include "disk/read.hpp"
#include "disk/write.hpp"

namespace heddle {

namespace {

/// Files that differ from what is there in nothing but the lines that they name stay as they are.
void keep(FileSet& wanted, Found const& found) {
    for (auto& [path, file] : wanted) {
        auto const there = found.find(path);
        if (there != found.end() && same_but_for_lines(there->second, file.text)) file.text = there->second;
    }
}

}  // namespace

int cells_command(Options const& options) {
    Loaded loaded = load(options, Access::write);
    if (!loaded.book || !check_out(options, loaded)) return report(options, loaded);
    auto const out = options.out.empty() ? loaded.root / "build/cells" : options.out;
    std::vector<Source> with;
    for (std::filesystem::path const& path : options.with) {
        if (auto text = read_file(path, path.string(), loaded.diagnostics)) with.push_back({path.string(), *text});
    }
    if (has_errors(loaded.diagnostics)) return report(options, loaded);
    FileSet wanted = cells(*loaded.book, options.keep_lines, with);
    Found const found = read_found(out, wanted, {}, loaded.diagnostics);
    if (options.keep_lines) keep(wanted, found);
    std::error_code error;  // `write` reports what it means for the files
    std::filesystem::create_directories(out, error);
    write(out, plan_owned(wanted, found), false, loaded.diagnostics);
    return report(options, loaded);
}

}  // namespace heddle
