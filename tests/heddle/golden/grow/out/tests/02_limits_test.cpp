// Generated from chapters/02-limits.md by heddle (checksum d7fe430c3c096774). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
namespace Catch::Matchers {
inline auto ContainsSubstring(std::string const& text) { return Contains(text); }
}  // namespace Catch::Matchers
#endif

#include <n/limit.hpp>
#include <n/sum.hpp>

using namespace n;

TEST_CASE("no numbers, no mean") {
    CHECK_THROWS(mean(std::vector<int>{}));
}
