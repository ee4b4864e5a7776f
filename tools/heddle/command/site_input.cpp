// SPDX-License-Identifier: MIT
// Files in order of their paths, so that pages do not depend on how a folder is listed.
#include "command/site_input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "cells/cells.hpp"
#include "cells/refusal.hpp"
#include "disk/inside.hpp"
#include "disk/read.hpp"
#include "parse/measured.hpp"

namespace heddle {

namespace fs = std::filesystem;

namespace {

/// The regular files below `root`/`folder` whose names end in one of `endings`, sorted; what begins with `_` or `.` is
/// no page.
std::vector<Source> read_folder(fs::path const& root, std::string const& folder,
                                std::vector<std::string> const& endings, Diagnostics& diagnostics) {
    std::vector<std::string> paths;
    std::error_code error;
    for (auto it = fs::recursive_directory_iterator(root / folder, error);
         !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
        std::string const name = it->path().filename().string();
        if (name.front() == '_' || name.front() == '.') {
            it.disable_recursion_pending();
            continue;
        }
        bool const wanted =
            std::any_of(endings.begin(), endings.end(), [&](std::string const& end) { return name.ends_with(end); });
        if (wanted && it->is_regular_file(error)) paths.push_back(it->path().lexically_relative(root).generic_string());
    }
    if (error && error != std::errc::no_such_file_or_directory)
        complain(diagnostics, folder, {}, "cannot-read", fmt::format("cannot read the folder: {}", error.message()), "",
                 4);
    std::sort(paths.begin(), paths.end());
    std::vector<Source> all;
    for (std::string const& path : paths) {
        if (is_link_out(root, path)) {
            complain_of_link_out(diagnostics, path);
        } else if (auto text = read_file(root / path, path, diagnostics)) {
            all.push_back({path, std::move(*text)});
        }
    }
    return all;
}

/// A file that the build has written about a chapter; to a newcomer it is missing because nothing was built yet.
std::optional<std::string> read_built(fs::path const& folder, std::string const& name, Diagnostics& diagnostics) {
    auto text = read_file(folder / name, "build/outputs/" + name, diagnostics);
    if (!text) diagnostics.back().hint = "build the book: that runs the chapters and writes this file";
    return text;
}

/// Adds what the compiler said of a chapter's `fails=` cells.
void read_refusals(Book const& book, FileSet const& twin, std::size_t chapter, fs::path const& folder, Outputs& outputs,
                   Diagnostics& diagnostics) {
    std::vector<Refused> const programs = refused(book, twin, chapter);
    if (programs.empty()) return;
    std::string const name = stem(book.chapters[chapter].source.path) + "_fails.json";
    auto const text = read_built(folder, name, diagnostics);
    auto const said = text ? parse_compilations(*text, "build/outputs/" + name, diagnostics) : std::nullopt;
    if (said) add_refusals(book, chapter, programs, *said, outputs, diagnostics);
}

}  // namespace

std::optional<Outputs> read_record(Book const& book, FileSet const& twin, std::size_t chapter, fs::path const& folder,
                                   Diagnostics& diagnostics) {
    Document const& document = book.chapters[chapter];
    std::string const name = stem(document.source.path) + ".json";
    auto const text = read_built(folder, name, diagnostics);
    auto outputs = text ? parse_outputs(*text, "build/outputs/" + name, diagnostics) : std::nullopt;
    if (!outputs || !check_record(document, *outputs, fingerprint(book, twin, chapter), diagnostics))
        return std::nullopt;
    check_thrown(document, *outputs);
    read_refusals(book, twin, chapter, folder, *outputs, diagnostics);
    return outputs;
}

std::map<std::string, Outputs> read_outputs(Book const& book, FileSet const& twin, fs::path const& folder,
                                            Diagnostics& diagnostics) {
    std::map<std::string, Outputs> all;
    std::error_code error;
    for (std::size_t c = 0; c < book.chapters.size(); ++c) {
        Document const& document = book.chapters[c];
        std::string const name = stem(document.source.path) + ".json";
        if (!fs::exists(folder / name, error)) continue;
        auto const text = read_built(folder, name, diagnostics);
        auto outputs = text ? parse_outputs(*text, "build/outputs/" + name, diagnostics) : std::nullopt;
        if (!outputs) continue;
        // What is wrong with these is the check's to report; the page shows that there is no message.
        Diagnostics unreported;
        check_thrown(document, *outputs);
        read_refusals(book, twin, c, folder, *outputs, unreported);
        all[document.source.path] = std::move(*outputs);
    }
    return all;
}

Recordings read_recordings(fs::path const& root, std::string const& machine, Diagnostics& diagnostics) {
    Diagnostics faults;
    Recordings recordings{read_folder(root, "docs/recordings", {".json"}, faults), {}};
    for (Source const& source : recordings.texts) {
        if (auto recording = parse_recording(source.text, source.path, faults))
            recordings.all.push_back(std::move(*recording));
    }
    put_first(recordings.all, machine);
    recordings.complete = !has_errors(faults);
    std::move(faults.begin(), faults.end(), std::back_inserter(diagnostics));
    return recordings;
}

std::vector<Page> read_pages(fs::path const& root, Diagnostics& diagnostics) {
    std::vector<Page> pages;
    for (Source& source : read_folder(root, "docs", {".md", ".rst"}, diagnostics)) {
        auto measured = source.path.ends_with(".md") ? find_measured(source, {0, source.text.size()}, diagnostics)
                                                     : std::vector<MeasuredPlace>{};
        pages.push_back({std::move(source), std::move(measured)});
    }
    return pages;
}

std::vector<Source> read_pictures(fs::path const& root, Diagnostics& diagnostics) {
    std::vector<std::string> const endings{".png", ".svg", ".jpg", ".jpeg", ".gif", ".webp"};
    std::vector<Source> all = read_folder(root, "chapters", endings, diagnostics);
    std::vector<Source> const more = read_folder(root, "docs", endings, diagnostics);
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

}  // namespace heddle
