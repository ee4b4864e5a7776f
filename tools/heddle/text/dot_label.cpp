// SPDX-License-Identifier: MIT
// Finds the labels as Graphviz's scanner does, then matches their tags with a stack.
#include "text/dot_label.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "text/words.hpp"

namespace heddle {

namespace {

constexpr std::array elements{"table", "tr", "td", "font", "br", "hr",  "vr", "img",
                              "b",     "i",  "u",  "o",    "s",  "sub", "sup"};

bool is_of_entity(char c) { return is_letter(c) || is_digit(c) || c == '#'; }

/// The byte after the text that begins at `at` and ends with `close`; the end of `text` where it does not end.
std::size_t after(std::string_view text, std::size_t at, std::string_view close) {
    std::size_t const found = text.find(close, at);
    return found == std::string_view::npos ? text.size() : found + close.size();
}

/// The byte after the string in double quotes that begins at `at`.
std::size_t after_string(std::string_view text, std::size_t at) {
    for (std::size_t i = at + 1; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
        } else if (text[i] == '"') {
            return i + 1;
        }
    }
    return text.size();
}

/// The byte after the label that begins with the `<` at `at`.
std::size_t after_label(std::string_view text, std::size_t at) {
    std::size_t depth = 0;
    for (std::size_t i = at; i < text.size(); ++i) {
        if (text.substr(i).starts_with("<!--")) {
            i = after(text, i, "-->") - 1;
            continue;
        }
        depth += text[i] == '<' ? 1 : 0;
        if (text[i] == '>' && --depth == 0) return i + 1;
    }
    return text.size();
}

/// The byte after the tag that begins at `at`; a `>` in the value of an attribute does not end it.
std::size_t after_tag(std::string_view label, std::size_t at) {
    char quote = 0;
    for (std::size_t i = at; i < label.size(); ++i) {
        if (quote == 0 && label[i] == '>') return i + 1;
        if (quote == 0 && (label[i] == '"' || label[i] == '\'')) {
            quote = label[i];
        } else if (label[i] == quote) {
            quote = 0;
        }
    }
    return label.size();
}

/// The elements of a label that are open at some place.
class Tags {
public:
    /// Takes the tag `tag`, from `<` to `>`, at byte `at`. \returns what is wrong with it
    std::optional<LabelFault> take(std::string_view tag, std::size_t at) {
        std::size_t const begin = tag.starts_with("</") ? 2 : 1;
        std::size_t end = begin;
        while (end < tag.size() && is_letter(tag[end])) ++end;
        std::string_view const name = tag.substr(begin, end - begin);
        if (std::find(elements.begin(), elements.end(), lower(std::string(name))) == elements.end())
            return LabelFault{at, fmt::format("a label of a diagram has no element '{}'", name)};
        if (begin == 2) {
            if (open_.empty() || open_.back().name != name)
                return LabelFault{at, fmt::format("'</{}>' closes no '<{}>'", name, name)};
            open_.pop_back();
        } else if (!tag.ends_with("/>")) {
            open_.push_back({name, at});
        }
        return std::nullopt;
    }
    [[nodiscard]] std::optional<LabelFault> end() const {
        if (open_.empty()) return std::nullopt;
        return LabelFault{open_.back().at, fmt::format("nothing closes this '<{}>'", open_.back().name)};
    }

private:
    struct Open {
        std::string_view name;
        std::size_t at;
    };
    std::vector<Open> open_;
};

/// \param from  where the label's text begins, between its outer brackets
std::optional<LabelFault> check_label(std::string_view text, std::size_t from, std::size_t to) {
    std::string_view const dot = text.substr(0, to);
    Tags tags;
    for (std::size_t i = from; i < to;) {
        if (dot.substr(i).starts_with("<!--")) {
            i = after(dot, i, "-->");
        } else if (dot[i] == '<') {
            std::size_t const end = after_tag(dot, i);
            if (auto fault = tags.take(dot.substr(i, end - i), i)) return fault;
            i = end;
        } else if (dot[i] == '&') {
            std::size_t end = i + 1;
            while (end < to && is_of_entity(dot[end])) ++end;
            if (end == i + 1 || end == to || dot[end] != ';')
                return LabelFault{i, "a '&' alone in a label in HTML: write '&amp;'"};
            i = end + 1;
        } else {
            ++i;
        }
    }
    return tags.end();
}

}  // namespace

std::optional<LabelFault> find_label_fault(std::string_view dot) {
    bool line_start = true;
    for (std::size_t i = 0; i < dot.size();) {
        std::string_view const rest = dot.substr(i);
        if (rest.starts_with("//") || (line_start && rest.starts_with("#"))) {
            i = after(dot, i, "\n");
            line_start = true;
            continue;
        }
        line_start = dot[i] == '\n';
        if (rest.starts_with("/*")) {
            i = after(dot, i + 2, "*/");
        } else if (dot[i] == '"') {
            i = after_string(dot, i);
        } else if (dot[i] == '<') {
            std::size_t const end = after_label(dot, i);
            if (auto fault = check_label(dot, i + 1, std::max(end, i + 2) - 1)) return fault;
            i = end;
        } else {
            ++i;
        }
    }
    return std::nullopt;
}

}  // namespace heddle
