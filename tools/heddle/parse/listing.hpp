// SPDX-License-Identifier: MIT
// The lines of an `asm` block, and its compiler's command. `parse` reads them once; the stages after it find values.
#pragma once

#include <optional>
#include <vector>

#include "book/document.hpp"
#include "text/diagnostic.hpp"

namespace heddle {

/// Reads the claims of an `asm` block of `document`, one a line. \returns nothing after a fault
std::optional<std::vector<Claim>> parse_claims(Document const& document, Block const& block, Diagnostics& diagnostics);

/// Is it `g++` with flags that decide about the code, and nothing else? If not, that is said.
bool check_compiler(Source const& source, Attribute const& command, Diagnostics& diagnostics);

}  // namespace heddle
