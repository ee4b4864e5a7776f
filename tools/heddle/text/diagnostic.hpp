// SPDX-License-Identifier: MIT
// What a stage has to say about a chapter, as a value; printing is for `main` alone.
#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/source.hpp"

namespace heddle {

enum class Severity { error, warning };

/// A second place that explains the first: where a name was defined, one edge of a cycle.
struct Note {
    std::string path;
    Span span;
    std::string message;
    friend bool operator==(Note const&, Note const&) = default;
};

/// One fault. `code` is stable and kebab-case ("unknown-chunk"); the message is lower case, quotes names, has no full
/// stop.
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

/// Adds an error at `span` of the file at `path`. \returns it, for notes
Diagnostic& complain(Diagnostics& all, std::string path, Span span, std::string code, std::string message,
                     std::string hint = "", int exit = 1);
inline Diagnostic& complain(Diagnostics& all, Source const& source, Span span, std::string code, std::string message,
                            std::string hint = "") {
    return complain(all, source.path, span, std::move(code), std::move(message), std::move(hint));
}
/// The same for a warning.
Diagnostic& warn(Diagnostics& all, std::string path, Span span, std::string code, std::string message,
                 std::string hint = "");

/// Does any of them stop the run?
bool has_errors(Diagnostics const& diagnostics);

/// The exit status that a run with these diagnostics ends with: the highest that an error asks for, 0 without one.
int exit_status(Diagnostics const& diagnostics);

/// The known name nearest to `name` by edit distance, or "" where none is near enough to be meant.
std::string nearest(std::string const& name, std::vector<std::string> const& known);

/// With more faults than these no near name is looked for: one search goes through all the book's names.
constexpr std::size_t searches_at_most = 100;

/// The texts that diagnostics are about, by path. It refers to sources that its maker keeps.
class Sources {
public:
    Sources() = default;
    Sources(std::vector<Source> const& sources);  // NOLINT: a list of sources is one
    Sources(std::initializer_list<Source> sources);
    void add(Source const& source) { by_path_.emplace(source.path, &source); }
    [[nodiscard]] Source const* find(std::string_view path) const;

private:
    std::map<std::string_view, Source const*> by_path_;
};

/// All diagnostics as people read them, sorted by file and place, each with its source line and a caret.
std::string render_text(Diagnostics diagnostics, Sources const& sources, bool color);

/// The same as one JSON array, for editors.
std::string render_json(Diagnostics diagnostics, Sources const& sources);

}  // namespace heddle
