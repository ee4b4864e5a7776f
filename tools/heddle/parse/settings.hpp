// SPDX-License-Identifier: MIT
// The two places with YAML: a chapter's front matter and `chapters/book.yaml`.
#pragma once

#include <optional>
#include <string_view>

#include "book/book.hpp"
#include "text/diagnostic.hpp"

namespace heddle {

/// Reads the front matter at the start of `source`, if any. `span` of the result covers both `---` lines.
FrontMatter parse_front_matter(Source const& source, Diagnostics& diagnostics);

/// The same for the text between the `---` lines, where it is so plain that no YAML library is needed: nothing if it is
/// not. For a thousand chapters the library took a quarter of the time that all of CommonMark takes.
std::optional<FrontMatter> simple_front_matter(std::string_view yaml);

/// Reads `chapters/book.yaml`.
Settings parse_settings(Source const& source, Diagnostics& diagnostics);

}  // namespace heddle
