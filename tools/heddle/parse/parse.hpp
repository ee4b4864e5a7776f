// SPDX-License-Identifier: MIT
// Stage 2: a chapter's text becomes a document.
#pragma once

#include "book/document.hpp"
#include "text/diagnostic.hpp"

namespace heddle {

/// Finds the front matter, the headings and the blocks of a chapter. Pure; faults go to `diagnostics`, and so does what
/// is foreign to the book and not `allowed`.
Document parse(Source source, Diagnostics& diagnostics, Allowed const& allowed);

}  // namespace heddle
