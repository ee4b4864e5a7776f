// SPDX-License-Identifier: MIT
// `heddle cells`: the programs of all chapters, written where they differ.
#include "cells/cells.hpp"
#include "command/commands.hpp"
#include "command/pipeline.hpp"
#include "disk/read.hpp"
#include "disk/write.hpp"

namespace heddle {

int cells_command(Options const& options) {
    Loaded loaded = load(options, Access::write);
    if (!loaded.book || !check_out(options, loaded)) return report(options, loaded);
    auto const out = options.out.empty() ? loaded.root / "build/cells" : options.out;
    FileSet const wanted = cells(*loaded.book);
    Found const found = read_found(out, wanted, {}, loaded.diagnostics);
    std::error_code error;  // `write` reports what it means for the files
    std::filesystem::create_directories(out, error);
    write(out, plan_owned(wanted, found), false, loaded.diagnostics);
    return report(options, loaded);
}

}  // namespace heddle
