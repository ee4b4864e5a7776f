// SPDX-License-Identifier: MIT
// A compiler writes pages; a page of the book has room for the line that says what is wrong.
#include "cells/refusal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "cells/places.hpp"
#include "text/pattern.hpp"

namespace heddle {

namespace {

constexpr std::size_t shown_lines = 12;  // of a message that was not the expected one

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

/// What the line of a compiler's message says, from "error:" on, without what differs from one compiler to another: the
/// kind of quotes, the list of template arguments, the name of an option.
std::string in_short(std::string_view line) {
    std::string text(line.substr(line.find("error: ")));
    for (std::string_view quote : {"\u2018", "\u2019"}) replace_all(text, quote, "'");
    for (std::string_view tail : {" [with ", " [-W", " [-f"}) {
        std::size_t const at = text.rfind(tail);
        if (at != std::string::npos && text.ends_with(']')) text.resize(at);
    }
    return text;
}

/// The line of the first of `places` that the message names, as "path:line:"; 0 if it names none.
std::size_t first_named(std::vector<std::string_view> const& message, Places const& places) {
    for (std::string_view const line : message) {
        for (auto const& [path, number] : places) {
            if (line.find(fmt::format("{}:{}:", path, number)) != std::string_view::npos) return number;
        }
    }
    return 0;
}

struct Message {
    bool matches = false;
    std::string said;    // in short; empty: no line says "error:"
    std::size_t at = 0;  // line of the cell; 0: the message is about something else
};

Message read_message(std::string const& text, Pattern const& wanted, Places const& places) {
    Message message;
    std::vector<std::string_view> const lines = code_lines(text);
    message.at = first_named(lines, places);
    std::string_view first;
    for (std::string_view const line : lines) {
        bool const error = line.find("error: ") != std::string_view::npos;
        bool const matches = wanted.found_in(line);
        if (error && (first.empty() || (matches && !message.matches))) first = line;
        message.matches = message.matches || matches;
        if (error && matches) break;
    }
    if (!first.empty()) message.said = in_short(first);
    return message;
}

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    for (std::size_t at = text.find_first_not_of(' '); at < text.size(); at = text.find_first_not_of(' ', at)) {
        std::size_t const end = std::min(text.find(' ', at), text.size());
        words.push_back(text.substr(at, end - at));
        at = end;
    }
    return words;
}

/// A message of a time when the cell's code lay in other lines of the chapters, with the lines of now. Only text has
/// moved since, or the program would be another one: so the places are as many as before, in the same order.
std::string moved(std::string const& message, std::string_view then, std::string_view now) {
    auto const from = words_of(then);
    auto const to = words_of(now);
    if (from == to || from.size() != to.size()) return message;
    std::string out;
    for (std::size_t at = 0; at < message.size();) {
        std::string_view const rest = std::string_view(message).substr(at);
        auto const named = [&](std::string_view place) {
            return rest.starts_with(place) && rest.substr(place.size()).starts_with(':');
        };
        auto const place = std::find_if(from.begin(), from.end(), named);
        bool const found = place != from.end();
        out += found ? to[static_cast<std::size_t>(place - from.begin())] : rest.substr(0, 1);
        at += found ? place->size() : 1;
    }
    return out;
}

std::string start_of(std::string const& text) {
    std::string out;
    std::vector<std::string_view> const lines = code_lines(text);
    for (std::size_t i = 0; i < std::min(lines.size(), shown_lines); ++i) out += "\n    " + std::string(lines[i]);
    return out;
}

}  // namespace

std::optional<std::vector<Compilation>> parse_compilations(std::string const& json, std::string const& shown_as,
                                                           Diagnostics& diagnostics) {
    try {
        std::vector<Compilation> all;
        nlohmann::json const record = nlohmann::json::parse(json);
        for (auto const& one : record.at("cells"))
            all.push_back({one.at("program"), one.at("status") == 0, one.at("message"), one.value("places", "")});
        return all;
    } catch (nlohmann::json::exception const&) {
        heddle::complain(diagnostics, shown_as, {}, "bad-record", "this is no record of a compiler's messages",
                         "build again", 4);
        return std::nullopt;
    }
}

void add_refusals(Book const& book, std::size_t chapter, std::vector<Refused> const& programs,
                  std::vector<Compilation> const& compilations, Outputs& outputs, Diagnostics& diagnostics) {
    Document const& document = book.chapters[chapter];
    auto const same = [](Refused const& a, Compilation const& b) { return a.program == b.program; };
    bool const fits = programs.empty() || programs.back().cell < outputs.cells.size();
    if (!fits || !std::equal(programs.begin(), programs.end(), compilations.begin(), compilations.end(), same)) {
        heddle::complain(diagnostics, document.source.path, {}, "stale-record",
                         "the compiler's messages are not those for the chapter's present code",
                         "build again: that compiles the cells that must not compile", 4);
        return;
    }
    std::vector<std::size_t> const cells = cells_of(document);
    for (std::size_t i = 0; i < programs.size(); ++i) {
        std::size_t const cell = programs[i].cell;
        Block const& block = document.blocks[cells[cell]];
        Pattern const& pattern = *block.as<CellBlock>()->fails;
        auto const complain = [&](char const* code, std::string message) {
            heddle::complain(diagnostics, document.source.path, block.info, code, std::move(message), "", 5);
        };
        if (compilations[i].compiled) {
            complain("cell-compiles",
                     fmt::format("this cell compiles; expected a message that matches '{}'", pattern.text()));
            continue;
        }
        std::string const text = moved(compilations[i].message, compilations[i].places, programs[i].places);
        Message const message = read_message(text, pattern, places_of(book, {chapter, cells[cell]}));
        if (!message.matches || message.said.empty() || message.at == 0) {
            complain("other-message",
                     fmt::format("the compiler refuses this cell {}; expected a message that matches '{}':{}",
                                 message.matches ? "for what is outside it" : "for another reason", pattern.text(),
                                 start_of(text)));
            continue;
        }
        outputs.cells[cell] = message.said + "\n";
        outputs.shown[cell] = {{Shown::Kind::error, {{"text/plain", message.said}}}};
        outputs.refused_at[cell] = message.at;
    }
}

}  // namespace heddle
