// SPDX-License-Identifier: MIT
// What a terminal is shown of characters that cannot be seen.
#include "text/visible.hpp"

#include <catch.hpp>
#include <nlohmann/json.hpp>

#include "text/diagnostic.hpp"
#include "text/words.hpp"

using namespace heddle;

TEST_CASE("visible: controls, marks of direction and what has no width are written out") {
    CHECK(visible("a\tb\nc") == "a\tb\nc");
    CHECK(visible_line("a\tb\nc\r") == "a\tb\\x0Ac\\x0D");
    CHECK(visible(std::string_view("\0\x01\x1b\x7f", 4)) == "\\x00\\x01\\x1B\\x7F");
    CHECK(visible("\xc2\x85\xc2\x9b\xc2\xad\xd8\x9c") == "<U+0085><U+009B><U+00AD><U+061C>");
    CHECK(visible("\u200b\u200d\u200e\u202e\u2066\u2069\ufeff\u2028") ==
          "<U+200B><U+200D><U+200E><U+202E><U+2066><U+2069><U+FEFF><U+2028>");
    CHECK(visible("\U000e0041\u3164\ufff9") == "<U+E0041><U+3164><U+FFF9>");
    CHECK(visible("\xff\xc0\xaf\xed\xa0\x80\xe2\x82") == "\\xFF\\xC0\\xAF\\xED\\xA0\\x80\\xE2\\x82");
    CHECK(visible("é ж 漢 👍 µs – “a”") == "é ж 漢 👍 µs – “a”");
}

TEST_CASE("visible: JSON keeps its value") {
    nlohmann::json const value{{"a\u202e\x1b", "\x7f\u0085\u200d\U000e0041 é\n"}};
    std::string const shown = visible_json(value.dump(1));
    CHECK(nlohmann::json::parse(shown) == value);
    CHECK(shown == "{\n \"a\\u202e\\u001b\": \"\\u007f\\u0085\\u200d\\udb40\\udc41 é\\n\"\n}");
}

TEST_CASE("visible: the caret stands below its place, whatever is written out before it") {
    Source const source{"a.md", "x\u202e\ty\x1bz\n"};
    Diagnostics faults;
    complain(faults, source, {5, 6}, "code", "m\nforged\n    indented");
    CHECK(render_text(faults, {source}, false) ==
          "a.md:1:4: error: m\n    forged\n    indented [code]\n    x<U+202E>\ty\\x1Bz\n             \t^\n");
}

TEST_CASE("words: slugs, folders and the prefix of a block") {
    CHECK(slug("C++: The \"Best\" é!", false) == "c-the-best");
    CHECK(slug("C++: é!", true) == "c-é");
    CHECK(slug("abcdef", false, 3) == "abc");
    CHECK(slug("...", true).empty());
    CHECK(folder_of("a/b/c") == "a/b");
    CHECK(folder_of("c").empty());
    CHECK(container_prefix("a\n> - ```", 6) == ">   ");
    CHECK(container_prefix("```", 0).empty());
    CHECK(lower("AbÉ") == "abÉ");
}
