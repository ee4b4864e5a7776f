// SPDX-License-Identifier: MIT
// The references to measured numbers in a text, as values.
#pragma once

#include <string_view>
#include <vector>

#include "book/measured.hpp"
#include "text/diagnostic.hpp"

namespace heddle {

/// What begins a reference.
inline constexpr std::string_view measured_opening = "{measured}`";

/// All references between `span.begin` and `span.end` of `source`, outside of code; a diagnostic for each that is
/// malformed.
std::vector<MeasuredPlace> find_measured(Source const& source, Span span, Diagnostics& diagnostics);

}  // namespace heddle
