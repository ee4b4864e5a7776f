// SPDX-License-Identifier: MIT
// The tree that cmark makes of a text.
#pragma once

#include <cmark.h>

#include <string_view>

namespace heddle {

/// The CommonMark tree of a text, as long as this lives.
class MarkdownTree {
public:
    explicit MarkdownTree(std::string_view text);
    ~MarkdownTree();
    MarkdownTree(MarkdownTree const&) = delete;
    MarkdownTree& operator=(MarkdownTree const&) = delete;

    [[nodiscard]] cmark_node* root() const { return root_; }

private:
    cmark_node* root_;
};

/// The block after `node` in the order of the text; what is inside paragraphs and headings is no block.
cmark_node* next_block(cmark_node* node);

}  // namespace heddle
