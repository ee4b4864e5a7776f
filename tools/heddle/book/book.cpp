// SPDX-License-Identifier: MIT
// What several stages ask a book, so that none of them has to ask another stage.
#include "book/book.hpp"

#include <algorithm>

#include "text/words.hpp"

namespace heddle {

std::string stem(std::string const& path) {
    std::string const name = file_name(path);
    return name.substr(0, name.rfind('.'));
}

bool is_called(Document const& document, std::string const& name) {
    std::string const& path = document.source.path;
    return path == name || stem(path) == name || path == "chapters/" + name;
}

bool is_appendix(Part const& part) { return part.title.starts_with("Appendix"); }

std::size_t first_appendix(Book const& book) {
    auto const stands_in_one = [&](Document const& document) {
        std::string const file = file_name(document.source.path);
        return std::any_of(book.settings.parts.begin(), book.settings.parts.end(), [&](Part const& part) {
            auto const is_file = [&](PartEntry const& entry) { return entry.file == file; };
            return is_appendix(part) && std::any_of(part.chapters.begin(), part.chapters.end(), is_file);
        });
    };
    std::size_t first = book.chapters.size();
    while (first > 0 && stands_in_one(book.chapters[first - 1])) --first;
    return first;
}

std::string test_path(Book const& book, std::size_t chapter) {
    std::string name = stem(book.chapters[chapter].source.path);
    std::replace(name.begin(), name.end(), '-', '_');
    return book.settings.tests + "/" + name + "_test.cpp";
}

bool is_header(std::string_view path) {
    return path.ends_with(".hpp") || path.ends_with(".h") || path.ends_with(".cuh") || path.ends_with(".inl") ||
           path.ends_with(".ipp");
}

std::vector<std::string> chapter_headers(Book const& book, std::size_t chapter) {
    std::vector<std::string> all;
    auto add = [&](std::string const& header) {
        std::string const spelled = header.front() == '<' || header.front() == '"' ? header : "<" + header + ">";
        if (std::find(all.begin(), all.end(), spelled) == all.end()) all.push_back(spelled);
    };
    for (std::string const& header : book.chapters[chapter].front.include) {
        if (!header.empty()) add(header);
    }
    for (std::string const& path : book.written[chapter]) {
        if (is_header(path)) add(path.substr(book.settings.sources.size() + 1));
    }
    return all;
}

}  // namespace heddle
