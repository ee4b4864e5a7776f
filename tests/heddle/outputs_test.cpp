// SPDX-License-Identifier: MIT
// Records against chapters: what is compared, what is not, and what is written back.
#include "cells/outputs.hpp"

#include <catch.hpp>
#include <random>

#include "heddle/display.hpp"
#include "parse/parse.hpp"
#include "text.hpp"
#include "text/encoding.hpp"

using namespace heddle;

namespace {

Document chapter(std::string const& text) {
    Diagnostics faults;
    Document document = parse({"chapters/1.md", text}, faults, {});
    REQUIRE(faults.empty());
    return document;
}

Outputs outputs(std::vector<std::string> cells) { return {"", std::move(cells), {}, std::nullopt}; }

/// The codes and messages of what `compare_outputs` finds.
std::string compared(std::string const& text, Outputs const& shown) {
    Diagnostics faults;
    compare_outputs(chapter(text), shown, faults);
    std::string all;
    for (Diagnostic const& d : faults) all += d.message + "\n";
    return all;
}

std::string accepted(std::string const& text, std::vector<std::string> cells) {
    Diagnostics faults;
    std::string out = accept_outputs(chapter(text), outputs(std::move(cells)), {}, faults);
    CHECK(faults.empty());
    return out;
}

std::string const head = "# T\n\n```cpp\na\n```\n";
std::string const one = head + "```output\n1\n```\n";

}  // namespace

TEST_CASE("outputs: a record becomes one text a cell") {
    Diagnostics faults;
    auto const made = parse_outputs(R"({"schema":1,"program":"p","failure":null,"cells":[
        {"events":[{"stream":"a"},{"display":{"text/plain":"b"}},{"stream":"c\n"},{"display":{"text/plain":"d"}}]},
        {"events":[]},
        {"events":[{"error":{"type":"expected","what":"e"}}]}]})",
                                    "r.json", faults);
    REQUIRE(made);
    CHECK(made->cells == std::vector<std::string>{"a\nb\nc\nd\n", "", "e\n"});
    CHECK(made->program == "p");
    CHECK(!made->failure);
    CHECK(!parse_outputs("[]", "r.json", faults));
    CHECK(!parse_outputs("{\"cells\":3,\"failure\":null}", "r.json", faults));
    REQUIRE(faults.size() == 2);
    CHECK(faults[0].code == "bad-record");
    CHECK(faults[0].exit == 4);
}

TEST_CASE("outputs: only what differs is told, as a diff") {
    CHECK(compared(one, outputs({"1\n"})).empty());
    CHECK(compared(one, outputs({"2\n"})) == "the cell above shows something else:\n    - 1\n    + 2\n");
    CHECK(compared(one, outputs({""})) == "the cell above shows something else:\n    - 1\n");
    std::string const three = head + "```output\na\nb\nc\n```\n";
    CHECK(compared(three, outputs({"a\nx\nc\n"})) == "the cell above shows something else:\n    - b\n    + x\n");
    CHECK(compared(head, outputs({"anything\n"})).empty());
    CHECK(compared(head + "```output volatile\n1\n```\n", outputs({"2\n"})).empty());
    CHECK(compared("# T\n\n```cpp volatile\na\n```\n```output\n1\n```\n", outputs({"2\n"})).empty());
}

TEST_CASE("outputs: cells from the failed one on are not compared") {
    std::string const two = one + "\n```cpp\nb\n```\n```output\n2\n```\n";
    Outputs failed = outputs({"0\n", ""});
    failed.failure = {1, "threw", ""};
    CHECK(compared(two, failed) == "the cell above shows something else:\n    - 1\n    + 0\n");
}

TEST_CASE("outputs: a record of other code is not compared") {
    Diagnostics faults;
    Outputs shown = outputs({"1\n"});
    shown.program = "p";
    CHECK(check_record(chapter(one), shown, "p", faults));
    CHECK(faults.empty());
    shown.program = "q";
    CHECK(!check_record(chapter(one), shown, "p", faults));
    CHECK(!check_record(chapter(one), outputs({}), "p", faults));
    Outputs beyond = outputs({"1\n"});
    beyond.failure = {7, "threw", ""};
    CHECK(!check_record(chapter(one), beyond, "p", faults));
    REQUIRE(faults.size() == 3);
    CHECK(faults[0].code == "stale-record");
}

TEST_CASE("outputs: a record that does not say which code ran is not believed") {
    Diagnostics faults;
    CHECK(!check_record(chapter(one), outputs({"1\n"}), "p", faults));
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].code == "stale-record");
    CHECK(faults[0].message == "the record of this chapter's run does not say which code ran");
}

TEST_CASE("outputs: what was thrown is compared with what the cell names, in linear time") {
    Document const made = chapter("# T\n\n```cpp throws=\"(a*)*b\"\nf();\n```\n\n```cpp\ng();\n```\n");
    auto const failure = [&](std::map<std::size_t, Thrown> thrown) {
        Outputs shown = outputs({"", ""});
        shown.thrown = std::move(thrown);
        check_thrown(made, shown);
        return shown.failure ? std::to_string(shown.failure->cell) + " " + shown.failure->message : "";
    };
    CHECK(failure({{0, {"E", std::string(1'000'000, 'a') + "b"}}}).empty());
    CHECK(failure({{0, {"E", "aa"}}}) == "0 threw E: aa; expected an exception that matches '(a*)*b'");
    CHECK(failure({{0, {"E", std::string(1'000'000, 'a')}}}).size() > 1'000'000);
    CHECK(failure({}) == "0 threw nothing; expected an exception that matches '(a*)*b'");
    CHECK(failure({{1, {"E", "b"}}}).starts_with("0 threw nothing"));
    Outputs stopped = outputs({"", ""});
    stopped.failure = {0, "was killed", ""};
    check_thrown(made, stopped);
    CHECK(stopped.failure->message == "was killed");
}

TEST_CASE("outputs: accepting changes the text of the block and nothing else") {
    CHECK(accepted(one, {"1\n"}) == one);
    CHECK(accepted(one, {"2\n3\n"}) == head + "```output\n2\n3\n```\n");
    CHECK(accepted(one, {""}) == head + "```output\n```\n");
    CHECK(accepted(head + "```output\n```\n", {"1\n"}) == one);
    CHECK(accepted(head + "```output\n1\n```", {"2\n"}) == head + "```output\n2\n```");
    CHECK(accepted(head + "~~~~  output\n1\n~~~~~ \ntext  \n", {"~~~~~\n"}) ==
          head + "~~~~~~  output\n~~~~~\n~~~~~~ \ntext  \n");
    CHECK(accepted("# T\r\n\r\n```cpp\r\na\r\n```\r\n```output\r\n1\r\n```\r\n", {"2\n"}) ==
          "# T\r\n\r\n```cpp\r\na\r\n```\r\n```output\r\n2\r\n```\r\n");
    CHECK(accepted("# T\n\n> - ```cpp\n>   a\n>   ```\n>   ```output\n>   1\n>   ```\n", {"2\n\n3\n"}) ==
          "# T\n\n> - ```cpp\n>   a\n>   ```\n>   ```output\n>   2\n>\n>   3\n>   ```\n");
    // Once accepted, it is in step.
    CHECK(compared(accepted(one, {"```\n"}), outputs({"```\n"})).empty());
}

TEST_CASE("outputs: what is accepted settles, whatever bytes a cell prints and whatever stands before the fence") {
    std::vector<std::string> const containers{"```cpp\na\n```\n```output\n```\n",
                                              "```cpp\na\n```\n\n~~~ output\n~~~\n",
                                              ">```cpp\n>a\n>```\n>```output\n>```\n",
                                              "> ```cpp\n> a\n> ```\n> ```output\n> ```\n",
                                              ">>```cpp\n>>a\n>>```\n>>```output\n>>```\n",
                                              "- ```cpp\n  a\n  ```\n  ```output\n  ```\n",
                                              "   ```cpp\n   a\n   ```\n   ```output\n   ```\n",
                                              "1. > ```cpp\n   > a\n   > ```\n   >```output\n   >```\n",
                                              ">\t```cpp\n>\ta\n>\t```\n>\t```output\n>\t```\n",
                                              "-\t```cpp\n\ta\n\t```\n\t```output\n\t```\n",
                                              "> \t```cpp\n> \ta\n> \t```\n> \t```output\n> \t```\n",
                                              "```cpp\na\n```\n```output\n```"};
    std::vector<std::string> const pieces{"<<<<<<< mine\n",
                                          "=======\n",
                                          ">>>>>>> theirs\n",
                                          "---\n",
                                          "```\n",
                                          "````\n",
                                          "~~~~\n",
                                          "```cpp\n",
                                          "> a\n",
                                          "- a\n",
                                          " \n",
                                          "\t\n",
                                          "\n",
                                          "a  \n",
                                          " a\n",
                                          "    a\n",
                                          "\ta",
                                          "# a\n",
                                          "<b>",
                                          "<!-- \n",
                                          "-->\n",
                                          "\r\n",
                                          "\r",
                                          "\\",
                                          "{",
                                          "\x7f",
                                          "\xe2\x80\x8b",
                                          "\xe2\x80\xae",
                                          "\xef\xbb\xbf",
                                          "\xc2\x85",
                                          "\xd8\x9c",
                                          "\xff",
                                          "\x1b[1m",
                                          "|",
                                          "\\\n",
                                          "$$\n",
                                          "title: a\n",
                                          "```output\n",
                                          "\xe2\x80\xa8",
                                          std::string("\0", 1)};
    std::mt19937 random(1);
    auto const pick = [&](std::size_t n) { return random() % n; };
    std::size_t tries = 0;
    for (std::string const& container : containers) {
        for (std::string const newline : {"\n", "\r\n"}) {
            for (int i = 0; i < 150; ++i) {
                std::string printed;
                for (std::size_t n = pick(8) + 1; n > 0; --n)
                    printed +=
                        pick(5) == 0 ? std::string(1, static_cast<char>(pick(256))) : pieces[pick(pieces.size())];
                std::string shown = heddle::runtime::readable(printed);
                if (!shown.empty() && shown.back() != '\n') shown += '\n';
                std::string text = "# T\n\n" + container;
                for (std::size_t at = 0; newline == "\r\n" && (at = text.find('\n', at)) != std::string::npos; at += 2)
                    text.replace(at, 1, newline);
                Outputs const all = outputs({shown});
                Diagnostics faults;
                std::string const made = accept_outputs(chapter(text), all, {}, faults);
                CAPTURE(container, shown, made);
                CHECK(faults.empty());
                Document const again = parse({"chapters/1.md", made}, faults, {});
                CHECK(faults.empty());
                compare_outputs(again, all, faults);
                CHECK(faults.empty());
                CHECK(accept_outputs(again, all, {}, faults) == made);
                ++tries;
            }
        }
    }
    CHECK(tries == 2 * 150 * containers.size());
}

TEST_CASE("outputs: the runtime escapes just what a chapter may not hold, of all characters") {
    std::size_t hidden = 0;
    for (char32_t c = 0x80; c < 0x110000; ++c) {
        if (c >= 0xD800 && c < 0xE000) continue;  // no characters
        std::string const text = heddle::runtime::utf8(c);
        bool const escaped = heddle::runtime::readable(text) != text;
        bool const refused = find_hidden({"", text}, {0, text.size()}, true).has_value();
        hidden += refused ? 1 : 0;
        if (escaped != refused) FAIL_CHECK(static_cast<unsigned>(c));
    }
    CHECK(hidden == 32 + 20);  // C1, and marks of direction and of no width
}
