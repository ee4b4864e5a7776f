// SPDX-License-Identifier: MIT
// The two places with YAML: a chapter's front matter and `chapters/book.yaml`.
#pragma once

#include "book/book.hpp"
#include "text/diagnostic.hpp"

namespace heddle {

/// Reads the front matter at the start of `source`, if any. `span` of the result covers both `---` lines.
FrontMatter parse_front_matter(Source const& source, Diagnostics& diagnostics);

/// Reads `chapters/book.yaml`.
Settings parse_settings(Source const& source, Diagnostics& diagnostics);

}  // namespace heddle
