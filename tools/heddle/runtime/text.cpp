// SPDX-License-Identifier: MIT
// One pass over the bytes.
#include "text.hpp"

#include <algorithm>

#include "../text/utf8.hpp"
#include "heddle/display.hpp"

namespace heddle::runtime {

namespace {

/// Does a sequence change what is shown without being seen? A chapter may not hold such characters, nor a control
/// character, so an output that is written into one must not either.
bool is_hidden(std::string_view sequence) {
    unsigned const point = utf8_code_point(sequence);
    return (point >= 0x80 && point < 0xA0) || misleads(point);
}

constexpr std::string_view digits = "0123456789ABCDEF";

}  // namespace

std::string utf8(char32_t c) {
    auto const tail = [&](unsigned shift) { return static_cast<char>(0x80U | ((c >> shift) & 0x3FU)); };
    if (c < 0x80) return {static_cast<char>(c)};
    if (c < 0x800) return {static_cast<char>(0xC0U | c >> 6U), tail(0)};
    if (c < 0x10000) return {static_cast<char>(0xE0U | c >> 12U), tail(6), tail(0)};
    return {static_cast<char>(0xF0U | c >> 18U), tail(12), tail(6), tail(0)};
}

std::string readable(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size());
    for (std::size_t i = 0; i < bytes.size();) {
        auto const c = static_cast<unsigned char>(bytes[i]);
        bool const control = (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F;
        std::size_t const length = control ? 0 : utf8_length(bytes.substr(i));
        if (length == 0) {
            out += {'\\', 'x', digits[c >> 4U], digits[c & 15U]};
            ++i;
        } else if (std::string_view const sequence = bytes.substr(i, length); is_hidden(sequence)) {
            unsigned const point = utf8_code_point(sequence);
            out += {'\\',
                    'u',
                    digits[point >> 12U],
                    digits[point >> 8U & 15U],
                    digits[point >> 4U & 15U],
                    digits[point & 15U]};
            i += length;
        } else {
            out += bytes.substr(i, length);
            i += length;
        }
    }
    return out;
}

void Excerpt::add(std::string_view part) {
    std::size_t const first = std::min(part.size(), head_bytes - head_.size());
    head_ += part.substr(0, first);
    tail_ += part.substr(first);
    if (tail_.size() <= tail_bytes) return;
    left_out_ += tail_.size() - tail_bytes;
    tail_.erase(0, tail_.size() - tail_bytes);
}

std::string Excerpt::text() const {
    if (left_out_ == 0) return head_ + tail_;
    return head_ + "\n[" + std::to_string(left_out_) + " bytes left out]\n" + tail_;
}

}  // namespace heddle::runtime
