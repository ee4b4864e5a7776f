// Generated from chapters/01-sums.md by heddle (checksum 7df02466e9cc40ca). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
namespace Catch::Matchers {
inline auto ContainsSubstring(std::string const& text) { return Contains(text); }
}  // namespace Catch::Matchers
#endif

#include <n/sum.hpp>

using namespace n;

#line 25 "chapters/01-sums.md"
TEST_CASE("a sum") {
    CHECK(sum(4) == 10);
}
