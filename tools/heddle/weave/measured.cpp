// SPDX-License-Identifier: MIT
// A small language of words; its grammar stands in docs/authors.md.
#include "weave/measured.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>
#include <string_view>

#include "parse/code_span.hpp"

namespace heddle {

namespace {

constexpr std::string_view opening = "{measured}`";

/// The words of a reference; a quoted title is one, with its opening quote.
std::optional<std::vector<std::string>> words(std::string_view text) {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < text.size();) {
        if (text[i] == ' ' || text[i] == '\n' || text[i] == '\r') {
            ++i;
            continue;
        }
        if (text[i] == '"') {
            std::size_t const close = text.find('"', i + 1);
            if (close == std::string_view::npos) return std::nullopt;
            all.emplace_back(text.substr(i, close - i));
            i = close + 1;
            continue;
        }
        std::size_t const end = std::min(text.find_first_of(" \n\r\"", i), text.size());
        all.emplace_back(text.substr(i, end - i));
        i = end;
    }
    return all;
}

/// Takes words off the front of a list as long as they are what is expected.
class Words {
public:
    explicit Words(std::vector<std::string> all) : all_(std::move(all)) {}
    bool take(std::string_view word) {
        bool const there = at_ < all_.size() && all_[at_] == word;
        at_ += there ? 1 : 0;
        return there;
    }
    bool title(std::string& into) {
        if (at_ >= all_.size() || all_[at_].size() < 2 || all_[at_][0] != '"') return false;
        into = all_[at_++].substr(1);
        return true;
    }
    bool name(std::string& into) {
        if (at_ >= all_.size() || all_[at_][0] == '"') return false;
        into = all_[at_++];
        return true;
    }
    bool number(double& into) {
        if (at_ >= all_.size()) return false;
        std::string const& word = all_[at_];
        auto const [stop, error] = std::from_chars(word.data(), word.data() + word.size(), into);
        if (error != std::errc{} || stop != word.data() + word.size()) return false;
        ++at_;
        return true;
    }
    [[nodiscard]] bool done() const { return at_ == all_.size(); }

private:
    std::vector<std::string> all_;
    std::size_t at_ = 0;
};

std::optional<Measured> parse(std::string_view text) {
    auto all = words(text);
    if (!all) return std::nullopt;
    Words in(std::move(*all));
    Measured m;
    if (in.take("worst")) m.pick = Measured::Pick::worst;
    if (in.take("best")) m.pick = Measured::Pick::best;
    bool good = true;
    if (in.take("ratio")) {
        good = in.take("of") && in.title(m.title) && in.take("to") && in.title(m.other);
        if (good && in.take("in")) good = in.name(m.quantity);
    } else {
        good = m.pick == Measured::Pick::at && in.title(m.title) && in.name(m.quantity);
    }
    if (good && m.pick == Measured::Pick::at) good = in.take("at") && in.number(m.n);
    return good && in.done() ? std::optional(m) : std::nullopt;
}

/// Where the fence that begins on the line at `line` ends, with its last line; `line` where none begins. Fences of
/// languages that heddle does not know are prose to it.
std::size_t after_fence(std::string_view text, std::size_t line) {
    std::size_t const open = std::min(text.find_first_not_of(" \t>", line), text.size());
    if (open == text.size() || (text[open] != '`' && text[open] != '~')) return line;
    char const mark = text[open];
    std::size_t const run = run_of(text, open, mark);
    std::size_t const end = std::min(text.find('\n', open), text.size());
    if (run < 3 || (mark == '`' && text.substr(open + run, end - open - run).find('`') != std::string_view::npos))
        return line;
    for (std::size_t at = end; at < text.size();) {
        std::size_t const first = std::min(text.find_first_not_of(" \t>", at + 1), text.size());
        std::size_t const next = std::min(text.find('\n', at + 1), text.size());
        std::size_t const closing = first < next ? run_of(text, first, mark) : 0;
        if (closing >= run && text.find_first_not_of(" \t\r", first + closing) >= next) return next;
        at = next;
    }
    return text.size();
}

/// The places of all `{measured}` roles in `text`, in one walk past fences and code in lines.
std::vector<Span> find_roles(std::string_view text) {
    std::vector<Span> all;
    bool line_start = true;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t const fence = line_start ? after_fence(text, at) : at;
        if (line_start && fence != at) {
            at = fence;
            continue;
        }
        line_start = text[at] == '\n';
        if (text.substr(at).starts_with(opening) && (at == 0 || text[at - 1] != '\\')) {
            std::size_t const tick = at + opening.size() - 1;
            all.push_back({at, after_span(text, tick)});
            at = all.back().end;
        } else {
            at = text[at] == '`' ? after_span(text, at) : at + 1;
        }
    }
    return all;
}

Spread const* quantity_at(Series const* series, double n, std::string const& quantity) {
    if (series == nullptr) return nullptr;
    auto const at =
        std::find_if(series->points.begin(), series->points.end(), [&](Point const& p) { return p.n == n; });
    if (at == series->points.end()) return nullptr;
    auto const found = at->quantities.find(quantity);
    return found == at->quantities.end() ? nullptr : &found->second;
}

/// The ratio that is asked for, of those at all sizes that both benchmarks have.
std::optional<double> pick_ratio(Measured const& m, Series const* a, Series const* b) {
    std::optional<double> picked;
    if (a == nullptr) return picked;
    for (Point const& point : a->points) {
        if (m.pick == Measured::Pick::at && point.n != m.n) continue;
        Spread const* const x = quantity_at(a, point.n, m.quantity);
        Spread const* const y = quantity_at(b, point.n, m.quantity);
        if (x == nullptr || y == nullptr) continue;
        double const ratio = speed_ratio(*x, *y, m.quantity).median;
        if (!std::isfinite(ratio)) continue;  // nothing is a multiple of 0
        bool const better = !picked || (m.pick == Measured::Pick::best ? ratio > *picked : ratio < *picked);
        if (better) picked = ratio;
    }
    return picked;
}

/// Three significant digits, as people write them: 0.987, 12.3, 4560.
std::string digits(double value) {
    double const size = std::fabs(value);
    int const whole = size < 1 ? 1 : static_cast<int>(std::floor(std::log10(size))) + 1;
    return fmt::format("{:.{}f}", value, std::clamp(3 - whole + (size < 1 ? 1 : 0), 0, 3));
}

}  // namespace

std::vector<MeasuredPlace> find_measured(Source const& source, Span span, Diagnostics& diagnostics) {
    std::vector<MeasuredPlace> all;
    std::string_view const text = std::string_view(source.text).substr(span.begin, span.end - span.begin);
    if (text.find(opening) == std::string_view::npos) return all;
    for (Span const& role : find_roles(text)) {
        std::size_t const begin = role.begin + opening.size();
        auto reference = role.end > begin ? parse(text.substr(begin, role.end - 1 - begin)) : std::nullopt;
        Span const whole{span.begin + role.begin, span.begin + role.end};
        if (reference) {
            all.push_back({whole, std::move(*reference)});
            continue;
        }
        complain(diagnostics, source.path, whole, "bad-measured", "this is no reference to a measured number",
                 R"(write ratio of "a" to "b" at 1024, worst ratio of "a" to "b", or "a" seconds at 1024)");
    }
    return all;
}

std::vector<std::string> other_quantities(Measured const& m, std::vector<Recording> const& recordings) {
    std::set<std::string> names;
    for (Recording const& recording : recordings) {
        Series const* const series = find_series(recording, m.title);
        if (series == nullptr) continue;
        for (Point const& point : series->points) {
            for (auto const& [name, spread] : point.quantities) names.insert(name);
        }
    }
    if (names.contains(m.quantity)) names.clear();
    return {names.begin(), names.end()};
}

std::string quantity_hint(std::string const& name, std::vector<std::string> const& known) {
    std::string const near = nearest(name, known);
    return near.empty() ? fmt::format("measured were: {}", fmt::join(known, ", "))
                        : fmt::format("did you mean '{}'?", near);
}

std::string measured_text(Measured const& m, std::vector<Recording> const& recordings) {
    std::vector<std::string> titles{m.title};
    if (!m.other.empty()) titles.push_back(m.other);
    Recording const* const recording = find_recording(recordings, titles, "");
    if (recording == nullptr) return "not measured";
    Series const* const series = find_series(*recording, m.title);
    if (!m.other.empty()) {
        auto const ratio = pick_ratio(m, series, find_series(*recording, m.other));
        return ratio ? digits(*ratio) : "not measured";
    }
    Spread const* const found = quantity_at(series, m.n, m.quantity);
    return found == nullptr ? "not measured" : with_unit(found->median, m.quantity);
}

std::string with_unit(double value, std::string const& quantity) {
    struct Unit {
        double size;
        char const* name;
    };
    constexpr std::array<Unit, 4> times{{{1, "s"}, {1e-3, "ms"}, {1e-6, "µs"}, {1e-9, "ns"}}};
    constexpr std::array<Unit, 4> rates{{{1e12, "T"}, {1e9, "G"}, {1e6, "M"}, {1e3, "k"}}};
    if (quantity == "seconds") {
        auto const unit = std::find_if(times.begin(), times.end() - 1, [&](Unit u) { return value >= u.size; });
        return digits(value / unit->size) + " " + unit->name;
    }
    std::string const of = quantity == "bytes_per_second" ? "B/s" : quantity == "items_per_second" ? "/s" : "";
    auto const unit = std::find_if(rates.begin(), rates.end(), [&](Unit u) { return value >= u.size; });
    if (unit == rates.end()) return digits(value) + (of.empty() ? "" : " " + of);
    std::string const name = unit->name + of;
    return digits(value / unit->size) + " " + name;
}

}  // namespace heddle
