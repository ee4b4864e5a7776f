// SPDX-License-Identifier: MIT
// The text of chapters' programs: line numbers, includes, what a change of a chapter changes.
#include "cells/cells.hpp"

#include <catch.hpp>

#include "cells/program.hpp"
#include "parse/parse.hpp"
#include "resolve/resolve.hpp"
#include "tangle/dependencies.hpp"
#include "tangle/tangle.hpp"
#include "text/diagnostic.hpp"

using namespace heddle;

namespace {

Book book_of(std::vector<std::string> const& bodies) {
    Diagnostics faults;
    std::vector<Document> documents;
    for (std::size_t i = 0; i < bodies.size(); ++i) {
        std::string const n = std::to_string(i + 1);
        Source source{"chapters/" + n + ".md", "---\ntitle: T\nexports: n/" + n + ".hpp\n---\n" + bodies[i]};
        documents.push_back(parse(std::move(source), faults, {}));
    }
    auto made = resolve({}, std::move(documents), faults);
    INFO(render_text(faults, {}, false));
    REQUIRE(made);
    return *made;
}

std::string program(std::string const& body, std::string const& suffix = ".cpp") {
    return cells(book_of({body})).at("1" + suffix).text;
}

bool has(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

std::string print_of(Book const& b, std::size_t chapter) { return fingerprint(b, tangle(b, true), chapter); }

std::string cell(std::string const& code) { return "```cpp\n" + code + "\n```\n"; }

}  // namespace

TEST_CASE("cells: a line between two cells is one of the chapter, and every line keeps its number") {
    CHECK(has(program(cell("int a = 1;\na") + "words\n" + cell("f();")),
              "#line 5 \"chapters/1.md\"\nheddle::runtime::begin_cell(0);\nint a = 1;\nheddle::runtime::shown(),\n"
              "#line 7 \"chapters/1.md\"\na\n, heddle::runtime::end_of_display();\n"
              "#line 10 \"chapters/1.md\"\nheddle::runtime::begin_cell(1);\nf();\nheddle::runtime::end_cells();\n"));
    // An expression that follows a statement on its line keeps its line and its column.
    CHECK(has(program(cell("f(); a")), "f(); \nheddle::runtime::shown(),\n#line 6 \"chapters/1.md\"\n     a\n"));
}

TEST_CASE("cells: a `define` reaches the cells and benchmarks of its chapter, and neither its tests nor the library") {
    Book const b =
        book_of({"```cpp define\nint helper();\n```\n```cpp export\nint x();\n```\n" + cell("helper()") +
                     "```cpp bench=\"b\" sizes=\"8\"\nhelper();\n```\n```cpp test=\"t\"\nCHECK(x() == 1);\n```\n",
                 cell("1")});
    FileSet const programs = cells(b);
    CHECK(has(programs.at("1.cpp").text, "int helper();"));
    CHECK(has(programs.at("1_bench.cpp").text, "int helper();"));
    CHECK_FALSE(has(programs.at("2.cpp").text, "helper"));
    FileSet const tangled = tangle(b, false);
    CHECK(tangled.size() == 2);
    for (auto const& [path, file] : tangled) CHECK_FALSE(has(file.text, "helper"));
}

TEST_CASE("cells: no directive is put into a raw string or a macro of several lines") {
    CHECK(has(program(cell("auto s = R\"(\n#include <no>\n\n)\";")), "auto s = R\"(\n#include <no>\n\n)\";\n"));
    CHECK(has(program(cell("#define M(x) \\\n    x + \\\n    1\nM(2)")),
              "#define M(x) \\\n    x + \\\n    1\nheddle::runtime::shown(),\n#line 9 \"chapters/1.md\"\nM(2)\n"));
}

TEST_CASE("cells: includes go to the top with their lines, and with the conditions among them") {
    CHECK(has(program(cell("#include <set>\n#if 1\n# include <map>\n#endif\nf();")),
              "#line 6 \"chapters/1.md\"\n#include <set>\n#if 1\n# include <map>\n#endif\nstatic void heddle_cells"));
    CHECK(has(program(cell("#include <set>\nf();\n#if 1\ng();\n#endif")),
              "#line 6 \"chapters/1.md\"\n#include <set>\nstatic void heddle_cells"));
}

TEST_CASE("cells: definitions stand before all cells, and the benchmarks see them but not the cells' includes") {
    std::string const body = cell("#include <set>\nx") + "```cpp define\n#include <map>\nint x;\n```\n" +
                             "```cpp bench=\"b\"\n#include <deque>\nx = 1;\n```\n";
    std::string const cells_text = program(body);
    CHECK(cells_text.find("int x;") < cells_text.find("heddle_cells"));
    CHECK(!has(cells_text, "<deque>"));
    std::string const bench_text = program(body, "_bench.cpp");
    CHECK(has(bench_text, "#include <map>"));
    CHECK(has(bench_text, "#include <deque>"));
    CHECK(!has(bench_text, "<set>"));
    CHECK(has(
        bench_text,
        "static void bench_1(benchmark::State& state) {\n#line 15 \"chapters/1.md\"\nx = 1;\n} BENCHMARK(bench_1)"));
    CHECK(has(program("words\n", "_bench.cpp"), "no benchmarks"));
}

TEST_CASE("cells: text that moves no line of code changes no program") {
    std::string const code = "```cpp export\nint f();\n```\n" + cell("f()") + "```cpp test=\"t\"\nCHECK(true);\n```\n";
    FileSet const one = cells(book_of({"one word\n" + code}));
    CHECK(one == cells(book_of({"other\n" + code})));
    CHECK(one != cells(book_of({"one\nword\n" + code})));
}

TEST_CASE("cells: a header that changes changes the programs that include it, and no other") {
    std::string const first = "```cpp export\nint f();\n```\n" + cell("1");
    std::string const second = "```cpp export\n#include \"n/1.hpp\"\nint g();\n```\n" + cell("2");
    std::string const third = "```cpp export\nint h();\n```\n" + cell("3");
    std::string const changed = "```cpp export\nint f(int);\n```\n" + cell("1");
    FileSet const before = cells(book_of({first, second, third}));
    FileSet const after = cells(book_of({changed, second, third}));
    CHECK(before.at("1.cpp") != after.at("1.cpp"));
    CHECK(before.at("2.cpp") != after.at("2.cpp"));
    CHECK(before.at("3.cpp") == after.at("3.cpp"));
}

TEST_CASE("cells: a fingerprint is that of the code, wherever its lines are") {
    std::string const code = "```cpp export\nint f();\n```\n" + cell("f()");
    std::string const print = print_of(book_of({code}), 0);
    CHECK(print == print_of(book_of({"a\n\nb\n\n" + code}), 0));
    CHECK(print == print_of(book_of({code + "```output\n1\n```\n"}), 0));
    CHECK(print != print_of(book_of({"```cpp export\nint f( );\n```\n" + cell("f()")}), 0));
    CHECK(print != print_of(book_of({"```cpp export\nint f();\n```\n" + cell("f( )")}), 0));
    CHECK(print != print_of(book_of({"```cpp export\nint f();\n```\n```cpp throws=\"x\"\nf()\n```\n"}), 0));
    CHECK(print != print_of(book_of({code + "```cpp define\nint x;\n```\n"}), 0));
}

TEST_CASE("dependencies: includes are followed through the book's files, and cycles end") {
    FileSet files;
    files["src/n/a.hpp"].text = "#include \"b.hpp\"\n";
    files["src/n/b.hpp"].text = "  #  include <n/c.hpp>\n#include <vector>\n";
    files["src/n/c.hpp"].text = "#include <n/a.hpp>\n";
    files["src/n/d.hpp"].text = "// include <n/a.hpp>\n";
    CHECK(included_files(files, "src", "#include <n/a.hpp>\n") ==
          std::set<std::string>{"src/n/a.hpp", "src/n/b.hpp", "src/n/c.hpp"});
    CHECK(included_files(files, "src", "#include <n/d.hpp>\n") == std::set<std::string>{"src/n/d.hpp"});
    CHECK(included_files(files, "src", "int include; #include").empty());
}

TEST_CASE("program: what moves with the lines is taken out") {
    CHECK(without_lines("banner\n#line 3 \"a\"\nint x;\n") == "int x;\n");
}
