// SPDX-License-Identifier: MIT
// One pass over the bytes.
#include "text.hpp"

#include <algorithm>

namespace heddle::runtime {

namespace {

/// Length of the UTF-8 sequence at the start of `text`, 0 if it is none: overlong, a surrogate, cut off, too large.
std::size_t utf8_length(std::string_view text) {
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
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

}  // namespace

std::string readable(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size());
    for (std::size_t i = 0; i < bytes.size();) {
        auto const c = static_cast<unsigned char>(bytes[i]);
        bool const control = (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F;
        std::size_t const length = control ? 0 : utf8_length(bytes.substr(i));
        if (length == 0) {
            out += {'\\', 'x', "0123456789ABCDEF"[c >> 4U], "0123456789ABCDEF"[c & 15U]};
            ++i;
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
