// SPDX-License-Identifier: MIT
// Reading order, titles and targets; the chunks are `expand`'s.
#include "resolve/resolve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

#include "parse/dot.hpp"
#include "resolve/expand.hpp"
#include "resolve/functions.hpp"
#include "text/target_path.hpp"
#include "text/words.hpp"

namespace heddle {

namespace {

std::vector<Document> in_reading_order(Settings const& settings, std::vector<Document> documents,
                                       Diagnostics& diagnostics) {
    auto by_path = [](Document const& a, Document const& b) { return a.source.path < b.source.path; };
    std::sort(documents.begin(), documents.end(), by_path);
    std::vector<Document> ordered;
    // Documents are moved out one by one below, so their names are kept apart.
    std::vector<std::string> names;
    for (Document const& d : documents) names.push_back(file_name(d.source.path));
    std::unordered_map<std::string_view, std::size_t> place;
    for (std::size_t i = 0; i < names.size(); ++i) place.emplace(names[i], i);
    std::vector<bool> taken(documents.size(), false);
    for (Part const& part : settings.parts) {
        for (PartEntry const& entry : part.chapters) {
            if (entry.file.empty()) continue;
            auto const known = place.find(entry.file);
            std::size_t const at = known == place.end() ? names.size() : known->second;
            if (at == names.size() || taken[at]) {
                // A near name is looked for among all chapters: not for each of ten thousand entries.
                std::string const near =
                    diagnostics.size() > searches_at_most ? "" : nearest(file_name(entry.file), names);
                complain(diagnostics, "chapters/book.yaml", entry.span, "unknown-chapter",
                         fmt::format("the reading order names '{}' {}", entry.file,
                                     at == names.size() ? "that is not there" : "twice"),
                         at != names.size() ? "name it once"
                         : near.empty()     ? "name a file of the folder 'chapters', without the folder"
                                            : fmt::format("did you mean '{}'?", near));
                continue;
            }
            taken[at] = true;
            ordered.push_back(std::move(documents[at]));
        }
    }
    for (std::size_t i = 0; i < documents.size(); ++i) {
        if (taken[i]) continue;
        if (!settings.parts.empty()) {
            warn(diagnostics, documents[i].source.path, {}, "unlisted-chapter",
                 "the chapter is not in the reading order and comes last", "add it to chapters/book.yaml");
        }
        ordered.push_back(std::move(documents[i]));
    }
    return ordered;
}

void check_titles(Book const& book, Diagnostics& diagnostics) {
    std::map<std::pair<std::string_view, std::string_view>, Note> first;
    for (Document const& document : book.chapters) {
        for (Block const& block : document.blocks) {
            bool const test = block.is<TestBlock>();
            if (!test && !block.is<BenchBlock>()) continue;
            auto const& [title, span] = *title_of(block);
            Note const here{document.source.path, span, "first used here"};
            auto const [at, fresh] = first.emplace(std::pair{kind_name(block), std::string_view(title)}, here);
            if (fresh) continue;
            complain(diagnostics, document.source.path, span, test ? "duplicate-test" : "duplicate-bench",
                     fmt::format("two {} are called '{}'", test ? "tests" : "benchmarks", title),
                     "give each a title of its own")
                .notes.push_back(at->second);
        }
    }
}

struct Targets {
    Book& book;
    Diagnostics& diagnostics;
    std::map<std::string, std::string> lowered;  // lower-case path -> path

    void add(BlockRef ref, Block const& block, ExportBlock const& exported);
    void check_folders() const;
};

void Targets::add(BlockRef ref, Block const& block, ExportBlock const& exported) {
    Document const& document = book.chapters[ref.chapter];
    std::string const& path = document.source.path;
    std::optional<Attribute> const& own = exported.file;
    Span const span = own ? own->span : block.info;
    std::string const name = own ? own->value : document.front.exports;
    if (!own && document.front.faulty && !target_fault(name).empty()) return;  // reported where it stands
    if (name.empty()) {
        complain(diagnostics, path, span, "no-target", "this block has no file to go to",
                 "add 'exports: folder/name.hpp' to the front matter, or file=\"...\" here");
        return;
    }
    if (std::string const fault = target_fault(name); !fault.empty()) {
        complain(diagnostics, path, span, "bad-target", fmt::format("the target '{}' {}", name, fault),
                 "name a C++ file below the folder of the sources, with '/' between folders");
        return;
    }
    std::string const target = book.settings.sources + "/" + name;
    // Some systems hold `Ten/a.hpp` and `ten/b.hpp` in one folder, so each folder on the way is compared too.
    for (std::size_t end = target.find('/');; end = target.find('/', end + 1)) {
        std::string const part = target.substr(0, end);  // each folder on the way, then the file
        auto const [spelled, fresh] = lowered.emplace(lower(part), part);
        if (spelled->second != part) {
            complain(diagnostics, path, span, "target-clash",
                     fmt::format("'{}' and '{}' are one name where case does not count", part, spelled->second),
                     fmt::format("write '{}'", spelled->second));
            return;
        }
        if (end == std::string::npos) break;
    }
    Target& file = book.targets[target];
    if (!file.blocks.empty() && file.blocks.front().chapter != ref.chapter) {
        Document const& owner = book.chapters[file.blocks.front().chapter];
        Block const& first = owner.blocks[file.blocks.front().block];
        Note const note{owner.source.path, first.info, "it is first written here"};
        if (!own) {
            complain(diagnostics, path, span, "target-clash", fmt::format("two chapters write '{}'", target),
                     fmt::format("to add to it on purpose, say file=\"{}\"", name))
                .notes.push_back(note);
            return;
        }
        if (file.name_space != document.front.name_space) {
            if (owner.front.faulty || document.front.faulty) return;  // the namespace may be what could not be read
            complain(diagnostics, path, span, "target-clash",
                     fmt::format("'{}' is in namespace '{}', not in '{}'", target, file.name_space,
                                 document.front.name_space))
                .notes.push_back(note);
            return;
        }
    }
    file.path = target;
    if (file.blocks.empty()) file.name_space = document.front.name_space, file.crlf = document.crlf;
    file.blocks.push_back(ref);
}

/// Where there is no namespace, all code stands outside of it. \pre as `Targets::add`
void check_global(Book const& book, BlockRef ref, Block const& block, Diagnostics& diagnostics) {
    Document const& document = book.chapters[ref.chapter];
    if (document.front.faulty || !document.front.name_space.empty()) return;
    complain(diagnostics, document.source.path, block.info, "misplaced-tag",
             "'global' means nothing in a chapter without a namespace",
             "remove it, or add 'namespace: name' to the front matter");
}

void Targets::check_folders() const {
    for (auto const& [path, target] : book.targets) {
        for (std::size_t at = path.find('/'); at != std::string::npos; at = path.find('/', at + 1)) {
            auto const clash = book.targets.find(path.substr(0, at));
            if (clash == book.targets.end()) continue;
            Document const& document = book.chapters[target.blocks.front().chapter];
            complain(diagnostics, document.source.path, document.blocks[target.blocks.front().block].info,
                     "target-clash", fmt::format("'{}' would be a file and a folder", clash->first));
        }
    }
}

/// The files that are made for a chapter, beside its targets: what each is, and its name, without an ending where
/// several files share it. `cells` and the build system write them.
std::vector<std::pair<char const*, std::string>> derived_names(Book const& book, std::size_t chapter) {
    std::string const name = "cells/" + stem(book.chapters[chapter].source.path);
    std::vector<std::pair<char const*, std::string>> all{{"tests", test_path(book, chapter)},
                                                         {"cells", name},
                                                         {"benchmarks", name + "_bench"},
                                                         {"tests", name + "_tests"},
                                                         {"refused cells", name + "_fails"}};
    std::vector<std::size_t> const cells = cells_of(book.chapters[chapter]);
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
        if (book.chapters[chapter].blocks[cells[cell]].as<CellBlock>()->fails)
            all.emplace_back("refused cells", fmt::format("{}_fails_{}", name, cell));
    }
    return all;
}

/// No two chapters make one file, and no target is one of the files that are made for a chapter.
void check_derived_names(Book const& book, std::map<std::string, std::string> const& lowered,
                         Diagnostics& diagnostics) {
    std::map<std::string, std::pair<char const*, std::size_t>> first;
    for (std::size_t i = 0; i < book.chapters.size(); ++i) {
        std::string const& path = book.chapters[i].source.path;
        bool said = false;
        for (auto const& [what, name] : derived_names(book, i)) {
            auto const [at, fresh] = first.emplace(lower(name), std::pair{what, i});
            auto const [other_what, other] = at->second;
            if (!fresh && other != i && !std::exchange(said, true)) {
                complain(diagnostics, path, {}, "target-clash",
                         fmt::format("the {} of '{}' and {}'{}' would be one file", other_what,
                                     book.chapters[other].source.path,
                                     std::string_view(what) == other_what ? "" : fmt::format("the {} of ", what), path),
                         "rename one of the chapters");
            }
            auto const target = lowered.find(at->first);
            if (fresh && target != lowered.end()) {
                complain(diagnostics, path, {}, "target-clash",
                         fmt::format("'{}' would be a target and the {} of this chapter", target->second, what),
                         "give the target another name");
            }
        }
    }
}

/// Diagrams are checked one after the other, before anything is made of the book.
void check_diagrams(Book const& book, Diagnostics& diagnostics) {
    for_each_block<DotBlock>(book, [&](BlockRef ref, Block const& block, DotBlock const&) {
        check_dot(book.chapters[ref.chapter], block, diagnostics);
    });
}

/// Which files each chapter adds to, or changes a named block of.
void find_written(Book& book) {
    book.written.resize(book.chapters.size());
    auto const add = [&](std::size_t chapter, std::string const& path) {
        auto& paths = book.written[chapter];
        if (paths.empty() || paths.back() != path) paths.push_back(path);
    };
    // Targets come in the order of their paths, so equal ones of a chapter follow each other.
    for (auto const& [path, target] : book.targets) {
        for (BlockRef ref : target.blocks) {
            add(ref.chapter, path);
            Chunk const* const chunk = chunk_of(book, ref);
            if (chunk == nullptr) continue;
            for (BlockRef part : chunk->parts) add(part.chapter, path);
        }
    }
}

}  // namespace

std::optional<Book> resolve(Settings settings, std::vector<Document> documents, Diagnostics& diagnostics,
                            std::vector<Source>* unresolved) {
    Book book;
    book.chapters = in_reading_order(settings, std::move(documents), diagnostics);
    book.settings = std::move(settings);
    check_titles(book, diagnostics);
    Targets targets{book, diagnostics, {}};
    for_each_block<ExportBlock>(book, [&](BlockRef ref, Block const& block, ExportBlock const& exported) {
        if (exported.global) check_global(book, ref, block, diagnostics);
        // What changes another block stands in the file of that one.
        if (change_of(block) == Change::none) targets.add(ref, block, exported);
    });
    targets.check_folders();
    check_diagrams(book, diagnostics);
    check_functions(book, diagnostics);
    check_derived_names(book, targets.lowered, diagnostics);
    bind_chunks(book, diagnostics);
    if (!has_errors(diagnostics)) {
        find_written(book);
        return book;
    }
    if (unresolved != nullptr) {
        for (Document& document : book.chapters) unresolved->push_back(std::move(document.source));
    }
    return std::nullopt;
}

}  // namespace heddle
