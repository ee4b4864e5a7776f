// SPDX-License-Identifier: MIT
// What a chapter brings in that is not of the book: HTML of its own, other markup, pictures and files from elsewhere.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "book/document.hpp"
#include "parse/markdown.hpp"
#include "text/diagnostic.hpp"

namespace heddle {

/// A piece of a chapter that is Markdown: its lines are ends of the chapter's lines from `line` (from 1) on.
struct MarkdownPiece {
    std::string text;
    std::size_t line = 1;
};

/// Complains of what is foreign in `piece` and not `allowed`; `tree` is of its text.
/// \returns  the bodies of directives, and what else cmark takes for code or for an address and the site for Markdown:
///           to be looked at in the same way, with a tree of their own
std::vector<MarkdownPiece> check_foreign(Source const& source, MarkdownPiece const& piece, MarkdownTree const& tree,
                                         Allowed const& allowed, Diagnostics& diagnostics);

}  // namespace heddle
