// SPDX-License-Identifier: MIT
// A row holds no more of a block than its code and what it showed; the rest stands in the chapter.
#include "weave/notebook_page.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "parse/notebook.hpp"
#include "weave/weave_block.hpp"

namespace heddle {

namespace {

using json = nlohmann::ordered_json;

/// The number of a cell among those of its chapter.
std::size_t cell_number(Document const& document, std::size_t block) {
    std::vector<std::size_t> const cells = cells_of(document);
    return static_cast<std::size_t>(std::find(cells.begin(), cells.end(), block) - cells.begin());
}

json block_json(Book const& book, Anchors const& anchors, std::map<std::string, Outputs> const& outputs,
                std::vector<Recording> const& recordings, std::string const& up, BlockRef ref) {
    Document const& document = book.chapters[ref.chapter];
    Block const& block = document.blocks[ref.block];
    json out{{"href", fmt::format("{}chapters/{}.html#{}", up, stem(document.source.path), anchors.id(ref))},
             {"text", anchors.place(ref)}};
    if (!is_code(block)) {
        DotBlock const* const dot = block.as<DotBlock>();
        out["figure"] = dot != nullptr ? dot->alt.value : "";
        return out;
    }
    json const whole = by_kind(
        block,
        [&](CellBlock const& cell) {
            CellRun const run = cell_run(book, outputs, recordings, ref, cell, cell_number(document, ref.block));
            return code_json(book, anchors, ref, &run, up);
        },
        [&](auto const&) { return code_json(book, anchors, ref, nullptr, up); });
    for (char const* key :
         {"kind", "code", "title", "outputs", "volatile", "recorded", "skipped", "not_run", "fold", "hide"}) {
        if (whole.contains(key)) out[key] = whole[key];
    }
    // The names of chunks are those that the parser found; where a chunk stands the chapter shows beside the block.
    for (Reference const& use : block.references) out["refs"][use.name] = {{"href", out["href"]}};
    return out;
}

}  // namespace

json notebook_json(Book const& book, Anchors const& anchors, std::map<std::string, Outputs> const& outputs,
                   std::vector<Recording> const& recordings, std::string const& up) {
    json cells = json::array();
    for (NotebookCell const& cell : book.notebook) {
        json one{{"number", cell.number}, {"code", cell.code}};
        if (!cell.output.empty()) one["output"] = cell.output;
        if (!cell.replaced.empty()) one["replaced"] = cell.replaced;
        if (!cell.note.empty()) one["note"] = cell.note;
        for (BlockRef const ref : counterparts(book, cell.number))
            one["blocks"].push_back(block_json(book, anchors, outputs, recordings, up, ref));
        for (Document const& document : book.chapters) {
            if (cell.chapter.empty() || document.source.path != "chapters/" + cell.chapter) continue;
            one["chapter"] = {{"href", fmt::format("{}chapters/{}.html", up, stem(document.source.path))},
                              {"text", document.front.title}};
        }
        if (!cell.planned.empty() && !one.contains("blocks")) one["planned"] = cell.planned;
        cells.push_back(std::move(one));
    }
    return {{"cells", cells}};
}

}  // namespace heddle
