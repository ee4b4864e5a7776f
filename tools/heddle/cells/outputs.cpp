// SPDX-License-Identifier: MIT
// Records to values, values against the chapter.
#include "cells/outputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

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

std::vector<Block const*> cells_of(Document const& document) {
    std::vector<Block const*> cells;
    for (Block const& block : document.blocks) {
        if (block.kind == Kind::cell) cells.push_back(&block);
    }
    return cells;
}

/// Has cell `number` of the chapter shown what it is to show?
bool showed(Outputs const& outputs, Block const& cell, std::size_t number) {
    if (cell.fails) return outputs.refused_at.contains(number);
    std::size_t const complete = outputs.failure ? outputs.failure->cell : outputs.cells.size();
    return number < complete && !outputs.skipped.contains(number);
}

/// Calls `f` with each `output` block that is to be compared, and what the cell above it showed.
template <typename F>
void for_each_output(Document const& document, Outputs const& outputs, F f) {
    std::size_t cells = 0;
    Block const* cell = nullptr;
    for (Block const& block : document.blocks) {
        if (block.kind == Kind::cell) ++cells, cell = &block;
        if (block.kind != Kind::output || block.volatile_ || cell == nullptr || cell->volatile_) continue;
        bool const varies = outputs.varies.count(cells - 1) != 0;
        if (!varies && showed(outputs, *cell, cells - 1)) f(block, outputs.cells[cells - 1]);
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

/// The lines in which two texts differ, as `- expected` and `+ shown`.
std::string difference(std::string const& expected, std::string const& shown) {
    auto const a = code_lines(expected);
    auto const b = code_lines(shown);
    std::size_t head = 0;
    while (head < a.size() && head < b.size() && a[head] == b[head]) ++head;
    std::size_t tail = 0;
    while (tail + head < a.size() && tail + head < b.size() && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
    std::string out;
    for (std::size_t i = head; i + tail < a.size(); ++i) out += "\n    - " + std::string(a[i]);
    for (std::size_t i = head; i + tail < b.size(); ++i) out += "\n    + " + std::string(b[i]);
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
    std::vector<Block const*> const cells = cells_of(document);
    std::size_t const complete = outputs.failure ? outputs.failure->cell : outputs.cells.size();
    for (std::size_t i = 0; i < std::min(complete, cells.size()); ++i) {
        if (!cells[i]->throws_ || !showed(outputs, *cells[i], i)) continue;
        std::string const& pattern = cells[i]->throws_->value;
        auto const thrown = outputs.thrown.find(i);
        bool const threw = thrown != outputs.thrown.end();
        if (threw && Pattern(pattern).found_in(thrown->second.what)) continue;
        std::string const what = threw ? thrown->second.type + ": " + thrown->second.what : "nothing";
        outputs.failure = {i, fmt::format("threw {}; expected an exception that matches '{}'", what, pattern), ""};
        return;
    }
}

void report_failure(Document const& document, Outputs const& outputs, Diagnostics& diagnostics) {
    if (!outputs.failure) return;
    Span const place = cells_of(document)[outputs.failure->cell]->info;
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

void report_varying(Document const& document, Outputs const& outputs, Diagnostics& diagnostics) {
    if (outputs.varies.empty()) return;
    auto const& [cell, why] = *outputs.varies.begin();
    warn(diagnostics, document.source.path, cells_of(document)[cell]->info, "not-compared",
         "from here on the outputs are not compared: " + why);
}

void compare_outputs(Document const& document, Outputs const& outputs, Diagnostics& diagnostics) {
    for_each_output(document, outputs, [&](Block const& block, std::string const& shown) {
        if (block.code == shown) return;
        complain(diagnostics, document.source.path, block.info, "output-mismatch",
                 "the cell above shows something else:" + difference(block.code, shown), "run: make accept");
    });
}

std::string accept_outputs(Document const& document, Outputs const& outputs) {
    std::string const& text = document.source.text;
    std::string out;
    std::size_t done = 0;
    for_each_output(document, outputs, [&](Block const& block, std::string const& shown) {
        if (block.code == shown) return;
        std::string const prefix = container_prefix(text, block.fence.begin);
        char const mark = text[block.fence.begin];
        std::size_t run = block.fence.begin;
        while (text[run] == mark) ++run;
        std::string const marks(std::max(longest_run(shown, mark) + 1, run - block.fence.begin), mark);
        std::string const newline = document.crlf ? "\r\n" : "\n";
        out += text.substr(done, block.fence.begin - done) + marks + text.substr(run, block.body.begin - run);
        for (std::size_t at = 0; at < shown.size();) {
            std::size_t const end = std::min(shown.find('\n', at), shown.size());
            out += (end == at ? std::string(prefix, 0, prefix.find_last_not_of(' ') + 1) : prefix) +
                   shown.substr(at, end - at) + newline;
            at = end + 1;
        }
        std::size_t closing = block.body.end;
        while (text[closing] != text[block.fence.begin]) ++closing;
        std::size_t after = closing;
        while (after < text.size() && text[after] == text[block.fence.begin]) ++after;
        out += text.substr(block.body.end, closing - block.body.end) + marks;
        done = after;
    });
    return out + text.substr(done);
}

}  // namespace heddle
