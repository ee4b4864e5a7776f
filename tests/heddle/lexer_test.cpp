// SPDX-License-Identifier: MIT
// What is an expression to display, and what is not.
#include "lexer.hpp"

#include <catch2/catch.hpp>

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

TEST_CASE("strings and comments are not code") {
    CHECK(shown("f(\";\")") == "f(\";\")");
    CHECK(shown("f(';')") == "f(';')");
    CHECK(shown("f(R\"x(;)\" )x\")") == "f(R\"x(;)\" )x\")");
    CHECK(shown("/* ; */ a") == "a");
    CHECK(shown("1'000'000") == "1'000'000");
    CHECK(shown("f(\"\\\";\")") == "f(\"\\\";\")");
    CHECK(shown("#include <a>\nb") == "b");
}

TEST_CASE("lines that start inside a raw string are known") {
    auto const inside = heddle::lines_in_raw_strings("auto s = R\"(a\nb)\";\nc\n");
    CHECK(inside == std::vector<bool>{false, true, false, false});
}

TEST_CASE("layout and comments do not change the tokens") {
    CHECK(heddle::code_tokens("a+b; // c") == heddle::code_tokens("a + b ;"));
    CHECK(heddle::code_tokens("a+b;") != heddle::code_tokens("a-b;"));
}
