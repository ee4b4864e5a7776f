// SPDX-License-Identifier: MIT
// The rows of the page that sets a notebook's cells beside their counterparts.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "book/book.hpp"
#include "cells/outputs.hpp"
#include "parse/recording.hpp"
#include "weave/anchors.hpp"

namespace heddle {

/// For each cell of the notebook: its code and output, and the blocks that are its counterparts, each with a link.
/// \param outputs     by chapter path
/// \param recordings  what volatile cells show
/// \param up          from the folder of the page to that of the pages: "" or "../"
nlohmann::ordered_json notebook_json(Book const& book, Anchors const& anchors,
                                     std::map<std::string, Outputs> const& outputs,
                                     std::vector<Recording> const& recordings, std::string const& up);

}  // namespace heddle
