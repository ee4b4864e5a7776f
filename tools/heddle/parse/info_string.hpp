// SPDX-License-Identifier: MIT
// The info string of a fence: a language, then tags. The list of tags is closed.
#pragma once

#include <optional>
#include <string_view>

#include "book/document.hpp"
#include "text/diagnostic.hpp"

namespace heddle {

/// Reads the info string at `info` of `source` into a block without its body.
/// A language that was meant to be one that heddle knows ("c++", "Output", "{.cpp}") is an error.
/// \returns nothing for a language that heddle does not know (such a fence is prose), or after an error.
std::optional<Block> parse_info_string(Source const& source, Span info, Diagnostics& diagnostics);

}  // namespace heddle
