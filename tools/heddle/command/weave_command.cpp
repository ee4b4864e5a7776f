// SPDX-License-Identifier: MIT
// `heddle weave`: everything that the pages are made from is read, then what differs is written.
#include <algorithm>
#include <iostream>

#include "cells/cells.hpp"
#include "command/commands.hpp"
#include "command/pipeline.hpp"
#include "command/site_input.hpp"
#include "disk/plan.hpp"
#include "disk/read.hpp"
#include "disk/write.hpp"
#include "tangle/tangle.hpp"
#include "weave/weave.hpp"

namespace heddle {

namespace {

namespace fs = std::filesystem;

/// What is at the places of the wanted files and of those that an earlier run wrote.
Found read_woven(fs::path const& out, FileSet const& wanted, Diagnostics& diagnostics) {
    Tree tree(out);
    Found found;
    auto const look = [&](std::string const& path) {
        tree.open_folder_of(path);
        if (auto text = tree.read_target(path, diagnostics)) found[path] = std::move(*text);
    };
    look(written_list);
    std::vector<std::string> const ours =
        found.contains(written_list) ? listed(found.at(written_list)) : std::vector<std::string>{};
    for (auto const& [path, file] : wanted) look(path);
    for (std::string const& path : ours) {
        if (!wanted.contains(path)) look(path);
    }
    return found;
}

/// Takes out the records of other code than the book's: their outputs would stand under the wrong cells.
void drop_stale_records(Book const& book, FileSet const& twin, std::map<std::string, Outputs>& outputs,
                        Diagnostics& diagnostics) {
    for (std::size_t c = 0; c < book.chapters.size(); ++c) {
        auto const record = outputs.find(book.chapters[c].source.path);
        Diagnostics faults;
        if (record == outputs.end() ||
            check_record(book.chapters[c], record->second, fingerprint(book, twin, c), faults))
            continue;
        for (Diagnostic& d : faults) d.severity = Severity::warning, diagnostics.push_back(std::move(d));
        outputs.erase(record);
    }
}

}  // namespace

int weave_command(Options const& options) {
    Loaded loaded = load(options, Access::write);
    if (!loaded.book || !check_out(options, loaded)) return report(options, loaded);
    fs::path const outputs = options.outputs.empty() ? loaded.root / "build" / "outputs" : options.outputs;
    fs::path const out = options.out.empty() ? loaded.root / "build" / "pages" : options.out;
    WeaveInput input;
    input.tangled = tangle(*loaded.book, false);
    FileSet const twin = tangle(*loaded.book, true);
    input.outputs = read_outputs(*loaded.book, twin, outputs, loaded.diagnostics);
    drop_stale_records(*loaded.book, twin, input.outputs, loaded.diagnostics);
    Recordings recordings = read_recordings(loaded.root, loaded.book->settings.machine, loaded.diagnostics);
    input.recordings = std::move(recordings.all);
    input.recordings_complete = recordings.complete;
    input.pages = read_pages(loaded.root, loaded.diagnostics);
    FileSet wanted = weave(*loaded.book, input, loaded.diagnostics);
    auto const below_docs = [](std::string const& path) { return path.starts_with("docs/") ? path.substr(5) : path; };
    for (Source const& source : recordings.texts) wanted[below_docs(source.path)].text = source.text;
    for (Source& picture : read_pictures(loaded.root, loaded.diagnostics))
        wanted[below_docs(picture.path)].text = std::move(picture.text);
    for (Page& page : input.pages) loaded.sources.push_back(std::move(page.source));
    if (has_errors(loaded.diagnostics)) return report(options, loaded);
    std::vector<Edit> const edits =
        plan_listed(wanted, read_woven(out, wanted, loaded.diagnostics), loaded.diagnostics);
    if (!has_errors(loaded.diagnostics)) write(out, edits, false, loaded.diagnostics);
    auto const is_page = [](Edit const& edit) { return edit.path != written_list; };
    if (!options.quiet && !has_errors(loaded.diagnostics))
        std::cout << std::count_if(edits.begin(), edits.end(), is_page) << " pages changed\n";
    return report(options, loaded);
}

}  // namespace heddle
