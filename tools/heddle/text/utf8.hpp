// SPDX-License-Identifier: MIT
// The sequences of UTF-8, and the characters among them that no chapter may hold. The chapters' programs are compiled
// with this, too.
#pragma once

#include <cstddef>
#include <string_view>

namespace heddle {

/// Bytes of the sequence at the start of `text`; 0 if it is none: overlong, a surrogate, cut off, too large.
/// \pre `text` is not empty
inline std::size_t utf8_length(std::string_view text) {
    auto const byte = [&](std::size_t i) { return unsigned{static_cast<unsigned char>(text[i])}; };
    unsigned const lead = byte(0);
    std::size_t const length = lead < 0x80                   ? 1
                               : lead >= 0xC2 && lead < 0xE0 ? 2
                               : lead >= 0xE0 && lead < 0xF0 ? 3
                               : lead >= 0xF0 && lead < 0xF5 ? 4
                                                             : 0;
    if (length == 0 || length > text.size()) return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) return 0;
    }
    bool const bad = (lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xED && byte(1) >= 0xA0) ||
                     (lead == 0xF0 && byte(1) < 0x90) || (lead == 0xF4 && byte(1) >= 0x90);
    return bad ? 0 : length;
}

/// The code point of a sequence. \pre it is a whole one
inline unsigned utf8_code_point(std::string_view sequence) {
    unsigned const lead = static_cast<unsigned char>(sequence[0]);
    unsigned point = sequence.size() == 1 ? lead : lead & (0x7FU >> sequence.size());
    for (char const c : sequence.substr(1)) point = point << 6U | (static_cast<unsigned char>(c) & 0x3FU);
    return point;
}

/// Does a character change how the text around it is shown, without being seen itself: a mark of direction, or of no
/// width? What joins letters has its place in many scripts, and is none.
inline bool misleads(unsigned point) {
    return point == 0x61C || point == 0x200B || point == 0x200E || point == 0x200F ||
           (point >= 0x202A && point <= 0x202E) || (point >= 0x2060 && point <= 0x2069) || point == 0xFEFF;
}

}  // namespace heddle
