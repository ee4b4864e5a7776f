// SPDX-License-Identifier: MIT
// One pass over the bytes; then three searches that most chapters answer with nothing.
#include "text/encoding.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <cstring>
#include <string_view>

#include "text/utf8.hpp"
#include "text/visible.hpp"

namespace heddle {

namespace {

/// The first byte from `i` on that is not plain ASCII, or the end. Eight bytes at a time: a chapter is nearly all
/// ASCII, and byte by byte this took a fifth of the time that cmark takes.
std::size_t skip_ascii(std::string_view text, std::size_t i) {
    constexpr std::uint64_t ones = 0x0101010101010101U;
    constexpr std::uint64_t high = 0x8080808080808080U;
    for (; i + 8 <= text.size(); i += 8) {
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, text.data() + i, 8);
        // A byte of 0x80 or more has its high bit already; a byte of 0 borrows from it.
        if (((bytes | (bytes - ones)) & high) != 0) break;
    }
    while (i < text.size() && static_cast<signed char>(text[i]) > 0) ++i;
    return i;
}

/// The name of another encoding that the text begins like; UTF-16 without a mark has a zero in every other byte.
std::string_view other_encoding(std::string_view text) {
    using namespace std::string_view_literals;
    if (text.starts_with("\xFF\xFE\0\0"sv) || text.starts_with("\0\0\xFE\xFF"sv)) return "UTF-32";
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return "UTF-16";
    bool const even = text.size() >= 4 && text[0] == '\0' && text[2] == '\0' && text[1] != '\0' && text[3] != '\0';
    bool const odd = text.size() >= 4 && text[1] == '\0' && text[3] == '\0' && text[0] != '\0' && text[2] != '\0';
    return even || odd ? "UTF-16" : "";
}

bool check_bytes(Source const& source, Diagnostics& diagnostics) {
    std::string_view const text = source.text;
    if (auto const name = other_encoding(text); !name.empty()) {
        complain(diagnostics, source, {0, 2}, "bad-encoding", fmt::format("the file is {}, not UTF-8", name),
                 "save it as UTF-8");
        return false;
    }
    for (std::size_t i = skip_ascii(text, 0); i < text.size(); i = skip_ascii(text, i)) {
        if (text[i] == '\0') {
            complain(diagnostics, source, {i, i + 1}, "bad-encoding", "a NUL byte in the text");
            return false;
        }
        Character const c = character_at(text, i);
        if (!c.valid) {
            complain(diagnostics, source, {i, i + 1}, "bad-encoding",
                     fmt::format("byte 0x{:02X} is not UTF-8 here", c.code_point), "save the file as UTF-8");
            return false;
        }
        i += c.bytes;
    }
    return true;
}

}  // namespace

bool check_text(Source const& source, Diagnostics& diagnostics) {
    std::string const& text = source.text;
    if (!check_bytes(source, diagnostics)) return false;
    for (std::size_t at = text.find('\r'); at != std::string::npos; at = text.find('\r', at + 1)) {
        if (at + 1 < text.size() && text[at + 1] == '\n') continue;
        complain(diagnostics, source, {at, at + 1}, "bad-line-end", "a carriage return that ends no line",
                 "end lines with LF or with CR LF");
        return false;
    }
    if (auto const at = find_merge_mark(text)) {
        complain(diagnostics, source, {*at, *at + 7}, "merge-mark", "a merge left its mark here",
                 "settle the conflict first");
        return false;
    }
    return true;
}

std::optional<std::size_t> find_merge_mark(std::string_view text) {
    for (std::string_view const mark : {"<<<<<<< ", ">>>>>>> "}) {
        for (std::size_t at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + 1)) {
            if (at == 0 || text[at - 1] == '\n') return at;
        }
    }
    return std::nullopt;
}

std::optional<Hidden> find_hidden(Source const& source, Span span, bool controls) {
    std::string_view const text = std::string_view(source.text).substr(0, span.end);
    for (std::size_t i = span.begin; i < text.size();) {
        auto const byte = static_cast<unsigned char>(text[i]);
        Character const c = byte < 0x80 ? Character{1, byte, true} : character_at(text, i);
        unsigned const point = c.code_point;
        bool const control = (point < 0x20 && point != '\t') || (point >= 0x7F && point < 0xA0);
        if (c.valid && (misleads(point) || (controls && control))) return Hidden{{i, i + c.bytes}, point};
        i += c.bytes;
    }
    return std::nullopt;
}

}  // namespace heddle
