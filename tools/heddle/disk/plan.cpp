// SPDX-License-Identifier: MIT
// Compares what is wanted with what is there.
#include "disk/plan.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "text/banner.hpp"
#include "text/encoding.hpp"

namespace heddle {

namespace {

/// The chapter line that made the first line in which `file` and `text` differ, as "chapters/x.md:12"; "" if none did.
std::string origin_of_difference(File const& file, std::string_view text, Book const& book) {
    std::size_t row = 2;  // the banner differs whenever the text does
    std::size_t a = 0;
    std::size_t b = 0;
    std::string_view const wanted = file.text;
    for (int i = 0; i < 2; ++i) a = wanted.find('\n', a) + 1, b = std::min(text.find('\n', b), text.size() - 1) + 1;
    while (a < wanted.size() && b < text.size()) {
        std::size_t const a_end = std::min(wanted.find('\n', a), wanted.size());
        std::size_t const b_end = std::min(text.find('\n', b), text.size());
        if (wanted.substr(a, a_end - a) != text.substr(b, b_end - b)) break;
        a = a_end + 1;
        b = b_end + 1;
        ++row;
    }
    for (std::size_t i = std::min(row + 1, file.origin.size()); i-- > 0;) {
        CodeLine const& line = file.origin[i];
        if (line.line != 0) return fmt::format("{}:{}", book.chapters[line.chapter].source.path, line.line);
    }
    return {};
}

/// All that follows the first line, which names the chapters and holds the checksum of the rest.
std::string_view below_banner(std::string_view text) { return text.substr(std::min(text.find('\n'), text.size())); }

Diagnostic conflict(std::string const& path, std::string message, std::string hint) {
    return {Severity::error, "hand-edit", path, {}, std::move(message), {}, std::move(hint), 3};
}

}  // namespace

std::optional<Edit> plan_file(std::string const& path, File wanted, std::optional<std::string> const& found,
                              Book const& book, Diagnostics& diagnostics) {
    if (!found) return Edit{Edit::Kind::create, path, std::move(wanted.text)};
    if (*found == wanted.text) return std::nullopt;
    // A checkout may have changed the line ends of generated files: that is no edit.
    std::string const there = with_lf(*found);
    std::string const text = with_lf(wanted.text);
    if (there == text) return std::nullopt;
    // Only the banner differs where a chapter was renamed; a file that holds only the beginning of its text was cut
    // off. Neither holds anything that a person wrote.
    bool const settled = below_banner(there) == below_banner(text) || text.starts_with(there);
    Ownership const whose = ownership(there);
    if (settled || whose == Ownership::generated) return Edit{Edit::Kind::replace, path, std::move(wanted.text), found};
    if (find_merge_mark(there)) {
        diagnostics.push_back(
            conflict(path, "a merge left its marks in this file",
                     "settle the merge in the chapters, then remove the file and run: heddle tangle"));
        return std::nullopt;
    }
    std::string const origin = origin_of_difference(wanted, there, book);
    diagnostics.push_back(
        conflict(path, whose == Ownership::edited ? "this file was edited by hand" : "heddle did not write this file",
                 fmt::format("edit {} instead, then remove the file or undo its edit",
                             origin.empty() ? "the chapter" : origin)));
    return std::nullopt;
}

void plan_unwanted(Found const& unwanted, std::vector<Edit>& edits, Diagnostics& diagnostics) {
    for (auto const& [path, text] : unwanted) {
        bool const leftover = path.ends_with(".heddle-tmp");  // of a run that was killed
        Ownership const whose = leftover ? Ownership::generated : ownership(text);
        if (whose == Ownership::generated)
            edits.push_back({Edit::Kind::remove, path, "", leftover ? std::nullopt : std::optional(text)});
        if (whose == Ownership::edited) {
            diagnostics.push_back(conflict(path, "no chapter makes this file any more, and it was edited by hand",
                                           "move what you need into a chapter, then remove the file"));
        }
    }
}

std::vector<Edit> plan(FileSet const& wanted, Found const& found, Book const& book, Diagnostics& diagnostics) {
    std::vector<Edit> edits;
    Found unwanted = found;
    for (auto const& [path, file] : wanted) {
        auto const there = unwanted.extract(path);
        auto const text = there.empty() ? std::nullopt : std::optional(there.mapped());
        if (auto edit = plan_file(path, file, text, book, diagnostics)) edits.push_back(std::move(*edit));
    }
    plan_unwanted(unwanted, edits, diagnostics);
    return edits;
}

std::vector<Edit> plan_owned(FileSet const& wanted, Found const& found) {
    std::vector<Edit> edits;
    for (auto const& [path, file] : wanted) {
        auto const there = found.find(path);
        if (there == found.end()) {
            edits.push_back({Edit::Kind::create, path, file.text});
        } else if (there->second != file.text) {
            edits.push_back({Edit::Kind::replace, path, file.text});
        }
    }
    for (auto const& [path, text] : found) {
        if (wanted.count(path) == 0) edits.push_back({Edit::Kind::remove, path, ""});
    }
    return edits;
}

std::vector<std::string> listed(std::string const& list) {
    std::vector<std::string> paths;
    for (std::size_t at = 0; at < list.size();) {
        std::size_t const end = std::min(list.find('\n', at), list.size());
        std::string const path = list.substr(at, end - at);
        at = end + 1;
        if (!path.empty() && path.front() != '/' && ("/" + path + "/").find("/../") == std::string::npos)
            paths.push_back(path);
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

std::vector<Edit> plan_listed(FileSet const& wanted, Found const& found, Diagnostics& diagnostics) {
    auto const list = found.find(written_list);
    std::vector<std::string> const ours = list == found.end() ? std::vector<std::string>{} : listed(list->second);
    std::vector<Edit> edits;
    for (std::string const& path : ours) {
        if (!wanted.contains(path) && found.contains(path)) edits.push_back({Edit::Kind::remove, path, ""});
    }
    // The list changes after what it must still name is gone, and before there is what it has to name.
    std::string names;
    for (auto const& [path, file] : wanted) names += path + "\n";
    if (list == found.end() || list->second != names)
        edits.push_back({list == found.end() ? Edit::Kind::create : Edit::Kind::replace, written_list, names});
    for (auto const& [path, file] : wanted) {
        auto const there = found.find(path);
        if (there == found.end()) {
            edits.push_back({Edit::Kind::create, path, file.text});
        } else if (there->second != file.text && std::binary_search(ours.begin(), ours.end(), path)) {
            edits.push_back({Edit::Kind::replace, path, file.text});
        } else if (there->second != file.text) {
            diagnostics.push_back(conflict(path, "heddle did not write this file", "give --out a folder of its own"));
        }
    }
    return edits;
}

}  // namespace heddle
