// SPDX-License-Identifier: MIT
// No recursion on what a chapter says: graphs are walked with stacks of our own.
#include "expand.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "lexer.hpp"
#include "resolve.hpp"

namespace heddle {

namespace {

constexpr std::size_t line_limit = 200'000;  // lines that one block may expand to: far above any real file
constexpr std::size_t depth_limit = 1'000;   // chunks inside chunks

struct Reference {
    std::string name;
    std::size_t row = 0;  // line of the block's code, from 0
};

bool is_code(Kind kind) { return kind != Kind::output && kind != Kind::dot && kind != Kind::plot; }

Block const& block_at(Book const& book, BlockRef ref) { return book.chapters[ref.chapter].blocks[ref.block]; }

std::vector<Reference> references(Block const& block) {
    std::vector<Reference> all;
    if (block.code.find("<<") == std::string::npos) return all;
    std::size_t row = 0;
    for (std::string_view line : code_lines(block.code)) {
        if (auto name = chunk_reference(line)) all.push_back({std::move(*name), row});
        ++row;
    }
    return all;
}

/// The bytes of `<<name>>` in row `row` of a block.
Span reference_span(Document const& document, Block const& block, std::size_t row) {
    std::string const& text = document.source.text;
    std::size_t at = block.body.begin;
    for (std::size_t i = 0; i < row; ++i) at = text.find('\n', at) + 1;
    std::size_t const open = text.find("<<", at);
    std::size_t const close = text.find(">>", open);
    return {open, close == std::string::npos ? open : close + 2};
}

struct Expander {
    Book& book;
    Diagnostics& diagnostics;
    std::map<BlockRef, std::vector<Reference>> uses;  // only blocks that have any
    struct Size {
        std::size_t lines = 0;
        std::size_t depth = 0;
        std::string deepest;  // the chunk inside it that is largest
    };
    std::unordered_map<std::string, Size> sizes;

    void collect();
    void bind();
    void find_cycles();
    bool measure(std::string const& name);
    bool check_size(BlockRef ref);
    [[nodiscard]] Code code_of(BlockRef ref) const;
    [[nodiscard]] std::vector<std::pair<std::string, std::pair<BlockRef, std::size_t>>> edges(
        std::string const& name) const;
    void report_cycle(std::vector<std::string> const& path);
};

void Expander::collect() {
    for (std::size_t c = 0; c < book.chapters.size(); ++c) {
        for (std::size_t b = 0; b < book.chapters[c].blocks.size(); ++b) {
            Block const& block = book.chapters[c].blocks[b];
            if (!is_code(block.kind)) continue;
            if (block.kind == Kind::chunk) {
                Chunk& chunk = book.chunks[block.title->value];
                chunk.name = block.title->value;
                chunk.parts.push_back({c, b});
            }
            auto all = references(block);
            if (!all.empty()) uses.emplace(BlockRef{c, b}, std::move(all));
        }
    }
}

void Expander::bind() {
    std::vector<std::string> known;
    for (auto const& [name, chunk] : book.chunks) known.push_back(name);
    for (auto const& [ref, all] : uses) {
        Document const& document = book.chapters[ref.chapter];
        for (Reference const& use : all) {
            auto const found = book.chunks.find(use.name);
            if (found != book.chunks.end()) {
                auto& users = found->second.uses;
                if (users.empty() || users.back() != ref) users.push_back(ref);
                continue;
            }
            std::string const near = nearest(use.name, known);
            diagnostics.push_back({Severity::error,
                                   "unknown-chunk",
                                   document.source.path,
                                   reference_span(document, block_at(book, ref), use.row),
                                   fmt::format("unknown chunk '{}'", use.name),
                                   {},
                                   near.empty() ? "" : fmt::format("did you mean '{}'?", near)});
        }
    }
    for (auto const& [name, chunk] : book.chunks) {
        if (!chunk.uses.empty()) continue;
        Document const& document = book.chapters[chunk.parts.front().chapter];
        diagnostics.push_back({Severity::warning,
                               "unused-chunk",
                               document.source.path,
                               block_at(book, chunk.parts.front()).title->span,
                               fmt::format("chunk '{}' is never used", name),
                               {},
                               fmt::format("put a line '<<{}>>' where it belongs", name)});
    }
}

/// The chunks that `name` uses, each with the block and row of the use.
std::vector<std::pair<std::string, std::pair<BlockRef, std::size_t>>> Expander::edges(std::string const& name) const {
    std::vector<std::pair<std::string, std::pair<BlockRef, std::size_t>>> all;
    for (BlockRef part : book.chunks.at(name).parts) {
        auto const found = uses.find(part);
        if (found == uses.end()) continue;
        for (Reference const& use : found->second) {
            if (book.chunks.count(use.name) != 0) all.push_back({use.name, {part, use.row}});
        }
    }
    return all;
}

void Expander::report_cycle(std::vector<std::string> const& path) {
    Diagnostic d;
    d.code = "chunk-cycle";
    d.message = fmt::format("chunk '{}' contains itself", path.front());
    for (std::size_t i = 0; i < path.size(); ++i) {
        std::string const& to = path[(i + 1) % path.size()];
        for (auto const& [name, where] : edges(path[i])) {
            if (name != to) continue;
            Document const& document = book.chapters[where.first.chapter];
            Span const span = reference_span(document, block_at(book, where.first), where.second);
            if (i == 0) d.path = document.source.path, d.span = span;
            d.notes.push_back({document.source.path, span, fmt::format("'{}' uses '{}' here", path[i], to)});
            break;
        }
    }
    diagnostics.push_back(std::move(d));
}

/// Depth-first; a chunk met again while it is open closes a cycle. Sizes are known when a chunk is left.
void Expander::find_cycles() {
    enum class State { open, done };
    std::unordered_map<std::string, State> state;
    struct Frame {
        std::string name;
        std::vector<std::pair<std::string, std::pair<BlockRef, std::size_t>>> next;
        std::size_t at = 0;
    };
    for (auto const& [root, chunk] : book.chunks) {
        if (state.count(root) != 0) continue;
        std::vector<Frame> stack{{root, edges(root), 0}};
        state[root] = State::open;
        while (!stack.empty()) {
            Frame& frame = stack.back();
            if (frame.at == frame.next.size()) {
                state[frame.name] = State::done;
                measure(frame.name);
                stack.pop_back();
                continue;
            }
            std::string const next = frame.next[frame.at++].first;
            auto const known = state.find(next);
            if (known == state.end()) {
                state[next] = State::open;
                stack.push_back({next, edges(next), 0});
            } else if (known->second == State::open) {
                std::vector<std::string> path;
                auto const first =
                    std::find_if(stack.begin(), stack.end(), [&](Frame const& f) { return f.name == next; });
                for (auto it = first; it != stack.end(); ++it) path.push_back(it->name);
                report_cycle(path);
            }
        }
    }
}

bool Expander::measure(std::string const& name) {
    Size size;
    for (BlockRef part : book.chunks.at(name).parts) size.lines += code_lines(block_at(book, part).code).size();
    std::size_t largest = 0;
    for (auto const& [next, where] : edges(name)) {
        auto const found = sizes.find(next);
        if (found == sizes.end()) continue;
        size.lines = std::min(size.lines + found->second.lines, line_limit + 1);
        size.depth = std::max(size.depth, found->second.depth + 1);
        if (found->second.lines > largest) largest = found->second.lines, size.deepest = next;
    }
    sizes[name] = size;
    return true;
}

bool Expander::check_size(BlockRef ref) {
    auto const found = uses.find(ref);
    if (found == uses.end()) return true;
    std::size_t lines = 0;
    for (Reference const& use : found->second) {
        Size const& size = sizes.at(use.name);
        lines += size.lines;
        if (lines <= line_limit && size.depth <= depth_limit) continue;
        std::string chain = use.name;
        std::string next = size.deepest;
        for (int i = 0; i < 8 && !next.empty(); ++i) chain += " > " + next, next = sizes.at(next).deepest;
        Document const& document = book.chapters[ref.chapter];
        diagnostics.push_back(
            {Severity::error,
             "expansion-limit",
             document.source.path,
             reference_span(document, block_at(book, ref), use.row),
             fmt::format("this block would grow beyond {} lines or {} levels of chunks", line_limit, depth_limit),
             {},
             fmt::format("look at the chain {}", chain)});
        return false;
    }
    return true;
}

Code Expander::code_of(BlockRef ref) const {
    struct Frame {
        BlockRef ref;
        std::vector<std::string_view> lines;
        std::vector<bool> raw;
        std::string indent;
        std::size_t at = 0;
    };
    auto open = [&](BlockRef r, std::string indent) {
        std::string const& code = block_at(book, r).code;
        return Frame{r, code_lines(code), lines_in_raw_strings(code), std::move(indent), 0};
    };
    Code out;
    std::vector<Frame> stack;
    stack.push_back(open(ref, ""));
    while (!stack.empty()) {
        Frame& frame = stack.back();
        if (frame.at == frame.lines.size()) {
            stack.pop_back();
            continue;
        }
        std::string_view const line = frame.lines[frame.at];
        std::size_t const row = frame.at++;
        auto const name = uses.count(frame.ref) != 0 ? chunk_reference(line) : std::nullopt;
        if (!name) {
            bool const bare = line.empty() || frame.raw[row];
            out.push_back({bare ? std::string(line) : frame.indent + std::string(line), frame.ref.chapter,
                           frame.ref.block, block_at(book, frame.ref).line + 1 + row});
            continue;
        }
        std::string const indent = frame.indent + std::string(line.substr(0, line.find('<')));
        out.push_back({indent + "// " + *name, frame.ref.chapter, frame.ref.block, 0});
        auto const& parts = book.chunks.at(*name).parts;
        for (auto part = parts.rbegin(); part != parts.rend(); ++part) stack.push_back(open(*part, indent));
    }
    return out;
}

}  // namespace

void expand(Book& book, Diagnostics& diagnostics) {
    Expander expander{book, diagnostics, {}, {}};
    expander.collect();
    expander.bind();
    expander.find_cycles();
    if (has_errors(diagnostics)) return;
    for (std::size_t c = 0; c < book.chapters.size(); ++c) {
        for (std::size_t b = 0; b < book.chapters[c].blocks.size(); ++b) {
            BlockRef const ref{c, b};
            // A chunk without chunks inside is its own text; whoever needs it has that already.
            bool const plain_chunk = block_at(book, ref).kind == Kind::chunk && expander.uses.count(ref) == 0;
            if (!is_code(block_at(book, ref).kind) || plain_chunk || !expander.check_size(ref)) continue;
            book.expanded.emplace_hint(book.expanded.end(), ref, expander.code_of(ref));
        }
    }
}

}  // namespace heddle
