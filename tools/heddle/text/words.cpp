// SPDX-License-Identifier: MIT
// Byte by byte, without a locale: a book is the same on every system.
#include "text/words.hpp"

namespace heddle {

std::string lower(std::string text) {
    for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
}

std::string slug(std::string_view text, bool other_scripts, std::size_t longest) {
    std::string out;
    for (char const c : lower(std::string(text))) {
        bool const word = is_letter(c) || is_digit(c) || (other_scripts && (c & 0x80) != 0);
        if (word && out.size() < longest) out += c;
        if (!word && !out.empty() && out.back() != '-') out += '-';
    }
    while (!out.empty() && out.back() == '-') out.pop_back();
    return out;
}

std::string folder_of(std::string const& path) {
    std::size_t const slash = path.rfind('/');
    return slash == std::string::npos ? "" : path.substr(0, slash);
}

std::string container_prefix(std::string_view text, std::size_t fence) {
    std::size_t const line = fence == 0 ? 0 : text.rfind('\n', fence - 1) + 1;  // npos + 1 is 0
    std::string prefix(text.substr(line, fence - line));
    for (char& c : prefix) c = c == '>' || c == '\t' ? c : ' ';
    return prefix;
}

}  // namespace heddle
