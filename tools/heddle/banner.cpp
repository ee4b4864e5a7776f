// SPDX-License-Identifier: MIT
// Writes and reads banners. Whether a file was edited is decided from its text alone: no state to lose.
#include "banner.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace heddle {

namespace {

constexpr std::string_view banner_start = "// Generated from ";
constexpr std::string_view checksum_mark = "(checksum ";
constexpr std::size_t checksum_digits = 16;

}  // namespace

std::string banner(std::string const& chapters, std::string const& license) {
    std::string const second = license.empty() ? "// To change it, edit the chapter and run: heddle tangle"
                                               : "// SPDX-License-Identifier: " + license;
    return fmt::format("{}{} by heddle {}{}). Do not edit: edit the chapter.\n{}\n", banner_start, chapters,
                       checksum_mark, std::string(checksum_digits, '0'), second);
}

void seal(std::string& text) {
    std::size_t const digits = text.find(checksum_mark) + checksum_mark.size();
    text.replace(digits, checksum_digits, fmt::format("{:016x}", checksum(text)));
}

Ownership ownership(std::string_view text) {
    std::size_t const line = std::min(text.find('\n'), text.size());
    std::size_t const mark = text.substr(0, line).find(checksum_mark);
    if (!text.starts_with(banner_start) || mark == std::string_view::npos) return Ownership::foreign;
    std::size_t const digits = mark + checksum_mark.size();
    if (digits + checksum_digits > line) return Ownership::edited;
    std::string blank(text);
    blank.replace(digits, checksum_digits, checksum_digits, '0');
    return text.substr(digits, checksum_digits) == fmt::format("{:016x}", checksum(blank)) ? Ownership::generated
                                                                                           : Ownership::edited;
}

std::uint64_t checksum(std::string_view text) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return hash;
}

}  // namespace heddle
