// SPDX-License-Identifier: MIT
// What recordings say to references in prose: {measured}`ratio of "a" to "b" at 1024` stands for a number, and
// {measured}`faster if worst ratio of "a" to "b" > 1` for words that the recording has to bear out.
#pragma once

#include <string>
#include <vector>

#include "book/measured.hpp"
#include "parse/recording.hpp"
#include "text/diagnostic.hpp"

namespace heddle {

/// What stands in the place of a reference.
struct MeasuredText {
    std::string text;       // its words, or the number with three digits and its unit; "not measured" where it is not
    bool measured = false;  // everything that it asks for is in one recording
};
MeasuredText measured_text(Measured const& m, std::vector<Recording> const& recordings);

/// Faults of one reference of the file at `path`: a quantity that the recordings do not have, a relation that the
/// recording does not bear out; a warning where it was not measured.
void check_measured(std::string const& path, MeasuredPlace const& place, std::vector<Recording> const& recordings,
                    Diagnostics& diagnostics);

/// The quantities that recordings have of the benchmark `title` if `quantity` is none of them.
std::vector<std::string> other_quantities(std::string const& title, std::string const& quantity,
                                          std::vector<Recording> const& recordings);

/// The quantity that was meant by `name`, or all that there are.
std::string quantity_hint(std::string const& name, std::vector<std::string> const& known);

/// A quantity as people read it: "1.23 µs", "45.6 GB/s".
std::string with_unit(double value, std::string const& quantity);

}  // namespace heddle
