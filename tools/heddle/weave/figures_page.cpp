// SPDX-License-Identifier: MIT
// Tables in Markdown: what stands in a cell has no line end and no bar.
#include "weave/figures_page.hpp"

#include <fmt/format.h>

#include "text/words.hpp"
#include "weave/contents.hpp"
#include "weave/figure.hpp"

namespace heddle {

namespace {

std::string in_table(std::string const& text) {
    std::string out;
    for (char c : escaped(text)) out += c == '|' ? "\\|" : std::string(1, c);
    return out;
}

}  // namespace

std::string figures_list(Book const& book, Anchors const& anchors, std::vector<Recording> const& recordings) {
    std::string figures;
    for_each_block<PlotBlock>(book, [&](BlockRef ref, Block const&, PlotBlock const& figure) {
        Document const& document = book.chapters[ref.chapter];
        Recording const* const recording = recording_of(figure.plot, recordings);
        figures += fmt::format("| <a href=\"chapters/{}.html#{}\">{}</a> | {} | {} |\n", stem(document.source.path),
                               anchors.id(ref), in_table(figure.plot.title), in_table(document.front.title),
                               recording == nullptr ? "not measured" : in_table(recording->machine));
    });
    std::string files;
    std::string listings;
    for (Recording const& recording : recordings) {
        if (!recording.listings.empty()) {
            listings +=
                fmt::format("| <a href=\"recordings/{0}\">{1}</a> | {2} | {3} | {4} |\n", file_name(recording.path),
                            in_table(file_name(recording.path)), in_table(recording.machine),
                            in_table(provenance_of(recording, "compiler")), recording.listings.size());
        }
        if (recording.series.empty() && recording.cells.empty()) continue;
        files += fmt::format("| <a href=\"recordings/{0}\">{1}</a> | {2} | {3} | {4} | {5} |\n",
                             file_name(recording.path), in_table(file_name(recording.path)),
                             in_table(provenance_of(recording, "cpu")), in_table(provenance_of(recording, "compiler")),
                             in_table(provenance_of(recording, "date")), recording.series.size());
    }
    std::string out = figures.empty() ? "The book has no figures of measurements yet.\n"
                                      : "| figure | chapter | machine |\n|---|---|---|\n" + figures;
    if (!files.empty())
        out += "\n| recording | processor | compiler | date | benchmarks |\n|---|---|---|---|---|\n" + files;
    if (!listings.empty())
        out += "\n| recording of assembly | instructions of | compiler | listings |\n|---|---|---|---|\n" + listings;
    return out;
}

}  // namespace heddle
