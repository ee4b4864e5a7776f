// SPDX-License-Identifier: MIT
// Walks over the prose between blocks, and over the words of plots for those who cannot see them.
#include "weave/claims.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "resolve/list.hpp"
#include "weave/listing.hpp"
#include "weave/measured.hpp"
#include "weave/weave_block.hpp"

namespace heddle {

namespace {

void warn_of_stale(Book const& book, std::vector<Stale> const& all, Diagnostics& diagnostics) {
    for (Stale const& stale : all) {
        Document const& document = book.chapters[stale.bench.chapter];
        Block const& block = document.blocks[stale.bench.block];
        std::vector<std::string> paths;
        for (Recording const* recording : stale.recordings) paths.push_back(recording->path);
        warn(diagnostics, document.source.path, block.info, "stale-recording",
             fmt::format("the code of '{}' has changed since it was measured: {}", title_of(block)->value,
                         fmt::join(paths, ", ")),
             "run: make bench");
    }
}

/// The `volatile` cells that were recorded, in another state of their chapter's code or of their own.
void warn_of_changed_cells(Book const& book, std::vector<Recording> const& recordings, Diagnostics& diagnostics) {
    for (std::size_t c = 0; c < book.chapters.size(); ++c) {
        Document const& document = book.chapters[c];
        // A chapter of which no cell was ever recorded shows the run of this build, and nothing is out of date.
        auto const recorded = std::find_if(recordings.begin(), recordings.end(), [&](Recording const& recording) {
            return recording.chapter == document.source.path && !recording.cells.empty();
        });
        if (recorded == recordings.end()) continue;
        for (std::size_t b = 0; b < document.blocks.size(); ++b) {
            if (!is_recordable(document.blocks[b])) continue;
            RecordedRun const run = recorded_run(book, recordings, {c, b});
            if (run.recording != nullptr && !run.changed) continue;
            warn(diagnostics, document.source.path, document.blocks[b].info, "stale-recording",
                 run.recording == nullptr
                     ? fmt::format("what this cell shows is not in {}", recorded->path)
                     : fmt::format("the code has changed since this cell was recorded: {}", run.recording->path),
                 "run: make bench");
        }
    }
}

std::vector<Stale> find_stale(Book const& book, std::vector<Recording> const& recordings) {
    std::vector<Stale> all;
    for_each_block<BenchBlock>(book, [&](BlockRef ref, Block const&, BenchBlock const& bench) {
        Stale stale{ref, {}};
        std::string const hash = bench_hash(book, ref);
        for (Recording const& recording : recordings) {
            Series const* const series = find_series(recording, bench.title.value);
            if (series != nullptr && series->hash != hash) stale.recordings.push_back(&recording);
        }
        if (!stale.recordings.empty()) all.push_back(std::move(stale));
    });
    return all;
}

void check_all(std::string const& path, std::vector<MeasuredPlace> const& all, std::vector<Recording> const& recordings,
               Diagnostics& diagnostics) {
    for (MeasuredPlace const& place : all) check_measured(path, place, recordings, diagnostics);
}

}  // namespace

bool is_stale(Book const& book, std::vector<Stale> const& all, Recording const* recording,
              std::vector<std::string> const& titles) {
    return std::any_of(all.begin(), all.end(), [&](Stale const& stale) {
        std::string const& title = title_of(book.chapters[stale.bench.chapter].blocks[stale.bench.block])->value;
        return std::find(titles.begin(), titles.end(), title) != titles.end() &&
               std::find(stale.recordings.begin(), stale.recordings.end(), recording) != stale.recordings.end();
    });
}

StaleCode check_claims(Book const& book, std::vector<Page> const& pages, std::vector<Recording> const& recordings,
                       Diagnostics& diagnostics) {
    StaleCode stale{find_stale(book, recordings), {}};
    warn_of_stale(book, stale.benches, diagnostics);
    warn_of_changed_cells(book, recordings, diagnostics);
    stale.listings = check_listings(book, recordings, diagnostics);
    for (Document const& document : book.chapters)
        check_all(document.source.path, document.measured, recordings, diagnostics);
    for_each_block<PlotBlock>(book, [&](BlockRef ref, Block const&, PlotBlock const& figure) {
        check_all(book.chapters[ref.chapter].source.path, figure.plot.measured, recordings, diagnostics);
    });
    for (Page const& page : pages) check_all(page.source.path, page.measured, recordings, diagnostics);
    return stale;
}

}  // namespace heddle
