// SPDX-License-Identifier: MIT
// The type says again what the directive's name says: the extension also reads the objects of a page by themselves.
#include "weave/page_data.hpp"

#include <fmt/format.h>

#include <utility>

namespace heddle {

namespace {

/// A JSON object on one line, also for a reader that takes the rarer line ends of Unicode for such.
std::string one_line(nlohmann::ordered_json const& value) {
    std::string text = value.dump();
    for (auto const& [character, escape] :
         {std::pair{"\xC2\x85", "\\u0085"}, {"\xE2\x80\xA8", "\\u2028"}, {"\xE2\x80\xA9", "\\u2029"}}) {
        for (std::size_t at = text.find(character); at != std::string::npos; at = text.find(character, at + 6))
            text.replace(at, std::string_view(character).size(), escape);
    }
    return text;
}

}  // namespace

std::string directive(std::string_view type, nlohmann::ordered_json const& data) {
    nlohmann::ordered_json whole{{"type", type}, {"version", page_data_version}};
    whole.update(data);
    return fmt::format("{{heddle-{}}}\n{}", type, one_line(whole));
}

}  // namespace heddle
