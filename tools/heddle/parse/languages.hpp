// SPDX-License-Identifier: MIT
// What the first word of an info string says.
#pragma once

#include <optional>
#include <string_view>

#include "book/block.hpp"

namespace heddle {

/// The kind that a block of a language of heddle is where no tag names another; nothing for other languages.
std::optional<Kind> kind_of_language(std::string_view name);

/// The language of heddle that `info`, whose first word is none, was meant to name; empty if it is another's fence.
/// Tools write it in many ways: `{.cpp}`, `{ .cpp #id }`, `{code-block} c++`, `{lit} C++, Main`, `{cpp, eval=FALSE}`.
std::string_view meant_language(std::string_view info);

/// Does `text`, the line of a fence, open a block of a language that heddle knows?
bool opens_known_block(std::string_view text);

/// The same, or one that was meant to hold C++: "```c++".
bool means_block(std::string_view text);

}  // namespace heddle
