// SPDX-License-Identifier: MIT
// `heddle weave`: everything that the pages are made from is read, then what differs is written.
#include <iostream>

#include "commands.hpp"
#include "pipeline.hpp"
#include "read.hpp"
#include "site_input.hpp"
#include "tangle.hpp"
#include "weave.hpp"
#include "write.hpp"

namespace heddle {

namespace {

namespace fs = std::filesystem;

/// Everything below `out` but wanted files that differ not: weave owns the folder.
Found read_woven(fs::path const& out, Diagnostics& diagnostics) {
    Found found;
    std::error_code error;
    for (auto it = fs::recursive_directory_iterator(out, error); !error && it != fs::recursive_directory_iterator();
         it.increment(error)) {
        if (!it->is_regular_file(error) || it->is_symlink(error)) continue;
        std::string const path = it->path().lexically_relative(out).generic_string();
        if (auto text = read_file(it->path(), path, diagnostics)) found[path] = std::move(*text);
    }
    return found;
}

}  // namespace

int weave_command(Options const& options) {
    Loaded loaded = load(options);
    if (!loaded.book) return report(options, loaded);
    fs::path const outputs = options.outputs.empty() ? loaded.root / "build" / "outputs" : options.outputs;
    fs::path const out = options.out.empty() ? loaded.root / "build" / "pages" : options.out;
    std::vector<Source> const recordings = read_recordings(loaded.root, loaded.diagnostics);
    WeaveInput input;
    input.tangled = tangle(*loaded.book, false);
    input.outputs = read_outputs(*loaded.book, outputs, loaded.diagnostics);
    input.recordings = parse_recordings(recordings, loaded.diagnostics);
    input.pages = read_pages(loaded.root, loaded.diagnostics);
    FileSet wanted = weave(*loaded.book, input, loaded.diagnostics);
    for (Source const& source : recordings) wanted[source.path.substr(source.path.find('/') + 1)].text = source.text;
    for (Source& page : input.pages) loaded.sources.push_back(std::move(page));
    if (has_errors(loaded.diagnostics)) return report(options, loaded);
    std::vector<Edit> const edits = plan_owned(wanted, read_woven(out, loaded.diagnostics));
    write(out, edits, false, loaded.diagnostics);
    if (!options.quiet && !has_errors(loaded.diagnostics)) std::cout << edits.size() << " pages changed\n";
    return report(options, loaded);
}

}  // namespace heddle
