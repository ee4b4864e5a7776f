// SPDX-License-Identifier: MIT
// A walk over `#include` lines; the compiler's own list of dependencies stays the authority.
#include "tangle/dependencies.hpp"

#include <vector>

#include "text/words.hpp"

namespace heddle {

namespace {

/// What stands between the `<>` or `""` of each `#include` of `text`.
std::vector<std::string> included_names(std::string_view text) {
    std::vector<std::string> names;
    for (std::size_t at = text.find("include"); at != std::string_view::npos; at = text.find("include", at + 1)) {
        std::size_t const before = at == 0 ? at : text.find_last_not_of(" \t", at - 1);
        if (before == std::string_view::npos || text[before] != '#') continue;
        std::size_t const open = text.find_first_not_of(" \t", at + 7);
        if (open == std::string_view::npos || (text[open] != '<' && text[open] != '"')) continue;
        std::size_t const close = text.find(text[open] == '<' ? '>' : '"', open + 1);
        if (close == std::string_view::npos) continue;
        names.emplace_back(text.substr(open + 1, close - open - 1));
    }
    return names;
}

}  // namespace

std::set<std::string> included_files(FileSet const& files, std::string const& sources, std::string_view text) {
    std::set<std::string> seen;
    std::vector<std::string> open;
    auto const visit = [&](std::string_view content, std::string const& folder) {
        for (std::string const& name : included_names(content)) {
            for (std::string const& path : {folder.empty() ? name : folder + "/" + name, sources + "/" + name, name}) {
                if (files.count(path) != 0 && seen.insert(path).second) open.push_back(path);
            }
        }
    };
    visit(text, "");
    while (!open.empty()) {
        std::string const path = std::move(open.back());
        open.pop_back();
        visit(files.at(path).text, folder_of(path));
    }
    return seen;
}

}  // namespace heddle
