// SPDX-License-Identifier: MIT
// Patterns that are refused, and those that would keep another matcher busy for ever.
#include "text/pattern.hpp"

#include <catch.hpp>

using namespace heddle;

TEST_CASE("pattern: what is no pattern, and what is too large for one, is refused") {
    for (char const* good : {"a", "", "no match for 'operator\\+'", "(a*)*b", "\\p{L}+", "==:\\n3", "\\[2, 3\\]"})
        CHECK(Pattern(good).fault().empty());
    for (char const* bad : {"[", "(", "a**", "\\1", "(?=a)", "\\p{Nothing}", "a{1001}", "(?P<n", "\xff"})
        CHECK(Pattern(bad).fault() == "is not a regular expression");
    CHECK(Pattern(std::string(1000, 'a')).fault().empty());
    CHECK(Pattern(std::string(1001, 'a')).fault() == "has 1001 bytes, and at most 1000 are taken");
    CHECK(Pattern(std::string(100'000, 'a')).fault() == "has 100000 bytes, and at most 1000 are taken");
    CHECK(Pattern(std::string(100'000, '(')).fault().starts_with("has 100000 bytes"));
    CHECK(!Pattern("((a{100}){100}){100}").fault().empty());
    CHECK(Pattern("(abcdefgh){1000}").fault() == "repeats too much to be searched for");
    CHECK(!Pattern(std::string(999, '(')).fault().empty());
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
