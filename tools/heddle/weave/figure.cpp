// SPDX-License-Identifier: MIT
// A point is drawn where it has a place: on a logarithmic axis only a number above 0 has one.
#include "weave/figure.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "text/words.hpp"
#include "weave/measured.hpp"

namespace heddle {

namespace {

using json = nlohmann::ordered_json;

struct DrawnPoint {
    double x = 0;
    Spread y;
};

struct DrawnSeries {
    std::string title;
    std::vector<DrawnPoint> points;
    std::size_t left_out = 0;  // points that have no place on the axes
};

constexpr char const* log_hint = "a logarithmic axis begins above 0";

bool is_log(Plot const& plot, char axis) { return plot.log.find(axis) != std::string::npos; }

bool fits(double value, bool logarithmic) { return std::isfinite(value) && (!logarithmic || value > 0); }

bool fits(DrawnPoint const& point, Plot const& plot) {
    // The quartiles are bars, which may leave the picture; the median is the point.
    return fits(point.x, is_log(plot, 'x')) && fits(point.y.median, is_log(plot, 'y')) && fits(point.y.low, false) &&
           fits(point.y.high, false);
}

/// \param base  what the series is divided by, size by size; null: nothing
DrawnSeries drawn(Series const& series, Plot const& plot, Series const* base) {
    DrawnSeries out{series.title, {}, 0};
    for (Point const& point : series.points) {
        Spread const* const value = quantity_of(point, plot.quantity);
        if (value == nullptr) continue;
        DrawnPoint shown{point.n, *value};
        if (base != nullptr) {
            auto const same =
                std::find_if(base->points.begin(), base->points.end(), [&](Point const& p) { return p.n == point.n; });
            Spread const* const one = same == base->points.end() ? nullptr : quantity_of(*same, plot.quantity);
            if (one == nullptr) continue;
            shown.y = speed_ratio(*value, *one, plot.quantity);
        }
        if (fits(shown, plot)) {
            out.points.push_back(shown);
        } else {
            ++out.left_out;
        }
    }
    return out;
}

/// The series that a recording has of the plot; none where it lacks what they are to be divided by.
std::vector<DrawnSeries> all_drawn(Plot const& plot, Recording const& recording) {
    Series const* const base = plot.relative_to.empty() ? nullptr : find_series(recording, plot.relative_to);
    std::vector<DrawnSeries> all;
    if (base == nullptr && !plot.relative_to.empty()) return all;
    for (std::string const& title : plot.recording) {
        if (Series const* const series = find_series(recording, title)) all.push_back(drawn(*series, plot, base));
    }
    return all;
}

bool shows_a_point(std::vector<DrawnSeries> const& all) {
    return std::any_of(all.begin(), all.end(), [](DrawnSeries const& s) { return !s.points.empty(); });
}

std::string label_of(Plot const& plot, std::string const& title) {
    auto const label = plot.labels.find(title);
    return label == plot.labels.end() ? title : label->second;
}

/// What the largest size of the plot's peak measured; null where there is none.
Spread const* peak_of(Plot const& plot, Recording const& recording) {
    Series const* const peak = plot.peak.empty() ? nullptr : find_series(recording, plot.peak);
    return peak == nullptr || peak->points.empty() ? nullptr : quantity_of(peak->points.back(), plot.quantity);
}

/// What the libraries ran that the plot shows, each once.
std::vector<std::string> kernels_of(Plot const& plot, Recording const& recording) {
    std::vector<std::string> all;
    for (std::string const& title : titles_of(plot)) {
        Series const* const series = find_series(recording, title);
        if (series == nullptr || series->kernels.empty()) continue;
        if (std::find(all.begin(), all.end(), series->kernels) == all.end()) all.push_back(series->kernels);
    }
    return all;
}

/// Reports faults of one plot, at its line.
struct Reporter {
    Document const& document;
    Block const& block;
    Diagnostics& diagnostics;

    void say(Severity severity, char const* code, std::string message, std::string hint) const {
        diagnostics.push_back(
            {severity, code, document.source.path, block.info, std::move(message), {}, std::move(hint)});
    }
};

/// The quantities that the plot's series have, where none has the one that is to be drawn.
std::vector<std::string> unknown_quantity(Plot const& plot, Recording const& recording) {
    std::vector<std::string> known;
    for (std::string const& title : plot.recording) {
        if (find_series(recording, title) == nullptr) continue;
        known = other_quantities(title, plot.quantity, {recording});
        if (known.empty()) return known;
    }
    return known;
}

/// Why a plot has no point at all.
void report_empty(Reporter const& reporter, Plot const& plot, bool left_out) {
    auto const say = [&](std::string message, std::string hint) {
        reporter.say(Severity::error, "empty-plot", std::move(message), std::move(hint));
    };
    if (left_out)
        say("no point of this plot has a place on its axes", plot.log.empty() ? "" : log_hint);
    else if (!plot.relative_to.empty())
        say(fmt::format("no size was measured both of these benchmarks and of '{}'", plot.relative_to),
            "give the blocks the same 'sizes'");
    else
        say("the recording has no point for this plot", "run: make bench");
}

void check_points(Reporter const& reporter, Plot const& plot, Recording const& recording) {
    std::vector<DrawnSeries> const all = all_drawn(plot, recording);
    if (all.empty()) return;
    auto const left_out = [](DrawnSeries const& series) { return series.left_out != 0; };
    if (!shows_a_point(all)) {
        report_empty(reporter, plot, std::any_of(all.begin(), all.end(), left_out));
        return;
    }
    auto const warn = [&](std::string const& what) {
        reporter.say(Severity::warning, "points-left-out",
                     fmt::format("the figure leaves out {}, without a place on its axes", what),
                     plot.log.empty() ? "" : log_hint);
    };
    for (DrawnSeries const& series : all) {
        if (left_out(series))
            warn(fmt::format("{} point{} of '{}'", series.left_out, series.left_out == 1 ? "" : "s", series.title));
    }
    Spread const* const peak = peak_of(plot, recording);
    if (peak != nullptr && !fits(peak->median, is_log(plot, 'y'))) warn(fmt::format("the line of '{}'", plot.peak));
}

}  // namespace

std::vector<std::string> titles_of(Plot const& plot) {
    std::vector<std::string> titles;
    auto const add = [&](std::string const& title) {
        if (!title.empty() && std::find(titles.begin(), titles.end(), title) == titles.end()) titles.push_back(title);
    };
    std::for_each(plot.recording.begin(), plot.recording.end(), add);
    add(plot.peak);
    add(plot.relative_to);
    return titles;
}

Recording const* recording_of(Plot const& plot, std::vector<Recording> const& recordings) {
    return find_recording(recordings, titles_of(plot), plot.machine);
}

void check_figure(Document const& document, Block const& block, Plot const& plot, Recording const* recording,
                  Diagnostics& diagnostics) {
    Reporter const reporter{document, block, diagnostics};
    std::vector<std::string> missing;
    for (std::string const& title : titles_of(plot)) {
        if (recording == nullptr || find_series(*recording, title) == nullptr) missing.push_back(title);
    }
    if (!missing.empty())
        reporter.say(
            Severity::warning, "no-recording",
            fmt::format("no recording of '{}' is here: the figure does not show it", fmt::join(missing, "', '")),
            "run: make bench");
    if (recording == nullptr) return;
    auto const known = unknown_quantity(plot, *recording);
    if (!known.empty()) {
        reporter.say(Severity::error, "unknown-quantity", fmt::format("the recording has no '{}'", plot.quantity),
                     quantity_hint(plot.quantity, known));
        return;
    }
    check_points(reporter, plot, *recording);
}

json plot_json(std::string const& id, Plot const& plot, std::string const& alt, Recording const* recording,
               bool stale) {
    std::vector<DrawnSeries> const all =
        recording == nullptr ? std::vector<DrawnSeries>{} : all_drawn(plot, *recording);
    // Without a point there is no axis: the page says that nothing was measured.
    json out{{"id", id}, {"title", plot.title}, {"measured", shows_a_point(all)}};
    if (!shows_a_point(all)) return out;
    out["stale"] = stale;
    for (auto const& [name, value] : recording->provenance) out["provenance"][name] = value;
    if (recording->threads != 0) out["provenance"]["threads"] = recording->threads;
    if (recording->repetitions != 0) out["provenance"]["repetitions"] = recording->repetitions;
    if (recording->dirty) out["provenance"]["dirty"] = true;
    if (!recording->statistics.empty()) out["statistics"] = recording->statistics;
    if (!recording->libraries.empty()) out["provenance"]["libraries"] = recording->libraries;
    if (std::vector<std::string> const kernels = kernels_of(plot, *recording); !kernels.empty())
        out["provenance"]["kernels"] = kernels;
    out["raw"] = "../recordings/" + file_name(recording->path);
    out["series"] = json::array();
    for (DrawnSeries const& series : all) {
        json points = json::array();
        for (DrawnPoint const& point : series.points)
            points.push_back(
                {{"x", point.x}, {"median", point.y.median}, {"low", point.y.low}, {"high", point.y.high}});
        out["series"].push_back({{"label", label_of(plot, series.title)}, {"points", points}});
    }
    out["x"] = plot.x;
    out["y"] = plot.y;
    out["quantity"] = plot.quantity;
    out["log"] = plot.log;
    if (!plot.relative_to.empty()) out["relative_to"] = plot.relative_to;
    Spread const* const peak = peak_of(plot, *recording);
    if (peak != nullptr && fits(peak->median, is_log(plot, 'y')))
        out["peak"] = {{"label", label_of(plot, plot.peak)}, {"value", peak->median}};
    out["alt"] = alt;
    return out;
}

}  // namespace heddle
