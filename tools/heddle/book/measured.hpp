// SPDX-License-Identifier: MIT
// References to measured numbers in prose, and what prose says of them: {measured}`ratio of "a" to "b" at 1024 >= 2`.
// `parse` reads each once; what checks and what shows it find it here.
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "text/source.hpp"

namespace heddle {

/// One number: written down, a quantity of a benchmark, or how many times as fast one was as another.
struct MeasuredValue {
    enum class Pick { at, least, most };  // one size, or the least or the most of several
    std::string title;                    // empty: `number` is the value
    std::string compared_with;            // of a ratio; empty: a quantity
    std::string quantity = "seconds";
    Pick pick = Pick::at;
    double n = 0;     // of `at`: the size
    double from = 0;  // of the others: the least and the largest size
    double to = std::numeric_limits<double>::infinity();
    double number = 0;
    friend bool operator==(MeasuredValue const&, MeasuredValue const&) = default;
};

/// A product and quotient of values, from left to right.
struct MeasuredTerm {
    struct Factor {
        MeasuredValue value;
        bool divides = false;
        friend bool operator==(Factor const&, Factor const&) = default;
    };
    std::vector<Factor> factors;
    friend bool operator==(MeasuredTerm const&, MeasuredTerm const&) = default;
};

/// `left` `sign` `right`, with one of the signs < <= > >=.
struct MeasuredRelation {
    MeasuredTerm left;
    std::string sign;
    MeasuredTerm right;
    friend bool operator==(MeasuredRelation const&, MeasuredRelation const&) = default;
};

/// A reference: what stands in its place, and what has to hold.
struct Measured {
    std::string words;   // empty: the number is shown
    MeasuredTerm shown;  // the first term that was measured
    std::vector<MeasuredRelation> relations;
    friend bool operator==(Measured const&, Measured const&) = default;
};

/// Where a reference stands in a text, and what it says.
struct MeasuredPlace {
    Span span;  // from `{` to the closing backquote
    Measured reference;
    friend bool operator==(MeasuredPlace const&, MeasuredPlace const&) = default;
};

/// All values of a reference that were measured, each once.
std::vector<MeasuredValue> values_of(Measured const& reference);

}  // namespace heddle
