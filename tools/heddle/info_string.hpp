// SPDX-License-Identifier: MIT
// The info string of a fence: a language, then tags. The list of tags is closed.
#pragma once

#include <optional>

#include "diagnostic.hpp"
#include "document.hpp"

namespace heddle {

/// Reads the info string at `info` of `source` into a block without its body.
/// \returns nothing for a language that heddle does not know (such a fence is prose), or after an error.
std::optional<Block> parse_info_string(Source const& source, Span info, Diagnostics& diagnostics);

}  // namespace heddle
