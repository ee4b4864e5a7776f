// SPDX-License-Identifier: MIT
// What a `plot` block asks for, as values.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "book/measured.hpp"

namespace heddle {

struct Plot {
    std::vector<std::string> recording;         // titles of benchmarks, a series each
    std::string title, x, y;                    // of the figure and its axes
    std::string quantity = "seconds";           // what is drawn: a name in the recording
    std::string log;                            // the logarithmic axes: "", "x", "y", "xy"
    std::string peak;                           // title of the benchmark whose largest size gives a line; may be empty
    std::string machine;                        // empty: the first that has all titles
    std::string relative_to;                    // title of the benchmark that is 1; empty: absolute numbers
    std::map<std::string, std::string> labels;  // title -> name in the legend
    // The words for those who cannot see it, cut at the references in them: one piece more than there are references.
    std::vector<std::string> alt;
    std::vector<MeasuredPlace> measured;
    friend bool operator==(Plot const&, Plot const&) = default;
};

}  // namespace heddle
