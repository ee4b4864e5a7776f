// SPDX-License-Identifier: MIT
// A notebook's cells and the marks of the chapters, both ways.
#include "parse/notebook.hpp"

#include <catch.hpp>

#include "parse/parse.hpp"
#include "resolve/resolve.hpp"
#include "tangle/tangle.hpp"
#include "weave/anchors.hpp"
#include "weave/figures_page.hpp"

using namespace heddle;

namespace {

Book book_with(std::vector<std::string> const& chapters) {
    Diagnostics faults;
    std::vector<Document> documents;
    for (std::size_t i = 0; i < chapters.size(); ++i)
        documents.push_back(parse({"chapters/" + std::to_string(i + 1) + ".md", "# T|" + chapters[i]}, faults, {}));
    auto made = resolve({}, std::move(documents), faults);
    REQUIRE(made);
    made->settings.notebook = "n.yaml";
    return *made;
}

std::string mark(std::string const& numbers) { return "\n\n```cpp notebook=\"" + numbers + "\"\nf();\n```\n"; }

/// The code and the words of every fault of a book with these cells.
std::vector<std::string> faults_of(Book made, std::vector<NotebookCell> cells) {
    made.notebook = std::move(cells);
    Diagnostics faults;
    check_notebook(made, faults);
    std::vector<std::string> all;
    for (Diagnostic const& d : faults) all.push_back(d.code + ": " + d.message);
    return all;
}

NotebookCell cell(long number) {
    NotebookCell made;
    made.number = number;
    made.code = "f()";
    return made;
}

}  // namespace

TEST_CASE("notebook: a block may be the counterpart of several cells, and a cell have several blocks") {
    Book const made = book_with({mark("1 3") + mark("3"), mark("2")});
    CHECK(counterparts(made, 1) == std::vector<BlockRef>{{0, 0}});
    CHECK(counterparts(made, 2) == std::vector<BlockRef>{{1, 0}});
    CHECK(counterparts(made, 3) == std::vector<BlockRef>{{0, 0}, {0, 1}});
    CHECK(counterparts(made, 4).empty());
    CHECK(faults_of(made, {cell(1), cell(2), cell(3)}).empty());
}

TEST_CASE("notebook: what is missing on either side is a fault") {
    Book const made = book_with({mark("1")});
    CHECK(faults_of(made, {cell(1), cell(2)}) ==
          std::vector<std::string>{"no-counterpart: In [2] has no counterpart in the chapters"});
    CHECK(faults_of(made, {}) == std::vector<std::string>{"unknown-notebook-cell: 'n.yaml' has no cell 1"});
    NotebookCell replaced = cell(2);
    replaced.replaced = "words";
    CHECK(faults_of(made, {cell(1), replaced}) ==
          std::vector<std::string>{"no-counterpart: In [2] is replaced, but nobody knows where"});
    replaced.chapter = "1.md";
    CHECK(faults_of(made, {cell(1), replaced}).empty());
}

TEST_CASE("notebook: planned cells are no faults, and every one is warned of") {
    Book made = book_with({mark("1")});
    NotebookCell planned = cell(2);
    planned.planned = "Later";
    CHECK(faults_of(made, {cell(1), planned}).empty());
    made.notebook = {cell(1), planned};
    made.notebook[0].planned = "Now";
    Diagnostics warnings;
    warn_of_planned(made, warnings);
    REQUIRE(warnings.size() == 2);
    CHECK(warnings[0].message == "In [1] is planned, and has its counterpart");
    CHECK(warnings[1].message == "the chapters with the counterparts of In [2] are still to come");
    CHECK(!has_errors(warnings));
}

TEST_CASE("figures: every plot has a row with the machine of its recording, and every recording one") {
    Book const made = book_with(
        {"\n\n```plot\nrecording: f\ntitle: F | G\nalt: words\n```\n\n```plot\nrecording: none\ntitle: N\nalt: "
         "words\n```\n"});
    Recording recording;
    recording.path = "docs/recordings/1.here.json";
    recording.machine = "here";
    recording.provenance = {{"cpu", "a_b"}, {"compiler", "g++"}, {"date", "2026-01-02"}};
    recording.series = {{"f", "", {}}};
    std::string const list = figures_list(made, Anchors(made, tangle(made, false)), {recording});
    CHECK(list ==
          "| figure | chapter | machine |\n|---|---|---|\n"
          "| <a href=\"chapters/1.html#b-L3\">F \\| G</a> | T\\| | here |\n"
          "| <a href=\"chapters/1.html#b-L9\">N</a> | T\\| | not measured |\n"
          "\n| recording | processor | compiler | date | benchmarks |\n|---|---|---|---|---|\n"
          "| <a href=\"recordings/1.here.json\">1.here.json</a> | a\\_b | g++ | 2026-01-02 | 1 |\n");
}
