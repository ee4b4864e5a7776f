// Generated from chapters/07-loop-order.md by heddle (checksum 30d2235feecc11bc). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
namespace Catch::Matchers {
inline auto ContainsSubstring(std::string const& text) { return Contains(text); }
}  // namespace Catch::Matchers
#endif

#include <ten/ten.hpp>

using namespace ten;

TEST_CASE("a cache of one set forgets the line that was used longest ago") {
    // a model of a cache
    /// Counts what a cache of so many bytes misses. The lines of a set stand in the order of their last use, the latest
    /// first.
    class Cache {
    public:
        Cache(std::int64_t bytes, std::int64_t ways, std::int64_t line = 64)
            : line_(line), ways_(ways), sets_(bytes / line / ways), held_(static_cast<std::size_t>(bytes / line), -1) {}

        /// The program reads or writes the byte at this address.
        void touch(std::int64_t address) {
            std::int64_t const line = address / line_;
            auto const first = held_.begin() + line % sets_ * ways_;
            auto const end = first + ways_;
            auto place = std::find(first, end, line);
            if (place == end) {
                ++misses_;
                *--place = line;
            }
            std::rotate(first, place, place + 1);
        }
        [[nodiscard]] std::int64_t misses() const { return misses_; }

    private:
        std::int64_t line_, ways_, sets_;
        std::vector<std::int64_t> held_;  // the lines of set 0, of set 1 and so on; -1: a free place
        std::int64_t misses_ = 0;
    };
    Cache cache(4 * 32, 4, 32);  // four lines of 32 bytes in one set
    auto const misses = [&](std::int64_t address) {
        auto const before = cache.misses();
        cache.touch(address);
        return cache.misses() - before;
    };
    for (std::int64_t const address : {0, 32, 64, 96}) CHECK(misses(address) == 1);
    for (std::int64_t const address : {31, 63, 95, 127}) CHECK(misses(address) == 0);
    CHECK(misses(0) == 0);
    CHECK(misses(128) == 1);  // in the place of the line at 32
    CHECK(misses(0) == 0);
    CHECK(misses(64) == 0);
    CHECK(misses(32) == 1);
}
