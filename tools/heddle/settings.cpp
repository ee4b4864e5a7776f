// SPDX-License-Identifier: MIT
// YAML to values; every key is known or an error.
#include "settings.hpp"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <string_view>

namespace heddle {

namespace {

/// Turns YAML's marks into spans of the source: `base` is where the YAML text starts.
struct Reader {
    Source const& source;
    std::size_t base;
    Diagnostics& diagnostics;

    [[nodiscard]] Span at(YAML::Mark const& mark) const {
        std::size_t offset = base + static_cast<std::size_t>(std::max(0, mark.pos));
        offset = std::min(offset, source.text.size());
        return {offset, offset};
    }
    void complain(YAML::Mark const& mark, char const* code, std::string message, std::string hint = "") const {
        diagnostics.push_back({Severity::error, code, source.path, at(mark), std::move(message), {}, std::move(hint)});
    }
    std::string text(YAML::Node const& node, std::string const& key) const {
        if (node.IsScalar()) return node.Scalar();
        if (!node.IsNull()) complain(node.Mark(), "bad-yaml", fmt::format("'{}' is not a text", key));
        return {};
    }
    bool known(YAML::Node const& key, std::vector<std::string> const& names) const {
        std::string const name = key.IsScalar() ? key.Scalar() : "";
        if (std::find(names.begin(), names.end(), name) != names.end()) return true;
        std::string const near = nearest(name, names);
        complain(key.Mark(), "unknown-key", fmt::format("unknown key '{}'", name),
                 near.empty() ? "" : fmt::format("did you mean '{}'?", near));
        return false;
    }
};

/// A line `key: value` that means the same in YAML as to the eye: a plain value of letters, digits, `_`, `.`, `/`, `-`
/// and single spaces that begins with a letter and is not one of YAML's words for nothing.
bool is_simple_line(std::string_view line, std::string_view& key, std::string_view& value) {
    auto const is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    auto const is_plain = [&](char c) {
        return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '/';
    };
    std::size_t const colon = line.find(": ");
    if (colon == std::string_view::npos || colon + 2 >= line.size()) return false;
    key = line.substr(0, colon);
    value = line.substr(colon + 2);
    if (!std::all_of(key.begin(), key.end(), is_letter) || !is_letter(value.front()) || !is_plain(value.back()))
        return false;
    for (std::size_t i = 0; i < value.size(); ++i) {
        bool const gap = (value[i] == ' ' || value[i] == '-') && is_plain(value[i - 1]) && is_plain(value[i + 1]);
        if (!is_plain(value[i]) && !gap) return false;
    }
    return value != "null" && value != "Null" && value != "NULL";
}

std::optional<YAML::Node> load(std::string const& yaml, Reader const& reader) {
    try {
        YAML::Node node = YAML::Load(yaml);
        if (node.IsMap() || node.IsNull()) return node;
        reader.complain(node.Mark(), "bad-yaml", "expected 'key: value' lines");
    } catch (YAML::Exception const& e) {
        reader.complain(e.mark, "bad-yaml", e.msg);
    }
    return std::nullopt;
}

std::vector<std::string> list_of_text(YAML::Node const& node, Reader const& reader, std::string const& key) {
    std::vector<std::string> all;
    if (!node.IsSequence()) return {reader.text(node, key)};
    for (YAML::Node const& one : node) all.push_back(reader.text(one, key));
    return all;
}

PartEntry read_entry(YAML::Node const& node, Reader const& reader) {
    if (node.IsScalar()) return {node.Scalar(), ""};
    PartEntry entry;
    if (!node.IsMap()) {
        reader.complain(node.Mark(), "bad-yaml", "a chapter is a file name, or 'title: ...' for one to come");
        return entry;
    }
    for (auto const& item : node) {
        if (reader.known(item.first, {"title"})) entry.title = reader.text(item.second, "title");
    }
    return entry;
}

Part read_part(YAML::Node const& node, Reader const& reader) {
    Part part;
    if (!node.IsMap()) {
        reader.complain(node.Mark(), "bad-yaml", "a part has a 'title' and 'chapters'");
        return part;
    }
    for (auto const& item : node) {
        if (!reader.known(item.first, {"title", "chapters"})) continue;
        if (item.first.Scalar() == "title") {
            part.title = reader.text(item.second, "title");
        } else {
            for (YAML::Node const& one : item.second) part.chapters.push_back(read_entry(one, reader));
        }
    }
    return part;
}

}  // namespace

std::optional<FrontMatter> simple_front_matter(std::string_view yaml) {
    FrontMatter front;
    std::string_view key;
    std::string_view value;
    while (!yaml.empty()) {
        std::size_t const end = std::min(yaml.find('\n'), yaml.size());
        if (!is_simple_line(yaml.substr(0, end), key, value)) return std::nullopt;
        if (key == "title") {
            front.title = value;
        } else if (key == "exports") {
            front.exports = value;
        } else if (key == "namespace") {
            front.name_space = value;
        } else {
            return std::nullopt;
        }
        yaml.remove_prefix(std::min(end + 1, yaml.size()));
    }
    return front;
}

FrontMatter parse_front_matter(Source const& source, Diagnostics& diagnostics) {
    FrontMatter front;
    std::string const& text = source.text;
    std::size_t const start = text.compare(0, 3, "\xEF\xBB\xBF") == 0 ? 3 : 0;
    auto line_is_rule = [&](std::size_t at) {
        if (text.compare(at, 3, "---") != 0) return false;
        std::size_t i = at + 3;
        while (i < text.size() && (text[i] == ' ' || text[i] == '\t' || text[i] == '\r')) ++i;
        return i == text.size() || text[i] == '\n';
    };
    if (!line_is_rule(start)) return front;
    std::size_t const first = text.find('\n', start);
    std::size_t close = first == std::string::npos ? first : first + 1;
    while (close != std::string::npos && close < text.size() && !line_is_rule(close)) {
        close = text.find('\n', close);
        if (close != std::string::npos) ++close;
    }
    if (close == std::string::npos || close >= text.size()) {
        diagnostics.push_back({Severity::error,
                               "unclosed-front-matter",
                               source.path,
                               {start, start + 3},
                               "the front matter is never closed",
                               {},
                               "end it with a line '---'"});
        return front;
    }
    std::size_t const end = text.find('\n', close);
    front.span = {start, end == std::string::npos ? text.size() : end + 1};
    std::string const yaml = text.substr(first + 1, close - first - 1);
    if (auto const simple = simple_front_matter(yaml)) {
        Span const span = front.span;
        front = *simple;
        front.span = span;
        return front;
    }
    Reader const reader{source, first + 1, diagnostics};
    auto const node = load(yaml, reader);
    if (!node) return front;
    for (auto const& item : *node) {
        if (!reader.known(item.first, {"title", "exports", "namespace", "include"})) continue;
        std::string const key = item.first.Scalar();
        if (key == "title") front.title = reader.text(item.second, key);
        if (key == "exports") front.exports = reader.text(item.second, key);
        if (key == "namespace") front.name_space = reader.text(item.second, key);
        if (key == "include") front.include = list_of_text(item.second, reader, key);
    }
    return front;
}

Settings parse_settings(Source const& source, Diagnostics& diagnostics) {
    Settings settings;
    Reader const reader{source, 0, diagnostics};
    auto const node = load(source.text, reader);
    if (!node) return settings;
    for (auto const& item : *node) {
        if (!reader.known(item.first, {"title", "license", "sources", "tests", "time_limit", "parts"})) continue;
        std::string const key = item.first.Scalar();
        if (key == "title") settings.title = reader.text(item.second, key);
        if (key == "license") settings.license = reader.text(item.second, key);
        if (key == "sources") settings.sources = reader.text(item.second, key);
        if (key == "tests") settings.tests = reader.text(item.second, key);
        if (key == "time_limit" &&
            (!YAML::convert<double>::decode(item.second, settings.time_limit) || !(settings.time_limit > 0))) {
            reader.complain(item.second.Mark(), "bad-yaml", "'time_limit' is not a number of seconds above 0");
        }
        if (key == "parts") {
            for (YAML::Node const& one : item.second) settings.parts.push_back(read_part(one, reader));
        }
    }
    return settings;
}

}  // namespace heddle
