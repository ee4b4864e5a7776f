// Generated from chapters/01-a.md by heddle (checksum c8fffe4358c0d075). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
namespace Catch::Matchers {
inline auto ContainsSubstring(std::string const& text) { return Contains(text); }
}  // namespace Catch::Matchers
#endif

#include <now/a.hpp>
#include <now/b.hpp>

TEST_CASE("t") {
    CHECK(true);
}
