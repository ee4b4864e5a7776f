// Generated from chapters/01-sums.md by heddle (checksum 46450d7c69920197). Do not edit: edit the chapter.
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

TEST_CASE("a sum of three") {
    CHECK(sum({1, 2, 3}) == 6);
}
