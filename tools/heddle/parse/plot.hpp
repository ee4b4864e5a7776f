// SPDX-License-Identifier: MIT
// The YAML of a `plot` block as values. `parse` reads it once; the stages after it find it in the block.
#pragma once

#include <optional>

#include "book/document.hpp"
#include "text/diagnostic.hpp"

namespace heddle {

/// Reads a `plot` block of `document`. \returns nothing after a fault
std::optional<Plot> parse_plot(Document const& document, Block const& block, Diagnostics& diagnostics);

}  // namespace heddle
