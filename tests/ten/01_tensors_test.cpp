// Generated from chapters/01-tensors.md by heddle (checksum 12f3c9158e5e52ee). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif

#include <ten/ten.hpp>
#include <ten/arithmetic.hpp>
#include <ten/create.hpp>
#include <ten/picture.hpp>
#include <ten/print.hpp>
#include <ten/random.hpp>
#include <ten/shape.hpp>
#include <ten/storage.hpp>
#include <ten/tensor.hpp>

using namespace ten;

TEST_CASE("add leaves its operands alone and add_ changes the first") {
    auto const x = tensor({1, 2, 3});
    auto y = tensor({10, 20, 30});
    CHECK(equal(y.add(x), tensor({11, 22, 33})));
    CHECK(equal(y, tensor({10, 20, 30})));
    y.add_(x);
    CHECK(equal(y, tensor({11, 22, 33})));
    CHECK(equal(x, tensor({1, 2, 3})));
}

TEST_CASE("strided operands give what their row-major copies give") {
    auto const m = tensor({{1, 2, 3}, {4, 5, 6}});
    CHECK(equal(m.t() + m.t(), clone(m.t()) * 2));
    CHECK(equal(m[1] - m[0], tensor({3, 3, 3})));
    auto s = tensor({{1, 2}, {3, 4}});
    s.add_(s.t());
    CHECK(equal(s, tensor({{2, 5}, {5, 8}})));
}

TEST_CASE("shapes that do not match are refused by name") {
    auto const a = tensor({{1, 2, 3}});
    CHECK_THROWS_WITH(a + a.t(), "add: shapes [1, 3] and [3, 1] do not match");
    CHECK_THROWS_AS(a(0, 3), IndexError);
    CHECK_THROWS_AS(zeros({-1}), ShapeError);
    CHECK_THROWS_AS(zeros({1L << 40, 1L << 40}), ShapeError);
    CHECK_THROWS_AS(tensor({{1, 2}, {3}}), ShapeError);
    CHECK(zeros({0, 3}).numel() == 0);
}
