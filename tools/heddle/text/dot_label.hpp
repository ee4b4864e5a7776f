// SPDX-License-Identifier: MIT
// Labels of diagrams that are written in HTML, which libcgraph takes as they are and only `dot` reads.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace heddle {

/// Where a label is wrong, as a byte of the diagram's text, and why.
struct LabelFault {
    std::size_t at = 0;
    std::string message;
};

/// The first tag in a label of `dot`, a diagram that libcgraph reads, that is unknown or not closed, or a `&` that
/// begins no character. Which tag may stand inside which is left to `dot`.
std::optional<LabelFault> find_label_fault(std::string_view dot);

}  // namespace heddle
