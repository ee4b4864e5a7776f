// SPDX-License-Identifier: MIT
// Diagnostics as text and as JSON.
#include "diagnostic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>

namespace heddle {

namespace {

constexpr std::size_t shown_at_most = 100;  // a run that goes wrong everywhere is read from its top

void sort_by_place(Diagnostics& all) {
    std::stable_sort(all.begin(), all.end(), [](Diagnostic const& a, Diagnostic const& b) {
        return std::tie(a.path, a.span.begin) < std::tie(b.path, b.span.begin);
    });
}

Source const* find_source(std::vector<Source> const& sources, std::string const& path) {
    auto const it = std::find_if(sources.begin(), sources.end(), [&](Source const& s) { return s.path == path; });
    return it == sources.end() ? nullptr : &*it;
}

std::string place(std::string const& path, Span span, Source const* source) {
    if (path.empty()) return "heddle";
    if (source == nullptr) return path;
    Position const at = position(source->text, span.begin);
    return fmt::format("{}:{}:{}", path, at.line, at.column);
}

/// The source line under `span` and a line with carets below it. Tabs stay tabs, so that the caret stands right.
std::string excerpt(Source const& source, Span span) {
    std::string const& text = source.text;
    std::size_t const begin = std::min(span.begin, text.size());
    std::size_t const newline = begin == 0 ? std::string::npos : text.rfind('\n', begin - 1);
    std::size_t const first = newline == std::string::npos ? 0 : newline + 1;
    std::size_t last = text.find('\n', begin);
    if (last == std::string::npos) last = text.size();
    if (last > first && text[last - 1] == '\r') --last;
    if (last - first > 300) return {};
    std::string line = text.substr(first, last - first);
    for (char& c : line) c = c != '\t' && static_cast<unsigned char>(c) < 0x20 ? '?' : c;
    std::string caret;
    for (std::size_t i = first; i < begin && i < last; ++i) {
        if ((text[i] & 0xC0) != 0x80) caret += text[i] == '\t' ? '\t' : ' ';
    }
    std::size_t width = 0;
    for (std::size_t i = begin; i < std::min(span.end, last); ++i) width += (text[i] & 0xC0) != 0x80;
    return fmt::format("    {}\n    {}^{}\n", line, caret, std::string(width > 1 ? width - 1 : 0, '~'));
}

}  // namespace

bool has_errors(Diagnostics const& diagnostics) { return exit_status(diagnostics) != 0; }

int exit_status(Diagnostics const& diagnostics) {
    int status = 0;
    for (Diagnostic const& d : diagnostics) {
        if (d.severity == Severity::error) status = std::max(status, d.exit);
    }
    return status;
}

std::string nearest(std::string const& name, std::vector<std::string> const& known) {
    std::string best;
    std::size_t best_distance = std::max<std::size_t>(2, name.size() / 3) + 1;
    for (std::string const& candidate : known) {
        std::vector<std::size_t> row(candidate.size() + 1);
        for (std::size_t j = 0; j <= candidate.size(); ++j) row[j] = j;
        for (std::size_t i = 1; i <= name.size(); ++i) {
            std::size_t diagonal = row[0]++;
            for (std::size_t j = 1; j <= candidate.size(); ++j) {
                std::size_t const replace = diagonal + (name[i - 1] != candidate[j - 1]);
                diagonal = row[j];
                row[j] = std::min({row[j] + 1, row[j - 1] + 1, replace});
            }
        }
        if (row.back() < best_distance) best_distance = row.back(), best = candidate;
    }
    return best;
}

std::string render_text(Diagnostics diagnostics, std::vector<Source> const& sources, bool color) {
    sort_by_place(diagnostics);
    std::string out;
    auto paint = [&](char const* code, std::string const& text) {
        return color ? fmt::format("\033[{}m{}\033[0m", code, text) : text;
    };
    for (std::size_t i = 0; i < std::min(diagnostics.size(), shown_at_most); ++i) {
        Diagnostic const& d = diagnostics[i];
        Source const* source = find_source(sources, d.path);
        std::string const severity = d.severity == Severity::error ? paint("1;31", "error") : paint("1;35", "warning");
        out += fmt::format("{}: {}: {} [{}]\n", paint("1", place(d.path, d.span, source)), severity, d.message, d.code);
        if (source != nullptr) out += excerpt(*source, d.span);
        for (Note const& n : d.notes) {
            out += fmt::format("{}: note: {}\n", place(n.path, n.span, find_source(sources, n.path)), n.message);
        }
        if (!d.hint.empty()) out += fmt::format("  hint: {}\n", d.hint);
    }
    if (diagnostics.size() > shown_at_most) {
        out += fmt::format("heddle: and {} more\n", diagnostics.size() - shown_at_most);
    }
    return out;
}

std::string render_json(Diagnostics diagnostics, std::vector<Source> const& sources) {
    sort_by_place(diagnostics);
    auto at = [&](std::string const& path, Span span) {
        Source const* source = find_source(sources, path);
        Position const p = source == nullptr ? Position{0, 0} : position(source->text, span.begin);
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
    return all.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace heddle
