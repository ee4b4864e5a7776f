// SPDX-License-Identifier: MIT
// What is an expression to display, and what is not.
#include "text/lexer.hpp"

#include <catch.hpp>

#include "text/statements.hpp"

namespace {

/// The displayed part of `code`, or "-" if nothing is displayed.
std::string shown(std::string const& code) {
    auto const at = heddle::trailing_expression(code);
    return at ? code.substr(*at) : "-";
}

}  // namespace

TEST_CASE("the last expression without a semicolon is displayed") {
    CHECK(shown("a + b") == "a + b");
    CHECK(shown("int a = 1;\na") == "a");
    CHECK(shown("a;") == "-");
    CHECK(shown("") == "-");
    CHECK(shown("// only a comment") == "-");
    CHECK(shown("a  // what it is") == "a  // what it is");
    CHECK(shown("for (int i = 0; i < 3; ++i) { f(i); }") == "-");
    CHECK(shown("for (int i = 0; i < 3; ++i) { f(i); }\nx") == "x");
    CHECK(shown("if (a) { b(); } else { c(); }\nd") == "d");
    CHECK(shown("struct S { int i; };\nS{1}") == "S{1}");
    CHECK(shown("auto f = [](int i) { return i; };\nf(2)") == "f(2)");
    CHECK(shown("std::vector<int>{1, 2}") == "std::vector<int>{1, 2}");
    CHECK(shown("std::pair<int, std::vector<int>>{}") == "std::pair<int, std::vector<int>>{}");
}

TEST_CASE("what only looks like an expression is not displayed") {
    CHECK(shown("int x = 5") == "-");
    CHECK(shown("auto f = [] { return 1; }") == "-");
    CHECK(shown("int f() { return 1; }\nf()") == "f()");
    CHECK(shown("int(2.5)") == "int(2.5)");
    CHECK(shown("unsigned{3}") == "unsigned{3}");
    CHECK(shown("const_cast<int&>(x)") == "const_cast<int&>(x)");
    CHECK(shown("co_return x") == "-");
    CHECK(shown("break") == "-");
    CHECK(shown("enum class E { a, b };\nE::a") == "E::a");
    CHECK(shown("do { f(); } while (g());\nh()") == "h()");
    CHECK(shown("try { f(); } catch (...) { g(); }\nh()") == "h()");
    CHECK(shown("{ int x = 1; f(x); }\nh()") == "h()");
    CHECK(shown("if (a) v = {1, 2};\nv") == "v");
    CHECK(shown("[[maybe_unused]] int x = 1;\nx") == "x");
    CHECK(shown("if (a) <% f(); %>\nx") == "x");
    CHECK(shown("if (a) <% f(); %>") == "-");
}

TEST_CASE("expressions of every shape are displayed") {
    CHECK(shown("a < b") == "a < b");
    CHECK(shown("a < b, c > d") == "a < b, c > d");
    CHECK(shown("f<(1 > 0)>(x)") == "f<(1 > 0)>(x)");
    CHECK(shown("[&] { int y = 1; return y; }()") == "[&] { int y = 1; return y; }()");
    CHECK(shown("g([](int i) { return i; }, 3)") == "g([](int i) { return i; }, 3)");
    CHECK(shown("x = 3") == "x = 3");
    CHECK(shown("-x") == "-x");
    CHECK(shown("*p") == "*p");
    CHECK(shown("new int(3)") == "new int(3)");
    CHECK(shown("requires { f(); }") == "requires { f(); }");
    CHECK(shown("std::vector{1, 2}.size()") == "std::vector{1, 2}.size()");
    CHECK(shown("a ? b : c") == "a ? b : c");
    CHECK(shown("\"s\"s + u8\"t\"") == "\"s\"s + u8\"t\"");
    CHECK(shown("a\n#define X 1\n") == "a\n#define X 1\n");
}

TEST_CASE("strings and comments are not code") {
    CHECK(shown("f(\";\")") == "f(\";\")");
    CHECK(shown("f(';')") == "f(';')");
    CHECK(shown("f(R\"x(;)\" )x\")") == "f(R\"x(;)\" )x\")");
    CHECK(shown("/* ; */ a") == "a");
    CHECK(shown("1'000'000") == "1'000'000");
    CHECK(shown("f(\"\\\";\")") == "f(\"\\\";\")");
    CHECK(shown("#include <a>\nb") == "b");
    CHECK(shown("#define X 1 /* a\n; */\nb") == "b");
    CHECK(shown("#error don't\nb") == "b");
    CHECK(shown("#define X \\\n    ;\nb") == "b");
    CHECK(shown("// a \\\n;\nb") == "b");
    CHECK(shown("f(R\"(a)\" \";\")") == "f(R\"(a)\" \";\")");
    CHECK(shown("'\\'' + ';'") == "'\\'' + ';'");
    CHECK(shown("0x1'F + 1e+3") == "0x1'F + 1e+3");
}

TEST_CASE("lines that start inside a raw string are known") {
    auto const inside = heddle::lines_in_raw_strings("auto s = R\"(a\nb)\";\nc\n");
    CHECK(inside == std::vector<bool>{false, true, false, false});
}

TEST_CASE("layout and comments do not change the tokens") {
    CHECK(heddle::code_tokens("a+b; // c") == heddle::code_tokens("a + b ;"));
    CHECK(heddle::code_tokens("a+b;") != heddle::code_tokens("a-b;"));
}

TEST_CASE("an include is known however it is written") {
    auto const moved = [](std::string_view code) { return heddle::find_includes(code).front.size(); };
    auto const late = [](std::string_view code) { return heddle::find_includes(code).late.size(); };
    for (std::string const form : {"#include <a>", "# include <a>", "%:include <a>", "#include_next <a>",
                                   "#\\\ninclude <a>", "#/* c */include <a>", "/* c */ #include \"a.hpp\""}) {
        INFO(form);
        CHECK(moved(form + "\nint x;") == 1);
        CHECK(late("int x;\n" + form) == 1);
    }
    // A macro that stands for a header goes to the top with it; what is not known to be one is data and stays.
    CHECK(moved("#define HEADER <a>\n#include HEADER\nint x;") == 1);
    CHECK(late("#define HEADER \"a.hpp\"\nint x;\n#include HEADER") == 1);
    CHECK(moved("#include TABLE\nint x;") == 0);
    CHECK(late("#define TABLE \"a.def\"\nint x[] = {\n#include TABLE\n};") == 0);
}
