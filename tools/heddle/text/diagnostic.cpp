// SPDX-License-Identifier: MIT
// Diagnostics as text and as JSON.
#include "text/diagnostic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>

#include "text/visible.hpp"

namespace heddle {

namespace {

constexpr std::size_t shown_at_most = 100;  // a run that goes wrong everywhere is read from its top

void sort_by_place(Diagnostics& all) {
    std::stable_sort(all.begin(), all.end(), [](Diagnostic const& a, Diagnostic const& b) {
        return std::tie(a.path, a.span.begin) < std::tie(b.path, b.span.begin);
    });
}

/// Where diagnostics are, with the lines of each source counted once.
class Places {
public:
    explicit Places(Sources const& sources) : sources_(sources) {}

    /// The positions in the source at `path`; nothing where there is no such source.
    Positions* find(std::string const& path) {
        Source const* const source = sources_.find(path);
        if (source == nullptr) return nullptr;
        return &known_.try_emplace(source, source->text).first->second;
    }
    std::string text(std::string const& path, Span span) {
        if (path.empty()) return "heddle";
        Positions* const positions = find(path);
        if (positions == nullptr) return path;
        Position const at = positions->at(span.begin);
        return fmt::format("{}:{}:{}", path, at.line, at.column);
    }

private:
    Sources const& sources_;
    std::map<Source const*, Positions> known_;
};

/// The source line under `span` and a line with carets below it. Tabs stay tabs, and what is written out has its
/// columns below it, so that the caret stands right.
std::string excerpt(std::string const& text, Span span, Span whole) {
    std::size_t const begin = std::min(span.begin, text.size());
    std::size_t const first = whole.begin;
    std::size_t last = whole.end;
    if (last > first && text[last - 1] == '\r') --last;
    if (last - first > 300) return {};
    std::string line;
    std::string caret;
    std::size_t width = 0;  // columns of `span`
    for (std::size_t i = first; i < last;) {
        std::size_t const next = i + std::min(character_at(text, i).bytes, last - i);
        std::string const shown = visible(std::string_view(text).substr(i, next - i));
        bool const mark = i == 0 && next == 3 && text.starts_with("\xEF\xBB\xBF");  // it is no column
        std::size_t const columns = mark ? 0 : shown.size() == next - i ? 1 : shown.size();
        if (!mark) line += shown;
        if (i < begin) caret += shown == "\t" ? shown : std::string(columns, ' ');
        if (i >= begin && i < span.end) width += columns;
        i = next;
    }
    return fmt::format("    {}\n    {}^{}\n", line, caret, std::string(width > 1 ? width - 1 : 0, '~'));
}

/// The edit distance of two names, or `limit` if it is not below that.
std::size_t distance(std::string_view a, std::string_view b, std::size_t limit, std::vector<std::size_t>& row) {
    std::size_t const apart = a.size() < b.size() ? b.size() - a.size() : a.size() - b.size();
    if (apart >= limit) return limit;
    // Levenshtein's distance with one row of the table: `row[j]` is that of a's first i letters and b's first j.
    row.resize(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0]++;
        std::size_t least = row[0];
        for (std::size_t j = 1; j <= b.size(); ++j) {
            std::size_t const replace = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replace});
            least = std::min(least, row[j]);
        }
        if (least >= limit) return limit;  // it never shrinks from here
    }
    return std::min(row.back(), limit);
}

/// Names in messages come from chapters, records and file names. A line that one of them holds must not look like a
/// message of its own, so it is indented.
std::string printable(std::string const& text) {
    std::string const shown = visible(text);
    std::string out;
    for (std::size_t at = 0; at < shown.size();) {
        std::size_t const next = std::min(shown.find('\n', at), shown.size() - 1) + 1;
        if (at != 0 && shown.compare(at, 4, "    ") != 0) out += "    ";
        out.append(shown, at, next - at);
        at = next;
    }
    return out;
}

}  // namespace

Diagnostic& complain(Diagnostics& all, std::string path, Span span, std::string code, std::string message,
                     std::string hint, int exit) {
    all.push_back(
        {Severity::error, std::move(code), std::move(path), span, std::move(message), {}, std::move(hint), exit});
    return all.back();
}

Diagnostic& warn(Diagnostics& all, std::string path, Span span, std::string code, std::string message,
                 std::string hint) {
    all.push_back({Severity::warning, std::move(code), std::move(path), span, std::move(message), {}, std::move(hint)});
    return all.back();
}

bool has_errors(Diagnostics const& diagnostics) { return exit_status(diagnostics) != 0; }

int exit_status(Diagnostics const& diagnostics) {
    int status = 0;
    for (Diagnostic const& d : diagnostics) {
        if (d.severity == Severity::error) status = std::max(status, d.exit);
    }
    return status;
}

std::string nearest(std::string const& name, std::vector<std::string> const& known) {
    if (name.size() > 200) return {};  // no slip of the fingers, and the search is quadratic in the name
    std::string const* best = nullptr;
    std::size_t limit = std::max<std::size_t>(2, name.size() / 3) + 1;
    std::vector<std::size_t> row;
    for (std::string const& candidate : known) {
        std::size_t const found = distance(name, candidate, limit, row);
        if (found < limit) limit = found, best = &candidate;
    }
    return best == nullptr ? std::string() : *best;
}

Sources::Sources(std::vector<Source> const& sources) {
    for (Source const& source : sources) add(source);
}
Sources::Sources(std::initializer_list<Source> sources) {
    for (Source const& source : sources) add(source);
}
Source const* Sources::find(std::string_view path) const {
    auto const found = by_path_.find(path);
    return found == by_path_.end() ? nullptr : found->second;
}

std::string render_text(Diagnostics diagnostics, Sources const& sources, bool color) {
    sort_by_place(diagnostics);
    std::string out;
    Places places(sources);
    auto paint = [&](char const* code, std::string const& text) {
        return color ? fmt::format("\033[{}m{}\033[0m", code, text) : text;
    };
    for (std::size_t i = 0; i < std::min(diagnostics.size(), shown_at_most); ++i) {
        Diagnostic const& d = diagnostics[i];
        std::string const severity = d.severity == Severity::error ? paint("1;31", "error") : paint("1;35", "warning");
        out += fmt::format("{}: {}: {} [{}]\n", paint("1", visible_line(places.text(d.path, d.span))), severity,
                           printable(d.message), d.code);
        if (Positions const* const in = places.find(d.path))
            out += excerpt(sources.find(d.path)->text, d.span, in->line(d.span.begin));
        for (Note const& n : d.notes) {
            out += fmt::format("{}: note: {}\n", visible_line(places.text(n.path, n.span)), printable(n.message));
        }
        if (!d.hint.empty()) out += fmt::format("  hint: {}\n", printable(d.hint));
    }
    if (diagnostics.size() > shown_at_most) {
        out += fmt::format("heddle: and {} more\n", diagnostics.size() - shown_at_most);
    }
    return out;
}

std::string render_json(Diagnostics diagnostics, Sources const& sources) {
    sort_by_place(diagnostics);
    Places places(sources);
    auto at = [&](std::string const& path, Span span) {
        Positions* const in = places.find(path);
        Position const p = in == nullptr ? Position{0, 0} : in->at(span.begin);
        return nlohmann::ordered_json{{"path", path}, {"line", p.line}, {"column", p.column}};
    };
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (Diagnostic const& d : diagnostics) {
        nlohmann::ordered_json one = at(d.path, d.span);
        one["severity"] = d.severity == Severity::error ? "error" : "warning";
        one["code"] = d.code;
        one["message"] = d.message;
        one["notes"] = nlohmann::ordered_json::array();
        for (Note const& n : d.notes) {
            one["notes"].push_back(at(n.path, n.span));
            one["notes"].back()["message"] = n.message;
        }
        if (!d.hint.empty()) one["hint"] = d.hint;
        all.push_back(std::move(one));
    }
    return visible_json(all.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace)) + "\n";
}

}  // namespace heddle
