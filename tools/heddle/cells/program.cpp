// SPDX-License-Identifier: MIT
// Counts lines as the compiler does, and writes `#line` only where the count breaks: inside a raw string or a macro of
// several lines, where no directive may stand, it does not.
#include "cells/program.hpp"

#include <fmt/format.h>

#include "resolve/expand.hpp"
#include "text/tokens.hpp"

namespace heddle {

void Program::place(std::size_t chapter, std::size_t line) {
    if (line == 0 || continued_ || (line_ == line && chapter_ == chapter)) return;
    text_ += fmt::format("#line {} \"{}\"\n", line, book_->chapters[chapter].source.path);
    chapter_ = chapter;
    line_ = line;
}

void Program::code(Code const& code, bool in_condition) {
    bool in_run = false;
    for (CodeLine const& line : code) {
        if (run_of_includes(*book_, line) != nullptr) {
            if (!in_run)
                includes_ += fmt::format("#line {} \"{}\"\n", line.line, book_->chapters[line.chapter].source.path);
            includes_ += line.text + '\n';
            in_run = true;
            continue;
        }
        in_run = false;
        place(line.chapter, line.line);
        own(line.text);
        std::size_t const first = line.text.find_first_not_of(" \t");
        if (in_condition && first != std::string::npos && line.text[first] == '#') line_ = 0;
    }
}

void Program::at(BlockRef block, std::string const& line) {
    place(block.chapter, book_->chapters[block.chapter].blocks[block.block].line);
    own(line);
}

void Program::own(std::string const& line) {
    text_ += line + '\n';
    continued_ = continues(line);
    if (line_ != 0) ++line_;
}

bool same_but_for_lines(std::string const& a, std::string const& b) {
    auto const names_lines = [](std::string_view line) {
        return line.starts_with("#line ") || line.starts_with(line_table);
    };
    auto const rest = [&](std::string const& text) {
        std::vector<std::string_view> lines = code_lines(text);
        std::erase_if(lines, names_lines);
        return lines;
    };
    return rest(a) == rest(b);
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
