// SPDX-License-Identifier: MIT
// Byte offsets as lines and columns.
#include "text/source.hpp"

#include <algorithm>
#include <string_view>

namespace heddle {

Position position(std::string const& text, std::size_t offset) { return Positions(text).at(offset); }

Positions::Positions(std::string const& text) : text_(text), starts_{0} {
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1))
        starts_.push_back(at + 1);
}

Position Positions::at(std::size_t offset) {
    offset = std::min(offset, text_.size());
    auto const after = std::upper_bound(starts_.begin(), starts_.end(), offset);
    auto const line = static_cast<std::size_t>(after - starts_.begin());
    if (line != last_.line || offset < last_offset_) {
        last_ = {line, 1};
        last_offset_ = starts_[line - 1];
    }
    // A code point is a byte that does not continue one; a byte order mark is not a column.
    for (std::size_t i = last_offset_; i < offset; ++i) last_.column += (text_[i] & 0xC0) != 0x80;
    if (line == 1 && last_offset_ < 3 && offset >= 3 && text_.starts_with("\xEF\xBB\xBF")) --last_.column;
    last_offset_ = offset;
    return last_;
}

Span Positions::line(std::size_t offset) const {
    auto const after = std::upper_bound(starts_.begin(), starts_.end(), std::min(offset, text_.size()));
    return {*(after - 1), after == starts_.end() ? text_.size() : *after - 1};
}

}  // namespace heddle
