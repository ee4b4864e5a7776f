// SPDX-License-Identifier: MIT
// Code in lines of prose, between runs of backquotes of one length.
#pragma once

#include <cstddef>
#include <string_view>

namespace heddle {

/// The number of `mark`s at `at`.
std::size_t run_of(std::string_view text, std::size_t at, char mark);

/// Where the code that the backquotes at `at` open ends: after as many backquotes, in the same paragraph. `at` plus
/// their number if nothing closes it.
std::size_t after_span(std::string_view text, std::size_t at);

}  // namespace heddle
