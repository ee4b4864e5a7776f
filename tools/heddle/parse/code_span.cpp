// SPDX-License-Identifier: MIT
// A run that nothing closes is looked for to the end of its paragraph. There are few: two of one length close each
// other.
#include "parse/code_span.hpp"

#include <algorithm>

namespace heddle {

std::size_t run_of(std::string_view text, std::size_t at, char mark) {
    return std::min(text.find_first_not_of(mark, at), text.size()) - at;
}

std::size_t after_span(std::string_view text, std::size_t at) {
    std::size_t const run = run_of(text, at, '`');
    for (std::size_t next = at + run; next < text.size();) {
        std::size_t const tick = text.find('`', next);
        if (tick == std::string_view::npos) break;
        if (text.substr(next, tick - next).find("\n\n") != std::string_view::npos) break;
        std::size_t const length = run_of(text, tick, '`');
        if (length == run) return tick + run;
        next = tick + length;
    }
    return at + run;
}

}  // namespace heddle
