// SPDX-License-Identifier: MIT
// Relations are of medians. Numbers of one reference are of one recording, and so of one machine and one run.
#include "weave/measured.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <set>

namespace heddle {

namespace {

/// The quantity of a benchmark at one point, or how many times as fast it was there as another; nothing where the
/// recording does not have it.
std::optional<double> at_point(MeasuredValue const& value, Point const& point, Series const* other) {
    Spread const* const x = quantity_of(point, value.quantity);
    if (x == nullptr) return std::nullopt;
    if (value.compared_with.empty()) return x->median;
    if (other == nullptr) return std::nullopt;
    auto const same =
        std::find_if(other->points.begin(), other->points.end(), [&](Point const& p) { return p.n == point.n; });
    Spread const* const y = same == other->points.end() ? nullptr : quantity_of(*same, value.quantity);
    if (y == nullptr) return std::nullopt;
    double const ratio = speed_ratio(*x, *y, value.quantity).median;
    return std::isfinite(ratio) ? std::optional(ratio) : std::nullopt;  // nothing is a multiple of 0
}

std::optional<double> number_of(MeasuredValue const& value, Recording const& recording) {
    using Pick = MeasuredValue::Pick;
    if (value.title.empty()) return value.number;
    Series const* const series = find_series(recording, value.title);
    std::optional<double> picked;
    if (series == nullptr) return picked;
    for (Point const& point : series->points) {
        bool const asked = value.pick == Pick::at ? point.n == value.n : value.from <= point.n && point.n <= value.to;
        auto const number = asked ? at_point(value, point, find_series(recording, value.compared_with)) : std::nullopt;
        if (!number) continue;
        bool const better = !picked || (value.pick == Pick::most ? *number > *picked : *number < *picked);
        if (better) picked = number;
    }
    return picked;
}

std::optional<double> number_of(MeasuredTerm const& term, Recording const& recording) {
    double product = 1;
    for (MeasuredTerm::Factor const& factor : term.factors) {
        auto const number = number_of(factor.value, recording);
        if (!number) return std::nullopt;
        product = factor.divides ? product / *number : product * *number;
    }
    return product;
}

/// The recording that everything was measured in that a reference asks for; null where none has it all.
Recording const* recording_for(Measured const& m, std::vector<Recording> const& recordings) {
    std::vector<MeasuredValue> const values = values_of(m);
    std::vector<std::string> titles;
    for (MeasuredValue const& value : values) {
        titles.push_back(value.title);
        if (!value.compared_with.empty()) titles.push_back(value.compared_with);
    }
    Recording const* const found = find_recording(recordings, titles, "");
    // Only one is asked, the one with the most titles: numbers of two machines would be compared otherwise.
    bool const all = found != nullptr && std::all_of(values.begin(), values.end(), [&](MeasuredValue const& value) {
                         return number_of(value, *found).has_value();
                     });
    return all ? found : nullptr;
}

/// Three significant digits, as people write them: 0.987, 12.3, 4,560.
std::string digits(double value) {
    double const size = std::fabs(value);
    int const whole = size < 1 ? 1 : static_cast<int>(std::floor(std::log10(size))) + 1;
    std::string text = fmt::format("{:.{}f}", value, std::clamp(3 - whole + (size < 1 ? 1 : 0), 0, 3));
    std::size_t const first = text.starts_with('-') ? 1 : 0;
    for (std::size_t at = std::min(text.find('.'), text.size()); at > first + 3; at -= 3) text.insert(at - 3, ",");
    return text;
}

/// The quantity that is left of a term when what divides has been taken away: a number divided by a rate is a time.
/// Empty where only a number is left, or several quantities.
std::string unit_of(MeasuredTerm const& term) {
    std::map<std::string, int> powers;
    for (MeasuredTerm::Factor const& factor : term.factors) {
        bool const number = factor.value.title.empty() || !factor.value.compared_with.empty();
        if (!number) powers[factor.value.quantity] += factor.divides ? -1 : 1;
    }
    std::erase_if(powers, [](auto const& entry) { return entry.second == 0; });
    if (powers.size() != 1) return "";
    auto const& [quantity, power] = *powers.begin();
    if (power == -1 && quantity.ends_with("_per_second")) return "seconds";
    return power == 1 ? quantity : "";
}

/// A term with its unit, where it has one.
std::string in_words(MeasuredTerm const& term, double value) {
    std::string const quantity = unit_of(term);
    return quantity.empty() ? digits(value) : with_unit(value, quantity);
}

bool holds(double left, std::string const& sign, double right) {
    if (sign == "<") return left < right;
    if (sign == "<=") return left <= right;
    if (sign == ">") return left > right;
    return left >= right;
}

void check_relation(std::string const& path, Span span, MeasuredRelation const& relation, Recording const& recording,
                    Diagnostics& diagnostics) {
    auto const left = number_of(relation.left, recording);
    auto const right = number_of(relation.right, recording);
    if (!left || !right || holds(*left, relation.sign, *right)) return;
    std::string a = in_words(relation.left, *left);
    std::string b = in_words(relation.right, *right);
    // Three digits do not tell neighbours apart.
    if (std::fabs(*left - *right) < 5e-3 * std::fabs(*right))
        a = fmt::format("{:.6g}", *left), b = fmt::format("{:.6g}", *right);
    complain(diagnostics, path, span, "false-claim",
             fmt::format("the recording does not bear this out: {} {} {} is false", a, relation.sign, b),
             fmt::format("write what {} says, or measure again: make bench", recording.path));
}

}  // namespace

std::vector<std::string> other_quantities(std::string const& title, std::string const& quantity,
                                          std::vector<Recording> const& recordings) {
    std::set<std::string> names;
    for (Recording const& recording : recordings) {
        Series const* const series = find_series(recording, title);
        if (series == nullptr) continue;
        for (Point const& point : series->points) {
            for (auto const& [name, spread] : point.quantities) names.insert(name);
        }
    }
    if (names.contains(quantity)) names.clear();
    return {names.begin(), names.end()};
}

std::string quantity_hint(std::string const& name, std::vector<std::string> const& known) {
    std::string const near = nearest(name, known);
    return near.empty() ? fmt::format("measured were: {}", fmt::join(known, ", "))
                        : fmt::format("did you mean '{}'?", near);
}

MeasuredText measured_text(Measured const& m, std::vector<Recording> const& recordings) {
    Recording const* const recording = recording_for(m, recordings);
    if (recording == nullptr) return {m.words.empty() ? "not measured" : m.words + " (not measured)"};
    return {m.words.empty() ? in_words(m.shown, *number_of(m.shown, *recording)) : m.words, true};
}

void check_measured(std::string const& path, MeasuredPlace const& place, std::vector<Recording> const& recordings,
                    Diagnostics& diagnostics) {
    std::size_t const before = diagnostics.size();
    for (MeasuredValue const& value : values_of(place.reference)) {
        for (std::string const& title : {value.title, value.compared_with}) {
            auto const known = other_quantities(title, value.quantity, recordings);
            if (known.empty()) continue;
            complain(diagnostics, path, place.span, "unknown-quantity",
                     fmt::format("'{}' was not measured for '{}'", value.quantity, title),
                     quantity_hint(value.quantity, known));
            break;
        }
    }
    if (diagnostics.size() != before) return;
    Recording const* const recording = recording_for(place.reference, recordings);
    if (recording == nullptr) {
        warn(diagnostics, path, place.span, "not-measured",
             place.reference.relations.empty() ? "no recording has this number"
                                               : "no recording has all of these numbers",
             "run: make bench");
        return;
    }
    for (MeasuredRelation const& relation : place.reference.relations)
        check_relation(path, place.span, relation, *recording, diagnostics);
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
