// SPDX-License-Identifier: MIT
// The pure stages, one table of inputs each.
#include <catch.hpp>
#include <utility>

#include "disk/plan.hpp"
#include "parse/parse.hpp"
#include "parse/settings.hpp"
#include "resolve/expand.hpp"
#include "resolve/list.hpp"
#include "resolve/resolve.hpp"
#include "tangle/tangle.hpp"
#include "text/banner.hpp"
#include "text/diagnostic.hpp"
#include "text/lexer.hpp"
#include "text/statements.hpp"

using namespace heddle;

namespace {

Source source_of(std::string const& body) {
    return {"chapters/01-a.md", "---\ntitle: T\nexports: n/a.hpp\nnamespace: n\n---\n\n# T\n\n" + body};
}

Book book(std::string const& body) {
    Diagnostics faults;
    std::vector<Document> documents{parse(source_of(body), faults, {})};
    auto made = resolve({}, std::move(documents), faults);
    INFO(render_text(faults, {source_of(body)}, false));
    REQUIRE(made);
    return *made;
}

std::string tail(std::string const& code) {
    auto const at = trailing_expression(code);
    return at ? code.substr(*at) : "none";
}

}  // namespace

TEST_CASE("stages: the last expression without a semicolon is found") {
    CHECK(tail("x\n") == "x\n");
    CHECK(tail("int a = 1;\na + 1  // why\n") == "a + 1  // why\n");
    CHECK(tail("f();\n") == "none");
    CHECK(tail("if (a) {\n}\n") == "none");
    CHECK(tail("auto s = \";\";\ns\n") == "s\n");
    CHECK(tail("auto s = R\"x(; \" } )x\";\ns\n") == "s\n");
    CHECK(tail("auto n = 1'000; char c = ';';\nn\n") == "n\n");
    CHECK(tail("/* ; */ std::map<int, int>{{1, 2}}\n").find("std::map<int, int>{{1, 2}}") != std::string::npos);
    CHECK(tail("") == "none");
    CHECK(tail("// only a comment\n") == "none");
}

TEST_CASE("stages: layout and comments do not change the tokens") {
    CHECK(code_tokens("a  +\n b; // c\n") == code_tokens("a + /* d */ b;"));
    CHECK(code_tokens("\"a  b\"") != code_tokens("\"a b\""));
}

TEST_CASE("stages: lines inside raw strings are known") {
    CHECK(lines_in_raw_strings("a\nR\"(\nb\n)\";\nc") == std::vector<bool>{false, false, true, true, false});
}

TEST_CASE("stages: positions count characters") {
    CHECK(position("a\n\xC3\xA9x", 4) == Position{2, 2});
    CHECK(position("", 9) == Position{1, 1});
}

TEST_CASE("stages: each place has its version of a chunk") {
    Book const b = book(
        "```cpp\n<<c>>\n```\n\n```cpp chunk=\"c\"\n1;\n```\n\n```cpp\n<<c>>\n```\n\n```cpp chunk=\"c\" "
        "replace\n2;\n```\n\n"
        "```cpp\n<<c>>\n```\n\n```cpp chunk=\"c\" before\n3;\n```\n\n```cpp\n<<c>>\n```\n\n```cpp "
        "chunk=\"c\"\n4;\n```\n\n"
        "```cpp export\nvoid f() {\n<<c>>\n}\n```\n");
    auto const code = [&](std::size_t block) {
        std::string text;
        for (CodeLine const& line : expanded(b, {0, block})) text += line.text;
        return text;
    };
    CHECK(code(0) == "// c1;");
    CHECK(code(2) == "// c1;");
    CHECK(code(4) == "// c2;");
    CHECK(code(6) == "// c3;2;4;");  // what goes on with a version is a part of it everywhere
    CHECK(code(8) == "void f() {// c3;2;4;}");
    CHECK(tangle_jobs(b, 0).empty());
    CHECK(tangle_one(b, tangle_jobs(b, 1).front(), false) == tangle(b, false).at("src/n/a.hpp"));
}

TEST_CASE("stages: a listing depends on the code that is in the library, and not on what that replaced") {
    auto const hash = [](std::string const& first, std::string const& last, std::string const& between = "") {
        Book const b =
            book("```cpp export name=\"f\"\n" + first + "\n```\n\n" + between + "```cpp export name=\"f\" replace\n" +
                 last + "\n```\n\n```asm function=\"f\" compiler=\"g++ -O2\"\nloads = 1\n```\n");
        return listing_hash(b, {0, b.chapters[0].blocks.size() - 1});
    };
    CHECK(hash("int f(int* a);", "int f(long* a);") == hash("int f(char* a);", "int f(long* a);"));
    CHECK(hash("int f(int* a);", "int f(long* a);") != hash("int f(int* a);", "int f(char* a);"));
    // Code around another version leaves that in the library.
    std::string const after = "```cpp export name=\"f\" after\nint g();\n```\n\n";
    CHECK(hash("int f(int* a);", "int f(long* a);", after) == hash("int f(int* a);", "int f(long* a);"));
}

TEST_CASE("stages: the nearest name is near") {
    CHECK(nearest("exprot", {"export", "test"}) == "export");
    CHECK(nearest("zzzzzz", {"export", "test"}).empty());
}

TEST_CASE("stages: a document keeps every byte and every line") {
    Diagnostics faults;
    Document const d = parse(source_of("```cpp\n1\n```\n"), faults, {});
    CHECK(faults.empty());
    CHECK(d.source == source_of("```cpp\n1\n```\n"));
    REQUIRE(d.blocks.size() == 1);
    CHECK(d.blocks[0].line == 9);
    CHECK(d.blocks[0].code == "1\n");
    CHECK(d.front.title == "T");
}

TEST_CASE("stages: the text of a heading is all of it, without its marks") {
    Diagnostics faults;
    std::string const text = "## How `f` *computes [a **b**](https://c)* now\n\n##\n\nd\n`e`\n---\n";
    Document const d = parse(source_of(text), faults, {});
    REQUIRE(d.headings.size() == 4);
    CHECK(d.headings[1].text == "How f computes a b now");
    CHECK(d.headings[2].text.empty());
    CHECK(d.headings[3].text == "d e");
}

TEST_CASE("stages: a chunk keeps the indentation of its line") {
    Book const b = book("```cpp export\nstruct A {\n    <<c>>\n};\n```\n\n```cpp chunk=\"c\"\nint x;\n```\n");
    std::string const text = tangle(b, false).at("src/n/a.hpp").text;
    CHECK(text.find("    // c\n    int x;\n") != std::string::npos);
}

TEST_CASE("stages: a global block stands outside of the namespace, at its place") {
    auto const code = [](std::string const& body) {
        std::string const text = tangle(book(body), false).at("src/n/a.hpp").text;
        return text.substr(text.find("#pragma once\n"));
    };
    std::string const first = "```cpp export\nint a();\n```\n\n";
    std::string const outside = "```cpp export global\nint b();\n```\n\n";
    CHECK(code(first + outside + first) ==
          "#pragma once\n\nnamespace n {\n\nint a();\n\n}  // namespace n\n\nint b();\n\nnamespace n {\n\nint "
          "a();\n\n}  // "
          "namespace n\n");
    CHECK(code(outside + outside) == "#pragma once\n\nint b();\n\nint b();\n");
    CHECK(code(outside + first) == "#pragma once\n\nint b();\n\nnamespace n {\n\nint a();\n\n}  // namespace n\n");
}

TEST_CASE("stages: the twin differs by #line alone, and both say who made them") {
    Book const b = book("```cpp export\nint a();\n```\n");
    std::string const text = tangle(b, false).at("src/n/a.hpp").text;
    CHECK(ownership(text) == Ownership::generated);
    CHECK(ownership(text + "int b();\n") == Ownership::edited);
    CHECK(ownership("int b();\n") == Ownership::foreign);
    CHECK(text.find("#line") == std::string::npos);
    CHECK(tangle(b, true).at("src/n/a.hpp").text.find("#line 10 \"chapters/01-a.md\"\nint a();\n") !=
          std::string::npos);
}

TEST_CASE("stages: a plan holds what differs and nothing else") {
    Book const b = book("```cpp export\nint a();\n```\n");
    FileSet const wanted = tangle(b, false);
    Diagnostics faults;
    std::vector<Edit> const edits = plan(wanted, {}, b, faults);
    REQUIRE(edits.size() == wanted.size());
    CHECK(edits[0].kind == Edit::Kind::create);
    Found found;
    for (auto const& [path, file] : wanted) found[path] = file.text;
    CHECK(plan(wanted, found, b, faults).empty());
    CHECK(faults.empty());
    found["src/n/a.hpp"] += "int edited();\n";
    CHECK(plan(wanted, found, b, faults).empty());
    CHECK(exit_status(faults) == 3);
}

TEST_CASE("stages: settings have defaults, and unknown keys are faults") {
    Diagnostics faults;
    CHECK(parse_settings({"chapters/book.yaml", "title: B\n"}, faults).sources == "src");
    CHECK(faults.empty());
    parse_settings({"chapters/book.yaml", "sorces: B\n"}, faults);
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].code == "unknown-key");
}
