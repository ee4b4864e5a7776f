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

}  // namespace heddle
