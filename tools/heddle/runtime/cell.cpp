// SPDX-License-Identifier: MIT
// What the cells themselves call.
#include <iostream>
#include <optional>
#include <string>

#include "channel.hpp"
#include "exception.hpp"
#include "heddle/runtime.hpp"
#include "text.hpp"

namespace heddle::runtime {

namespace {

void close_cell() {
    std::string const fault = output_fault();
    if (!fault.empty()) fail_cell(fault);
}

Mime joined(std::vector<Mime> const& values) {
    std::string text;
    for (Mime const& value : values) text += (text.empty() ? "(" : ", ") + value.at("text/plain");
    return {{"text/plain", text + ")"}};
}

std::optional<Thrown> thrown_by(std::function<void()> const& cell) {
    try {
        cell();
    } catch (...) {
        return current_exception_in_words();
    }
    return std::nullopt;
}

}  // namespace

void begin_cell(std::size_t index) {
    if (index > 0) close_cell();
    send({{"cell", index}});
}

bool may_run(bool cuda, bool slow) {
    std::string const why = reason_to_skip(cuda, slow);
    if (why.empty()) return true;
    if (!has_channel()) std::cerr << "a cell is skipped: " << why << '\n';
    send({{"skipped", why}});
    return false;
}

void not_compiled() { send({{"not compiled", true}}); }

void end_cells() {
    close_cell();
    send({{"end", true}});
}

void show(std::vector<Mime> const& values) {
    if (values.empty()) return;
    Mime mime = values.size() == 1 ? values.front() : joined(values);
    mime["text/plain"] = readable(mime["text/plain"]);
    if (!has_channel()) std::cout << mime.at("text/plain") << '\n';
    send({{"display", mime}});
}

void expect_throw(char const* pattern, std::function<void()> const& cell) {
    auto const thrown = thrown_by(cell);
    if (!thrown) fail_cell(std::string("threw nothing; expected an exception that matches '") + pattern + "'");
    // Whether it matches, heddle finds out from the record, with a matcher that takes linear time.
    send({{"error", {{"type", thrown->type}, {"what", readable(thrown->what)}}}});
}

}  // namespace heddle::runtime

void heddle::outputs_vary(std::string const& why) { runtime::send({{"varies", why}}); }
