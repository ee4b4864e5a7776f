// SPDX-License-Identifier: MIT
// Values only: no pipe and no process is touched here.
#include "record.hpp"

#include <algorithm>

#include "text.hpp"

namespace heddle::runtime {

using nlohmann::json;

namespace {

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// How many bytes at the end of `text` are the beginning of `mark`.
std::size_t begun(std::string_view text, std::string_view mark) {
    std::size_t length = std::min(text.size(), mark.size() - 1);
    while (length > 0 && text.substr(text.size() - length) != mark.substr(0, length)) --length;
    return length;
}

std::string in_mib(std::size_t bytes) { return std::to_string(bytes >> 20U) + " MiB"; }

}  // namespace

Record::Record(Chapter const& chapter) {
    for (std::size_t i = 0; i < chapter.count; ++i) {
        cells.push_back(
            {{"line", chapter.lines[i]}, {"status", "not run"}, {"events", json::array()}, {"seconds", 0.0}});
    }
}

void Record::text(std::string_view part, Limits const& limits) {
    if (!started || part.empty() || !excess.empty()) return;
    std::size_t const room = limits.printed - std::min(limits.printed, printed);
    if (part.size() > room) excess = "printed more than the limit of " + in_mib(limits.printed);
    printed += part.size();
    part = part.substr(0, room);
    if (part.empty()) return;
    auto& events = cells[current]["events"];
    if (events.empty() || !events.back().contains("stream")) events.push_back({{"stream", ""}});
    events.back()["stream"].get_ref<std::string&>() += part;
}

std::size_t Record::not_begun() const {
    auto const first =
        std::find_if(cells.begin(), cells.end(), [](json const& cell) { return cell["status"] == "not run"; });
    return static_cast<std::size_t>(first - cells.begin());
}

void Record::begin(json const& event) {
    if (started) {
        if (cells[current]["status"] == "not run") cells[current]["status"] = "ok";
        cells[current]["seconds"] = seconds_since(since);
    }
    ended = event.contains("end");
    if (ended) return;
    current = event["cell"];
    started = true;
    printed = shown = 0;
    since = std::chrono::steady_clock::now();
}

void Record::display(json const& event, Limits const& limits) {
    shown += event.dump(-1, ' ', false, json::error_handler_t::replace).size();
    if (event.contains("display")) printed += event["display"].value("text/plain", "").size();
    if (shown > limits.shown) excess = showed_too_much(limits);
    if (excess.empty() && printed > limits.printed)
        excess = "showed more text than the limit of " + in_mib(limits.printed);
    if (excess.empty()) cells[current]["events"].push_back(event);
}

void Record::event(json const& event, Limits const& limits) {
    if (!excess.empty()) return;
    if (event.contains("failure")) failure = event["failure"];
    if (event.contains("returned")) returned = true;
    if (started && event.contains("skipped")) {
        cells[current]["status"] = "skipped";
        cells[current]["reason"] = event["skipped"];
    }
    if (started && event.contains("not compiled")) cells[current]["status"] = "not compiled";
    if (event.contains("cell") || event.contains("end")) begin(event);
    if (event.contains("end")) return;
    if (event.contains("varies")) varies = event["varies"];
    if (started && !varies.empty()) cells[current]["varies"] = varies;
    if (started && (event.contains("display") || event.contains("error"))) display(event, limits);
}

std::string showed_too_much(Limits const& limits) { return "showed more than the limit of " + in_mib(limits.shown); }

void Splitter::hand_over(Record& record, Limits const& limits) {
    for (;;) {
        std::size_t const at = output_.find(mark_);
        if (at == std::string::npos) {
            std::size_t const sure = output_.size() - begun(output_, mark_);
            record.text(std::string_view(output_).substr(0, sure), limits);
            output_.erase(0, sure);
            return;
        }
        std::size_t const end = events_.find('\n');
        if (end == std::string::npos) return;  // the event was sent before its mark; the next read brings it
        record.text(std::string_view(output_).substr(0, at), limits);
        output_.erase(0, at + mark_.size());
        json const event = json::parse(events_.substr(0, end), nullptr, false);
        events_.erase(0, end + 1);
        if (event.is_object()) record.event(event, limits);
    }
}

void Splitter::hand_over_rest(Record& record, Limits const& limits) {
    hand_over(record, limits);
    record.text(output_, limits);
    output_.clear();
}

std::string record_json(Chapter const& chapter, Record const& record, json const& failure) {
    json cells = record.cells;
    for (json& cell : cells) {
        for (json& event : cell["events"]) {
            if (event.contains("stream")) event["stream"] = readable(event["stream"].get<std::string>());
        }
    }
    json all = {
        {"schema", 1}, {"chapter", chapter.path}, {"program", chapter.program}, {"cells", cells}, {"failure", failure}};
    if (!record.errors.empty()) all["stderr"] = readable(record.errors);
    return all.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace heddle::runtime
