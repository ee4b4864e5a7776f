// SPDX-License-Identifier: MIT
// Chunks get readable anchors, other blocks the number of their line.
#include "weave/anchors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "text/words.hpp"

namespace heddle {

namespace {

bool is_include(std::string_view line) {
    std::size_t const mark = line.find_first_not_of(" \t");
    if (mark == std::string_view::npos || line[mark] != '#') return false;
    std::size_t const word = line.find_first_not_of(" \t", mark + 1);
    return word != std::string_view::npos && line.substr(word).starts_with("include");
}

}  // namespace

Anchors::Anchors(Book const& book, FileSet const& tangled) : book_(&book) {
    std::set<std::string> taken;
    for (Chunk const& chunk : book.chunks) {
        for (BlockRef part : chunk.parts) chunks_[part] = &chunk;
        if (chunk.exported) continue;
        std::string const plain = "chunk-" + slug(chunk.name, true);
        std::string id = plain;
        for (int i = 2; !taken.insert(id).second; ++i) id = fmt::format("{}-{}", plain, i);
        chunk_ids_[chunk.parts.front()] = id;
    }
    for (auto const& [path, file] : tangled) add_places(path, file);
    // A reader looks for the code first; its includes stand at the top of the file.
    for (auto& [block, links] : goes_to_)
        std::stable_partition(links.begin(), links.end(), [](Link const& link) { return !link.includes; });
}

void Anchors::add_places(std::string const& path, File const& file) {
    // The chapter line that a block had last in this file: its #include lines, which go to the top, and the rest apart.
    std::map<std::pair<BlockRef, bool>, std::size_t> last;
    auto const lines = code_lines(file.text);
    std::string const name = shown_path(path);
    for (std::size_t row = 0; row < file.origin.size(); ++row) {
        CodeLine const& line = file.origin[row];
        if (line.line == 0 || lines[row].find_first_not_of(" \t\r\n") == std::string_view::npos) continue;
        BlockRef const block{line.chapter, line.block};
        bool const include = is_include(lines[row]);
        auto const [at, first] = last.emplace(std::pair{block, include}, line.line);
        // A line not after the one before: the block begins anew. Elsewhere it goes on after a chunk.
        if (first || line.line <= at->second)
            goes_to_[block].push_back({fmt::format("../sources/{}.html#L{}", name, row + 1), name, row + 1, include});
        at->second = line.line;
    }
}

std::string Anchors::section(BlockRef ref) const {
    Document const& document = book_->chapters[ref.chapter];
    std::string section;
    for (Heading const& heading : document.headings) {
        if (heading.line < document.blocks[ref.block].line) section = heading.level == 1 ? "" : heading.text;
    }
    return section;
}

std::string Anchors::place(BlockRef ref) const {
    std::string const& title = book_->chapters[ref.chapter].front.title;
    std::string const name = section(ref);
    return name.empty() ? title : fmt::format("{}, “{}”", title, name);
}

std::string Anchors::id(BlockRef ref) const {
    auto const chunk = chunk_ids_.find(ref);
    if (chunk != chunk_ids_.end()) return chunk->second;
    return fmt::format("b-L{}", book_->chapters[ref.chapter].blocks[ref.block].line);
}

Chunk const& Anchors::chunk(BlockRef ref) const { return *chunks_.at(ref); }

std::string Anchors::href(std::size_t from, BlockRef to) const {
    std::string const page = from == to.chapter ? "" : stem(book_->chapters[to.chapter].source.path) + ".html";
    return page + "#" + id(to);
}

std::vector<Link> Anchors::goes_to(BlockRef ref) const {
    auto const at = goes_to_.find(ref);
    return at == goes_to_.end() ? std::vector<Link>{} : at->second;
}

std::string Anchors::shown_path(std::string const& path) const {
    std::string const& sources = book_->settings.sources;
    return path.starts_with(sources + "/") ? path.substr(sources.size() + 1) : path;
}

}  // namespace heddle
