// SPDX-License-Identifier: MIT
// What `weave` says to the Sphinx extension: directives whose body is one JSON object.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace heddle {

/// The version of those objects. sphinx/heddle_data.py has the same number and refuses every other one: raise both when
/// a key changes what it means, or one that is always there comes or goes.
inline constexpr int page_data_version = 1;

/// The directive `heddle-TYPE` without its fence: its name on a line, then `data` on one line, with its type and the
/// version before it.
std::string directive(std::string_view type, nlohmann::ordered_json const& data);

}  // namespace heddle
