// SPDX-License-Identifier: MIT
// Walks over the prose between blocks, and over the words of plots for those who cannot see them.
#include "weave/claims.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "parse/measured.hpp"
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
    for (std::size_t c = 0; c < book.chapters.size(); ++c) {
        for (std::size_t b = 0; b < book.chapters[c].blocks.size(); ++b) {
            Block const& block = book.chapters[c].blocks[b];
            BenchBlock const* const bench = block.as<BenchBlock>();
            if (bench == nullptr) continue;
            Stale stale{{c, b}, {}};
            std::string const hash = bench_hash(book, stale.bench);
            for (Recording const& recording : recordings) {
                Series const* const series = find_series(recording, bench->title.value);
                if (series != nullptr && series->hash != hash) stale.recordings.push_back(&recording);
            }
            if (!stale.recordings.empty()) all.push_back(std::move(stale));
        }
    }
    return all;
}

void check_prose(Source const& source, Span span, std::vector<Recording> const& recordings, Diagnostics& diagnostics) {
    for (MeasuredPlace const& place : find_measured(source, span, diagnostics))
        check_measured(source.path, place, recordings, diagnostics);
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

std::vector<Stale> check_claims(Book const& book, std::vector<Source> const& pages,
                                std::vector<Recording> const& recordings, Diagnostics& diagnostics) {
    std::vector<Stale> stale = find_stale(book, recordings);
    warn_of_stale(book, stale, diagnostics);
    warn_of_changed_cells(book, recordings, diagnostics);
    check_listings(book, recordings, diagnostics);
    for (Document const& document : book.chapters) {
        Source const& source = document.source;
        std::size_t done = document.front.span.end;
        for (Block const& block : document.blocks) {
            check_prose(source, {done, block.fence.begin}, recordings, diagnostics);
            if (block.is<PlotBlock>()) check_prose(source, block.body, recordings, diagnostics);
            done = block.fence.end;
        }
        check_prose(source, {done, source.text.size()}, recordings, diagnostics);
    }
    for (Source const& page : pages) {
        if (page.path.ends_with(".md")) check_prose(page, {0, page.text.size()}, recordings, diagnostics);
    }
    return stale;
}

}  // namespace heddle
