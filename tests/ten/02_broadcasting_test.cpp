// Generated from chapters/02-broadcasting.md by heddle (checksum 6c965a18ec3c811e). Do not edit: edit the chapter.
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
#include <ten/arithmetic.hpp>
#include <ten/broadcast.hpp>
#include <ten/compare.hpp>
#include <ten/indexing.hpp>
#include <ten/layout.hpp>
#include <ten/picture.hpp>
#include <ten/promotion.hpp>
#include <ten/reduce.hpp>
#include <ten/reducers.hpp>
#include <ten/tensor.hpp>
#include <ten/tensor_class.hpp>

using namespace ten;

TEST_CASE("views share their elements with the tensor they were made from") {
    auto a = arange(24).view({2, 3, 4});
    auto part = a(all, 1, range(0, 4, 2));
    part.mul_(0);
    CHECK(equal(a[0][1], tensor({0, 5, 0, 7})));
    CHECK(a(1, 1, 2) == 0);
    CHECK(a.permute({2, 0, 1})(3, 1, 2) == 23);
    CHECK(equal(a.transpose(0, -1), a.permute({2, 1, 0})));
    CHECK(equal(a.view({4, -1}).view({2, 3, 4}), a));
    CHECK(equal(a.unsqueeze(1).squeeze(1), a));
}

TEST_CASE("views have PyTorch's shapes and strides") {
    auto const a = arange(6).view({2, 3});
    CHECK(a.unsqueeze(0).strides() == Strides{6, 3, 1});
    CHECK(a.unsqueeze(-1).strides() == Strides{3, 1, 1});
    CHECK(a(all, range(1, 2)).strides() == Strides{3, 1});
    CHECK(a(range(0, 2, 5)).strides() == Strides{15, 1});
    CHECK(a.expand({2, -1, 3}).strides() == Strides{0, 3, 1});
    CHECK(a.squeeze(0).shape() == Shape{2, 3});
    CHECK(a.unsqueeze(1).squeeze().strides() == Strides{3, 1});
    CHECK(zeros({0, 3}).view({-1, 3}).shape() == Shape{0, 3});
    CHECK(arange(24).view({2, 3, 4}).transpose(0, 1).view({3, 2, 2, 2}).strides() == Strides{4, 12, 2, 1});
    CHECK(tensor({7}).view({}).item() == 7);
    CHECK(tensor({7})[0].view({1, 1}).strides() == Strides{1, 1});
}

TEST_CASE("what is no view is refused, and the message says why") {
    auto const a = arange(6).view({2, 3});
    CHECK_THROWS_WITH(a.view({4}), "view: shape [2, 3] cannot become [4]: the numbers of elements differ");
    CHECK_THROWS_WITH(a.view({-1, -1}), "view: shape [2, 3] cannot become [-1, -1]: only one size can be left open");
    CHECK_THROWS_WITH(a.view({-2, 3}), "view: shape [2, 3] cannot become [-2, 3]: a size is negative");
    CHECK_THROWS_WITH(zeros({0, 3}).view({-1, 0}),
                      "view: shape [0, 3] cannot become [-1, 0]: the open size could be anything");
    CHECK_THROWS_AS(a.view({1L << 40, 1L << 40}), ShapeError);
    CHECK_THROWS_AS(a.reshape({4, 2}), ShapeError);
    CHECK_THROWS_WITH(a.expand({2, 4}), "expand: shape [2, 3] cannot be repeated to [2, 4]");
    CHECK_THROWS_AS(a.expand({3}), ShapeError);
    CHECK_THROWS_AS(a.expand({-1, 2, 3}), ShapeError);
    CHECK_THROWS_WITH(a.unsqueeze(4), "unsqueeze: dimension 4 is out of range for shape [2, 3]");
    CHECK_THROWS_AS(a.squeeze(3), IndexError);
    CHECK_THROWS_AS(a.transpose(0, 2), IndexError);
    CHECK_THROWS_WITH(a.permute({0, 0}), "permute: [0, 0] does not name every dimension of shape [2, 3] once");
    CHECK_THROWS_AS(a.permute({1}), ShapeError);
    CHECK_THROWS_WITH(a(all, range(0, 3, 0)), "range: the step 0 is not positive");
    CHECK_THROWS_WITH(a(2, all), "index 2 is out of range for dimension 0 of shape [2, 3]");
    CHECK_THROWS_WITH(a(0, all, all), "3 indices for shape [2, 3]");
    CHECK_THROWS_AS(a(ellipsis, ellipsis), IndexError);
    CHECK(a(range(5, 2)).shape() == Shape{0, 3});
    CHECK(a(range(-100, 100), range(1, to_end, to_end)).shape() == Shape{2, 1});
    CHECK_THROWS_WITH(a(range(0, 1, 1L << 62)), "range: 4611686018427387904 times a stride of 3 is out of range");
    auto const none = zeros({0, 4})(all, range(0, 1, to_end));
    CHECK_THROWS_AS(none.expand({2, 0, 1}).unsqueeze(0)(all, all, all, range(1, 1, 2)), ShapeError);
    CHECK(none.unsqueeze(2).strides() == Strides{4, to_end, 1});
    CHECK_THROWS_AS(none.with_layout({{0, 2}, {1, to_end}, 0}).unsqueeze(1), ShapeError);
    CHECK_THROWS_AS(none.with_layout({{2, 0}, {to_end, 1}, 0}).expand({1, 2, 0}), ShapeError);
}

TEST_CASE("operands of different types meet in the later one, and numbers are weak") {
    auto const truth = tensor({true, false});
    auto const whole = tensor({1, 2});
    auto const small = whole.to<std::int32_t>();
    auto const real = tensor({0.5, 1.5});
    auto const wide = real.to<double>();
    CHECK((truth + truth).dtype() == dtype_of<bool>());
    CHECK((truth + 1).dtype() == dtype_of<std::int64_t>());
    CHECK((truth * 2.5).dtype() == dtype_of<float>());
    CHECK((truth / truth).dtype() == dtype_of<float>());
    CHECK((small + truth).dtype() == dtype_of<std::int32_t>());
    CHECK((small + whole).dtype() == dtype_of<std::int64_t>());
    CHECK((small + (1L << 40)).dtype() == dtype_of<std::int32_t>());
    CHECK((whole + real).dtype() == dtype_of<float>());
    CHECK((real + 1e300).dtype() == dtype_of<float>());
    CHECK((whole / whole).dtype() == dtype_of<float>());
    CHECK((small + wide).dtype() == dtype_of<double>());
    CHECK((real - wide).dtype() == dtype_of<double>());
    CHECK(equal(whole * real, tensor({0.5, 3.0})));
    CHECK(equal(small.add(wide), tensor({1.5, 3.5}).to<double>()));
    auto changed = small.to<std::int32_t>();
    changed.add_(tensor({(1L << 40) + 5, 0L}));
    CHECK(equal(changed, tensor({6, 2}).to<std::int32_t>()));
}

TEST_CASE("comparisons broadcast, and NaN is equal to nothing") {
    auto const a = tensor({{1, 2, 3}, {4, 5, 6}});
    CHECK(equal(a == a[0], tensor({{true, true, true}, {false, false, false}})));
    CHECK(equal(3 <= a, !(a < 3)));
    CHECK(equal(a.unsqueeze(-1) != a[1], a[1] != a.unsqueeze(-1)));
    auto const nan = tensor({std::numeric_limits<float>::quiet_NaN(), 1.0F});
    CHECK(equal(nan == nan, tensor({false, true})));
    CHECK(equal(nan != nan, tensor({true, false})));
    CHECK(equal(tensor({1}) > 2.5, tensor({false})));
    CHECK(!any(tensor({0, 0})));
    CHECK(static_cast<bool const&>(all(a == a)));
    CHECK_FALSE(static_cast<bool const&>(tensor(0)));
    CHECK(all(zeros({0})));
    CHECK(equal((a > 4).any(1), tensor({false, true})));
    CHECK(equal((a > 1).all(0), tensor({false, true, true})));
    CHECK_THROWS_AS(static_cast<bool>(a > 0), ShapeError);
    CHECK(equal(-a + a, a * 0));
    CHECK(std::signbit((-tensor({0.0})).item()));
}

TEST_CASE("in place the right operand is broadcast, the left one never") {
    auto a = zeros({2, 3});
    a += tensor({1, 2, 3});
    a.mul_(tensor({{1}, {10}}));
    CHECK(equal(a, tensor({{1.0, 2.0, 3.0}, {10.0, 20.0, 30.0}})));
    a(all, 0) = 7;
    a[1] = a[0];
    CHECK(equal(a, tensor({{7.0, 2.0, 3.0}, {7.0, 2.0, 3.0}})));
    a -= a[0];
    CHECK(equal(a, zeros({2, 3})));
    CHECK_THROWS_WITH(a.add_(zeros({1, 2, 3})), "add_: shapes [2, 3] and [1, 2, 3] do not match");
    CHECK_THROWS_AS(a[0].expand({4, 3}).add_(1), ShapeError);
    CHECK_THROWS_AS(a.add_(zeros({2})), ShapeError);
}

TEST_CASE("a copy does not read what it overwrites") {
    auto const truths = tensor({{1, 0, 1}, {0, 0, 1}}) == 1;
    Tensor<bool> same({2, 3});
    CHECK(equal(same.copy_(truths), truths));
    Tensor<bool> strided({3, 2});
    CHECK(equal(strided.t().copy_(truths), truths));
    Tensor<bool> repeated({4, 2, 3});
    CHECK(equal(repeated.copy_(truths)[3], truths));
    Tensor<bool> filled({2, 3});
    CHECK(filled.copy_(true).all().item());
}

TEST_CASE("what has no name is written to, what has one takes over another tensor") {
    auto a = tensor({{1, 2, 3}, {4, 5, 6}});
    auto const whole = a;
    a[0] = a[1];
    CHECK(equal(whole, tensor({{4, 5, 6}, {4, 5, 6}})));
    a(all, 1) = tensor({7, 8});
    a[1][2] = 9;
    a[-1](range(0, 1)) = true;
    CHECK(equal(whole, tensor({{4, 7, 6}, {1, 8, 9}})));
    a(0, range(1, 3)) = a(0, range(0, 2));  // the same elements on both sides
    CHECK(equal(whole, tensor({{4, 4, 7}, {1, 8, 9}})));
    a.t() = tensor({{10}, {20}, {30}});
    CHECK(equal(whole, tensor({{10, 20, 30}, {10, 20, 30}})));
    a[0] = tensor({{{5, 6, 7}}});  // as in Python, sizes of 1 in front do not matter
    a(ellipsis, 0) = tensor(1);
    CHECK(equal(whole, tensor({{1, 6, 7}, {1, 20, 30}})));
    a[0] = a[1] = 3;
    CHECK(equal(whole, full_of<std::int64_t>({2, 3}, 3)));
    std::as_const(a)[0] = tensor({1, 0, 1}).to<std::int32_t>();
    CHECK(equal(whole, tensor({{1, 0, 1}, {3, 3, 3}})));
    CHECK_THROWS_WITH(a[0] = tensor({1, 2}), "copy_: shapes [3] and [2] do not match: 3 and 2 in dimension 0");
    CHECK_THROWS_AS(a[0] = whole, ShapeError);
    CHECK_THROWS_AS((a[0].to<std::int32_t>() = 1L << 40), std::invalid_argument);
    CHECK_THROWS_AS(a[0].expand({2, 3}) = whole, ShapeError);
    CHECK(equal(whole, tensor({{1, 0, 1}, {3, 3, 3}})));
    a[0].expand({2, 3}) = 6;
    CHECK(equal(whole[0], tensor({6, 6, 6})));
    auto row = a[0];
    row = a[1];
    CHECK(row.storage().data() == a.storage().data());
    CHECK(equal(whole[0], tensor({6, 6, 6})));
    a = ones({1}).to<std::int64_t>();
    CHECK(whole.shape() == Shape{2, 3});
    std::vector<Tensor<std::int64_t>> rows{whole[0], whole[1]};
    rows[0] = rows[1];
    std::swap(rows[0], row);
    CHECK(equal(whole, tensor({{6, 6, 6}, {3, 3, 3}})));
    static_assert(std::is_assignable_v<Tensor<double>, Tensor<float>>);
}

TEST_CASE("reductions give PyTorch's values, types and shapes") {
    auto const a = tensor({{1, 2, 3}, {4, 5, 6}});
    CHECK(equal(a.sum(-1), tensor({6, 15})));
    CHECK(a.sum(0, true).shape() == Shape{1, 3});
    CHECK((a > 2).sum().dtype() == dtype_of<std::int64_t>());
    CHECK(a.to<std::int32_t>().sum(0).dtype() == dtype_of<std::int64_t>());
    CHECK(a.to<std::int32_t>().max().dtype() == dtype_of<std::int32_t>());
    CHECK(a.sum()(ellipsis).rank() == 0);
    CHECK(equal(a.t().argmax(0), tensor({2, 2})));
    CHECK(equal(a.max(0, true).indices, tensor({{1, 1, 1}})));
    CHECK(tensor({1, 3, 3}).argmax().item() == 1);
    CHECK(equal(a.to<double>().mean(1), tensor({2.0, 5.0}).to<double>()));
    auto const one = a.sum();
    CHECK(equal(one.sum(0), one));
    CHECK(one.max(-1).indices.item() == 0);
    CHECK_THROWS_WITH(a.sum(2), "sum: dimension 2 is out of range for shape [2, 3]");
    CHECK_THROWS_AS(one.sum(1), IndexError);
}

TEST_CASE("reductions of nothing, and of NaN, are PyTorch's") {
    CHECK(zeros({0}).sum().item() == 0);
    CHECK(std::isnan(zeros({0}).mean().item()));
    for (std::int64_t n : {1, 3, 8, 100, 600}) {  // a sum begins at 0, and 0 + -0 is 0
        auto const zero = full({n, n}, -0.0);
        CHECK_FALSE(std::signbit(zero.sum().item()));
        CHECK_FALSE(std::signbit(zero.mean().item()));
        CHECK_FALSE(std::signbit(zero.sum(0)(n - 1)));
        CHECK_FALSE(std::signbit(zero.t().mean(0)(0)));
        CHECK_FALSE(std::signbit(zero[0][0].sum(0).item()));
        CHECK(std::signbit(zero.max().item()));
    }
    CHECK(equal(zeros({0, 3}).sum(0), zeros({3})));
    CHECK(zeros({0, 3}).max(1).values.shape() == Shape{0});
    CHECK(zeros({3, 0}).argmax(0).shape() == Shape{0});
    CHECK_THROWS_WITH(zeros({0}).min(), "min: no elements to choose from in shape [0]");
    CHECK_THROWS_WITH(zeros({0, 3}).max(0), "max: no elements to choose from in shape [0, 3]");
    CHECK_THROWS_AS(zeros({0}).argmax(), ShapeError);
    CHECK_THROWS_WITH(tensor({true}).argmax(), "argmax: truth values have no largest");
    CHECK_THROWS_AS(tensor({{true, false}}).argmax(0), std::invalid_argument);
    CHECK_THROWS_AS(zeros({0, 2}).to<bool>().argmax(1), std::invalid_argument);
    float const nan = std::numeric_limits<float>::quiet_NaN();
    for (std::int64_t n : {3, 17, 64, 1000}) {
        auto a = arange(n).to<float>();
        a(n / 2) = nan;
        CHECK(std::isnan(a.min().item()));
        CHECK(std::isnan(a.max().item()));
        CHECK(a.argmax().item() == n / 2);
        CHECK(std::isnan(a.sum().item()));
    }
}

TEST_CASE("every way through memory gives the same sums, bit for bit on whole numbers") {
    for (std::int64_t rows : {1, 2, 7, 8, 9, 130, 300}) {
        for (std::int64_t columns : {1, 3, 7, 8, 16, 17, 33, 127, 128, 129, 600}) {
            auto const ints = randint(-9, 10, {rows, columns});
            auto const a = ints.to<float>();
            Tensor<std::int64_t> by_column(Shape{columns});
            Tensor<std::int64_t> by_row(Shape{rows});
            by_column.mul_(0);
            by_row.mul_(0);
            for (std::int64_t i = 0; i < rows; ++i) {
                for (std::int64_t j = 0; j < columns; ++j) {
                    by_column(j) += ints(i, j);
                    by_row(i) += ints(i, j);
                }
            }
            auto const wide = a.unsqueeze(1).expand({rows, 3, columns});
            CHECK(all(a.sum(0) == by_column));
            CHECK(all(a.sum(1) == by_row));
            CHECK(all(ints.sum(0) == by_column));
            CHECK(all(a.t().contiguous().t().sum(0) == by_column));
            CHECK(all(a.t().sum(0) == by_row));
            CHECK(all(a.sum() == by_row.sum()));
            CHECK(all(wide.sum() == by_row.sum() * 3));
            CHECK(all(wide.sum(1) == a * 3));
            CHECK(all(a(all, range(0, columns, 2)).sum(1) + a(all, range(1, columns, 2)).sum(1) == by_row));
            CHECK(all(a.max(0).values >= a));
            CHECK(all(a.max(1, true).values.expand(a.shape()) >= a));
            CHECK(all(a.min() == -((-a).max())));
        }
    }
}

TEST_CASE("the error of a sum stays within its bound") {
    manual_seed(3);
    for (std::int64_t n : {1000, 100000, 1000003}) {
        auto const a = rand({n});
        double const exact = a.to<double>().sum().item();
        double const u = 0x1p-24;
        CHECK(std::abs(a.sum().item() - exact) <= (280 + std::log2(n)) * u * exact);
    }
}

TEST_CASE("a sum has the same bits with all instructions") {
    auto const parts = 1.0F / arange(1.0F, 10008.0F);
    CHECK(parts.sum().item() == 0x1.3939ccp+3F);
    CHECK(parts(range(0, 100)).sum().item() == 0x1.4bfdfep+2F);
    CHECK(full({1000000}, 0.1F).sum().item() == 0x1.86a014p+16F);
}

TEST_CASE("broadcast operations of any layout give what expanded copies give") {
    manual_seed(4);
    auto const check = [](auto const& a, auto const& b) {
        Shape const common = common_shape(a.shape(), b.shape(), "check");
        auto const x = clone(a.expand(common));
        auto const y = clone(b.expand(common));
        CHECK(equal(a + b, x + y));
        CHECK(equal(a * b, x * y));
        CHECK(equal(a - b, x - y));
        CHECK(equal(a > b, x > y));
    };
    for (std::int64_t m : {1, 2, 5, 40}) {
        for (std::int64_t n : {1, 3, 16, 37, 100}) {
            auto const a = randn({m, n});
            check(a, randn({n}));
            check(randn({m, 1}), a);
            check(a.t(), randn({n, 1}));
            check(randn({m, 1}), randn({n}));
            check(randn({3, 1, n}), a);
            check(randn({n, m}).t(), a);
            check(a(all, range(0, n, 2)), randn({1, 1}));
            check(a, randn({1})[0]);
            check(randint(-5, 5, {m, n}), randint(-5, 5, {n}));
            CHECK(equal(a.t() + 1.5F, clone(a.t()) + 1.5F));
            CHECK(equal(2 - a.t(), 2 - clone(a.t())));
        }
    }
    CHECK((zeros({0, 3}) + zeros({1, 3})).shape() == Shape{0, 3});
    CHECK((zeros({1, 0}) + zeros({2, 1})).shape() == Shape{2, 0});
}

TEST_CASE("exercise 1: shapes that fit to [2, 3]") {
    Shape const shape{2, 3};
    CHECK(common_shape(shape, {3}, "exercise") == Shape{2, 3});
    CHECK_THROWS_AS(common_shape(shape, {2}, "exercise"), ShapeError);
    CHECK(common_shape(shape, {2, 1}, "exercise") == Shape{2, 3});
    CHECK(common_shape(shape, {4, 1, 1}, "exercise") == Shape{4, 2, 3});
    CHECK_THROWS_AS(common_shape(shape, {0, 3}, "exercise"), ShapeError);  // 2 meets 0, and neither is 1
}

TEST_CASE("exercise 2: a matrix whose columns, or rows, have the mean 0") {
    auto const m = tensor({{1.0, 2.0}, {3.0, 6.0}, {5.0, 1.0}});
    auto const columns = m - m.mean(0);  // [3, 2] and [2]
    CHECK(equal(columns.mean(0), zeros({2})));
    CHECK_THROWS_AS(m - m.mean(1), ShapeError);  // [3, 2] and [3]
    auto const rows = m - m.mean(1, true);       // [3, 2] and [3, 1]
    CHECK(equal(rows.mean(1), zeros({3})));
}

TEST_CASE("exercise 3: all distances at once") {
    auto const points = tensor({{0, 0}, {3, 4}, {6, 8}});
    auto const apart = points.unsqueeze(1) - points;  // [n, 1, 2] and [n, 2]
    CHECK(equal((apart * apart).sum(-1), tensor({{0, 25, 100}, {25, 0, 25}, {100, 25, 0}})));
}

TEST_CASE("exercise 4: windows are a view with two equal strides") {
    auto const v = arange(10);
    auto const windows = v.with_layout({{9, 2}, {1, 1}, 0});
    CHECK(equal(windows[3], tensor({3, 4})));
    CHECK(equal(windows(all, 1) - windows(all, 0), full_of<std::int64_t>({9}, 1)));
}

TEST_CASE("exercise 5: a view that keeps the runs of memory apart") {
    auto const a = tensor({{1, 2, 3}, {4, 5, 6}});
    auto const same = a.t().unsqueeze(0).view({3, 2});  // both dimensions keep their own stride
    CHECK(same.strides() == Strides{1, 3});
    CHECK_THROWS_AS(a.t().view({6}), ShapeError);
}

TEST_CASE("exercise 6: a sum that stops to grow") {
    float sum = 0x1p21F;  // from here on they are a quarter apart, and a tenth is less than half of that
    CHECK(sum + 0.1F == sum);
    CHECK(std::abs(full({10000000}, 0.1F).sum().item() - 1000000.0F) < 2);
}
