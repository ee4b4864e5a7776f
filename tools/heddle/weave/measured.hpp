// SPDX-License-Identifier: MIT
// Numbers in prose: {measured}`ratio of "a" to "b" at 1024` stands for what a recording says.
#pragma once

#include <string>
#include <vector>

#include "book/document.hpp"
#include "parse/recording.hpp"
#include "text/diagnostic.hpp"

namespace heddle {

/// One reference: a quantity of one benchmark at a size, or how many times as fast one was as another.
struct Measured {
    enum class Pick { at, worst, best };  // one size, or the least or largest ratio over all sizes
    std::string title;
    std::string other;  // of a ratio; empty: a quantity
    std::string quantity = "seconds";
    Pick pick = Pick::at;
    double n = 0;  // of `at`
    friend bool operator==(Measured const&, Measured const&) = default;
};

/// Where a reference stands in a text, and what it says.
struct MeasuredPlace {
    Span span;  // from `{` to the closing backquote
    Measured reference;
};

/// All references between `span.begin` and `span.end` of `source`, outside of code; a diagnostic for each that is
/// malformed.
std::vector<MeasuredPlace> find_measured(Source const& source, Span span, Diagnostics& diagnostics);

/// The number in words, with three digits and its unit; "not measured" where no recording has it.
std::string measured_text(Measured const& m, std::vector<Recording> const& recordings);

/// The quantities that recordings have of the benchmark if what is asked for is none of them.
std::vector<std::string> other_quantities(Measured const& m, std::vector<Recording> const& recordings);

/// The quantity that was meant by `name`, or all that there are.
std::string quantity_hint(std::string const& name, std::vector<std::string> const& known);

/// A quantity as people read it: "1.23 µs", "45.6 GB/s".
std::string with_unit(double value, std::string const& quantity);

}  // namespace heddle
