// SPDX-License-Identifier: MIT
// The record of a run, as it grows: what was printed and the events go in, the JSON that heddle reads comes out.
#pragma once

#include <chrono>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "heddle/runtime.hpp"

namespace heddle::runtime {

/// What one cell may use.
struct Limits {
    double seconds = 60;
    std::size_t printed = 1 << 20;  // bytes of text, printed and displayed
    std::size_t shown = 16 << 20;   // bytes of everything, pictures included
};

struct Record {
    nlohmann::json cells = nlohmann::json::array();
    std::size_t current = 0;  // the cell that runs, or ran last
    std::size_t printed = 0;  // bytes of text that it printed, and of that which it displayed
    std::size_t shown = 0;    // bytes of what it displayed
    bool started = false;     // a cell has begun
    bool ended = false;       // the last one is done
    bool returned = false;    // the function of all cells is done, be it by its end or by a `return`
    std::string varies;       // why outputs from the current cell on are not compared; empty where they are
    std::string excess;       // of which of its limits the current cell took more; then nothing more is recorded
    std::string errors;       // what the program wrote to its standard error, shortened
    std::string failure;      // why the current cell failed, where the program could still say so
    std::chrono::steady_clock::time_point since = std::chrono::steady_clock::now();  // the current cell's start

    explicit Record(Chapter const& chapter);
    /// Text that the current cell printed. What exceeds the limit of one cell is not kept.
    void text(std::string_view part, Limits const& limits);
    void event(nlohmann::json const& event, Limits const& limits);
    /// The first cell that has not begun, or the number of cells.
    [[nodiscard]] std::size_t not_begun() const;

private:
    void begin(nlohmann::json const& event);
    void display(nlohmann::json const& event, Limits const& limits);
};

/// What is said of a cell that showed more than `limits.shown`.
std::string showed_too_much(Limits const& limits);

/// Takes apart what a process wrote to its two pipes: text, and where the mark stands the next event.
class Splitter {
public:
    explicit Splitter(std::string mark) : mark_(std::move(mark)) {}
    void add_output(std::string_view bytes) { output_ += bytes; }
    void add_events(std::string_view bytes) { events_ += bytes; }
    /// Bytes of an event that is still coming.
    [[nodiscard]] std::size_t waiting() const { return events_.size(); }
    /// Hands to `record` all that can be told apart by now; what may be the start of a mark waits.
    void hand_over(Record& record, Limits const& limits);
    /// The same at the end of the run, when nothing more can come.
    void hand_over_rest(Record& record, Limits const& limits);

private:
    std::string mark_, output_, events_;
};

/// The JSON of a run. \param failure  null, or the cell that failed and why
std::string record_json(Chapter const& chapter, Record const& record, nlohmann::json const& failure);

}  // namespace heddle::runtime
