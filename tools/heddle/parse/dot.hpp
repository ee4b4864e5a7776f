// SPDX-License-Identifier: MIT
// Whether a `dot` block is in the language of Graphviz, asked of Graphviz's own parser.
#pragma once

#include "book/document.hpp"
#include "text/diagnostic.hpp"

namespace heddle {

/// Checks a `dot` block of `document`.
/// \pre  not called from several threads at once: the parser keeps its state in globals
void check_dot(Document const& document, Block const& block, Diagnostics& diagnostics);

}  // namespace heddle
