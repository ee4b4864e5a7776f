// SPDX-License-Identifier: MIT
// Patterns that are refused, and those that would keep another matcher busy for ever.
#include "text/pattern.hpp"

#include <catch.hpp>

using namespace heddle;

TEST_CASE("pattern: what is no pattern, and what is too large for one, is refused") {
    for (char const* good : {"a", "", "no match for 'operator\\+'", "(a*)*b", "\\p{L}+", "==:\\n3", "\\[2, 3\\]"})
        CHECK(pattern_fault(good).empty());
    for (char const* bad : {"[", "(", "a**", "\\1", "(?=a)", "\\p{Nothing}", "a{1001}", "(?P<n", "\xff"})
        CHECK(pattern_fault(bad) == "is not a regular expression");
    CHECK(pattern_fault(std::string(1000, 'a')).empty());
    CHECK(pattern_fault(std::string(1001, 'a')) == "has 1001 bytes, and at most 1000 are taken");
    CHECK(pattern_fault(std::string(100'000, 'a')) == "has 100000 bytes, and at most 1000 are taken");
    CHECK(pattern_fault(std::string(100'000, '(')).starts_with("has 100000 bytes"));
    CHECK(!pattern_fault("((a{100}){100}){100}").empty());
    CHECK(pattern_fault("(abcdefgh){1000}") == "repeats too much to be searched for");
    CHECK(!pattern_fault(std::string(999, '(')).empty());
}

TEST_CASE("pattern: the time is linear in the text") {
    std::string const text(1'000'000, 'a');
    for (char const* slow : {"(a*)*b", "(a+)+$b", "(a|aa)+b", "(.*a){12}b", "(a?){50}b", "(x+x+)+y"})
        CHECK(!Pattern(slow).found_in(text));
    CHECK(Pattern("(a*)*b").found_in(text + "b"));
    CHECK(Pattern("a{1000}").found_in(text));
    CHECK(!Pattern("[").found_in(text));
    CHECK(!Pattern(std::string(100'000, 'a')).found_in(text));
    CHECK(Pattern("b.d").found_in("abcde"));
    CHECK(!Pattern("b.d").found_in("ab\nde"));
    CHECK(!Pattern("^b").found_in("a\nb"));
}
