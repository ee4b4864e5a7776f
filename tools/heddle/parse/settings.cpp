// SPDX-License-Identifier: MIT
// YAML to values; every key is known and stands once, every value is of its type, or it is an error.
#include "parse/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>

#include "parse/reserved.hpp"
#include "text/encoding.hpp"
#include "text/target_path.hpp"
#include "text/words.hpp"
#include "text/yaml.hpp"

namespace heddle {

namespace {

bool expect_list(YAML::Node const& node, YamlReader const& reader, std::string const& key) {
    if (!node.IsSequence() && !node.IsNull())
        reader.complain(node.Mark(), "bad-yaml", fmt::format("'{}' is not a list", key), "begin each item with '- '");
    return node.IsSequence();
}

PartEntry read_entry(YAML::Node const& node, YamlReader const& reader) {
    PartEntry entry;
    entry.span = reader.at(node.Mark());
    std::size_t const faults = reader.diagnostics.size();
    if (node.IsScalar()) {
        entry.file = reader.text(node, "chapters");
    } else if (node.IsMap()) {
        reader.each(node, {"title"},
                    [&](auto const& key, auto const& value) { entry.title = reader.text(value, key); });
    } else {
        reader.complain(node.Mark(), "bad-yaml", "a chapter is a file name, or 'title: ...' for one to come");
    }
    if (entry.file.empty() && entry.title.empty() && reader.diagnostics.size() == faults)
        reader.complain(node.Mark(), "bad-yaml", "this entry names no chapter",
                        "write a file name, or 'title: ...' for a chapter to come");
    return entry;
}

Part read_part(YAML::Node const& node, YamlReader const& reader) {
    Part part;
    if (!node.IsMap()) {
        reader.complain(node.Mark(), "bad-yaml", "a part has a 'title' and 'chapters'");
        return part;
    }
    reader.each(node, {"title", "chapters"}, [&](std::string const& key, YAML::Node const& value) {
        if (key == "title") part.title = reader.text(value, key);
        if (key != "chapters" || !expect_list(value, reader, key)) return;
        for (YAML::Node const& one : value) part.chapters.push_back(read_entry(one, reader));
    });
    return part;
}

/// The words of `allow`.
constexpr std::array<std::pair<std::string_view, bool Allowed::*>, 4> permissions{{
    {"html", &Allowed::html},
    {"raw", &Allowed::raw},
    {"remote_images", &Allowed::remote_images},
    {"includes", &Allowed::includes},
}};

void read_allowed(YAML::Node const& node, YamlReader const& reader, Allowed& allowed) {
    if (!expect_list(node, reader, "allow")) return;
    for (YAML::Node const& one : node) {
        std::string const word = reader.text(one, "allow");
        auto const known = std::find_if(permissions.begin(), permissions.end(),
                                        [&](auto const& permission) { return permission.first == word; });
        if (known != permissions.end()) {
            allowed.*known->second = true;
        } else {
            reader.complain(one.Mark(), "bad-yaml", fmt::format("'{}' is nothing that a book can allow", word),
                            "it is one of html, raw, remote_images, includes");
        }
    }
}

/// A word of the language, which names nothing.
bool is_keyword(std::string_view word) {
    constexpr std::string_view words =
        " alignas alignof and and_eq asm auto bitand bitor bool break case catch char char8_t char16_t char32_t class "
        "compl concept const consteval constexpr constinit const_cast continue co_await co_return co_yield decltype "
        "default delete do double dynamic_cast else enum explicit export extern false float for friend goto if inline "
        "int long mutable namespace new noexcept not not_eq nullptr operator or or_eq private protected public "
        "register "
        "reinterpret_cast requires return short signed sizeof static static_assert static_cast struct switch template "
        "this thread_local throw true try typedef typeid typename union unsigned using virtual void volatile wchar_t "
        "while xor xor_eq ";
    return words.find(" " + std::string(word) + " ") != std::string_view::npos;
}

bool is_namespace(std::string_view name) {
    bool start = true;  // of an identifier
    for (std::size_t i = 0; i < name.size(); ++i) {
        char const c = name[i];
        bool const letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        if (!start && name.substr(i, 2) == "::") {
            start = true;
            ++i;
        } else if (letter || (!start && c >= '0' && c <= '9')) {
            start = false;
        } else {
            return false;
        }
    }
    if (start) return false;
    for (std::size_t at = 0; at < name.size();) {
        std::size_t const end = std::min(name.find("::", at), name.size());
        if (is_keyword(name.substr(at, end - at))) return false;
        at = end + 2;
    }
    return true;
}

/// `vector`, `<vector>` or `"mine.hpp"`.
bool is_header_name(std::string_view name) {
    bool const quoted =
        name.size() > 2 && ((name.front() == '<' && name.back() == '>') || (name.front() == '"' && name.back() == '"'));
    std::string_view const inside = quoted ? name.substr(1, name.size() - 2) : name;
    return inside.find_first_of("<>\" ") == std::string_view::npos;
}

void read_include(YAML::Node const& node, YamlReader const& reader, FrontMatter& front) {
    auto add = [&](YAML::Node const& one) {
        std::string value = reader.text(one, "include");
        if (!is_header_name(value)) reader.complain(one.Mark(), "bad-yaml", fmt::format("'{}' is no header", value));
        front.include.push_back(std::move(value));
    };
    if (!node.IsSequence()) return add(node);
    for (YAML::Node const& one : node) add(one);
}

void read_folder(YAML::Node const& node, YamlReader const& reader, std::string const& key, std::string& folder) {
    std::string value = reader.text(node, key);
    if (!node.IsScalar()) return;
    std::string const fault = folder_fault(value);
    if (fault.empty()) {
        folder = std::move(value);
    } else {
        reader.complain(node.Mark(), "bad-target", fmt::format("the folder '{}' {}", value, fault),
                        "name a folder below the book's root that heddle may fill");
    }
}

/// A file of the book that is read; empty after a complaint.
std::string read_book_path(YAML::Node const& node, YamlReader const& reader, std::string const& key) {
    std::string value = reader.text(node, key);
    std::string const fault = value.empty() ? "" : book_path_fault(value);
    if (fault.empty()) return value;
    reader.complain(node.Mark(), "bad-target", fmt::format("the file '{}' {}", value, fault),
                    "name a file below the book's root, with '/' between folders");
    return {};
}

/// The offset of a closing `---` and of the YAML before it; nothing after a complaint or without front matter.
struct FrontSpan {
    std::size_t yaml = 0;
    std::size_t close = 0;
};
std::optional<FrontSpan> find_front_matter(Source const& source, std::size_t start, Diagnostics& diagnostics) {
    std::string const& text = source.text;
    auto line_is_rule = [&](std::size_t at) {
        if (text.compare(at, 3, "---") != 0) return false;
        std::size_t i = at + 3;
        while (i < text.size() && (text[i] == ' ' || text[i] == '\t' || text[i] == '\r')) ++i;
        return i == text.size() || text[i] == '\n';
    };
    // Only the first line opens it: further down the same line is a rule of Markdown.
    if (!line_is_rule(start)) return std::nullopt;
    std::size_t const first = text.find('\n', start);
    std::size_t close = first == std::string::npos ? first : first + 1;
    while (close != std::string::npos && close < text.size() && !line_is_rule(close)) {
        close = text.find('\n', close);
        if (close != std::string::npos) ++close;
    }
    if (close != std::string::npos && close < text.size()) return FrontSpan{first + 1, close};
    complain(diagnostics, source.path, {start, start + 3}, "unclosed-front-matter", "the front matter is never closed",
             "end it with a line '---'");
    return std::nullopt;
}

/// What looks like front matter and would be text: below an empty line or a comment, or between the marks of other
/// tools.
void check_late_front_matter(Source const& source, std::size_t start, Diagnostics& diagnostics) {
    std::string_view const text = source.text;
    auto const line_at = [&](std::size_t at) {
        std::string_view const line = text.substr(at, text.find('\n', at) - at);
        return line.substr(0, line.find_last_not_of(" \t\r") + 1);
    };
    std::size_t at = start;
    std::string_view line = line_at(at);
    while (line.empty() || (line.starts_with("<!--") && line.ends_with("-->"))) {
        at = text.find('\n', at);
        if (at == std::string_view::npos || ++at == text.size()) return;
        line = line_at(at);
    }
    bool const rule = line.size() >= 3 && std::string_view("-+;").find(line[0]) != std::string_view::npos &&
                      line.find_first_not_of(line[0]) == std::string_view::npos;
    std::size_t const next = text.find('\n', at);
    if (!rule || next == std::string_view::npos) return;
    // Below a rule of Markdown stands text: neither `key: value` nor, in another tool's front matter, `key = value`.
    std::string_view const below = line_at(next + 1);
    auto const ends = [](char c) { return !is_letter(c) && c != '_'; };
    auto const key = static_cast<std::size_t>(std::find_if(below.begin(), below.end(), ends) - below.begin());
    std::string_view const rest = below.substr(key);
    bool const keyed = key > 0 && (rest.starts_with(':') || rest.starts_with(" =") || rest.starts_with('='));
    if (!keyed || text.find("\n" + std::string(line), next + 1) == std::string_view::npos) return;
    complain(diagnostics, source, {at, at + line.size()}, "misplaced-front-matter", "this front matter would be text",
             "begin the first line of the chapter with '---'; a rule of Markdown can be written '***'");
}

}  // namespace

FrontMatter parse_front_matter(Source const& source, Diagnostics& diagnostics) {
    FrontMatter front;
    std::string const& text = source.text;
    std::size_t const start = text.compare(0, 3, "\xEF\xBB\xBF") == 0 ? 3 : 0;
    std::size_t const faults = diagnostics.size();
    auto const found = find_front_matter(source, start, diagnostics);
    if (!found) {
        if (diagnostics.size() == faults) check_late_front_matter(source, start, diagnostics);
        return front;
    }
    std::size_t const end = text.find('\n', found->close);
    front.span = {start, end == std::string::npos ? text.size() : end + 1};
    YamlReader const reader{source, found->yaml, diagnostics};
    std::string const yaml = text.substr(found->yaml, found->close - found->yaml);
    auto const node = reader.load(yaml);
    if (!node) return front;
    reader.each(
        *node, {"title", "exports", "namespace", "include"}, [&](std::string const& key, YAML::Node const& value) {
            if (key == "title") front.title = reader.text(value, key);
            if (key == "include") read_include(value, reader, front);
            if (key == "namespace") {
                front.name_space = reader.text(value, key);
                if (!front.name_space.empty() && !is_namespace(front.name_space))
                    reader.complain(value.Mark(), "bad-yaml", fmt::format("'{}' names no namespace", front.name_space));
            }
            if (key != "exports") return;
            front.exports = reader.text(value, key);
            if (std::string const fault = target_fault(front.exports); !front.exports.empty() && !fault.empty()) {
                reader.complain(value.Mark(), "bad-target", fmt::format("the target '{}' {}", front.exports, fault),
                                "name a C++ file below the folder of the sources, with '/' between folders");
            }
        });
    return front;
}

Settings parse_settings(Source const& source, Diagnostics& diagnostics) {
    Settings settings;
    std::size_t const faults = diagnostics.size();
    if (!check_text(source, diagnostics)) return settings;
    check_reserved(source, {0, source.text.size()}, diagnostics);  // titles stand on the page of contents
    YamlReader const reader{source, 0, diagnostics};
    auto const node = reader.load(source.text);
    if (!node) return settings;
    reader.each(*node, {"title", "license", "sources", "tests", "time_limit", "parts", "allow", "notebook", "machine"},
                [&](std::string const& key, YAML::Node const& value) {
                    if (key == "title") settings.title = reader.text(value, key);
                    if (key == "license") settings.license = reader.text(value, key);
                    if (key == "notebook") settings.notebook = read_book_path(value, reader, key);
                    if (key == "machine") settings.machine = reader.text(value, key);
                    if (key == "allow") read_allowed(value, reader, settings.allow);
                    if (key == "sources") read_folder(value, reader, key, settings.sources);
                    if (key == "tests") read_folder(value, reader, key, settings.tests);
                    if (key == "parts" && expect_list(value, reader, key)) {
                        for (YAML::Node const& one : value) settings.parts.push_back(read_part(one, reader));
                    }
                    if (key != "time_limit") return;
                    bool const number = YAML::convert<double>::decode(value, settings.time_limit);
                    if (number && settings.time_limit > 0 && std::isfinite(settings.time_limit)) return;
                    // `decode` has stored a number that is out of range as well.
                    settings.time_limit = Settings{}.time_limit;
                    reader.complain(value.Mark(), "bad-yaml", "'time_limit' is not a number of seconds above 0");
                });
    std::string const one = lower(settings.sources) + "/";
    std::string const two = lower(settings.tests) + "/";
    if (diagnostics.size() == faults && (one.starts_with(two) || two.starts_with(one))) {
        reader.complain(
            {}, "bad-target",
            fmt::format("'{}' and '{}' are one folder, or one holds the other", settings.sources, settings.tests),
            "give the sources and the tests folders of their own");
    }
    return settings;
}

}  // namespace heddle
