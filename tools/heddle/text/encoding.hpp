// SPDX-License-Identifier: MIT
// What is text at all: UTF-8 with `\n` or `\r\n` line ends, and the characters that a reader cannot see.
#pragma once

#include <optional>
#include <string_view>

#include "text/diagnostic.hpp"
#include "text/source.hpp"

namespace heddle {

/// Is `source` text that can be parsed? Its first fault goes to `diagnostics`: another encoding, a NUL byte, a lone
/// carriage return, the marks of a merge.
bool check_text(Source const& source, Diagnostics& diagnostics);

/// Where the first line begins that is a mark of a merge that could not decide: `<<<<<<< mine` or `>>>>>>> theirs`.
std::optional<std::size_t> find_merge_mark(std::string_view text);

struct Hidden {
    Span span;
    unsigned code_point = 0;
};

/// The first character of `span` that changes what is shown without being seen: bidirectional controls, zero-width
/// characters and, where `controls` is set, control characters.
std::optional<Hidden> find_hidden(Source const& source, Span span, bool controls);

}  // namespace heddle
