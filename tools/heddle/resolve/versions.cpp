// SPDX-License-Identifier: MIT
// A chunk is a list of versions; a block that changes it adds one, a block that only goes on adds to the last.
#include "resolve/versions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace heddle {

namespace {

// Far above what a reader can follow: each lists all its blocks, and ten thousand such lists would fill the memory.
constexpr std::size_t versions_at_most = 1'000;

/// Do later blocks go on with what the block defines, or change it?
bool is_named(Block const& block) {
    ExportBlock const* const one = block.as<ExportBlock>();
    return block.is<ChunkBlock>() || (one != nullptr && one->label);
}

struct Collector {
    Book& book;
    Diagnostics& diagnostics;
    std::map<std::pair<bool, std::string>, std::size_t> numbers;   // chunks and exported blocks have names of their own
    std::map<std::pair<bool, std::string>, BlockRef> definitions;  // where each name is defined first

    void find_definitions();
    void add(BlockRef ref);
    void extend(Chunk& chunk, BlockRef ref, Change change);
    void report_nothing_to_change(BlockRef ref, Attribute const& name, bool exported);
    void check_namespace(Chunk const& chunk, BlockRef ref, Attribute const& name);
};

void Collector::find_definitions() {
    for (std::size_t c = 0; c < book.chapters.size(); ++c) {
        for (std::size_t b = 0; b < book.chapters[c].blocks.size(); ++b) {
            Block const& block = book.chapters[c].blocks[b];
            if (!is_named(block) || change_of(block) != Change::none) continue;
            definitions.emplace(std::pair{block.is<ExportBlock>(), name_of(block)->value}, BlockRef{c, b});
        }
    }
}

void Collector::report_nothing_to_change(BlockRef ref, Attribute const& name, bool exported) {
    if (may_be_defined(book, name.value)) return;
    std::string const& path = book.chapters[ref.chapter].source.path;
    std::string_view const tag = change_name(change_of(block_of(book, ref)));
    std::string const what = exported ? "exported block" : "chunk";
    if (auto const below = definitions.find({exported, name.value}); below != definitions.end()) {
        complain(diagnostics, path, name.span, "early-change",
                 fmt::format("'{}' changes the {} '{}' before it is there", tag, what, name.value),
                 "a change stands below the definition, in the same chapter or a later one")
            .notes.push_back({book.chapters[below->second.chapter].source.path,
                              name_of(block_of(book, below->second))->span, "defined here"});
        return;
    }
    std::string near;
    if (diagnostics.size() < searches_at_most) {
        std::vector<std::string> known;
        for (auto const& [key, place] : definitions) {
            if (key.first == exported) known.push_back(key.second);
        }
        near = nearest(name.value, known);
    }
    complain(diagnostics, path, name.span, exported ? "unknown-export" : "unknown-chunk",
             fmt::format("there is no {} '{}' to change", what, name.value),
             !near.empty() ? fmt::format("did you mean '{}'?", near)
             : exported    ? fmt::format("the block that it changes needs name=\"{}\"", name.value)
                           : fmt::format("without '{}' this block would define it", tag));
}

/// What changes an exported block stands in that block's file, and so in its namespace.
void Collector::check_namespace(Chunk const& chunk, BlockRef ref, Attribute const& name) {
    Document const& here = book.chapters[ref.chapter];
    Document const& there = book.chapters[chunk.parts.front().chapter];
    bool const known = !here.front.faulty && !there.front.faulty;
    if (!known || here.front.name_space == there.front.name_space) return;
    complain(diagnostics, here.source.path, name.span, "target-clash",
             fmt::format("'{}' is in namespace '{}', not in '{}'", name.value, there.front.name_space,
                         here.front.name_space))
        .notes.push_back({there.source.path, name_of(block_of(book, chunk.parts.front()))->span, "defined here"});
}

void Collector::extend(Chunk& chunk, BlockRef ref, Change change) {
    chunk.parts.push_back(ref);
    if (change == Change::none) {
        if (chunk.versions.empty()) chunk.versions.push_back({ref, {}});
        chunk.versions.back().parts.push_back(ref);
        return;
    }
    if (chunk.versions.size() == versions_at_most) {
        complain(diagnostics, book.chapters[ref.chapter].source.path, name_of(block_of(book, ref))->span,
                 "expansion-limit", fmt::format("'{}' would have more than {} versions", chunk.name, versions_at_most),
                 "'before' and 'after' make one each; without them a block goes on with the last version");
    }
    if (chunk.versions.size() >= versions_at_most) return;
    Version next{ref, {ref}};
    std::vector<BlockRef> const& old = chunk.versions.back().parts;
    if (change == Change::before) next.parts.insert(next.parts.end(), old.begin(), old.end());
    if (change == Change::after) next.parts.insert(next.parts.begin(), old.begin(), old.end());
    chunk.versions.push_back(std::move(next));
}

void Collector::add(BlockRef ref) {
    Block& block = block_of(book, ref);
    if (!is_named(block)) return;
    Attribute const* const name = name_of(block);
    ExportBlock* const exported = std::get_if<ExportBlock>(&block.kind);
    Change const change = change_of(block);
    std::pair key{exported != nullptr, name->value};
    auto const known = numbers.find(key);
    if (change != Change::none && known == numbers.end())
        return report_nothing_to_change(ref, *name, exported != nullptr);
    if (change == Change::none && exported != nullptr && known != numbers.end()) {
        BlockRef const first = book.chunks[known->second].parts.front();
        complain(diagnostics, book.chapters[ref.chapter].source.path, name->span, "duplicate-export",
                 fmt::format("two exported blocks are called '{}'", name->value),
                 "give each a name of its own, or say 'replace', 'before' or 'after'")
            .notes.push_back(
                {book.chapters[first.chapter].source.path, name_of(block_of(book, first))->span, "first here"});
        return;
    }
    std::size_t const number = known != numbers.end() ? known->second : book.chunks.size();
    if (known == numbers.end()) {
        book.chunks.push_back({name->value, exported != nullptr, {}, {}, {}});
        numbers.emplace(std::move(key), number);
    }
    if (change != Change::none && exported != nullptr) check_namespace(book.chunks[number], ref, *name);
    extend(book.chunks[number], ref, change);
    if (exported != nullptr) exported->chunk = number;
    if (ChunkBlock* const part = std::get_if<ChunkBlock>(&block.kind)) part->chunk = number;
}

/// Is the code of `user` still a part of the book below `place`?
bool is_alive_below(Book const& book, BlockRef user, BlockRef place) {
    Chunk const* const chunk = chunk_of(book, user);
    if (chunk == nullptr) return block_of(book, user).is<ExportBlock>() || user > place;
    for (std::size_t v = chunk->versions.size(); v-- > 0;) {
        std::vector<BlockRef> const& parts = chunk->versions[v].parts;
        if (std::find(parts.begin(), parts.end(), user) == parts.end()) continue;
        return v + 1 == chunk->versions.size() || chunk->versions[v + 1].from > place;
    }
    return false;
}

}  // namespace

Moment library_moment(Book const& book, std::size_t chapters) {
    std::size_t const count = std::min(chapters, book.chapters.size());
    return {{count == 0 ? 0 : count - 1, static_cast<std::size_t>(-1)}, count};
}

Moment moment_of(Book const& book, BlockRef ref, std::size_t chapters) {
    if (block_of(book, ref).is<ExportBlock>()) return library_moment(book, chapters);
    return {ref, std::min(chapters, book.chapters.size())};
}

std::size_t version_at(Chunk const& chunk, Moment const& moment) {
    std::size_t version = chunk.versions.size() - 1;
    while (version > 0 && chunk.versions[version].from > moment.at) --version;
    return version;
}

std::vector<BlockRef> parts_at(Chunk const& chunk, Moment const& moment) {
    std::vector<BlockRef> parts = chunk.versions[version_at(chunk, moment)].parts;
    std::erase_if(parts, [&](BlockRef part) { return part.chapter >= moment.chapters; });
    return parts;
}

std::vector<BlockRef> library_parts(Book const& book, BlockRef ref, std::size_t chapters) {
    Chunk const* const chunk = chunk_of(book, ref);
    return chunk == nullptr ? std::vector<BlockRef>{ref} : parts_at(*chunk, library_moment(book, chapters));
}

Chunk const* chunk_of(Book const& book, BlockRef ref) {
    Block const& block = block_of(book, ref);
    if (ChunkBlock const* const part = block.as<ChunkBlock>()) return &book.chunks[part->chunk];
    ExportBlock const* const one = block.as<ExportBlock>();
    return one != nullptr && one->label ? &book.chunks[one->chunk] : nullptr;
}

bool may_be_defined(Book const& book, std::string const& name) {
    std::string const quoted = "\"" + name + "\"";
    return std::any_of(book.chapters.begin(), book.chapters.end(), [&](Document const& document) {
        return std::any_of(document.faulty.begin(), document.faulty.end(), [&](Faulty const& faulty) {
            return faulty.text.empty() || faulty.text.find(quoted) != std::string::npos;
        });
    });
}

void collect_chunks(Book& book, Diagnostics& diagnostics) {
    Collector collector{book, diagnostics, {}, {}};
    collector.find_definitions();
    for (std::size_t c = 0; c < book.chapters.size(); ++c) {
        for (std::size_t b = 0; b < book.chapters[c].blocks.size(); ++b) collector.add({c, b});
    }
}

void check_changes(Book const& book, Diagnostics& diagnostics) {
    for (Chunk const& chunk : book.chunks) {
        if (chunk.exported) continue;
        for (std::size_t v = 1; v < chunk.versions.size(); ++v) {
            BlockRef const change = chunk.versions[v].from;
            bool const alive = std::any_of(chunk.uses.begin(), chunk.uses.end(),
                                           [&](BlockRef use) { return is_alive_below(book, use, change); });
            if (alive) continue;
            complain(diagnostics, book.chapters[change.chapter].source.path, name_of(block_of(book, change))->span,
                     "unused-change", fmt::format("nothing uses the chunk '{}' from here on", chunk.name),
                     fmt::format("put a line '<<{}>>' where it belongs: an exported block has the last version, "
                                 "a cell that of its place",
                                 chunk.name));
        }
    }
}

}  // namespace heddle
