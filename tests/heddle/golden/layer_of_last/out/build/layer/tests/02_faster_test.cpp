// Generated from chapters/02-faster.md by heddle (checksum 2db20bcdc07ca656). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
namespace Catch::Matchers {
inline auto ContainsSubstring(std::string const& text) { return Contains(text); }
}  // namespace Catch::Matchers
#endif

#include <n/mean.hpp>
#include <n/sum.hpp>

using namespace n;

#line 27 "chapters/02-faster.md"
TEST_CASE("a mean") {
    CHECK(mean(3) == 2);
}
