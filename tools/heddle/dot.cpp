// SPDX-License-Identifier: MIT
// libcgraph reports a fault through a callback, as text that names the line.
#include "dot.hpp"

#include <fmt/format.h>
#include <graphviz/cgraph.h>

#include <algorithm>
#include <charconv>
#include <string>

#include "dot_label.hpp"

namespace heddle {

namespace {

// The parser's callback takes no argument of ours, so the message has to wait in a global.
std::string& said() {
    static std::string text;
    return text;
}
int listen(char* text) {
    said() += text;
    return 0;
}

/// Does a graph stand at the front of `text`?
bool read_graph(char const* text) {
    Agraph_t* const graph = agmemread(text);
    if (graph != nullptr) agclose(graph);
    return graph != nullptr;
}

/// The line that a message like "syntax error in line 3 near 'x'" names, from 1; 1 if it names none.
std::size_t line_of(std::string const& message) {
    std::size_t const at = message.find("line ");
    std::size_t line = 1;
    if (at != std::string::npos) std::from_chars(message.data() + at + 5, message.data() + message.size(), line);
    return std::max<std::size_t>(line, 1);
}

/// The bytes of line `row` (from 0) of the block, or of its last line.
Span row_span(Document const& document, Block const& block, std::size_t row) {
    std::string const& text = document.source.text;
    std::size_t begin = block.body.begin;
    std::size_t const rows = code_lines(block.code).size();
    for (std::size_t i = 0; i < row && i + 1 < rows; ++i) begin = text.find('\n', begin) + 1;
    std::size_t const end = std::min(text.find('\n', begin), text.size());
    begin = std::min(text.find_first_not_of(" \t>", begin), end);
    return {begin, end};
}

}  // namespace

void check_dot(Document const& document, Block const& block, Diagnostics& diagnostics) {
    said().clear();
    agusererrf const before = agseterrf(listen);
    bool const good = read_graph(block.code.c_str());
    // The parser stops behind the graph and begins there the next time: what is left belongs to this block.
    bool const more = read_graph("\n");
    while (read_graph("\n")) continue;
    agseterrf(before);
    auto const complain = [&](std::size_t row, std::string const& message, char const* hint) {
        diagnostics.push_back({Severity::error,
                               "bad-dot",
                               document.source.path,
                               row_span(document, block, row),
                               fmt::format("this is not the language of Graphviz: {}", message),
                               {},
                               hint});
    };
    if (good && !more && said().empty()) {
        auto const fault = find_label_fault(block.code);
        if (!fault) return;
        auto const label = block.code.begin() + static_cast<std::ptrdiff_t>(fault->at);
        complain(static_cast<std::size_t>(std::count(block.code.begin(), label, '\n')), fault->message,
                 "a label in '<' and '>' is HTML of Graphviz's kind");
        return;
    }
    std::string message = said();
    for (char const* noise : {"Error", ": "}) {
        if (message.starts_with(noise)) message.erase(0, std::char_traits<char>::length(noise));
    }
    message = message.substr(0, message.find('\n'));
    if (message.empty()) message = more ? "a second graph" : "no graph";
    complain(line_of(message) - 1, message, "a diagram is 'digraph { a -> b }' or 'graph { a -- b }'");
}

}  // namespace heddle
