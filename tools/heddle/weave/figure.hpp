// SPDX-License-Identifier: MIT
// What a plot shows of a recording: the points of its series, and what is wrong with them.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "book/document.hpp"
#include "parse/recording.hpp"
#include "text/diagnostic.hpp"

namespace heddle {

/// The titles of all benchmarks that a plot shows, each once.
std::vector<std::string> titles_of(Plot const& plot);

/// The recording that a plot is drawn from; null: none has any of its titles.
Recording const* recording_of(Plot const& plot, std::vector<Recording> const& recordings);

/// Reports what the figure cannot show: benchmarks that were not recorded, a quantity that was not, points without a
/// place on a logarithmic axis.
void check_figure(Document const& document, Block const& block, Plot const& plot, Recording const* recording,
                  Diagnostics& diagnostics);

/// A figure of which nothing can be drawn says that it is not measured.
/// \param alt        its words for those who cannot see it
/// \param recording  null: not measured
/// \param stale      its code has changed since
nlohmann::ordered_json plot_json(std::string const& id, Plot const& plot, std::string const& alt,
                                 Recording const* recording, bool stale);

}  // namespace heddle
