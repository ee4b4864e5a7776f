// SPDX-License-Identifier: MIT
// Cells that must not compile: the programs they are compiled in, and what is made of the compiler's message.
#include "cells/refusal.hpp"

#include <catch.hpp>

#include "parse/parse.hpp"
#include "resolve/resolve.hpp"
#include "tangle/tangle.hpp"

using namespace heddle;

namespace {

Book book_of_cells(std::string const& text) {
    Diagnostics faults;
    Document document = parse({"chapters/1.md", "# T\n\n" + text}, faults, {});
    auto made = resolve({}, {std::move(document)}, faults);
    REQUIRE(made);
    return *made;
}

std::vector<Refused> programs(Book const& made) { return refused(made, tangle(made, true), 0); }

bool holds(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

struct Refusal {
    std::string shown;
    std::size_t at = 0;
    std::string fault;
};

/// What becomes of the one cell of a chapter, of which the compiler says `message`.
Refusal found(std::string const& pattern, std::string const& message, bool compiled = false) {
    Book const made = book_of_cells("```cpp fails=\"" + pattern + "\"\nf();\n```\n");
    Outputs outputs{"", {""}, {{}}, std::nullopt};
    Diagnostics faults;
    std::vector<Refused> const all = programs(made);
    add_refusals(made, 0, all, {{all.at(0).program, compiled, message}}, outputs, faults);
    return {outputs.cells[0], outputs.refused_at[0], faults.empty() ? "" : faults[0].code};
}

}  // namespace

TEST_CASE("fails: a program holds the cells above, then the cell; the next one holds it no more") {
    Book const made = book_of_cells(
        "```cpp\nint a;\n```\n```cpp fails=\"x\"\nint b = y;\n```\n```cpp fails=\"x\"\nint c = y;\n```\n"
        "```cpp\nint d;\n```\n");
    auto const all = programs(made);
    REQUIRE(all.size() == 2);
    CHECK((all[0].cell == 1 && all[1].cell == 2));
    CHECK((holds(all[0].text, "int a;") && holds(all[0].text, "#line 6 \"chapters/1.md\"\n") &&
           holds(all[0].text, "int b")));
    CHECK((!holds(all[0].text, "int c") && !holds(all[0].text, "int d")));
    CHECK((holds(all[1].text, "int a;") && !holds(all[1].text, "int b") && holds(all[1].text, "int c")));
    std::string const main = cells(made).at("1.cpp").text;
    CHECK((holds(main, "int a;") && !holds(main, "int b") && !holds(main, "int c") && holds(main, "int d;")));
    CHECK(cells(made).at("1_fails.txt").text ==
          "1_fails_1.cpp " + all[0].program +
              "\n#line chapters/1.md:6 chapters/1.md:7 chapters/1.md:8\n1_fails_2.cpp " + all[1].program +
              "\n#line chapters/1.md:9 chapters/1.md:10 chapters/1.md:11\n");
}

TEST_CASE("fails: what a cell that must not compile says is no part of what the others run") {
    auto const print = [](std::string const& text) {
        Book const made = book_of_cells(text);
        return fingerprint(made, tangle(made, true), 0);
    };
    CHECK(print("```cpp fails=\"x\"\na\n```\n") == print("```cpp fails=\"y\"\nb\n```\n"));
    CHECK(print("```cpp fails=\"x\"\na\n```\n") != print("```cpp\na\n```\n"));
    CHECK(print("```cpp cuda\na\n```\n") != print("```cpp slow\na\n```\n"));
    CHECK(print("```cpp cuda\na\n```\n") != print("```cpp\na\n```\n"));
}

TEST_CASE("fails: a message of a time when the cell lay in other lines is one of its present lines") {
    std::string const cell = "```cpp fails=\"x\"\nf();\n\ng();\n```\n";
    std::vector<Refused> const then = programs(book_of_cells(cell));
    Book const made = book_of_cells("A line.\n\n" + cell);
    std::vector<Refused> const now = programs(made);
    CHECK((now.at(0).program == then.at(0).program && now.at(0).text != then.at(0).text));
    // Line 7 was the cell's last, and is its second now.
    std::string const said = "chapters/1.md:6:1: error: x\nchapters/1.md:60:1: x\n";
    Outputs outputs{"", {""}, {{}}, std::nullopt};
    Diagnostics faults;
    add_refusals(made, 0, now, {{now[0].program, false, said, then[0].places}}, outputs, faults);
    CHECK((faults.empty() && outputs.refused_at[0] == 8));
}

TEST_CASE("fails: the message is shown from the word error on, without what is the compiler's own") {
    Refusal const plain =
        found("no match",
              "/x/a.hpp:1:2: error: no match for ‘operator+’ [with T = int; U = a[3]] [-fpermissive]\n"
              "chapters/1.md:4:1:   required from here\n");
    CHECK(plain.shown == "error: no match for 'operator+'\n");
    CHECK(plain.at == 4);
    CHECK(plain.fault.empty());
    // Of several errors the first that matches; where only a note matches, the first.
    std::string const two = "chapters/1.md:4:1: error: one\nchapters/1.md:4:1: error: two\nx.hpp:1:1: note: three\n";
    CHECK(found("two|three", two).shown == "error: two\n");
    CHECK(found("three", two).shown == "error: one\n");
}

TEST_CASE("fails: a cell that compiles, and one that is refused for another reason, are faults") {
    CHECK(found("x", "", true).fault == "cell-compiles");
    CHECK(found("other", "chapters/1.md:4:1: error: one\n").fault == "other-message");
    CHECK(found("one", "chapters/1.md:9:1: error: one\n").fault == "other-message");
    CHECK(found("one", "chapters/1.md:41:1: error: one\n").fault == "other-message");
    CHECK(found("one", "chapters/1.md:4:1: note: one\n").fault == "other-message");
    CHECK(found("one", "").fault == "other-message");
    // A line of a megabyte is searched in linear time, to its end.
    std::string const line = "chapters/1.md:4:1: error: " + std::string(1'000'000, 'a');
    CHECK(found("(a*)*b", line + "\n").fault == "other-message");
    CHECK(found("(a|b)*Z", line + "Z\n").fault.empty());
}

TEST_CASE("fails: messages for other programs are not taken for these") {
    Book const made = book_of_cells("```cpp fails=\"x\"\nf();\n```\n");
    Outputs outputs{"", {""}, {{}}, std::nullopt};
    for (std::vector<Compilation> const& others :
         {std::vector<Compilation>{}, {{"0123456789abcdef", false, "chapters/1.md:4:1: error: x\n"}}}) {
        Diagnostics faults;
        add_refusals(made, 0, programs(made), others, outputs, faults);
        REQUIRE(faults.size() == 1);
        CHECK(faults[0].code == "stale-record");
    }
    CHECK(outputs.refused_at.empty());
}
