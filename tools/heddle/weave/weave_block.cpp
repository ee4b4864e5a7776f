// SPDX-License-Identifier: MIT
// The keys are those that the site's directives read; a key without a value is left out.
#include "weave/weave_block.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "resolve/expand.hpp"
#include "resolve/list.hpp"
#include "text/words.hpp"
#include "weave/changes.hpp"

namespace heddle {

namespace {

using json = nlohmann::ordered_json;

json link_json(Link const& link) {
    json out{{"href", link.href}, {"text", link.text}};
    if (link.line != 0) out["line"] = link.line;
    if (link.includes) out["includes"] = true;
    return out;
}

/// What a block is called where another one mentions it: its title, its place in the generated file, or its section.
std::string mention(Book const& book, Anchors const& anchors, BlockRef ref, std::size_t from) {
    Document const& document = book.chapters[ref.chapter];
    Block const& block = document.blocks[ref.block];
    std::string const section = anchors.section(ref);
    std::string name = fmt::format("the {}{}", kind_name(block),
                                   section.empty() ? " at the beginning" : fmt::format(" of “{}”", section));
    auto const places = anchors.goes_to(ref);
    if (Attribute const* const title = title_of(block))
        name = title->value;
    else if (block.is<ExportBlock>() && !places.empty())
        name = fmt::format("{}:{}", places.front().text, places.front().line);
    return from == ref.chapter ? name : fmt::format("{} ({})", name, document.front.title);
}

/// A chunk's uses, and the other parts of the version that the block begins or goes on with.
void add_chunk(json& out, Book const& book, Anchors const& anchors, BlockRef ref, Chunk const& chunk) {
    for (BlockRef use : chunk.uses)
        out["used_in"].push_back(link_json({anchors.href(ref.chapter, use), mention(book, anchors, use, ref.chapter)}));
    std::vector<BlockRef> const& parts = chunk.versions[version_at(chunk, {ref, all_chapters})].parts;
    if (change_of(book.chapters[ref.chapter].blocks[ref.block]) != Change::none || parts.size() == 1) return;
    auto const at = std::find(parts.begin(), parts.end(), ref) - parts.begin();
    out["part"] = {at + 1, parts.size()};
    for (BlockRef part : parts) out["parts"].push_back({{"href", anchors.href(ref.chapter, part)}});
}

/// Links from the names of chunks in `block` to where they are defined, in the version that the reader of `ref` sees.
void add_links(json& out, Book const& book, Anchors const& anchors, BlockRef ref, Block const& block, bool plain) {
    for (Reference const& reference : block.references) {
        Chunk const& chunk = book.chunks[reference.chunk];
        json& link = out["refs"][reference.name] = {{"href", anchors.href(ref.chapter, shown_version(chunk, ref))}};
        for (BlockRef const part : chunk.parts) {
            if (plain) link["parts"].push_back(anchors.id(part));
        }
    }
}

/// For a block that changes another: the links of both texts and, for the copy button, the new one.
void add_changed_references(json& out, Book const& book, Anchors const& anchors, BlockRef ref, Chunk const& chunk) {
    for (BlockRef const part : chunk.parts) {
        if (part <= ref) add_links(out, book, anchors, ref, book.chapters[part.chapter].blocks[part.block], false);
    }
    std::string whole;
    for (BlockRef const part : changed_parts(chunk, ref)) {
        if (chunk.exported && !whole.empty()) whole += '\n';
        for (CodeLine const& line : expanded(book, part, copied_moment(book, ref))) whole += line.text + "\n";
    }
    out["copy"] = whole;
}

/// Links from the names of chunks; for the copy button the identifiers of all parts, or, where the page cannot put them
/// in itself, the code with the chunks put in.
void add_references(json& out, Book const& book, Anchors const& anchors, BlockRef ref, Block const& block) {
    if (change_of(block) != Change::none) return add_changed_references(out, book, anchors, ref, *chunk_of(book, ref));
    if (block.references.empty()) return;
    bool const plain = is_plain_expansion(book, ref);
    add_links(out, book, anchors, ref, block, plain);
    if (plain) return;
    std::string whole;
    for (CodeLine const& line : expanded(book, ref, copied_moment(book, ref))) whole += line.text + "\n";
    out["copy"] = whole;
}

/// What the tags of a block say: each kind has its own.
template <typename K>
void add_tags(json& out, K const& kind) {
    auto const flag = [&](char const* key, bool set) {
        if (set) out[key] = true;
    };
    if constexpr (requires { kind.title; }) out["title"] = kind.title.value;
    if constexpr (requires { kind.label; }) {
        if (kind.label) out["name"] = kind.label->value;
    }
    if constexpr (requires { kind.reason; }) out["reason"] = kind.reason.value;
    if constexpr (requires { kind.throws_; }) {
        if (kind.throws_) out["throws"] = kind.throws_->text();
        if (kind.fails) out["fails"] = kind.fails->text();
    }
    if constexpr (requires { kind.needs; }) flag("cuda", kind.needs.cuda), flag("slow", kind.needs.slow);
    if constexpr (requires { kind.solution; }) flag("solution", kind.solution);
    if constexpr (requires { kind.folding; }) flag("hide", kind.folding.hide), flag("fold", kind.folding.fold);
    if constexpr (requires { kind.volatile_; }) flag("volatile", kind.volatile_);
}

char const* kind_of(Shown::Kind kind) {
    switch (kind) {
        case Shown::Kind::stream:
            return "stream";
        case Shown::Kind::display:
            return "display";
        case Shown::Kind::error:
            return "error";
    }
    return "";
}

void add_run(json& out, Block const& block, CellRun const& run, std::string const& up) {
    for (Shown const& shown : run.shown)
        out["outputs"].push_back({{"type", kind_of(shown.kind)}, {"mime", shown.mime}});
    if (!run.failure.empty())
        out["outputs"].push_back({{"type", "error"}, {"mime", {{"text/plain", "this cell " + run.failure}}}});
    if (!run.ran) out["not_run"] = true;
    if (!run.skipped.empty()) out["skipped"] = run.skipped;
    if (run.refused_at != 0) {
        bool const inside = run.refused_at > block.line && run.refused_at <= block.line + block.lines;
        out["refused_at"] = inside ? run.refused_at - block.line : 0;  // of its own lines; 0: in a chunk
    }
    if (run.recording == nullptr) return;
    json& origin = out["recorded"] = json{{"machine", run.recording->machine}};
    for (char const* key : {"cpu", "date"}) {
        if (std::string const value = provenance_of(*run.recording, key); !value.empty()) origin[key] = value;
    }
    origin["raw"] = up + "recordings/" + file_name(run.recording->path);
    if (run.changed) origin["stale"] = true;
}

}  // namespace

RecordedRun recorded_run(Book const& book, std::vector<Recording> const& recordings, BlockRef ref) {
    Document const& document = book.chapters[ref.chapter];
    if (!is_recordable(document.blocks[ref.block])) return {};
    std::string const code = cell_code(book, ref);
    // A cell is found by its code, so that it may move in its chapter; equal ones are told apart by their order.
    std::ptrdiff_t equal_before = 0;
    for (std::size_t b = 0; b < ref.block; ++b)
        equal_before += is_recordable(document.blocks[b]) && cell_code(book, {ref.chapter, b}) == code ? 1 : 0;
    for (Recording const& recording : recordings) {
        if (recording.chapter != document.source.path) continue;
        std::ptrdiff_t left = equal_before;
        for (RecordedCell const& cell : recording.cells) {
            if (cell.code == code && left-- == 0) return {&recording, &cell, cell.hash != bench_hash(book, ref)};
        }
    }
    return {};
}

namespace {

/// What a cell showed in this build.
CellRun run_here(std::map<std::string, Outputs> const& all, Document const& document, std::size_t cell, bool fails) {
    CellRun run;
    auto const at = all.find(document.source.path);
    if (at == all.end() || cell >= at->second.shown.size()) return run;
    Outputs const& outputs = at->second;
    run.shown = outputs.shown[cell];
    run.ran = !outputs.failure || cell <= outputs.failure->cell;
    if (fails) {  // it is compiled on its own, wherever the others stopped
        auto const place = outputs.refused_at.find(cell);
        run.ran = place != outputs.refused_at.end();
        if (run.ran) run.refused_at = place->second;
        return run;
    }
    if (auto const reason = outputs.skipped.find(cell); reason != outputs.skipped.end()) run.skipped = reason->second;
    if (outputs.failure && cell == outputs.failure->cell) run.failure = outputs.failure->message;
    return run;
}

}  // namespace

CellRun cell_run(Book const& book, std::map<std::string, Outputs> const& all, std::vector<Recording> const& recordings,
                 BlockRef ref, CellBlock const& cell, std::size_t number) {
    CellRun run = run_here(all, book.chapters[ref.chapter], number, cell.fails.has_value());
    RecordedRun const recorded = recorded_run(book, recordings, ref);
    if (recorded.recording == nullptr || !run.failure.empty()) return run;
    run.shown.clear();
    for (RecordedCell::Event const& event : recorded.cell->events)
        run.shown.push_back({event.display ? Shown::Kind::display : Shown::Kind::stream, event.mime});
    run.ran = true;
    run.recording = recorded.recording;
    run.changed = recorded.changed;
    return run;
}

json code_json(Book const& book, Anchors const& anchors, BlockRef ref, CellRun const* run, std::string const& up) {
    Block const& block = book.chapters[ref.chapter].blocks[ref.block];
    json out{{"kind", kind_name(block)}, {"id", anchors.id(ref)}, {"line", block.line}, {"code", block.code}};
    add_references(out, book, anchors, ref, block);
    std::visit([&](auto const& kind) { add_tags(out, kind); }, block.kind);
    for (Link const& link : anchors.goes_to(ref)) out["goes_to"].push_back(link_json(link));
    if (block.is<ChunkBlock>()) add_chunk(out, book, anchors, ref, anchors.chunk(ref));
    add_versions(out, book, anchors, ref);
    if (run != nullptr) add_run(out, block, *run, up);
    return out;
}

json dot_json(Book const& book, Anchors const& anchors, BlockRef ref, DotBlock const& diagram) {
    std::string const& code = book.chapters[ref.chapter].blocks[ref.block].code;
    return {{"id", anchors.id(ref)}, {"dot", code}, {"alt", diagram.alt.value}};
}

}  // namespace heddle
