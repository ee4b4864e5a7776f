// SPDX-License-Identifier: MIT
// JSON to values, and look-ups in them.
#include "parse/recording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "book/listing.hpp"

namespace heddle {

namespace {

using nlohmann::json;

/// What a recording says that cannot be.
class Nonsense : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Times and rates are no negative numbers; other quantities may be.
Spread spread(json const& value, std::string const& quantity, std::string const& title) {
    Spread const out{value.at("median").get<double>(), value.at("low").get<double>(), value.at("high").get<double>()};
    bool const of_time = quantity == "seconds" || quantity.ends_with("_per_second");
    if (of_time && std::min({out.low, out.median, out.high}) < 0)
        throw Nonsense(fmt::format("'{}' of '{}' is below 0", quantity, title));
    return out;
}

Point point(json const& value, std::string const& title) {
    Point out;
    out.n = value.at("n").get<double>();
    for (auto const& [name, quantity] : value.items()) {
        if (quantity.is_object()) out.quantities[name] = spread(quantity, name, title);
    }
    return out;
}

Series series(json const& value) {
    Series out{value.at("title").get<std::string>(), value.value("hash", ""), {}, value.value("kernels", "")};
    for (json const& one : value.at("points")) out.points.push_back(point(one, out.title));
    // Sizes are recorded in the order in which they ran; a curve and the largest size of a peak need them sorted.
    std::sort(out.points.begin(), out.points.end(), [](Point const& a, Point const& b) { return a.n < b.n; });
    return out;
}

RecordedCell cell(json const& value) {
    RecordedCell out{value.at("code").get<std::string>(), value.at("hash").get<std::string>(), {}};
    for (json const& event : value.at("events")) {
        if (event.contains("stream")) {
            out.events.push_back({false, {{"text/plain", event.at("stream").get<std::string>()}}});
        } else {
            out.events.push_back({true, event.at("display").get<std::map<std::string, std::string>>()});
            if (!out.events.back().mime.contains("text/plain")) throw Nonsense("a cell shows what has no text");
        }
    }
    return out;
}

/// Whatever is counted in a loop, it has a number, and no loop has less than none.
RecordedListing listing(json const& value) {
    RecordedListing out{value.at("function").get<std::string>(),
                        value.at("compiler").get<std::string>(),
                        value.at("hash").get<std::string>(),
                        value.at("counts").get<std::map<std::string, long>>(),
                        {}};
    for (std::string_view const name : counted_in_loops) {
        auto const count = out.counts.find(std::string(name));
        if (count == out.counts.end() || count->second < 0)
            throw Nonsense(fmt::format("'{}' has no number of {}", out.function, name));
    }
    for (json const& line : value.at("lines"))
        out.lines.push_back({line.at("text").get<std::string>(), line.value("code", "")});
    return out;
}

std::string in_words(json const& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

Recording recording(json const& all, std::string const& path) {
    Recording out;
    out.path = path;
    out.chapter = all.value("chapter", "");
    out.statistics = all.value("statistics", "");
    json const& machine = all.at("machine");
    out.machine = machine.at("name").get<std::string>();
    auto keep = [&](char const* name, json const& where, char const* key) {
        if (where.contains(key) && !where.at(key).is_null()) out.provenance.emplace_back(name, in_words(where.at(key)));
    };
    keep("machine", machine, "name");
    keep("cpu", machine, "cpu");
    keep("gpu", machine, "gpu");
    keep("os", machine, "os");
    keep("compiler", all.at("build"), "compiler");
    keep("flags", all.at("build"), "flags");
    for (char const* key : {"commit", "date"}) keep(key, all, key);
    out.threads = all.value("threads", 0L);
    out.repetitions = all.value("repetitions", 0L);
    out.dirty = all.value("dirty", false);
    if (all.at("build").contains("libraries")) {
        for (auto const& [name, version] : all.at("build").at("libraries").items())
            out.libraries[name] = in_words(version);
    }
    for (json const& one : all.at("benchmarks")) {
        Series next = series(one);
        if (find_series(out, next.title) != nullptr) throw Nonsense(fmt::format("'{}' is in it twice", next.title));
        out.series.push_back(std::move(next));
    }
    if (all.contains("cells")) {
        for (json const& one : all.at("cells")) out.cells.push_back(cell(one));
    }
    if (all.contains("listings")) {
        for (json const& one : all.at("listings")) out.listings.push_back(listing(one));
    }
    return out;
}

}  // namespace

std::string provenance_of(Recording const& recording, std::string const& name) {
    auto const at = std::find_if(recording.provenance.begin(), recording.provenance.end(),
                                 [&](auto const& entry) { return entry.first == name; });
    return at == recording.provenance.end() ? "" : at->second;
}

void put_first(std::vector<Recording>& recordings, std::string const& machine) {
    std::stable_partition(recordings.begin(), recordings.end(),
                          [&](Recording const& recording) { return recording.machine == machine; });
}

std::optional<Recording> parse_recording(std::string const& json_text, std::string const& path,
                                         Diagnostics& diagnostics) {
    auto const refuse = [&](std::string message) {
        bool const listings = json_text.find("\"make listings\"") != std::string::npos;
        complain(diagnostics, path, {}, "bad-recording", std::move(message),
                 listings ? "run: make listings" : "run: make bench");
        return std::nullopt;
    };
    try {
        json const all = json::parse(json_text);
        if (all.at("schema") == 1) return recording(all, path);
        return refuse("a recording of another version");
    } catch (Nonsense const& e) {
        return refuse(fmt::format("this recording cannot be right: {}", e.what()));
    } catch (json::exception const& e) {
        std::string const said = e.what();  // begins with the exception's own name in brackets
        return refuse(fmt::format("this is no recording: {}", said.substr(said.find("] ") + 2)));
    }
}

Spread const* quantity_of(Point const& point, std::string const& quantity) {
    auto const found = point.quantities.find(quantity);
    return found == point.quantities.end() ? nullptr : &found->second;
}

Series const* find_series(Recording const& recording, std::string const& title) {
    auto const at = std::find_if(recording.series.begin(), recording.series.end(),
                                 [&](Series const& s) { return s.title == title; });
    return at == recording.series.end() ? nullptr : &*at;
}

Recording const* find_recording(std::vector<Recording> const& recordings, std::vector<std::string> const& titles,
                                std::string const& machine) {
    Recording const* best = nullptr;
    std::ptrdiff_t most = 0;
    for (Recording const& recording : recordings) {
        if (!machine.empty() && recording.machine != machine) continue;
        auto const has = [&](std::string const& title) { return find_series(recording, title) != nullptr; };
        std::ptrdiff_t const count = std::count_if(titles.begin(), titles.end(), has);
        // The one with most of the titles: where machines share them out, a figure is of one machine all the same.
        if (count > most) most = count, best = &recording;
    }
    return best;
}

Spread speed_ratio(Spread const& a, Spread const& b, std::string const& quantity) {
    // The bounds join the best of one with the worst of the other, for the runs of the two are no pairs.
    if (quantity == "seconds") return {b.median / a.median, b.low / a.high, b.high / a.low};
    return {a.median / b.median, a.low / b.high, a.high / b.low};
}

}  // namespace heddle
