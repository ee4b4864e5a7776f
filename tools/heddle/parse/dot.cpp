// SPDX-License-Identifier: MIT
// libcgraph reports a fault through a callback, as text that names the line. It takes a label in HTML as it is: `dot`
// reads that, when the site is made.
#include "parse/dot.hpp"

#include <fmt/format.h>
#include <graphviz/cgraph.h>

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>

namespace heddle {

namespace {

// The parser's callback takes no argument of ours, so the message has to wait in a global.
std::string& graphviz_messages() {
    static std::string text;
    return text;
}
int keep_message(char* text) {
    graphviz_messages() += text;
    return 0;
}

/// Takes the next byte of what is not yet read. \returns how many bytes there were, 0 or 1
int read_byte(void* rest, char* to, int) {
    auto* const text = static_cast<std::string_view*>(rest);
    if (text->empty()) return 0;
    *to = text->front();
    text->remove_prefix(1);
    return 1;
}

/// How many graphs stand one after another in `text`. They are read byte by byte, so that what stands after a graph is
/// still there for the next: newer versions of the library drop what they have read beyond it, older ones keep it.
int count_graphs(std::string_view text) {
    Agiodisc_t bytes = AgIoDisc;
    bytes.afread = read_byte;
    Agdisc_t discipline{};
    discipline.id = &AgIdDisc;
    discipline.io = &bytes;
    int count = 0;
    while (Agraph_t* const graph = agread(&text, &discipline)) {
        agclose(graph);
        ++count;
    }
    return count;
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
    graphviz_messages().clear();
    agusererrf const before = agseterrf(keep_message);
    int const graphs = count_graphs(block.code);
    agseterrf(before);
    if (graphs == 1 && graphviz_messages().empty()) return;
    std::string message = graphviz_messages();
    for (char const* noise : {"Error", ": "}) {
        if (message.starts_with(noise)) message.erase(0, std::char_traits<char>::length(noise));
    }
    message = message.substr(0, message.find('\n'));
    if (message.empty()) message = graphs > 1 ? "a second graph" : "no graph";
    std::size_t const row = line_of(message) - 1;
    // The place says the line, of the chapter; where a string that is not closed ends, versions count differently.
    if (std::size_t const at = message.find(" in line "); at != std::string::npos)
        message.erase(at, message.find_first_not_of("0123456789", at + 9) - at);
    complain(diagnostics, document.source.path, row_span(document, block, row), "bad-dot",
             fmt::format("this is not the language of Graphviz: {}", message),
             "a diagram is 'digraph { a -> b }' or 'graph { a -- b }'");
}

}  // namespace heddle
