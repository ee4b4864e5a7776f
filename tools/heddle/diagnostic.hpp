// SPDX-License-Identifier: MIT
// What a stage has to say about a chapter, as a value; printing is for `main` alone.
#pragma once

#include <string>
#include <vector>

#include "source.hpp"

namespace heddle {

enum class Severity { error, warning };

/// A second place that explains the first: where a name was defined, one edge of a cycle.
struct Note {
    std::string path;
    Span span;
    std::string message;
    friend bool operator==(Note const&, Note const&) = default;
};

/// One fault. `code` is stable and kebab-case ("unknown-chunk"); the message is lower case, quotes names, has no full stop.
struct Diagnostic {
    Severity severity = Severity::error;
    std::string code;
    std::string path;  // empty: about no file
    Span span;
    std::string message;
    std::vector<Note> notes;
    std::string hint;  // empty: none
    int exit = 1;      // exit status that this fault asks for: 1 chapter, 3 hand edit, 4 environment, 5 cell failed
    friend bool operator==(Diagnostic const&, Diagnostic const&) = default;
};

using Diagnostics = std::vector<Diagnostic>;

}  // namespace heddle
