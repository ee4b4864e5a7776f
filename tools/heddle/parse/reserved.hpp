// SPDX-License-Identifier: MIT
// What heddle writes for its site is not a chapter's to write: with it a page would show a cell and an output that no
// program made.
#pragma once

#include "text/diagnostic.hpp"
#include "text/source.hpp"

namespace heddle {

/// Complains of each place of `span` that the site would take for a directive or a role of heddle's own: in a fence of
/// backticks, tildes or colons, or in reStructuredText inside one, however deep in lists, quotes and other directives.
/// A fence of another language is no excuse: where it ends is not the same for every reader of Markdown.
/// \param span  text of which heddle makes no block
void check_reserved(Source const& source, Span span, Diagnostics& diagnostics);

}  // namespace heddle
