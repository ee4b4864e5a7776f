// SPDX-License-Identifier: MIT
// A recording: what the benchmarks of a chapter took on one machine, as `make bench` wrote it; or what a compiler
// made of functions, as `make listings` did.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "text/diagnostic.hpp"

namespace heddle {

struct Spread {
    double median = 0;
    double low = 0;   // lower quartile
    double high = 0;  // upper quartile
    friend bool operator==(Spread const&, Spread const&) = default;
};

struct Point {
    double n = 0;                              // size
    std::map<std::string, Spread> quantities;  // "seconds", "bytes_per_second", ...
    friend bool operator==(Point const&, Point const&) = default;
};

/// What was measured of a quantity at a point; null where nothing was.
Spread const* quantity_of(Point const& point, std::string const& quantity);

struct Series {
    std::string title;  // of the benchmark
    std::string hash;   // of its code when it was measured; empty: it is not code of this book
    std::vector<Point> points;
    std::string kernels = {};  // of a library, as its label tells them: "OpenBLAS SkylakeX"; may be empty
    friend bool operator==(Series const&, Series const&) = default;
};

/// What a `volatile` cell showed when the chapter was recorded.
struct RecordedCell {
    struct Event {
        bool display = false;                     // or written to standard output
        std::map<std::string, std::string> mime;  // media type -> content; "text/plain" always
        friend bool operator==(Event const&, Event const&) = default;
    };
    std::string code;  // fingerprint of the cell's own code
    std::string hash;  // of that and of the chapter's code when it ran, as of a benchmark
    std::vector<Event> events;
    friend bool operator==(RecordedCell const&, RecordedCell const&) = default;
};

/// The inner loop of a function as a compiler made it.
struct RecordedListing {
    struct Line {
        std::string text;  // an instruction, or a label with its colon
        std::string code;  // the chapter's line that it was made from; empty: none
        friend bool operator==(Line const&, Line const&) = default;
    };
    std::string function;  // as the chapter names it
    std::string compiler;  // the command, as the chapter has it
    std::string hash;      // of the code that it was made from
    std::map<std::string, long> counts;
    std::vector<Line> lines;
    friend bool operator==(RecordedListing const&, RecordedListing const&) = default;
};

struct Recording {
    std::string path;        // below the root
    std::string chapter;     // the chapter that was measured, below the root; may be empty
    std::string machine;     // its name
    std::string statistics;  // what the three numbers of a spread are, where they are not median and quartiles
    // What stands under a figure: names and words, in this order; then the counts.
    std::vector<std::pair<std::string, std::string>> provenance;
    long threads = 0;      // 0: not said
    long repetitions = 0;  // likewise
    bool dirty = false;    // measured with changes that no commit has
    std::map<std::string, std::string> libraries;
    std::vector<Series> series;
    std::vector<RecordedCell> cells;
    std::vector<RecordedListing> listings;
    friend bool operator==(Recording const&, Recording const&) = default;
};

/// What stands under `name` in the provenance; empty: nothing.
std::string provenance_of(Recording const& recording, std::string const& name);

/// Puts the recordings of `machine` in front, each group in its order: they are the ones that pages show.
void put_first(std::vector<Recording>& recordings, std::string const& machine);

/// Reads a recording; a diagnostic and nothing if `json` is none.
std::optional<Recording> parse_recording(std::string const& json, std::string const& path, Diagnostics& diagnostics);

/// The benchmark called `title`, or null.
Series const* find_series(Recording const& recording, std::string const& title);

/// The first recording, of the machine `machine` if it is named, with most of `titles`; null where none has any.
Recording const* find_recording(std::vector<Recording> const& recordings, std::vector<std::string> const& titles,
                                std::string const& machine);

/// How many times as fast `a` was as `b`: a quotient of rates, turned round for times. The spread is that of the
/// quotients of quartiles, farthest apart.
Spread speed_ratio(Spread const& a, Spread const& b, std::string const& quantity);

}  // namespace heddle
