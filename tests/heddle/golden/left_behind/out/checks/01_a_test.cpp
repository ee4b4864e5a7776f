// Generated from chapters/01-a.md by heddle (checksum 0a858cd7f6d58768). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
namespace Catch::Matchers {
inline auto ContainsSubstring(std::string const& text) { return Contains(text); }
}  // namespace Catch::Matchers
#endif

#include <n/a.hpp>

TEST_CASE("a") {
    CHECK(true);
}
