// SPDX-License-Identifier: MIT
// The commands that set the chapters against the records of their runs.
#include <functional>
#include <iostream>

#include "cells/outputs.hpp"
#include "command/commands.hpp"
#include "command/pipeline.hpp"
#include "command/site_input.hpp"
#include "disk/write.hpp"
#include "parse/notebook.hpp"
#include "tangle/tangle.hpp"
#include "weave/weave.hpp"

namespace heddle {

namespace {

/// Calls `f` with each chapter that has a record of its present code.
void with_outputs(Options const& options, Loaded& loaded,
                  std::function<void(Document const&, Outputs const&)> const& f) {
    Book const& book = *loaded.book;
    FileSet const twin = tangle(book, true);
    for (std::size_t c = 0; c < book.chapters.size(); ++c) {
        auto const folder = options.outputs.empty() ? loaded.root / "build" / "outputs" : options.outputs;
        if (auto const outputs = read_record(book, twin, c, folder, loaded.diagnostics)) f(book.chapters[c], *outputs);
    }
}

}  // namespace

int check_command(Options const& options) {
    Loaded loaded = load(options);
    if (!loaded.book) return report(options, loaded);
    with_outputs(options, loaded, [&](Document const& document, Outputs const& outputs) {
        compare_outputs(document, outputs, loaded.diagnostics);
        report_varying(document, outputs, loaded.diagnostics);
        report_failure(document, outputs, loaded.diagnostics);
    });
    warn_of_planned(*loaded.book, loaded.diagnostics);
    check_recordings(*loaded.book,
                     parse_recordings(read_recordings(loaded.root, loaded.diagnostics), loaded.diagnostics),
                     loaded.diagnostics);
    return report(options, loaded);
}

int accept_command(Options const& options) {
    Loaded loaded = load(options);
    if (!loaded.book) return report(options, loaded);
    Lock const lock(loaded.root / "chapters");
    std::vector<Edit> edits;
    with_outputs(options, loaded, [&](Document const& document, Outputs const& outputs) {
        report_failure(document, outputs, loaded.diagnostics);
        if (outputs.failure) return;
        std::string text = accept_outputs(document, outputs);
        if (text != document.source.text) edits.push_back({Edit::Kind::replace, document.source.path, std::move(text)});
    });
    if (!has_errors(loaded.diagnostics)) write(loaded.root, edits, true, loaded.diagnostics);
    for (Edit const& edit : edits) {
        if (!options.quiet && !has_errors(loaded.diagnostics)) std::cout << "accept " << edit.path << '\n';
    }
    return report(options, loaded);
}

}  // namespace heddle
