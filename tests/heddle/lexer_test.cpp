// SPDX-License-Identifier: MIT
// What is an expression to display, and what is not.
#include "text/lexer.hpp"

#include <catch.hpp>

#include "text/statements.hpp"
#include "text/tokens.hpp"

namespace {

/// The displayed part of `code`, or "-" if nothing is displayed.
std::string shown(std::string const& code) {
    auto const at = heddle::trailing_expression(code);
    return at ? code.substr(*at) : "-";
}

/// All displayed parts of `code`, each in brackets.
std::string all_shown(std::string const& code) {
    std::string out;
    for (heddle::Span const& span : heddle::trailing_expressions(code))
        out += "[" + code.substr(span.begin, span.end - span.begin) + "]";
    return out;
}

/// The tokens of `code` as they stand in it, each in brackets.
std::string split(std::string const& code) {
    std::string out;
    for (heddle::Token const& t : heddle::tokens(code)) out += "[" + code.substr(t.begin, t.end - t.begin) + "]";
    return out;
}

/// The names that the first statement of `code` declares.
std::string names(std::string const& code) {
    heddle::Statement const first = heddle::statements(code).front();
    std::string out = first.name;
    for (std::string const& other : first.also) out += " " + other;
    return out;
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

TEST_CASE("a backslash joins lines anywhere but in a raw string, with blanks behind it or not") {
    CHECK(split("a // b \\\nc\nd") == "[a][// b \\\nc][d]");
    CHECK(split("a // b \\ \t\nc\nd") == "[a][// b \\ \t\nc][d]");
    CHECK(split("/\\\n/ a ' (\nb") == "[/\\\n/ a ' (][b]");
    CHECK(split("/\\\n* ; *\\\n/ b") == "[/\\\n* ; *\\\n/][b]");
    CHECK(split("lo\\\nng x") == "[lo\\\nng][x]");
    CHECK(split("\"a\\ \nb\" c") == "[\"a\\ \nb\"][c]");
    CHECK(split("#define A \\ \n  1\nb") == "[#define A \\ \n  1][b]");
    CHECK(split("a \\\n R\"(\\\n)\" b \\\n c") == "[a][R\"(\\\n)\"][b][c]");
    CHECK(split("R\"x(\\\n)\" )x\" b") == "[R\"x(\\\n)\" )x\"][b]");
    CHECK(split("a\\\n") == "[a\\\n]");
    CHECK(split("\\\n").empty());
    CHECK(split("a \\ b") == "[a][\\][b]");
    CHECK(heddle::continues("a \\ "));
    CHECK_FALSE(heddle::continues("a \\ b"));
}

TEST_CASE("of a condition at the end each branch shows its value") {
    CHECK(all_shown("f();\n#if A\n1\n#else\n2\n#endif\n// c\n") == "[1\n][2\n]");
    CHECK(all_shown("#if A\nint a;\na\n#elif B\n#ifdef C\n3\n#else\ng();\n#endif\n#endif") == "[a\n][3\n]");
    CHECK(all_shown("4 +\n#if A\n1\n#else\n2\n#endif\n") == "[4 +\n#if A\n1\n#else\n2\n#endif\n]");
    CHECK(all_shown("x\n#if A\n#endif\n") == "[x\n#if A\n#endif\n]");
    CHECK(all_shown("x\n#pragma GCC diagnostic pop\n") == "[x\n]");
    CHECK(all_shown("#if A\nf();\n#endif\nx\n#define B\n") == "[x\n]");
    CHECK(all_shown("#if A\nf();\n#endif\n").empty());
    CHECK(all_shown("done: x\n") == "[x\n]");
    CHECK(all_shown("done:\n").empty());
    CHECK(all_shown("a ? b : c\n") == "[a ? b : c\n]");
    CHECK(all_shown("std::x\n") == "[std::x\n]");
}

TEST_CASE("the names of a declaration are found, however it is written") {
    CHECK(names("typedef int (*Op)(int);") == "Op");
    CHECK(names("typedef int (S::*Op)(int x) const;") == "Op");
    CHECK(names("typedef int Row[3];") == "Row");
    CHECK(names("typedef int F(int x);") == "F");
    CHECK(names("typedef struct tag { int a; } A, *B;") == "A B tag");
    CHECK(names("typedef std::map<int, long> M;") == "M");
    CHECK(names("using Op = int (*)(int);") == "Op");
    CHECK(names("using std::cin, std::cout;") == "cin cout");
    CHECK(names("constexpr int a = f(1, 2), b[2] = {3, 4}, c{5};") == "a b c");
    CHECK(names("const std::map<int, int> a = {{1, 2}}, b;") == "a b");
    CHECK(names("struct alignas(16) A { int x; };") == "A");
    CHECK(names("struct __attribute__((packed)) A { int x; } a;") == "A");
    CHECK(names("int (*pick(int))(int) { return f; }") == "pick");
    CHECK(names("std::function<int(int)> make(int x) { return f; }") == "make");
    CHECK(heddle::statements("void* operator new(std::size_t n) { return f(n); }").front().kind ==
          heddle::Statement::Kind::function);
    CHECK(heddle::statements("void f() NOEXCEPT {}\nx").front().kind == heddle::Statement::Kind::function);
    CHECK(heddle::statements("std::function<unsigned int(long)> f(g);").front().kind == heddle::Statement::Kind::name);
    CHECK(names("std::function<unsigned int(long)> f(g);") == "f");
    CHECK(heddle::statements("bool b = x < f(1) && g(2) > y;").front().kind == heddle::Statement::Kind::plain);
}
