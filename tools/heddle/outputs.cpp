// SPDX-License-Identifier: MIT
// Records to values, values against the chapter.
#include "outputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

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

/// The cell above each output block, as its number among the chapter's cells.
template <typename F>
void for_each_output(Document const& document, Outputs const& outputs, F f) {
    std::size_t cells = 0;
    bool is_volatile = false;
    for (Block const& block : document.blocks) {
        if (block.kind == Kind::cell) ++cells, is_volatile = block.volatile_;
        if (block.kind != Kind::output || block.volatile_ || is_volatile || cells == 0 || cells > outputs.cells.size())
            continue;
        f(block, outputs.cells[cells - 1]);
    }
}

/// The lines in which two texts differ, as `- expected` and `+ shown`.
std::string difference(std::string const& expected, std::string const& shown) {
    auto lines = [](std::string const& text) {
        std::vector<std::string> all;
        for (std::size_t at = 0; at < text.size();) {
            std::size_t const end = std::min(text.find('\n', at), text.size());
            all.push_back(text.substr(at, end - at));
            at = end + 1;
        }
        return all;
    };
    auto const a = lines(expected);
    auto const b = lines(shown);
    std::size_t head = 0;
    while (head < a.size() && head < b.size() && a[head] == b[head]) ++head;
    std::size_t tail = 0;
    while (tail + head < a.size() && tail + head < b.size() && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
    std::string out;
    for (std::size_t i = head; i + tail < a.size(); ++i) out += "\n    - " + a[i];
    for (std::size_t i = head; i + tail < b.size(); ++i) out += "\n    + " + b[i];
    return out;
}

}  // namespace

std::optional<Outputs> parse_outputs(std::string const& json, std::string const& shown_as, Diagnostics& diagnostics) {
    try {
        nlohmann::json const record = nlohmann::json::parse(json);
        Outputs outputs;
        for (auto const& cell : record.at("cells")) outputs.cells.push_back(text_of(cell.at("events")));
        outputs.failed = !record.at("failure").is_null();
        return outputs;
    } catch (nlohmann::json::exception const& e) {
        diagnostics.push_back({Severity::error,
                               "bad-record",
                               shown_as,
                               {},
                               fmt::format("this is no record of a run: {}", e.what()),
                               {},
                               "build again",
                               4});
        return std::nullopt;
    }
}

void compare_outputs(Document const& document, Outputs const& outputs, Diagnostics& diagnostics) {
    for_each_output(document, outputs, [&](Block const& block, std::string const& shown) {
        if (block.code == shown) return;
        diagnostics.push_back({Severity::error,
                               "output-mismatch",
                               document.source.path,
                               block.info,
                               "the cell above shows something else:" + difference(block.code, shown),
                               {},
                               "run: make accept"});
    });
}

std::string accept_outputs(Document const& document, Outputs const& outputs) {
    std::string const& text = document.source.text;
    std::string out;
    std::size_t done = 0;
    for_each_output(document, outputs, [&](Block const& block, std::string const& shown) {
        if (block.code == shown) return;
        std::size_t const line = block.fence.begin == 0 ? 0 : text.rfind('\n', block.fence.begin - 1) + 1;
        std::string prefix = text.substr(line, block.fence.begin - line);
        for (char& c : prefix) c = c == '>' || c == '\t' ? c : ' ';  // a list's marker stands on the first line only
        std::size_t fence = 3;
        for (std::size_t at = shown.find("```"); at != std::string::npos; at = shown.find("```", at)) {
            std::size_t end = at;
            while (end < shown.size() && shown[end] == '`') ++end;
            fence = std::max(fence, end - at + 1);
            at = end;
        }
        std::size_t run = block.fence.begin;
        while (text[run] == text[block.fence.begin]) ++run;
        std::string const marks(std::max(fence, run - block.fence.begin), text[block.fence.begin]);
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
