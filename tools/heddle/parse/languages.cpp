// SPDX-License-Identifier: MIT
// The five languages of heddle, and the many ways in which other tools write them.
#include "parse/languages.hpp"

#include <algorithm>

#include "parse/dialects.hpp"
#include "text/diagnostic.hpp"
#include "text/words.hpp"

namespace heddle {

std::optional<Kind> kind_of_language(std::string_view name) {
    if (name == "cpp") return CellBlock{};
    if (name == "output") return OutputBlock{};
    if (name == "dot") return DotBlock{};
    if (name == "plot") return PlotBlock{};
    if (name == "asm") return AsmBlock{};
    return std::nullopt;
}

std::string_view meant_language(std::string_view info) {
    std::string const text = lower(std::string(info));
    std::string_view rest = text;
    constexpr std::string_view around = " \t{}.,;:[]\"'()<>*!@_&\\|/";
    auto const next_word = [&] {
        // What is not ASCII, such as a space without width, hides a name from the eye alone.
        auto const is_around = [&](char c) { return around.find(c) != std::string_view::npos || (c & 0x80) != 0; };
        rest.remove_prefix(
            static_cast<std::size_t>(std::find_if_not(rest.begin(), rest.end(), is_around) - rest.begin()));
        std::size_t end = std::min(rest.find_first_of(" \t,;:{}[]#=|\"'"), rest.size());
        // `cpp×`: what is not ASCII is in the name of no language
        for (std::size_t i = 0; i < end; ++i) {
            if (static_cast<unsigned char>(rest[i]) >= 0x80) end = i;
        }
        std::string_view const word = rest.substr(0, end);
        rest.remove_prefix(word.size());
        return word;
    };
    std::string_view name = next_word();
    // Directives that are followed by the language.
    constexpr std::string_view directives = "{code-block} {code} {code-cell} {sourcecode} {lit} {jupyter-execute}";
    if (info.starts_with('{') && directives.find('{' + std::string(name) + '}') != std::string_view::npos) {
        constexpr std::string_view run_code = "{code-cell} {jupyter-execute}";  // of the language of their book
        bool const runs = run_code.find('{' + std::string(name) + '}') != std::string_view::npos;
        name = next_word();
        if (runs && name.empty()) return "cpp";
    }
    for (std::string_view const ours : {"cpp", "output", "dot", "plot", "asm"}) {
        if (name == ours) return ours;
    }
    std::string_view const first = std::string_view(text).substr(0, text.find_first_of(" \t"));
    if (names_cpp(name) || class_names_cpp(text) || part_names_cpp(first)) return "cpp";
    if (name.size() >= 5 && nearest(std::string(name), {"output"}) == "output") return "output";
    return "";
}

bool opens_known_block(std::string_view text) {
    std::size_t const run = std::min(text.find_first_not_of(text.empty() ? '`' : text.front()), text.size());
    if (run < 3 || (text.front() != '`' && text.front() != '~')) return false;
    std::size_t const begin = std::min(text.find_first_not_of(" \t", run), text.size());
    std::string_view const word = text.substr(begin, text.find_first_of(" \t\r\n", begin) - begin);
    return kind_of_language(word).has_value();
}

bool means_block(std::string_view text) {
    std::size_t const run = std::min(text.find_first_not_of(text.empty() ? '`' : text.front()), text.size());
    if (run < 3 || (text.front() != '`' && text.front() != '~')) return false;
    std::string_view const info = text.substr(std::min(text.find_first_not_of(" \t", run), text.size()));
    return opens_known_block(text) || meant_language(info) == "cpp";
}

}  // namespace heddle
