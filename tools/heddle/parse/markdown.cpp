// SPDX-License-Identifier: MIT
// Memory for cmark. To ask malloc for each node took a sixth of the time of a run in which nothing changed.
#include "parse/markdown.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <memory_resource>

namespace heddle {

namespace {

constexpr std::size_t usual_bytes = 256 * 1024;  // what a chapter of 20 KB needs
constexpr std::size_t header_bytes = alignof(std::max_align_t);

/// The memory of this thread's tree: cmark's functions are not told for whom they work.
std::pmr::monotonic_buffer_resource& memory() {
    thread_local std::array<std::byte, usual_bytes> usual;
    thread_local std::pmr::monotonic_buffer_resource resource(usual.data(), usual.size());
    return resource;
}

/// Each piece knows its size, for `resize`.
void* piece(std::size_t bytes) {
    auto* const start = static_cast<std::byte*>(memory().allocate(header_bytes + bytes, header_bytes));
    std::memcpy(start, &bytes, sizeof bytes);
    return start + header_bytes;
}

void* zeroed(std::size_t count, std::size_t bytes) { return std::memset(piece(count * bytes), 0, count * bytes); }

void* resize(void* old, std::size_t bytes) {
    if (old == nullptr) return piece(bytes);
    std::size_t had = 0;
    std::memcpy(&had, static_cast<std::byte*>(old) - header_bytes, sizeof had);
    return bytes <= had ? old : std::memcpy(piece(bytes), old, had);
}

void keep(void*) {}  // until the tree goes

cmark_mem functions{zeroed, resize, keep};

}  // namespace

MarkdownTree::MarkdownTree(std::string_view text) {
    cmark_parser* const parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &functions);
    cmark_parser_feed(parser, text.data(), text.size());
    root_ = cmark_parser_finish(parser);
    cmark_parser_free(parser);
}

MarkdownTree::~MarkdownTree() { memory().release(); }

}  // namespace heddle
