// SPDX-License-Identifier: MIT
// The keys of a plot, one by one. The chapter spells the words for those who cannot see it as YAML has it, with quotes
// and in several lines; a reference in them is read from the words, and its place looked for in the chapter.
#include "parse/plot.hpp"

#include <fmt/format.h>

#include "parse/code_span.hpp"
#include "parse/measured.hpp"
#include "text/words.hpp"
#include "text/yaml.hpp"

namespace heddle {

namespace {

std::vector<std::string> titles(YAML::Node const& node, YamlReader const& reader) {
    std::vector<std::string> all;
    if (node.IsSequence()) {
        for (YAML::Node const& one : node) all.push_back(reader.text(one, "recording"));
    } else {
        all.push_back(reader.text(node, "recording"));
    }
    return all;
}

/// Where the reference that begins at byte `at` of `words` stands in `source`, in which the words begin at `from`.
/// Empty, at `from`, where YAML's escapes hide it.
Span place_of(std::string const& words, std::size_t at, std::string const& source, std::size_t from) {
    std::size_t place = source.find(measured_opening, from);
    for (std::size_t before = words.find(measured_opening); before < at && place != std::string::npos;
         before = words.find(measured_opening, before + 1))
        place = source.find(measured_opening, place + 1);
    if (place == std::string::npos) return {from, from};
    return {place, after_span(source, place + measured_opening.size() - 1)};
}

void read_alt(Plot& plot, std::string const& words, Span value, YamlReader const& reader) {
    Diagnostics faults;
    Source const alone{reader.source.path, words};
    plot.measured = find_measured(alone, {0, words.size()}, faults);
    std::size_t done = 0;
    for (MeasuredPlace& one : plot.measured) {
        plot.alt.push_back(words.substr(done, one.span.begin - done));
        done = one.span.end;
        one.span = place_of(words, one.span.begin, reader.source.text, value.begin);
    }
    plot.alt.push_back(words.substr(done));
    for (Diagnostic& fault : faults) {
        fault.span = place_of(words, fault.span.begin, reader.source.text, value.begin);
        reader.diagnostics.push_back(std::move(fault));
    }
}

void read_key(Plot& plot, std::string const& key, YAML::Node const& value, YamlReader const& reader) {
    std::map<std::string, std::string*> const texts{{"title", &plot.title},
                                                    {"x", &plot.x},
                                                    {"y", &plot.y},
                                                    {"quantity", &plot.quantity},
                                                    {"log", &plot.log},
                                                    {"peak", &plot.peak},
                                                    {"machine", &plot.machine},
                                                    {"relative_to", &plot.relative_to}};
    if (auto const text = texts.find(key); text != texts.end()) *text->second = reader.text(value, key);
    if (key == "alt") {
        std::string const words = reader.text(value, key);
        if (!words.empty()) read_alt(plot, words, reader.at(value.Mark()), reader);
    }
    if (key == "recording") plot.recording = titles(value, reader);
    if (key == "log" && plot.log != "x" && plot.log != "y" && plot.log != "xy")
        reader.complain(value.Mark(), "bad-plot", "'log' is neither x, y nor xy");
    if (key == "quantity" && plot.quantity.empty()) reader.complain(value.Mark(), "bad-plot", "'quantity' is empty");
    if (key != "labels") return;
    if (!value.IsMap()) {
        reader.complain(value.Mark(), "bad-plot", "'labels' is no map from titles to labels");
        return;
    }
    for (auto const& item : value) plot.labels[reader.text(item.first, key)] = reader.text(item.second, key);
}

}  // namespace

std::optional<Plot> parse_plot(Document const& document, Block const& block, Diagnostics& diagnostics) {
    std::size_t const before = diagnostics.size();
    YamlReader const reader{document.source, block.body.begin, diagnostics,
                            block.fence.begin - line_begin(document.source.text, block.fence.begin)};
    auto const node = reader.load(block.code);
    if (!node) return std::nullopt;
    Plot plot;
    reader.each(*node,
                {"recording", "title", "x", "y", "quantity", "log", "peak", "machine", "relative_to", "labels", "alt"},
                [&](std::string const& key, YAML::Node const& value) { read_key(plot, key, value, reader); });
    auto complain = [&](char const* what, char const* hint) {
        heddle::complain(diagnostics, document.source.path, block.info, "bad-plot", what, hint);
    };
    if (plot.recording.empty()) complain("a plot names no recording", "add 'recording: title of a benchmark'");
    if (plot.alt.empty()) complain("a plot has no text for those who cannot see it", "add 'alt: ...'");
    if (!plot.peak.empty() && !plot.relative_to.empty())
        complain("a plot of ratios has no peak, which is no ratio", "leave out 'peak' or 'relative_to'");
    if (diagnostics.size() != before) return std::nullopt;
    return plot;
}

}  // namespace heddle
