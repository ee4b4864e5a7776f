// SPDX-License-Identifier: MIT
// cmark as a value that gives back its memory.
#include "parse/markdown.hpp"

namespace heddle {

MarkdownTree::MarkdownTree(std::string_view text)
    : root_(cmark_parse_document(text.data(), text.size(), CMARK_OPT_DEFAULT)) {}

MarkdownTree::~MarkdownTree() { cmark_node_free(root_); }

}  // namespace heddle
