// SPDX-License-Identifier: MIT
// Counts lines as the compiler does, and writes `#line` only where the count breaks: inside a raw string or a macro of
// several lines, where no directive may stand, it does not.
#include "program.hpp"

#include <fmt/format.h>

#include "lexer.hpp"

namespace heddle {

namespace {

std::string_view directive(std::string_view line) {
    std::size_t const hash = line.find_first_not_of(" \t");
    if (hash == std::string_view::npos || line[hash] != '#') return {};
    std::size_t const word = line.find_first_not_of(" \t", hash + 1);
    return word == std::string_view::npos ? std::string_view() : line.substr(word);
}

/// For each line: is it an `#include` that can be moved to the top?
std::vector<bool> movable_includes(Code const& code) {
    std::string text;
    for (CodeLine const& line : code) text += line.text + '\n';
    std::vector<bool> const raw = lines_in_raw_strings(text);
    std::vector<bool> movable(code.size(), false);
    int conditions = 0;
    for (std::size_t i = 0; i < code.size(); ++i) {
        if (raw[i]) continue;
        std::string_view const word = directive(code[i].text);
        if (word.starts_with("if")) ++conditions;
        if (word.starts_with("endif")) --conditions;
        movable[i] = conditions == 0 && word.starts_with("include");
    }
    return movable;
}

}  // namespace

void Program::place(std::size_t chapter, std::size_t line) {
    if (line == 0 || continued_ || (line_ == line && chapter_ == chapter)) return;
    text_ += fmt::format("#line {} \"{}\"\n", line, book_->chapters[chapter].source.path);
    chapter_ = chapter;
    line_ = line;
}

void Program::code(Code const& code) {
    std::vector<bool> const movable = movable_includes(code);
    for (std::size_t i = 0; i < code.size(); ++i) {
        CodeLine const& line = code[i];
        if (movable[i]) {
            if (line.line != 0)
                includes_ += fmt::format("#line {} \"{}\"\n", line.line, book_->chapters[line.chapter].source.path);
            includes_ += line.text + '\n';
            continue;
        }
        place(line.chapter, line.line);
        own(line.text);
    }
}

void Program::at(BlockRef block, std::string const& line) {
    place(block.chapter, book_->chapters[block.chapter].blocks[block.block].line);
    own(line);
}

void Program::own(std::string const& line) {
    text_ += line + '\n';
    continued_ = line.ends_with('\\');
    if (line_ != 0) ++line_;
}

std::string without_lines(std::string const& text) {
    std::string out;
    bool first = true;
    for (std::string_view const line : code_lines(text)) {
        if (!first && !line.starts_with("#line ")) out += std::string(line) + '\n';
        first = false;
    }
    return out;
}

}  // namespace heddle
