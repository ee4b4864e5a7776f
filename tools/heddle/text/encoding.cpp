// SPDX-License-Identifier: MIT
// One pass over the bytes; then three searches that most chapters answer with nothing.
#include "text/encoding.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <cstring>
#include <string_view>

namespace heddle {

namespace {

bool complain(Diagnostics& all, Source const& source, Span span, char const* code, std::string message,
              std::string hint = "") {
    all.push_back({Severity::error, code, source.path, span, std::move(message), {}, std::move(hint)});
    return false;
}

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
        return complain(diagnostics, source, {0, 2}, "bad-encoding", fmt::format("the file is {}, not UTF-8", name),
                        "save it as UTF-8");
    }
    for (std::size_t i = skip_ascii(text, 0); i < text.size(); i = skip_ascii(text, i)) {
        if (text[i] == '\0') return complain(diagnostics, source, {i, i + 1}, "bad-encoding", "a NUL byte in the text");
        std::size_t const length = utf8_length(text, i);
        if (length == 0) {
            return complain(diagnostics, source, {i, i + 1}, "bad-encoding",
                            fmt::format("byte 0x{:02X} is not UTF-8 here", static_cast<unsigned char>(text[i])),
                            "save the file as UTF-8");
        }
        i += length;
    }
    return true;
}

unsigned code_point(std::string_view text, std::size_t i) {
    return ((static_cast<unsigned char>(text[i]) & 0x0FU) << 12U) |
           ((static_cast<unsigned char>(text[i + 1]) & 0x3FU) << 6U) |
           (static_cast<unsigned char>(text[i + 2]) & 0x3FU);
}

}  // namespace

bool check_text(Source const& source, Diagnostics& diagnostics) {
    std::string const& text = source.text;
    if (!check_bytes(source, diagnostics)) return false;
    for (std::size_t at = text.find('\r'); at != std::string::npos; at = text.find('\r', at + 1)) {
        if (at + 1 < text.size() && text[at + 1] == '\n') continue;
        return complain(diagnostics, source, {at, at + 1}, "bad-line-end", "a carriage return that ends no line",
                        "end lines with LF or with CR LF");
    }
    for (std::string_view const mark : {"<<<<<<< ", ">>>>>>> "}) {
        for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) {
            if (at != 0 && text[at - 1] != '\n') continue;
            return complain(diagnostics, source, {at, at + 7}, "merge-mark", "a merge left its mark here",
                            "settle the conflict first");
        }
    }
    return true;
}

bool is_merge_mark(std::string_view line) { return line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> "); }

std::optional<Hidden> find_hidden(Source const& source, Span span, bool controls) {
    std::string_view const text = source.text;
    for (std::size_t i = span.begin; i < span.end; ++i) {
        auto const byte = static_cast<unsigned char>(text[i]);
        if (controls && ((byte < 0x20 && byte != '\t') || byte == 0x7F)) return Hidden{{i, i + 1}, byte};
        if ((byte != 0xE2 && byte != 0xEF) || i + 2 >= span.end) continue;
        unsigned const point = code_point(text, i);
        bool const hidden = point == 0x200B || point == 0x200E || point == 0x200F ||
                            (point >= 0x202A && point <= 0x202E) || (point >= 0x2060 && point <= 0x2069) ||
                            point == 0xFEFF;
        if (hidden) return Hidden{{i, i + 3}, point};
    }
    return std::nullopt;
}

}  // namespace heddle
