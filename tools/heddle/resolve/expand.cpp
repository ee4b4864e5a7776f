// SPDX-License-Identifier: MIT
// No recursion on what a chapter says: graphs are walked with stacks of our own, over chunks as numbers.
#include "resolve/expand.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_map>

#include "text/lexer.hpp"
#include "text/tokens.hpp"

namespace heddle {

namespace {

constexpr std::size_t none = unbound;

/// How large something becomes with its chunks put in.
struct Size {
    std::size_t lines = 0;
    std::size_t bytes = 0;
    std::size_t depth = 0;       // chunks inside chunks
    std::size_t deepest = none;  // the chunk inside it that is largest
};
// Far above any real file and any real book; below, a few nested chunks cannot fill the memory.
constexpr Size block_limit{200'000, 64'000'000, 1'000, none};
constexpr Size book_limit{5'000'000, 512'000'000, 1'000, none};
constexpr std::size_t cycles_at_most = 20;  // each is reported with all its edges, and cycles can share them

bool exceeds(Size const& size, Size const& limit) {
    return size.lines > limit.lines || size.bytes > limit.bytes || size.depth > limit.depth;
}

/// Adds a use of something of size `used` after `indent` bytes. Stops growing above the limit, so nothing overflows.
void add(Size& size, Size const& used, std::size_t indent) {
    std::size_t const lines = std::min(used.lines, book_limit.lines + 1);
    size.lines = std::min(size.lines + lines, book_limit.lines + 1);
    size.bytes = std::min(size.bytes + used.bytes + lines * std::min(indent, book_limit.bytes), book_limit.bytes + 1);
    size.depth = std::max(size.depth, used.depth + 1);
}

/// Finds the bytes of `<<name>>` in the rows of one block; rows that rise are found in one walk over it.
struct References {
    std::string const& text;
    std::size_t at;
    std::size_t row = 0;

    References(Document const& document, Block const& block) : text(document.source.text), at(block.body.begin) {}
    Span span(std::size_t wanted) {
        for (; row < wanted; ++row) at = text.find('\n', at) + 1;
        std::size_t const open = text.find("<<", at);
        std::size_t const close = text.find(">>", open);
        return {open, close == std::string::npos ? open : close + 2};
    }
};

struct Edge {
    std::size_t to;
    BlockRef from;
    Reference const* use;
};

struct Binder {
    Book& book;
    Diagnostics& diagnostics;
    std::unordered_map<std::string_view, std::size_t> numbers;
    std::vector<std::vector<Edge>> edges;  // by chunk: what it uses
    std::vector<Size> sizes;               // by chunk

    void collect();
    void bind();
    void report_unknown(BlockRef ref, Span span, std::string const& name);
    void report_unused();
    void find_cycles();
    void report_cycle(std::vector<std::size_t> const& path);
    [[nodiscard]] Size measure(std::size_t chunk) const;
    void check_sizes();
    void report_size(BlockRef ref, Reference const& use, char const* what, Size const& limit);
};

void Binder::collect() {
    collect_chunks(book, diagnostics);
    for (std::size_t i = 0; i < book.chunks.size(); ++i) {
        if (!book.chunks[i].exported) numbers.emplace(book.chunks[i].name, i);
    }
    edges.resize(book.chunks.size());
    sizes.resize(book.chunks.size());
}

void Binder::bind() {
    for (std::size_t c = 0; c < book.chapters.size(); ++c) {
        for (std::size_t b = 0; b < book.chapters[c].blocks.size(); ++b) {
            Block& block = book.chapters[c].blocks[b];
            if (block.references.empty()) continue;
            ChunkBlock const* const part = block.as<ChunkBlock>();
            std::size_t const self = part != nullptr ? part->chunk : none;
            BlockRef const ref{c, b};
            References rows(book.chapters[c], block);
            for (Reference& use : block.references) {
                auto const found = numbers.find(use.name);
                if (found == numbers.end()) {
                    report_unknown(ref, rows.span(use.row), use.name);
                    continue;
                }
                use.chunk = found->second;
                auto& users = book.chunks[use.chunk].uses;
                if (users.empty() || users.back() != ref) users.push_back(ref);
                if (self != none) edges[self].push_back({use.chunk, ref, &use});
            }
        }
    }
}

/// The names between `<<` and `>>` in what faults kept out of the chapters; nothing where that could be any name.
std::optional<std::set<std::string_view>> used_in_faulty(Book const& book) {
    std::set<std::string_view> names;
    for (Document const& document : book.chapters) {
        for (Faulty const& faulty : document.faulty) {
            std::string_view const text = faulty.text;
            if (text.empty()) return std::nullopt;
            for (std::size_t at = text.find("<<"); at != std::string_view::npos; at = text.find("<<", at + 2)) {
                std::size_t const end = std::min(text.find('\n', at), text.size());
                std::size_t const close = text.substr(0, end).find(">>", at);
                if (close != std::string_view::npos) names.insert(text.substr(at + 2, close - at - 2));
            }
        }
    }
    return names;
}

void Binder::report_unknown(BlockRef ref, Span span, std::string const& name) {
    if (may_be_defined(book, name)) return;
    std::string near;
    if (diagnostics.size() < searches_at_most) {
        std::vector<std::string> known;
        for (Chunk const& chunk : book.chunks) {
            if (!chunk.exported) known.push_back(chunk.name);
        }
        near = nearest(name, known);
    }
    complain(diagnostics, book.chapters[ref.chapter].source.path, span, "unknown-chunk",
             fmt::format("unknown chunk '{}'", name), near.empty() ? "" : fmt::format("did you mean '{}'?", near));
}

void Binder::report_unused() {
    auto const faulty = used_in_faulty(book);
    if (!faulty) return;
    for (Chunk const& chunk : book.chunks) {
        // Where it was changed, `check_changes` says so.
        if (!chunk.uses.empty() || chunk.exported || chunk.versions.size() > 1 || faulty->contains(chunk.name))
            continue;
        BlockRef const first = chunk.parts.front();
        warn(diagnostics, book.chapters[first.chapter].source.path, title_of(block_of(book, first))->span,
             "unused-chunk", fmt::format("chunk '{}' is never used", chunk.name),
             fmt::format("put a line '<<{}>>' where it belongs", chunk.name));
    }
}

void Binder::report_cycle(std::vector<std::size_t> const& path) {
    Diagnostic d;
    d.code = "chunk-cycle";
    d.message = fmt::format("chunk '{}' contains itself", book.chunks[path.front()].name);
    auto const has_versions = [&](std::size_t chunk) { return book.chunks[chunk].versions.size() > 1; };
    if (std::any_of(path.begin(), path.end(), has_versions))
        d.hint = "no version may use what uses another one; what puts code around a version says 'before' or 'after'";
    for (std::size_t i = 0; i < path.size(); ++i) {
        std::size_t const to = path[(i + 1) % path.size()];
        auto const& out = edges[path[i]];
        Edge const& edge = *std::find_if(out.begin(), out.end(), [&](Edge const& e) { return e.to == to; });
        Document const& document = book.chapters[edge.from.chapter];
        Span const span = References(document, block_of(book, edge.from)).span(edge.use->row);
        if (i == 0) d.path = document.source.path, d.span = span;
        d.notes.push_back({document.source.path, span,
                           fmt::format("'{}' uses '{}' here", book.chunks[path[i]].name, book.chunks[to].name)});
    }
    diagnostics.push_back(std::move(d));
}

/// Depth-first; a chunk met again while it is open closes a cycle. Sizes are known when a chunk is left.
void Binder::find_cycles() {
    enum class State : char { fresh, open, done };
    std::vector<State> state(book.chunks.size(), State::fresh);
    struct Frame {
        std::size_t chunk;
        std::size_t at = 0;  // of its edges
    };
    std::size_t reported = 0;
    for (std::size_t root = 0; root < book.chunks.size(); ++root) {
        if (state[root] != State::fresh) continue;
        std::vector<Frame> stack{{root}};
        state[root] = State::open;
        while (!stack.empty()) {
            Frame& frame = stack.back();
            if (frame.at == edges[frame.chunk].size()) {
                state[frame.chunk] = State::done;
                sizes[frame.chunk] = measure(frame.chunk);
                stack.pop_back();
                continue;
            }
            std::size_t const next = edges[frame.chunk][frame.at++].to;
            if (state[next] == State::fresh) {
                state[next] = State::open;
                stack.push_back({next});
            } else if (state[next] == State::open && reported < cycles_at_most) {
                std::vector<std::size_t> path;
                auto const is_next = [&](Frame const& f) { return f.chunk == next; };
                for (auto it = std::find_if(stack.begin(), stack.end(), is_next); it != stack.end(); ++it)
                    path.push_back(it->chunk);
                report_cycle(path);
                ++reported;
            }
        }
    }
}

/// Of all versions together, which is more than any of them: so are cycles, and no moment has to be looked at alone.
Size Binder::measure(std::size_t chunk) const {
    Size size;
    for (BlockRef part : book.chunks[chunk].parts) {
        size.lines += block_of(book, part).lines;
        size.bytes += block_of(book, part).code.size();
    }
    for (Edge const& edge : edges[chunk]) {
        add(size, sizes[edge.to], edge.use->indent);
        if (size.deepest == none || sizes[edge.to].lines > sizes[size.deepest].lines) size.deepest = edge.to;
    }
    return size;
}

void Binder::report_size(BlockRef ref, Reference const& use, char const* what, Size const& limit) {
    std::string chain = use.name;
    std::size_t next = sizes[use.chunk].deepest;
    for (int i = 0; i < 8 && next != none; ++i) chain += " > " + book.chunks[next].name, next = sizes[next].deepest;
    Document const& document = book.chapters[ref.chapter];
    complain(diagnostics, document.source.path, References(document, block_of(book, ref)).span(use.row),
             "expansion-limit",
             fmt::format("this {} would grow beyond {} lines, {} MB or {} levels of chunks", what, limit.lines,
                         limit.bytes / 1'000'000, limit.depth),
             fmt::format("look at the chain {}", chain));
}

/// Every block has to stay below the limit, and so have all of them together: each may be small and their sum not.
void Binder::check_sizes() {
    Size all;
    for (std::size_t c = 0; c < book.chapters.size(); ++c) {
        for (std::size_t b = 0; b < book.chapters[c].blocks.size(); ++b) {
            Block const& block = block_of(book, {c, b});
            Size size;
            for (Reference const& use : block.references) {
                bool const was_small = !exceeds(all, book_limit);
                add(size, sizes[use.chunk], use.indent);
                if (exceeds(size, block_limit)) {
                    report_size({c, b}, use, "block", block_limit);
                    break;
                }
                if (block.is<ChunkBlock>()) continue;  // it counts where it is used
                add(all, sizes[use.chunk], use.indent);
                if (was_small && exceeds(all, book_limit)) report_size({c, b}, use, "book", book_limit);
            }
        }
    }
}

/// A block that is being copied into another: where the copy stands.
struct Copy {
    BlockRef ref;
    Block const* block;
    std::vector<bool> inside;  // for each line: would an indentation change a literal? Empty: of none
    std::string indent;
    std::size_t at = 0;    // byte of the code
    std::size_t row = 0;   // its line
    std::size_t next = 0;  // the next reference
};

Copy start_copy(Book const& book, BlockRef ref, std::string indent) {
    Block const& block = block_of(book, ref);
    bool const may_go_on = block.code.find("R\"") != std::string::npos || has_continued_line(block.code);
    return {ref, &block, may_go_on ? lines_in_literals(block.code) : std::vector<bool>{}, std::move(indent)};
}

}  // namespace

void bind_chunks(Book& book, Diagnostics& diagnostics) {
    Binder binder{book, diagnostics, {}, {}, {}};
    binder.collect();
    binder.bind();
    binder.report_unused();
    binder.find_cycles();
    if (!has_errors(diagnostics)) binder.check_sizes(), check_changes(book, diagnostics);
}

bool is_plain_expansion(Book const& book, BlockRef ref) {
    std::vector<BlockRef> open{ref};
    std::set<BlockRef> seen{ref};
    while (!open.empty()) {
        Copy const copy = start_copy(book, open.back(), "");
        open.pop_back();
        if (copy.ref.chapter != ref.chapter || !copy.inside.empty()) return false;
        for (Reference const& use : copy.block->references) {
            if (book.chunks[use.chunk].versions.size() > 1) return false;
            for (BlockRef const part : book.chunks[use.chunk].parts) {
                if (seen.insert(part).second) open.push_back(part);
            }
        }
    }
    return true;
}

Rows const* run_of_includes(Book const& book, CodeLine const& line) {
    if (line.line == 0) return nullptr;
    Block const& block = block_of(book, {line.chapter, line.block});
    std::size_t const row = line.line - block.line - 1;
    for (Rows const& run : block.includes) {
        if (row >= run.begin && row < run.end) return &run;
    }
    return nullptr;
}

Code expanded(Book const& book, BlockRef ref) { return expanded(book, ref, moment_of(book, ref)); }

Code expanded(Book const& book, BlockRef ref, Moment const& moment) {
    Code out;
    std::vector<Copy> stack;
    stack.push_back(start_copy(book, ref, ""));
    while (!stack.empty()) {
        Copy& copy = stack.back();
        std::string const& code = copy.block->code;
        if (copy.at >= code.size()) {
            stack.pop_back();
            continue;
        }
        std::size_t const end = std::min(code.find('\n', copy.at), code.size());
        std::string_view const line = std::string_view(code).substr(copy.at, end - copy.at);
        copy.at = end + 1;
        std::size_t const row = copy.row++;
        auto const& references = copy.block->references;
        if (copy.next == references.size() || references[copy.next].row != row) {
            bool const bare = line.empty() || (!copy.inside.empty() && copy.inside[row]);
            std::string text = bare ? std::string() : copy.indent;
            text += line;
            out.push_back({std::move(text), copy.ref.chapter, copy.ref.block, copy.block->line + 1 + row});
            continue;
        }
        Reference const& use = references[copy.next++];
        std::string const indent = copy.indent + std::string(line.substr(0, use.indent));
        std::vector<BlockRef> const parts = parts_at(book.chunks[use.chunk], moment);
        if (!parts.empty()) out.push_back({indent + "// " + use.name, copy.ref.chapter, copy.ref.block, 0});
        for (auto part = parts.rbegin(); part != parts.rend(); ++part) stack.push_back(start_copy(book, *part, indent));
    }
    return out;
}

}  // namespace heddle
