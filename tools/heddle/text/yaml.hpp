// SPDX-License-Identifier: MIT
// YAML inside a source: its marks become spans; every key is known and stands once, or it is an error.
#pragma once

#include <yaml-cpp/yaml.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "text/diagnostic.hpp"

namespace heddle {

/// Turns YAML's marks into spans of the source: `base` is where the YAML text starts, `indent` the bytes before each
/// of its lines in the source.
struct YamlReader {
    struct Place {
        std::size_t line = 0;
        std::size_t column = 0;
        std::size_t offset = 0;
    };
    Source const& source;
    std::size_t base;
    Diagnostics& diagnostics;
    std::size_t indent = 0;
    /// Where the lines begin, as far as they were needed, and the place that was asked for last: a text of many faults
    /// is walked over once.
    mutable std::vector<std::size_t> starts = {};
    mutable Place last = {};

    /// The map that `yaml` is, or an empty node. Nothing after a fault.
    [[nodiscard]] std::optional<YAML::Node> load(std::string const& yaml) const;
    [[nodiscard]] Span at(YAML::Mark const& mark) const;
    void complain(YAML::Mark const& mark, char const* code, std::string message, std::string hint = "") const;
    /// A text of one line: it goes into banners, comments and titles.
    [[nodiscard]] std::string text(YAML::Node const& node, std::string const& key) const;
    /// Calls `f(key, value)` for every pair of a map whose key is one of `names` and is new.
    void each(YAML::Node const& map, std::vector<std::string> const& names,
              std::function<void(std::string const&, YAML::Node const&)> const& f) const;
};

}  // namespace heddle
