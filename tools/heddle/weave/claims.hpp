// SPDX-License-Identifier: MIT
// What a book says of recordings, set against them: numbers and comparisons in prose, listings, benchmarks and cells
// that have changed since they were recorded. `heddle check` and `heddle weave` report the same.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "book/book.hpp"
#include "parse/recording.hpp"
#include "text/diagnostic.hpp"

namespace heddle {

/// A benchmark, and the recordings that are of other code than it has now.
struct Stale {
    BlockRef bench;
    std::vector<Recording const*> recordings;
};

/// What has changed since it was recorded.
struct StaleCode {
    std::vector<Stale> benches;
    std::set<BlockRef> listings;
};

/// Is what `recording` has of one of the benchmarks `titles` of other code than now?
bool is_stale(Book const& book, std::vector<Stale> const& all, Recording const* recording,
              std::vector<std::string> const& titles);

/// Every comparison in the chapters and in `pages` that its recording does not bear out is an error; what was not
/// measured, and what has changed since, is a warning.
/// \returns      the benchmarks and listings that have changed
StaleCode check_claims(Book const& book, std::vector<Page> const& pages, std::vector<Recording> const& recordings,
                       Diagnostics& diagnostics);

}  // namespace heddle
