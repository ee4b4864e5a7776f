// Generated from chapters/11-small.md by heddle (checksum 066e67f6d43aa06d). Do not edit: edit the chapter.
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
#include <ten/versions.hpp>
#include <cmath>
#include <cstring>
#include <numeric>
#include <utility>
#include <vector>
#include <ten/packed.hpp>

using namespace ten;

TEST_CASE("few columns, with gaps and without, are what the loops give") {
    bool same = true;
    auto const left = randint(-4, 5, {14, 45}).to<float>();
    auto const right = randint(-4, 5, {45, 23}).to<float>();
    for (std::int64_t m = 1; m <= 14; ++m) {
        for (std::int64_t n = 1; n <= 20; ++n) {
            for (std::int64_t const k : {0, 1, 4, 15, 16, 17, 33, 40}) {
                auto const a = left(range(0, m, 1), range(3, 3 + k, 1));
                auto const b = right(range(5, 5 + k, 1), range(2, 2 + n, 1));
                auto const expected = v1::matmul(a, b);
                same = same && equal(matmul(a, b), expected) && equal(matmul(a, clone(b)), expected);
            }
        }
    }
    CHECK(same);
}

TEST_CASE("products with a packed matrix") {
    auto const left = randint(-4, 5, {9, 530}).to<float>();
    auto const right = randint(-4, 5, {530, 15}).to<float>();
    for (std::int64_t const k : {0, 1, 17, 511, 512, 529}) {
        for (std::int64_t n = 0; n <= 14; ++n) {
            auto const b = right(range(1, 1 + k, 1), range(1, 1 + n, 1));
            PackedMatrix<float> const packed(b);
            PackedMatrix<double> const in_double(b.to<double>());
            CHECK(packed.shape() == b.shape());
            for (std::int64_t const m : {1, 2, 5, 8}) {
                auto const a = left(range(0, m, 1), range(1, 1 + k, 1));
                auto const in_columns = clone(a.t()).t();
                auto const expected = v1::matmul(a, b);
                bool const same = equal(matmul(a, packed), expected) && equal(matmul(in_columns, packed), expected) &&
                                  equal(matmul(a.to<double>(), in_double), expected.to<double>()) &&
                                  equal(matmul(a[0], packed), expected[0]);
                INFO(m << " x " << k << " times " << k << " x " << n);
                CHECK(same);
            }
        }
    }
    PackedMatrix<float> const packed(right);
    CHECK(equal(matmul(left.unsqueeze(0), packed), v1::matmul(left, right).unsqueeze(0)));
    CHECK_THROWS_WITH(matmul(right, packed),
                      "matmul: shapes [530, 15] and [530, 15] do not match: 15 columns and 530 rows");
    CHECK_THROWS_WITH(PackedMatrix<float>(right[0]), "PackedMatrix: shape [15] is no matrix");
    CHECK_THROWS_AS(matmul(tensor(1.0F), packed), ShapeError);
}
