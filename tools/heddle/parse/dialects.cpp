// SPDX-License-Identifier: MIT
// A fence that another tool would take for C++ is never passed over in silence, so the list is long rather than exact.
#include "parse/dialects.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "text/words.hpp"

namespace heddle {

namespace {

/// How other tools begin a block of code, up to the name of its language.
constexpr std::array<std::string_view, 16> other_tools{
    "{% highlight", "{%- highlight",   "{{< highlight",       "{{% highlight", "#+begin_src", "[source",
    ".. code::",    ".. code-block::", ".. sourcecode::",     "\\code{.",      "@code{.",     "[code=",
    "{{< code",     "\\begin{minted}", "\\begin{lstlisting}", "{code:"};

/// What is typed in place of three backticks.
constexpr std::array<std::string_view, 4> other_marks{"'''", "\u00b4\u00b4\u00b4", "\u2018\u2018\u2018",
                                                      "\u2019\u2019\u2019"};

bool is_name(char c) { return is_letter(c) || is_digit(c) || c == '+' || c == '-'; }

/// The name that `text` begins with, without what stands before it.
std::string_view first_name(std::string_view text) {
    text.remove_prefix(static_cast<std::size_t>(std::find_if(text.begin(), text.end(), is_name) - text.begin()));
    return text.substr(0, static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_name) - text.begin()));
}

}  // namespace

bool names_cpp(std::string_view name) {
    for (std::string_view prefix : {"language-", "lang-", "text/x-"}) {
        if (name.starts_with(prefix)) return names_cpp(name.substr(prefix.size()));
    }
    if (name.ends_with("-objdump")) return false;  // a disassembler's listing
    std::string_view const plain = name.substr(0, name.find_last_not_of("0123456789abxyz") + 1);
    for (std::string_view other : {"c++", "gnu++", "cpp", "cxx", "cplusplus", "c++src", "c++hdr", "xcpp"}) {
        // `c++20`, `cpp-17`, `c++2b`
        bool const standard = name.size() <= other.size() + 3 && plain.size() <= other.size() + 1;
        if (name == other || (standard && name.starts_with(other) && name.back() != '-')) return true;
        // `cpp-repl`
        if (name.size() > other.size() + 1 && name.starts_with(other) && name[other.size()] == '-') return true;
    }
    for (std::string_view ending :
         {"cc",  "hh",   "hpp", "hxx", "h++",  "ipp",  "tpp",     "tcc",   "txx", "inl",  "ino",
          "ixx", "cppm", "cu",  "cuh", "cuda", "rcpp", "arduino", "cling", "hip", "sycl", "dpcpp"}) {
        if (name == ending) return true;
    }
    return false;
}

bool class_names_cpp(std::string_view info) {
    if (!info.starts_with('{')) return false;
    std::string_view rest = info.substr(1, info.find('}') - 1);
    constexpr std::string_view between = " \t,";
    while (rest.find_first_not_of(between) != std::string_view::npos) {
        rest.remove_prefix(rest.find_first_not_of(between));
        std::string_view word = rest.substr(0, rest.find_first_of(between));
        rest.remove_prefix(word.size());
        constexpr std::string_view engine = "engine=";
        if (word.starts_with(engine)) {
            word.remove_prefix(std::min(word.find_first_not_of("'\"", engine.size()), word.size()));
            if (names_cpp(word.substr(0, word.find_first_of("'\"")))) return true;
        }
        if (word.starts_with('.') && names_cpp(word.substr(1))) return true;
    }
    return false;
}

bool part_names_cpp(std::string_view word) {
    // Code in braces names its language by a class, and what begins with '#' is a name of the author's.
    if (word.starts_with('{')) return false;
    auto const ends = [](char c) { return !is_name(c) && c != '#'; };
    while (!word.empty()) {
        auto const end = std::find_if(word.begin(), word.end(), ends);
        std::string_view const part = word.substr(0, static_cast<std::size_t>(end - word.begin()));
        bool const other = part.starts_with("diff") || part.starts_with("obj");
        bool const tail = part.ends_with("-cpp") || part.ends_with("-c++");
        if (!other && (names_cpp(part) || tail)) return true;
        word.remove_prefix(std::min(part.size() + 1, word.size()));
    }
    return false;
}

std::string_view why_no_fence(std::string_view line) {
    std::string const text = lower(std::string(line));
    for (std::string_view const tool : other_tools) {
        if (!text.starts_with(tool)) continue;
        std::string_view rest = std::string_view(text).substr(tool.size());
        std::string_view const name = first_name(rest);
        if (names_cpp(name)) return "it is written for another tool";
        // `[language=C++]`, `lang="cpp"`
        std::size_t const value = rest.find('=');
        if (value != std::string_view::npos && names_cpp(first_name(rest.substr(value))))
            return "it is written for another tool";
        return "";
    }
    for (std::string_view const marks : other_marks) {
        if (text.starts_with(marks) && names_cpp(first_name(std::string_view(text).substr(marks.size()))))
            return "these marks are no backticks";
    }
    bool const two = text.starts_with("``") && !text.starts_with("```") && text.find('`', 2) == std::string::npos;
    if (two && names_cpp(first_name(text))) return "a fence has three backticks or more";
    return noweb_chunk(line).empty() ? "" : "it is written for another tool";
}

std::string_view noweb_chunk(std::string_view line) {
    std::size_t const begin = std::min(line.find_first_not_of(" \t"), line.size());
    line = line.substr(begin, line.find_last_not_of(" \t\r") + 1 - std::min(begin, line.find_last_not_of(" \t\r") + 1));
    if (line.size() < 6 || !line.starts_with("<<") || !line.ends_with(">>=")) return "";
    std::string_view const name = line.substr(2, line.size() - 5);
    return name.find(">>") == std::string_view::npos && name.find("<<") == std::string_view::npos ? name : "";
}

}  // namespace heddle
