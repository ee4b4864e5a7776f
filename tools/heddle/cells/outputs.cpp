// SPDX-License-Identifier: MIT
// Records to values, values against the chapter.
#include "cells/outputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "parse/parse.hpp"
#include "text/encoding.hpp"
#include "text/pattern.hpp"
#include "text/words.hpp"

namespace heddle {

namespace {

void end_line(std::string& text) {
    if (!text.empty() && text.back() != '\n') text += '\n';
}

std::string text_of(nlohmann::json const& events) {
    std::string text;
    for (auto const& event : events) {
        if (event.contains("stream")) {
            text += event.at("stream").get<std::string>();
            continue;
        }
        // A value begins on a line of its own, wherever the prints before it ended.
        end_line(text);
        if (event.contains("display")) text += event.at("display").at("text/plain").get<std::string>();
        if (event.contains("error")) text += event.at("error").at("what").get<std::string>();
        end_line(text);
    }
    end_line(text);
    return text;
}

std::vector<Shown> shown_by(nlohmann::json const& events) {
    std::vector<Shown> all;
    for (auto const& event : events) {
        if (event.contains("stream"))
            all.push_back({Shown::Kind::stream, {{"text/plain", event.at("stream").get<std::string>()}}});
        if (event.contains("display")) all.push_back({Shown::Kind::display, event.at("display")});
        if (event.contains("error"))
            all.push_back({Shown::Kind::error, {{"text/plain", event.at("error").at("what").get<std::string>()}}});
    }
    return all;
}

/// Has cell `number` of the chapter shown what it is to show?
bool showed(Outputs const& outputs, CellBlock const& cell, std::size_t number) {
    if (cell.fails) return outputs.refused_at.contains(number);
    std::size_t const complete = outputs.failure ? outputs.failure->cell : outputs.cells.size();
    return number < complete && !outputs.skipped.contains(number);
}

/// Calls `f` with each `output` block that is to be compared, and what the cell above it showed.
template <typename F>
void for_each_output(Document const& document, Outputs const& outputs, F f) {
    std::vector<std::size_t> const cells = cells_of(document);
    for (std::size_t number = 0; number < cells.size(); ++number) {
        CellBlock const& cell = *document.blocks[cells[number]].as<CellBlock>();
        Block const* const output = output_under(document, cells[number]);
        if (output == nullptr || output->as<OutputBlock>()->volatile_ || cell.volatile_) continue;
        if (!outputs.varies.contains(number) && showed(outputs, cell, number)) f(*output, outputs.cells[number]);
    }
}

/// The length of the longest run of `mark` at the start of a line: a fence has to be longer.
std::size_t longest_run(std::string const& text, char mark) {
    std::size_t longest = 0;
    for (std::string_view const line : code_lines(text)) {
        std::size_t const begin = std::min(line.find_first_not_of(' '), line.size());
        std::size_t const end = std::min(line.find_first_not_of(mark, begin), line.size());
        longest = std::max(longest, end - begin);
    }
    return longest;
}

/// A line in which blanks at the end, tabs and a missing line end can be seen, where two texts differ in nothing else.
std::string with_visible_blanks(std::string_view line) {
    std::string out;
    std::size_t const end = line.find_last_not_of(" \t") + 1;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '\t') {
            out += "\u2192";
        } else if (line[i] == ' ' && i >= end) {
            out += "\u00b7";
        } else {
            out += line[i];
        }
    }
    return out;
}

std::string without_blanks(std::string_view text) {
    std::string out;
    for (char c : text) {
        if (c != ' ' && c != '\t' && c != '\n') out += c;
    }
    return out;
}

/// The lines in which two texts differ, as `- expected` and `+ shown`; blanks are visible where they are all that does.
std::string difference(std::string const& expected, std::string const& shown) {
    auto const a = code_lines(expected);
    auto const b = code_lines(shown);
    std::size_t head = 0;
    // Equal lines at both ends are left out. What lies between is shown whole: outputs are short, and the least
    // difference would take a search.
    while (head < a.size() && head < b.size() && a[head] == b[head]) ++head;
    std::size_t tail = 0;
    while (tail + head < a.size() && tail + head < b.size() && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
    bool const blanks = without_blanks(expected) == without_blanks(shown);
    auto const row = [&](std::string_view line) { return blanks ? with_visible_blanks(line) : std::string(line); };
    std::string out = blanks ? " only in blanks (\u00b7 is one at a line's end, \u2192 a tab):" : "";
    for (std::size_t i = head; i + tail < a.size(); ++i) out += "\n    - " + row(a[i]);
    for (std::size_t i = head; i + tail < b.size(); ++i) out += "\n    + " + row(b[i]);
    return out;
}

}  // namespace

std::optional<Outputs> parse_outputs(std::string const& json, std::string const& shown_as, Diagnostics& diagnostics) {
    try {
        nlohmann::json const record = nlohmann::json::parse(json);
        Outputs outputs;
        outputs.program = record.value("program", "");
        for (auto const& cell : record.at("cells")) {
            if (cell.value("status", "") == "skipped")
                outputs.skipped[outputs.cells.size()] = cell.value("reason", "it cannot run here");
            if (cell.contains("varies")) outputs.varies[outputs.cells.size()] = cell.at("varies").get<std::string>();
            for (auto const& event : cell.at("events")) {
                if (event.contains("error"))
                    outputs.thrown[outputs.cells.size()] = {event.at("error").at("type"), event.at("error").at("what")};
            }
            outputs.cells.push_back(text_of(cell.at("events")));
            outputs.shown.push_back(shown_by(cell.at("events")));
        }
        outputs.errors = record.value("stderr", "");
        auto const& failure = record.at("failure");
        if (!failure.is_null())
            outputs.failure = {failure.at("cell"), failure.value("message", "failed"), failure.value("stderr", "")};
        return outputs;
    } catch (nlohmann::json::exception const&) {
        complain(diagnostics, shown_as, {}, "bad-record", "this is no record of a run", "build again", 4);
        return std::nullopt;
    }
}

bool check_record(Document const& document, Outputs const& outputs, std::string const& program,
                  Diagnostics& diagnostics) {
    std::size_t const cells = cells_of(document).size();
    bool const fits =
        outputs.cells.size() == cells && (!outputs.failure || outputs.failure->cell < std::max<std::size_t>(cells, 1));
    if (fits && !outputs.program.empty() && outputs.program == program) return true;
    complain(diagnostics, document.source.path, {}, "stale-record",
             fmt::format("the record of this chapter's run {}",
                         outputs.program.empty() ? "does not say which code ran" : "is not one of its present code"),
             "build again: that runs the chapter", 4);
    return false;
}

void check_thrown(Document const& document, Outputs& outputs) {
    std::vector<std::size_t> const cells = cells_of(document);
    std::size_t const complete = outputs.failure ? outputs.failure->cell : outputs.cells.size();
    for (std::size_t i = 0; i < std::min(complete, cells.size()); ++i) {
        CellBlock const& cell = *document.blocks[cells[i]].as<CellBlock>();
        if (!cell.throws_ || !showed(outputs, cell, i)) continue;
        Pattern const& pattern = *cell.throws_;
        auto const thrown = outputs.thrown.find(i);
        bool const threw = thrown != outputs.thrown.end();
        if (threw && pattern.found_in(thrown->second.what)) continue;
        std::string const what = threw ? thrown->second.type + ": " + thrown->second.what : "nothing";
        outputs.failure = {i, fmt::format("threw {}; expected an exception that matches '{}'", what, pattern.text()),
                           ""};
        return;
    }
}

void report_failure(Document const& document, Outputs const& outputs, Diagnostics& diagnostics) {
    if (!outputs.failure) return;
    Span const place = document.blocks[cells_of(document)[outputs.failure->cell]].info;
    Diagnostic d{Severity::error,
                 "cell-failed",
                 document.source.path,
                 place,
                 "this cell " + outputs.failure->message,
                 {},
                 "",
                 5};
    std::string errors = "it wrote to standard error:";
    for (std::string_view const line : code_lines(outputs.failure->errors)) errors += "\n    " + std::string(line);
    if (!outputs.failure->errors.empty()) d.notes.push_back({d.path, place, errors});
    diagnostics.push_back(std::move(d));
}

void report_standard_error(Document const& document, Outputs const& outputs, Diagnostics& diagnostics) {
    if (outputs.failure || outputs.errors.empty()) return;
    std::string message = "the cells wrote to standard error, which no page shows:";
    for (std::string_view const line : code_lines(outputs.errors)) message += "\n    " + std::string(line);
    warn(diagnostics, document.source.path, {}, "standard-error", std::move(message),
         "print to std::cout what is to be seen");
}

void report_varying(Document const& document, Outputs const& outputs, Diagnostics& diagnostics) {
    if (outputs.varies.empty()) return;
    auto const& [cell, why] = *outputs.varies.begin();
    warn(diagnostics, document.source.path, document.blocks[cells_of(document)[cell]].info, "not-compared",
         "from here on the outputs are not compared: " + why);
}

void compare_outputs(Document const& document, Outputs const& outputs, Diagnostics& diagnostics) {
    for_each_output(document, outputs, [&](Block const& block, std::string const& shown) {
        if (block.code == shown) return;
        complain(diagnostics, document.source.path, block.info, "output-mismatch",
                 "the cell above shows something else:" + difference(block.code, shown), "run: make accept");
    });
}

namespace {

/// The lines of an output as they stand in the chapter.
std::string in_container(Document const& document, std::string const& prefix, std::string const& shown) {
    std::string out;
    for (std::string_view const line : code_lines(shown)) {
        out += line.empty() ? prefix.substr(0, prefix.find_last_not_of(' ') + 1) : prefix;
        out += line;
        out += document.crlf ? "\r\n" : "\n";
    }
    return out;
}

/// A rewritten stretch of the chapter.
struct Rewrite {
    Span span;
    std::string text;
};

Rewrite rewritten(Document const& document, Block const& block, std::string const& shown) {
    std::string const& text = document.source.text;
    std::string prefix = container_prefix(document.source.text, block.fence.begin);
    // One blank before the fence is no part of the block's lines, and keeps the marks away from the line's begin.
    bool const shifted = prefix.empty() && find_merge_mark(shown);
    if (shifted) prefix = " ";
    char const mark = text[block.fence.begin];
    std::size_t run = block.fence.begin;
    while (text[run] == mark) ++run;
    std::string const marks(std::max(longest_run(shown, mark) + 1, run - block.fence.begin), mark);
    std::size_t closing = block.body.end;
    // The line of the closing fence begins with its container's marks, which stay as they are.
    while (text[closing] != mark) ++closing;
    std::size_t after = closing;
    while (after < text.size() && text[after] == mark) ++after;
    return {{block.fence.begin, after},
            (shifted ? " " : "") + marks + text.substr(run, block.body.begin - run) +
                in_container(document, prefix, shown) + text.substr(block.body.end, closing - block.body.end) + marks};
}

/// A new block below a cell.
Rewrite added(Document const& document, Block const& cell, std::string const& shown) {
    std::string prefix = container_prefix(document.source.text, cell.fence.begin);
    if (prefix.empty() && find_merge_mark(shown)) prefix = " ";
    std::string const marks(std::max<std::size_t>(longest_run(shown, '`') + 1, 3), '`');
    std::string const newline = document.crlf ? "\r\n" : "\n";
    bool const ended = document.source.text[cell.fence.end - 1] == '\n';
    return {{cell.fence.end, cell.fence.end},
            (ended ? "" : newline) + in_container(document, prefix, marks + "output\n" + shown + marks + "\n")};
}

bool holds(Block const& block, std::size_t line) { return line >= block.line && line <= block.line + block.lines + 1; }

/// Is `line` one of the cell at `b` or of its output?
bool is_at(Document const& document, std::size_t b, std::size_t line) {
    Block const* const output = output_under(document, b);
    return holds(document.blocks[b], line) || (output != nullptr && holds(*output, line));
}

std::vector<Rewrite> rewrites(Document const& document, Outputs const& outputs, Acceptance const& what) {
    std::vector<Rewrite> all;
    std::vector<std::size_t> const cells = cells_of(document);
    for (std::size_t number = 0; number < cells.size(); ++number) {
        Block const& block = document.blocks[cells[number]];
        CellBlock const& cell = *block.as<CellBlock>();
        if (cell.volatile_ || outputs.varies.contains(number) || !showed(outputs, cell, number)) continue;
        std::string const& shown = outputs.cells[number];
        Block const* const output = output_under(document, cells[number]);
        if (what.line != 0 && !is_at(document, cells[number], what.line)) continue;
        if (output != nullptr && !output->as<OutputBlock>()->volatile_ && output->code != shown)
            all.push_back(rewritten(document, *output, shown));
        if (output == nullptr && what.add && !shown.empty()) all.push_back(added(document, block, shown));
    }
    return all;
}

}  // namespace

bool has_cell_at(Document const& document, std::size_t line) {
    for (std::size_t b = 0; b < document.blocks.size(); ++b) {
        if (document.blocks[b].is<CellBlock>() && is_at(document, b, line)) return true;
    }
    return false;
}

std::string accept_outputs(Document const& document, Outputs const& outputs, Acceptance const& what,
                           Diagnostics& diagnostics) {
    std::string const& text = document.source.text;
    std::string out;
    std::size_t done = 0;
    for (Rewrite const& one : rewrites(document, outputs, what)) {
        out += text.substr(done, one.span.begin - done) + one.text;
        done = one.span.end;
    }
    out += text.substr(done);
    if (out == text) return out;
    // An output can hold what Markdown takes for something else, such as the end of a list.
    // So the chapter is read again before it is written: it must still be one, and say what the cells showed.
    Diagnostics faults;
    Document const again = parse({document.source.path, out}, faults, what.allowed);
    if (!has_errors(faults) && what.line == 0) compare_outputs(again, outputs, faults);
    auto const fault =
        std::find_if(faults.begin(), faults.end(), [](Diagnostic const& d) { return d.severity == Severity::error; });
    if (fault == faults.end()) return out;
    complain(diagnostics, document.source.path, {}, "cannot-accept",
             fmt::format("with what its cells show this chapter could not be read as it is meant: {} [{}]",
                         fault->message, fault->code),
             "indent the block with blanks in place of tabs, or let the cell print something else");
    return text;
}

}  // namespace heddle
