// Generated from chapters/01-a.md by heddle (checksum aff4521cc7d066ee). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif

#include <n/a.hpp>
#include <n/b.hpp>

using namespace n;

#line 35 "chapters/01-a.md"
TEST_CASE("a title") {
    CHECK(A().x == 0);
}
