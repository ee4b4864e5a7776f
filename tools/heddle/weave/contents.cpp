// SPDX-License-Identifier: MIT
// Chapters are numbered through the book; those of an appendix have letters.
#include "weave/contents.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "text/words.hpp"

namespace heddle {

namespace {

/// The parts of the settings, or one without a title that holds all chapters.
std::vector<Part> parts_of(Book const& book) {
    std::vector<Part> parts = book.settings.parts;
    std::vector<std::string> listed;
    for (Part const& part : parts) {
        for (PartEntry const& entry : part.chapters) listed.push_back(entry.file);
    }
    // A chapter that no part lists is reported by `resolve`, and still has its page.
    Part rest;
    for (Document const& document : book.chapters) {
        std::string const file = file_name(document.source.path);
        if (std::find(listed.begin(), listed.end(), file) != listed.end()) continue;
        rest.chapters.emplace_back();
        rest.chapters.back().file = file;
    }
    if (!rest.chapters.empty()) parts.push_back(std::move(rest));
    return parts;
}

std::string title_of(Book const& book, PartEntry const& entry) {
    if (entry.file.empty()) return entry.title;
    auto const at = std::find_if(book.chapters.begin(), book.chapters.end(),
                                 [&](Document const& d) { return d.source.path.ends_with("/" + entry.file); });
    return at == book.chapters.end() ? entry.file : at->front.title;
}

}  // namespace

std::string escaped(std::string const& text) {
    std::string out;
    for (char c : text) {
        if (std::string_view("\\`*_[]<>&").find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    return out;
}

std::string contents(Book const& book) {
    std::string out;
    int number = 0;
    char letter = 'A';
    for (Part const& part : parts_of(book)) {
        std::string list;
        std::string tree;
        bool const appendix = is_appendix(part);
        for (PartEntry const& entry : part.chapters) {
            std::string const label = appendix ? std::string(1, letter++) : fmt::format("{}", ++number);
            std::string const title = title_of(book, entry);
            std::string const page = "chapters/" + stem(entry.file);
            list += entry.file.empty() ? fmt::format("- {} {} *(to come)*\n", label, escaped(title))
                                       : fmt::format("- {} [{}]({}.md)\n", label, escaped(title), page);
            if (!entry.file.empty()) tree += fmt::format("{} {} <{}>\n", label, title, page);
        }
        std::string const heading = part.title.empty() ? "Chapters" : part.title;
        if (!out.empty()) out += "\n";
        out += fmt::format("### {}\n\n{}", escaped(heading), list);
        if (!tree.empty()) out += fmt::format("\n```{{toctree}}\n:hidden:\n:caption: {}\n\n{}```\n", heading, tree);
    }
    return out;
}

}  // namespace heddle
