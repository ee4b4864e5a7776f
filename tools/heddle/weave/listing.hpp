// SPDX-License-Identifier: MIT
// What an `asm` block shows of a recording, and whether the recording bears out what the block says.
#pragma once

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "book/book.hpp"
#include "parse/recording.hpp"
#include "text/diagnostic.hpp"

namespace heddle {

/// A claim that its recording does not bear out is an error; a listing that was not recorded, or whose code has changed
/// since, is a warning.
/// \returns the blocks whose code has changed
std::set<BlockRef> check_listings(Book const& book, std::vector<Recording> const& recordings, Diagnostics& diagnostics);

/// The listing as the JSON that its directive holds; one that was not recorded says so.
/// \param stale  its code has changed since it was recorded
nlohmann::ordered_json listing_json(Book const& book, std::string const& id, BlockRef ref,
                                    std::vector<Recording> const& recordings, bool stale);

}  // namespace heddle
