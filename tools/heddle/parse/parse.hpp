// SPDX-License-Identifier: MIT
// Stage 2: a chapter's text becomes a document.
#pragma once

#include "book/document.hpp"
#include "text/diagnostic.hpp"

namespace heddle {

/// Finds the front matter, the headings and the blocks of a chapter. Pure; faults go to `diagnostics`.
Document parse(Source source, Diagnostics& diagnostics);

}  // namespace heddle
