// SPDX-License-Identifier: MIT
// One walk over the characters.
#include "text/visible.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace heddle {

namespace {

/// First and last code point of each range, in rising order: C0, DEL and C1; the soft hyphen; marks of direction;
/// fillers of Hangul and Khmer; what has no width; line and paragraph separators; annotations; tags.
constexpr std::array<std::pair<unsigned, unsigned>, 17> hidden{{{0x00, 0x1F},
                                                                {0x7F, 0x9F},
                                                                {0xAD, 0xAD},
                                                                {0x34F, 0x34F},
                                                                {0x61C, 0x61C},
                                                                {0x115F, 0x1160},
                                                                {0x17B4, 0x17B5},
                                                                {0x180B, 0x180E},
                                                                {0x200B, 0x200F},
                                                                {0x2028, 0x202E},
                                                                {0x2060, 0x206F},
                                                                {0x3164, 0x3164},
                                                                {0xFEFF, 0xFEFF},
                                                                {0xFFA0, 0xFFA0},
                                                                {0xFFF9, 0xFFFB},
                                                                {0x1D173, 0x1D17A},
                                                                {0xE0000, 0xE0FFF}}};

/// Length of the UTF-8 sequence at `i`, 0 if it is none (overlong, surrogate, cut off).
std::size_t utf8_length(std::string_view text, std::size_t i) {
    auto const byte = [&](std::size_t k) { return k < text.size() ? static_cast<unsigned char>(text[k]) : 0U; };
    auto const tail = [&](std::size_t n) {
        for (std::size_t k = 1; k <= n; ++k) {
            if ((byte(i + k) & 0xC0U) != 0x80U) return false;
        }
        return true;
    };
    unsigned const b = byte(i);
    if (b < 0x80) return 1;
    if (b >= 0xC2 && b <= 0xDF) return tail(1) ? 2 : 0;
    if (b >= 0xE0 && b <= 0xEF) {
        bool const bad = (b == 0xE0 && byte(i + 1) < 0xA0) || (b == 0xED && byte(i + 1) >= 0xA0);
        return !bad && tail(2) ? 3 : 0;
    }
    if (b >= 0xF0 && b <= 0xF4) {
        bool const bad = (b == 0xF0 && byte(i + 1) < 0x90) || (b == 0xF4 && byte(i + 1) >= 0x90);
        return !bad && tail(3) ? 4 : 0;
    }
    return 0;
}

/// Each character of `text`, as it is where `stays` says so, else in words.
template <typename F>
std::string with_escapes(std::string_view text, F stays) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        Character const c = character_at(text, i);
        if (c.valid && (!is_hidden(c.code_point) || stays(c.code_point))) {
            out += text.substr(i, c.bytes);
        } else {
            out += c.bytes == 1 ? fmt::format("\\x{:02X}", c.code_point) : fmt::format("<U+{:04X}>", c.code_point);
        }
        i += c.bytes;
    }
    return out;
}

}  // namespace

Character character_at(std::string_view text, std::size_t at) {
    auto const byte = [&](std::size_t i) { return unsigned{static_cast<unsigned char>(text[at + i])}; };
    std::size_t const bytes = utf8_length(text, at);
    if (bytes <= 1) return {1, byte(0), bytes == 1};
    unsigned point = byte(0) & (0x7FU >> bytes);
    for (std::size_t i = 1; i < bytes; ++i) point = point << 6U | (byte(i) & 0x3FU);
    return {bytes, point, true};
}

bool is_hidden(unsigned code_point) {
    auto const range = std::lower_bound(hidden.begin(), hidden.end(), code_point,
                                        [](auto const& r, unsigned point) { return r.second < point; });
    return range != hidden.end() && range->first <= code_point;
}

std::string visible(std::string_view text) {
    return with_escapes(text, [](unsigned point) { return point == '\n' || point == '\t'; });
}

std::string visible_line(std::string_view text) {
    return with_escapes(text, [](unsigned point) { return point == '\t'; });
}

std::string visible_json(std::string_view json) {
    std::string out;
    out.reserve(json.size());
    for (std::size_t i = 0; i < json.size();) {
        Character const c = character_at(json, i);
        if (c.code_point == '\n' || !is_hidden(c.code_point)) {
            out += json.substr(i, c.bytes);
        } else if (c.code_point < 0x10000) {
            out += fmt::format("\\u{:04x}", c.code_point);
        } else {  // a pair of surrogates
            unsigned const rest = c.code_point - 0x10000;
            out += fmt::format("\\u{:04x}\\u{:04x}", 0xD800 + (rest >> 10U), 0xDC00 + (rest & 0x3FFU));
        }
        i += c.bytes;
    }
    return out;
}

}  // namespace heddle
