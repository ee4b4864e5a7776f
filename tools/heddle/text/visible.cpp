// SPDX-License-Identifier: MIT
// One walk over the characters.
#include "text/visible.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "text/utf8.hpp"

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
    std::string_view const rest = text.substr(at);
    std::size_t const bytes = utf8_length(rest);
    if (bytes == 0) return {1, static_cast<unsigned char>(rest[0]), false};
    return {bytes, utf8_code_point(rest.substr(0, bytes)), true};
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
