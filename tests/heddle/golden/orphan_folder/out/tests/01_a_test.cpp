// Generated from chapters/01-a.md by heddle (checksum e8d002806ab7e60e). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif

#include <now/a.hpp>
#include <now/b.hpp>

TEST_CASE("t") {
    CHECK(true);
}
