// Generated from chapters/01-tensors.md by heddle (checksum 15f31b9645338ea0). Do not edit: edit the chapter.
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

TEST_CASE("every length gives the sum, whatever is left over after whole vectors") {
    for (std::int64_t n = 0; n < 70; ++n) {
        auto const whole = arange(n);
        auto const floats = whole * 0.5F;
        auto const sum = floats + floats;
        auto in_place = clone(floats);
        in_place.add_(floats);
        for (std::int64_t i = 0; i < n; ++i) {
            CHECK((whole - whole * 3)(i) == -2 * i);
            CHECK(sum(i) == static_cast<float>(i));
            CHECK(in_place(i) == static_cast<float>(i));
        }
    }
}

TEST_CASE("whole numbers wrap around, alone and in vectors") {
    auto const largest = full_of<std::int64_t>({19}, std::numeric_limits<std::int64_t>::max());
    auto const smallest = full_of<std::int64_t>({19}, std::numeric_limits<std::int64_t>::min());
    CHECK(equal(largest + full_of<std::int64_t>({19}, 1), smallest));
    CHECK(equal(largest + 1, smallest));
    CHECK(equal(full_of<std::int32_t>({19}, 1 << 30) * full_of<std::int32_t>({19}, 4), full_of<std::int32_t>({19}, 0)));
}

TEST_CASE("loops in any order visit every position once") {
    // Four dimensions in an order of their own, one of them of size 1, and every second element along the last.
    Storage<std::int64_t> const storage(240);
    for (std::int64_t i = 0; i < 240; ++i) storage.data()[i] = i;
    Tensor<std::int64_t> const view(storage, {4, 1, 3, 5}, {2, 7, 40, 8}, 1);
    auto const sum = view + view;
    auto const copy = clone(view);
    for (std::int64_t i = 0; i < 4; ++i) {
        for (std::int64_t j = 0; j < 3; ++j) {
            for (std::int64_t k = 0; k < 5; ++k) {
                std::int64_t const element = 1 + 2 * i + 40 * j + 8 * k;
                CHECK(view(i, 0, j, k) == element);
                CHECK(copy(i, 0, j, k) == element);
                CHECK(sum(i, 0, j, k) == 2 * element);
            }
        }
    }
    CHECK(sum.strides() == row_major({4, 1, 3, 5}));
}

TEST_CASE("in place, views of the same elements give what the formula says") {
    auto square = tensor({{1, 2}, {3, 4}});
    square.t().add_(square);  // the transposed view is the one that changes
    CHECK(equal(square, tensor({{2, 5}, {5, 8}})));
    square.add_(square);
    CHECK(equal(square, tensor({{4, 10}, {10, 16}})));

    auto row = tensor({1, 2, 3, 4, 5, 6});
    Tensor<std::int64_t> head(row.storage(), {5}, {1}, 0);
    Tensor<std::int64_t> const tail(row.storage(), {5}, {1}, 1);
    head.add_(tail);  // each sum needs the neighbour as it was
    CHECK(equal(row, tensor({3, 5, 7, 9, 11, 6})));

    Tensor<std::int64_t> odd(row.storage(), {3}, {2}, 1);
    odd.mul_(10);
    CHECK(equal(row, tensor({3, 50, 7, 90, 11, 60})));

    Tensor<std::int64_t> repeated(row.storage(), {2, 3}, {0, 1}, 0);
    CHECK_THROWS_WITH(repeated.add_(clone(repeated)), "add_: one element of the tensor stands at several positions");
    CHECK_THROWS_WITH(repeated.mul_(2), "mul_: one element of the tensor stands at several positions");
    CHECK(equal(repeated + repeated, tensor({{6, 100, 14}, {6, 100, 14}})));
}

TEST_CASE("a storage counts its owners, and more than six dimensions are copied as fewer are") {
    auto a = ones({2, 1, 2, 1, 2, 1, 2});
    CHECK(a.storage().owners() == 1);
    {
        auto const part = a[1];
        auto const smaller = part[0];
        CHECK(a.storage().owners() == 3);
        CHECK(smaller.rank() == 5);
        CHECK(part.shape() == Shape({1, 2, 1, 2, 1, 2}));
    }
    CHECK(a.storage().owners() == 1);
    CHECK(reinterpret_cast<std::uintptr_t>(a.data()) % 64 == 0);
    CHECK((a + a)(1, 0, 1, 0, 1, 0, 1) == 2.0F);
    auto const moved = std::move(a);
    CHECK(moved.rank() == 7);
    CHECK(equal(moved, ones({2, 1, 2, 1, 2, 1, 2})));
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
