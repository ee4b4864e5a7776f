// SPDX-License-Identifier: MIT
// Byte offsets as lines and columns.
#include "source.hpp"

#include <algorithm>

namespace heddle {

Position position(std::string const& text, std::size_t offset) {
    offset = std::min(offset, text.size());
    auto const here = text.begin() + static_cast<std::ptrdiff_t>(offset);
    Position at;
    at.line += static_cast<std::size_t>(std::count(text.begin(), here, '\n'));
    std::size_t const newline = offset == 0 ? std::string::npos : text.rfind('\n', offset - 1);
    std::size_t const start = newline == std::string::npos ? 0 : newline + 1;
    // A code point is a byte that does not continue one; a byte order mark is not a column.
    for (std::size_t i = start; i < offset; ++i) at.column += (text[i] & 0xC0) != 0x80;
    if (start == 0 && offset >= 3 && text.compare(0, 3, "\xEF\xBB\xBF") == 0) --at.column;
    return at;
}

}  // namespace heddle
