// SPDX-License-Identifier: MIT
// Marks against cells, both ways.
#include "parse/notebook.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "text/encoding.hpp"
#include "text/yaml.hpp"

namespace heddle {

namespace {

/// A text that may have several lines, which `reader.text` refuses: code and outputs do.
std::string lines_of(YAML::Node const& node, YamlReader const& reader, std::string const& key) {
    if (node.IsScalar()) return node.Scalar();
    reader.complain(node.Mark(), "bad-notebook", fmt::format("'{}' is not a text", key));
    return {};
}

std::optional<NotebookCell> read_cell(YAML::Node const& node, YamlReader const& reader) {
    NotebookCell cell;
    cell.span = reader.at(node.Mark());
    if (!node.IsMap()) {
        reader.complain(node.Mark(), "bad-notebook", "a cell has a 'number' and its 'code'");
        return std::nullopt;
    }
    reader.each(node, {"number", "code", "output", "replaced", "note", "chapter", "planned"},
                [&](std::string const& key, YAML::Node const& value) {
                    if (key == "number" && (!YAML::convert<long>::decode(value, cell.number) || cell.number < 1))
                        reader.complain(value.Mark(), "bad-notebook", "'number' is not the number of a cell");
                    if (key == "code") cell.code = lines_of(value, reader, key);
                    if (key == "output") cell.output = lines_of(value, reader, key);
                    if (key == "replaced") cell.replaced = reader.text(value, key);
                    if (key == "note") cell.note = reader.text(value, key);
                    if (key == "chapter") cell.chapter = reader.text(value, key);
                    if (key == "planned") cell.planned = reader.text(value, key);
                });
    if (node["number"] && node["code"]) return cell;
    reader.complain(node.Mark(), "bad-notebook", fmt::format("a cell has no '{}'", node["number"] ? "code" : "number"));
    return std::nullopt;
}

/// All marks of the book: the number of a cell, and the blocks that name it.
std::map<long, std::vector<BlockRef>> marks_of(Book const& book) {
    std::map<long, std::vector<BlockRef>> marks;
    for (std::size_t c = 0; c < book.chapters.size(); ++c) {
        for (std::size_t b = 0; b < book.chapters[c].blocks.size(); ++b) {
            auto const& retells = book.chapters[c].blocks[b].notebook;
            if (!retells) continue;
            for (long const number : retells->numbers) marks[number].push_back({c, b});
        }
    }
    return marks;
}

bool has_chapter(Book const& book, std::string const& file) {
    return std::any_of(book.chapters.begin(), book.chapters.end(),
                       [&](Document const& d) { return d.source.path == "chapters/" + file; });
}

}  // namespace

std::vector<NotebookCell> parse_notebook(Source const& source, Diagnostics& diagnostics) {
    std::vector<NotebookCell> cells;
    if (!check_text(source, diagnostics)) return cells;
    YamlReader const reader{source, 0, diagnostics};
    auto const node = reader.load(source.text);
    if (!node) return cells;
    std::set<long> numbers;
    reader.each(*node, {"cells"}, [&](std::string const&, YAML::Node const& list) {
        if (!list.IsSequence()) return reader.complain(list.Mark(), "bad-notebook", "'cells' is not a list");
        for (YAML::Node const& one : list) {
            auto cell = read_cell(one, reader);
            if (!cell) continue;
            if (!numbers.insert(cell->number).second)
                reader.complain(one.Mark(), "bad-notebook", fmt::format("two cells have the number {}", cell->number));
            cells.push_back(std::move(*cell));
        }
    });
    return cells;
}

std::vector<BlockRef> counterparts(Book const& book, long number) {
    auto const marks = marks_of(book);
    auto const at = marks.find(number);
    return at == marks.end() ? std::vector<BlockRef>() : at->second;
}

void check_notebook(Book const& book, Diagnostics& diagnostics) {
    std::string const& path = book.settings.notebook;
    auto const marks = marks_of(book);
    std::set<long> numbers;
    for (NotebookCell const& cell : book.notebook) {
        numbers.insert(cell.number);
        if (!cell.chapter.empty() && !has_chapter(book, cell.chapter))
            complain(diagnostics, path, cell.span, "unknown-chapter",
                     fmt::format("In [{}] is replaced in '{}', which is not there", cell.number, cell.chapter),
                     "name a file of the folder 'chapters', without the folder");
        if (marks.contains(cell.number) || !cell.planned.empty()) continue;
        if (cell.replaced.empty())
            complain(
                diagnostics, path, cell.span, "no-counterpart",
                fmt::format("In [{}] has no counterpart in the chapters", cell.number),
                fmt::format("mark a block with notebook=\"{}\", or say here what it is 'replaced' by", cell.number));
        if (!cell.replaced.empty() && cell.chapter.empty())
            complain(diagnostics, path, cell.span, "no-counterpart",
                     fmt::format("In [{}] is replaced, but nobody knows where", cell.number),
                     "add 'chapter: 01-name.md', or mark the block that replaces it");
    }
    for (auto const& [number, blocks] : marks) {
        if (numbers.contains(number)) continue;
        for (BlockRef const ref : blocks) {
            Document const& document = book.chapters[ref.chapter];
            complain(diagnostics, document.source.path, document.blocks[ref.block].notebook->span,
                     "unknown-notebook-cell",
                     path.empty() ? "the book has no notebook" : fmt::format("'{}' has no cell {}", path, number),
                     path.empty() ? "name its file in chapters/book.yaml, as 'notebook: docs/notebook.yaml'" : "");
        }
    }
}

void warn_of_planned(Book const& book, Diagnostics& diagnostics) {
    auto const marks = marks_of(book);
    std::vector<long> planned;
    Span first;
    auto const warn = [&](Span span, std::string message, std::string hint) {
        heddle::warn(diagnostics, book.settings.notebook, span, "planned-counterpart", std::move(message),
                     std::move(hint));
    };
    for (NotebookCell const& cell : book.notebook) {
        if (cell.planned.empty()) continue;
        if (marks.contains(cell.number)) {
            warn(cell.span, fmt::format("In [{}] is planned, and has its counterpart", cell.number),
                 "remove 'planned'");
            continue;
        }
        if (planned.empty()) first = cell.span;
        planned.push_back(cell.number);
    }
    if (planned.empty()) return;
    warn(first,
         fmt::format("the chapters with the counterparts of In [{}] are still to come", fmt::join(planned, "], [")),
         "mark a block as the counterpart of each, then remove 'planned'");
}

}  // namespace heddle
