// SPDX-License-Identifier: MIT
// Two versions of a text are compared line by line.
#include "weave/changes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace heddle {

namespace {

using json = nlohmann::ordered_json;
using Lines = std::vector<std::string_view>;

// Above it the table of common lines would be larger than the pages; then all is removed and all is added.
constexpr std::size_t cells_at_most = 4'000'000;

void add_run(std::vector<LineRun>& runs, char mark, std::size_t lines) {
    if (lines == 0) return;
    if (!runs.empty() && runs.back().mark == mark) return void(runs.back().lines += lines);
    runs.push_back({mark, lines});
}

/// The part between what both texts begin with and what both end with, by the longest list of common lines:
/// `common[i][j]` is its length for the lines from `i` of the one and from `j` of the other on.
void add_middle(std::vector<LineRun>& runs, Lines const& before, Lines const& after) {
    std::size_t const columns = after.size() + 1;
    if (before.size() + 1 > cells_at_most / columns) {
        add_run(runs, '-', before.size());
        add_run(runs, '+', after.size());
        return;
    }
    std::vector<std::size_t> common((before.size() + 1) * columns, 0);
    for (std::size_t i = before.size(); i-- > 0;) {
        for (std::size_t j = after.size(); j-- > 0;) {
            std::size_t const down = common[(i + 1) * columns + j];
            std::size_t const right = common[i * columns + j + 1];
            bool const same = before[i] == after[j];
            common[i * columns + j] = same ? common[(i + 1) * columns + j + 1] + 1 : std::max(down, right);
        }
    }
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < before.size() || j < after.size()) {
        if (i < before.size() && j < after.size() && before[i] == after[j]) {
            add_run(runs, '=', 1), ++i, ++j;
        } else if (j == after.size() ||
                   (i < before.size() && common[(i + 1) * columns + j] >= common[i * columns + j + 1])) {
            add_run(runs, '-', 1), ++i;
        } else {
            add_run(runs, '+', 1), ++j;
        }
    }
}

/// The code of several blocks, as the library has it: exported blocks stand apart.
std::string text_of(Book const& book, Chunk const& chunk, std::vector<BlockRef> const& parts) {
    std::string text;
    for (BlockRef const part : parts) {
        if (chunk.exported && !text.empty()) text += '\n';
        text += book.chapters[part.chapter].blocks[part.block].code;
    }
    return text;
}

/// The first version that a block is a part of.
std::size_t version_of(Chunk const& chunk, BlockRef ref) {
    std::size_t version = 0;
    auto const holds = [&](Version const& v) {
        return std::find(v.parts.begin(), v.parts.end(), ref) != v.parts.end();
    };
    while (version + 1 < chunk.versions.size() && !holds(chunk.versions[version])) ++version;
    return version;
}

json neighbour(Book const& book, Anchors const& anchors, Chunk const& chunk, std::size_t version, BlockRef ref) {
    BlockRef const to = chunk.versions[version].from;
    std::string text = fmt::format("version {}", version + 1);
    if (to.chapter != ref.chapter) text += fmt::format(" ({})", book.chapters[to.chapter].front.title);
    return {{"href", anchors.href(ref.chapter, to)}, {"text", text}};
}

}  // namespace

std::vector<LineRun> line_difference(std::string_view before, std::string_view after) {
    Lines const old_lines = code_lines(before);
    Lines const new_lines = code_lines(after);
    std::size_t const shorter = std::min(old_lines.size(), new_lines.size());
    std::size_t head = 0;
    while (head < shorter && old_lines[head] == new_lines[head]) ++head;
    std::size_t tail = 0;
    while (tail < shorter - head && old_lines[old_lines.size() - 1 - tail] == new_lines[new_lines.size() - 1 - tail])
        ++tail;
    auto const middle = [&](Lines const& lines) {
        return Lines(lines.begin() + static_cast<std::ptrdiff_t>(head),
                     lines.end() - static_cast<std::ptrdiff_t>(tail));
    };
    std::vector<LineRun> runs;
    add_run(runs, '=', head);
    add_middle(runs, middle(old_lines), middle(new_lines));
    add_run(runs, '=', tail);
    return runs;
}

BlockRef shown_version(Chunk const& chunk, BlockRef ref) {
    return chunk.versions[version_at(chunk, {ref, all_chapters})].from;
}

std::vector<BlockRef> changed_parts(Chunk const& chunk, BlockRef change) {
    std::vector<BlockRef> parts = chunk.versions[version_at(chunk, {change, all_chapters})].parts;
    std::erase_if(parts, [&](BlockRef part) { return part > change; });
    return parts;
}

Moment copied_moment(Book const& book, BlockRef ref) {
    Chunk const* const chunk = chunk_of(book, ref);
    if (chunk == nullptr) return moment_of(book, ref);
    std::vector<BlockRef> const& last = chunk->versions.back().parts;
    bool const ships = std::find(last.begin(), last.end(), ref) != last.end();
    return ships ? library_moment(book) : Moment{ref, all_chapters};
}

void add_versions(json& out, Book const& book, Anchors const& anchors, BlockRef ref) {
    Chunk const* const chunk = chunk_of(book, ref);
    if (chunk == nullptr || chunk->versions.size() == 1) return;
    std::size_t const version = version_of(*chunk, ref);
    out["stage"] = {version + 1, chunk->versions.size()};
    if (version + 1 < chunk->versions.size()) {
        BlockRef const next = chunk->versions[version + 1].from;
        out["later"] = neighbour(book, anchors, *chunk, version + 1, ref);
        out["later"]["change"] = change_name(change_of(book.chapters[next.chapter].blocks[next.block]));
    }
    Change const change = change_of(book.chapters[ref.chapter].blocks[ref.block]);
    if (change == Change::none) return;
    out["change"] = change_name(change);
    out["earlier"] = neighbour(book, anchors, *chunk, version - 1, ref);
    std::string const before = text_of(book, *chunk, chunk->versions[version - 1].parts);
    std::string const after = text_of(book, *chunk, changed_parts(*chunk, ref));
    for (LineRun const& run : line_difference(before, after))
        out["diff"].push_back({std::string(1, run.mark), run.lines});
    out["before"] = before;
    out["after"] = after;
}

}  // namespace heddle
