// Generated from chapters/10-threads.md by heddle (checksum 3b4a281d4cbeadb7). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
namespace Catch::Matchers {
inline auto ContainsSubstring(std::string const& text) { return Contains(text); }
}  // namespace Catch::Matchers
#endif

#include <cstring>
#include <ten/ten.hpp>

using namespace ten;

TEST_CASE("a product has the same bits on 1, 2, 3 and 5 threads") {
    manual_seed(10);
    auto const a = randn({130, 600});
    auto const b = randn({600, 190});
    int const before = num_threads();
    set_num_threads(1);
    auto const alone = matmul(a, b);
    for (int const threads : {2, 3, 5}) {
        set_num_threads(threads);
        auto const shared = matmul(a, b);
        CHECK(std::memcmp(shared.data(), alone.data(), static_cast<std::size_t>(alone.numel()) * sizeof(float)) == 0);
    }
    set_num_threads(before);
}
