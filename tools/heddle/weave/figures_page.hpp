// SPDX-License-Identifier: MIT
// The list of everything that was measured: figures, recordings, machines.
#pragma once

#include <string>
#include <vector>

#include "book/book.hpp"
#include "parse/recording.hpp"
#include "weave/anchors.hpp"

namespace heddle {

/// Stands in a page where the list is to be.
inline constexpr char const* figures_mark = "<!-- heddle:figures -->";

/// Markdown: a table of the figures, with the recording that each is drawn from, and one of the recordings, with their
/// machines. Links lead from the folder of the pages.
std::string figures_list(Book const& book, Anchors const& anchors, std::vector<Recording> const& recordings);

}  // namespace heddle
