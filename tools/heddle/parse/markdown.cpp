// SPDX-License-Identifier: MIT
// cmark as a value that gives back its memory.
#include "parse/markdown.hpp"

namespace heddle {

MarkdownTree::MarkdownTree(std::string_view text)
    : root_(cmark_parse_document(text.data(), text.size(), CMARK_OPT_DEFAULT)) {}

MarkdownTree::~MarkdownTree() { cmark_node_free(root_); }

cmark_node* next_block(cmark_node* node) {
    cmark_node_type const type = cmark_node_get_type(node);
    bool const holds_blocks = type == CMARK_NODE_DOCUMENT || type == CMARK_NODE_BLOCK_QUOTE ||
                              type == CMARK_NODE_LIST || type == CMARK_NODE_ITEM;
    if (holds_blocks && cmark_node_first_child(node) != nullptr) return cmark_node_first_child(node);
    while (node != nullptr && cmark_node_next(node) == nullptr) node = cmark_node_parent(node);
    return node == nullptr ? nullptr : cmark_node_next(node);
}

}  // namespace heddle
