// SPDX-License-Identifier: MIT
// yaml-cpp's nodes and exceptions, as values and diagnostics.
#include "text/yaml.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <yaml-cpp/eventhandler.h>

#include <algorithm>
#include <set>
#include <sstream>
#include <string_view>

#include "text/encoding.hpp"

namespace heddle {

namespace {

/// Finds the first alias: a book has no need of them, and nested ones grow without end.
class AliasFinder : public YAML::EventHandler {
public:
    std::optional<YAML::Mark> found;
    void OnDocumentStart(YAML::Mark const&) override {}
    void OnDocumentEnd() override {}
    void OnNull(YAML::Mark const&, YAML::anchor_t) override {}
    void OnAlias(YAML::Mark const& mark, YAML::anchor_t) override { found = found ? found : mark; }
    void OnScalar(YAML::Mark const&, std::string const&, YAML::anchor_t, std::string const&) override {}
    void OnSequenceStart(YAML::Mark const&, std::string const&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
    void OnSequenceEnd() override {}
    void OnMapStart(YAML::Mark const&, std::string const&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
    void OnMapEnd() override {}
};

/// The first line of a second document, which would be passed over.
std::optional<YAML::Mark> second_document(std::string const& yaml) {
    int line = 0;
    bool content = false;
    for (std::size_t at = 0; at < yaml.size(); ++line) {
        std::size_t const end = std::min(yaml.find('\n', at), yaml.size());
        std::string_view const text = std::string_view(yaml).substr(at, end - at);
        if (text.starts_with("...") || (content && text.starts_with("---"))) {
            YAML::Mark mark;
            mark.line = line;
            mark.column = 0;
            return mark;
        }
        content = content || (!text.empty() && text.front() != '#' && text.find_first_not_of(" \r") != text.npos);
        at = end + 1;
    }
    return std::nullopt;
}

}  // namespace

std::optional<YAML::Node> YamlReader::load(std::string const& yaml) const {
    try {
        // Aliases have to be found before yaml-cpp loads the text and follows them; most texts cannot hold one.
        if (yaml.find('*') != std::string::npos) {
            std::istringstream stream(yaml);
            AliasFinder finder;
            YAML::Parser(stream).HandleNextDocument(finder);
            if (finder.found) {
                complain(*finder.found, "bad-yaml", "an alias", "write the value out, or put it in quotes");
                return std::nullopt;
            }
        }
        if (auto const mark = second_document(yaml)) {
            complain(*mark, "bad-yaml", "a second document begins here", "everything belongs into one");
            return std::nullopt;
        }
        YAML::Node node = YAML::Load(yaml);
        if (node.IsMap() || node.IsNull()) return node;
        complain(node.Mark(), "bad-yaml", "expected 'key: value' lines");
    } catch (YAML::Exception const& e) {
        complain(e.mark, "bad-yaml", e.msg == "bad file" ? "lists are nested too deeply" : e.msg,
                 e.msg.find("map value") == std::string::npos ? "" : "a value that holds ': ' stands in quotes");
    }
    return std::nullopt;
}

Span YamlReader::at(YAML::Mark const& mark) const {
    // YAML counts characters and a chapter's spans count bytes, so the place is found by line and column.
    std::string const& text = source.text;
    auto const line = static_cast<std::size_t>(std::max(mark.line, 0));
    std::size_t const column = static_cast<std::size_t>(std::max(mark.column, 0)) + indent;
    if (starts.empty()) starts.push_back(std::min(base, text.size()));
    while (starts.size() <= line && starts.back() < text.size())
        starts.push_back(std::min(text.find('\n', starts.back()), text.size() - 1) + 1);
    Place at{line, 0, starts[std::min(line, starts.size() - 1)]};
    if (last.line == line && last.column <= column && last.offset >= at.offset) at = last;
    for (; at.column < column && at.offset < text.size() && text[at.offset] != '\n'; ++at.column) {
        ++at.offset;
        while (at.offset < text.size() && (text[at.offset] & 0xC0) == 0x80) ++at.offset;
    }
    last = at;
    return {at.offset, at.offset};
}

void YamlReader::complain(YAML::Mark const& mark, char const* code, std::string message, std::string hint) const {
    heddle::complain(diagnostics, source, at(mark), code, std::move(message), std::move(hint));
}

std::string YamlReader::text(YAML::Node const& node, std::string const& key) const {
    if (!node.IsScalar()) {
        if (!node.IsNull()) complain(node.Mark(), "bad-yaml", fmt::format("'{}' is not a text", key));
        return {};
    }
    std::string const& value = node.Scalar();
    if (!find_hidden({"", value}, {0, value.size()}, true) && value.find('\t') == std::string::npos) return value;
    complain(node.Mark(), "bad-yaml", fmt::format("'{}' holds a line break or a character that cannot be seen", key));
    return {};
}

void YamlReader::each(YAML::Node const& map, std::vector<std::string> const& names,
                      std::function<void(std::string const&, YAML::Node const&)> const& f) const {
    std::set<std::string> seen;
    for (auto const& item : map) {
        std::string const name = item.first.IsScalar() ? item.first.Scalar() : "";
        if (std::find(names.begin(), names.end(), name) == names.end()) {
            std::string const near = nearest(name, names);
            complain(item.first.Mark(), "unknown-key", fmt::format("unknown key '{}'", name),
                     near.empty() ? fmt::format("known here: {}", fmt::join(names, ", "))
                                  : fmt::format("did you mean '{}'?", near));
        } else if (!seen.insert(name).second) {
            complain(item.first.Mark(), "duplicate-key", fmt::format("'{}' is given twice", name));
        } else {
            f(name, item.second);
        }
    }
}

}  // namespace heddle
