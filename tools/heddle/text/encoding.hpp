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

/// Is the line one of the marks that a merge leaves where it could not decide?
bool is_merge_mark(std::string_view line);

struct Hidden {
    Span span;
    unsigned code_point = 0;
};

/// The first character of `span` that changes what is shown without being seen: bidirectional controls, zero-width
/// characters and, where `controls` is set, control characters.
std::optional<Hidden> find_hidden(Source const& source, Span span, bool controls);

}  // namespace heddle
