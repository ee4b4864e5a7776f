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

std::string file_name(std::string const& path) { return path.substr(path.rfind('/') + 1); }  // npos + 1 is 0

std::size_t line_begin(std::string_view text, std::size_t at) {
    return at == 0 ? 0 : text.rfind('\n', at - 1) + 1;  // npos + 1 is 0
}

std::string container_prefix(std::string_view text, std::size_t fence) {
    std::string prefix;
    std::size_t column = 0;
    bool in_quote = false;  // nothing but blanks since the last `>`
    for (std::size_t i = line_begin(text, fence); i < fence; ++i) {
        char const c = text[i];
        // A tab reaches to the next multiple of four; as blanks it does not join those of a line. Behind a quote's
        // mark, where a list's marker has none, CommonMark's parser takes it for one blank of the fence's indentation.
        std::size_t const width = c == '\t' && !in_quote ? 4 - column % 4 : 1;
        column += width;
        prefix += c == '>' ? std::string(">") : std::string(width, ' ');
        // Without a blank here the first one of a line would belong to the quote.
        if (c == '>' && text[i + 1] != ' ') prefix += ' ';
        in_quote = c == '>' || (in_quote && (c == ' ' || c == '\t'));
    }
    return prefix;
}

}  // namespace heddle
