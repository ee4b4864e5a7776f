// SPDX-License-Identifier: MIT
// The commands that set the chapters against the records of their runs.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <iostream>
#include <utility>

#include "cells/outputs.hpp"
#include "command/commands.hpp"
#include "command/pipeline.hpp"
#include "command/site_input.hpp"
#include "disk/write.hpp"
#include "parse/notebook.hpp"
#include "tangle/tangle.hpp"
#include "weave/claims.hpp"

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

/// A chapter as the command line names it, and the line after a colon, 0 where there is none.
std::pair<std::string, std::size_t> place_of(std::string const& text) {
    std::size_t const colon = text.rfind(':');
    if (colon == std::string::npos) return {text, 0};
    std::size_t line = 0;
    char const* const end = text.data() + text.size();
    auto const [rest, error] = std::from_chars(text.data() + colon + 1, end, line);
    if (error != std::errc() || rest != end || line == 0) return {text, 0};
    return {text.substr(0, colon), line};
}

/// What is wrong with the place that the command line names; an empty code where nothing is.
Diagnostic fault_of_place(Book const& book, std::string const& name, std::size_t line) {
    Diagnostic fault{Severity::error, "", "", {}, "", {}, "", 2};
    if (name.empty()) {  // no place is named, or a line of nothing
        if (line == 0) return fault;
        fault.code = "unknown-chapter";
        fault.message = fmt::format("no chapter stands before ':{}'", line);
        fault.hint = fmt::format("name the chapter too, as in 05-matmul:{}", line);
        return fault;
    }
    auto const found = std::find_if(book.chapters.begin(), book.chapters.end(),
                                    [&](Document const& document) { return is_called(document, name); });
    if (found == book.chapters.end()) {
        fault.code = "unknown-chapter";
        fault.message = fmt::format("the book has no chapter '{}'", name);
        fault.hint = "write it as 05-matmul or chapters/05-matmul.md, with :LINE behind it or not";
    } else if (line != 0 && !has_cell_at(*found, line)) {
        fault.code = "no-cell";
        fault.message = fmt::format("line {} of {} is in no cell and in no cell's output", line, found->source.path);
        fault.hint = "heddle list names the line at which each cell begins";
    }
    return fault;
}

}  // namespace

int check_command(Options const& options) {
    Loaded loaded = load(options);
    if (!loaded.book) return report(options, loaded);
    with_outputs(options, loaded, [&](Document const& document, Outputs const& outputs) {
        compare_outputs(document, outputs, loaded.diagnostics);
        report_varying(document, outputs, loaded.diagnostics);
        report_standard_error(document, outputs, loaded.diagnostics);
        report_failure(document, outputs, loaded.diagnostics);
    });
    warn_of_planned(*loaded.book, loaded.diagnostics);
    std::vector<Page> pages = read_pages(loaded.root, loaded.diagnostics);
    Recordings const recordings = read_recordings(loaded.root, loaded.book->settings.machine, loaded.diagnostics);
    if (recordings.complete) check_claims(*loaded.book, pages, recordings.all, loaded.diagnostics);
    for (Page& page : pages) loaded.sources.push_back(std::move(page.source));
    return report(options, loaded);
}

int accept_command(Options const& options) {
    Loaded loaded = load(options, options.dry_run ? Access::read : Access::write);
    if (!loaded.book) return report(options, loaded);
    auto const [wanted, line] = place_of(options.place);
    if (Diagnostic fault = fault_of_place(*loaded.book, wanted, line); !fault.code.empty()) {
        loaded.diagnostics.push_back(std::move(fault));
        return report(options, loaded);
    }
    std::vector<Edit> edits;
    with_outputs(
        options, loaded, [&, &wanted = wanted, &line = line](Document const& document, Outputs const& outputs) {
            if (!wanted.empty() && !is_called(document, wanted)) return;
            report_failure(document, outputs, loaded.diagnostics);
            if (outputs.failure) return;
            std::string text =
                accept_outputs(document, outputs, {line, options.add, loaded.book->settings.allow}, loaded.diagnostics);
            if (text != document.source.text)
                edits.push_back({Edit::Kind::replace, document.source.path, std::move(text), document.source.text});
        });
    bool const go_on = !has_errors(loaded.diagnostics);
    if (go_on && !options.dry_run) write(loaded.root, edits, true, loaded.diagnostics);
    for (Edit const& edit : edits) {
        bool const failed = std::any_of(loaded.diagnostics.begin(), loaded.diagnostics.end(), [&](Diagnostic const& d) {
            return d.severity == Severity::error && d.path == edit.path;
        });
        if (!options.quiet && go_on && !failed) std::cout << "accept " << edit.path << '\n';
    }
    return report(options, loaded);
}

}  // namespace heddle
