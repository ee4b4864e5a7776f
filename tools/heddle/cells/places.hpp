// SPDX-License-Identifier: MIT
// Where in the chapters the code of a cell lies.
#pragma once

#include <set>
#include <string>
#include <utility>

#include "book/book.hpp"

namespace heddle {

using Places = std::set<std::pair<std::string, std::size_t>>;  // path and line

/// The places in the chapters that the code of a cell comes from, and the lines of its two fences. When only text
/// moves, a cell has as many places as before, in the same order.
Places places_of(Book const& book, BlockRef ref);

}  // namespace heddle
