// Generated from chapters/01-tensors.md by heddle (checksum 4308e4cc09c59505). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
namespace Catch::Matchers {
inline auto ContainsSubstring(std::string const& text) { return Contains(text); }
}  // namespace Catch::Matchers
#endif

#include <set>
#include <thread>
#include <ten/ten.hpp>
#include <ten/arithmetic.hpp>
#include <ten/create.hpp>
#include <ten/dtype.hpp>
#include <ten/elementwise.hpp>
#include <ten/loops.hpp>
#include <ten/picture.hpp>
#include <ten/print.hpp>
#include <ten/random.hpp>
#include <ten/shape.hpp>
#include <ten/storage.hpp>
#include <ten/tensor.hpp>
#include <ten/tensor_class.hpp>

using namespace ten;

TEST_CASE("add leaves its operands alone and add_ changes the first") {
    auto const x = tensor({1, 2, 3});
    auto y = tensor({10, 20, 30});
    CHECK(equal(y.add(x), tensor({11, 22, 33})));
    CHECK(equal(y, tensor({10, 20, 30})));
    y.add_(x);
    CHECK(equal(y, tensor({11, 22, 33})));
    CHECK(equal(x, tensor({1, 2, 3})));
    CHECK(equal(y.sub_(x).mul_(x), tensor({10, 40, 90})));
}

TEST_CASE("a shape is counted without overflow, and refused by name") {
    CHECK(detail::count({}, "test") == 1);
    CHECK(detail::count({2, 3, 4}, "test") == 24);
    CHECK(detail::count({std::int64_t{1} << 40, std::int64_t{1} << 40, 0}, "test") == 0);
    CHECK_THROWS_WITH(zeros({2, -1}), "Tensor: negative size in shape [2, -1]");
    CHECK_THROWS_WITH(zeros({0, -1}), "Tensor: negative size in shape [0, -1]");
    CHECK_THROWS_AS(zeros({std::int64_t{1} << 40, std::int64_t{1} << 40}), ShapeError);
    CHECK_THROWS_AS(zeros({std::int64_t{1} << 62, 2, 2}), ShapeError);
    CHECK(zeros({0, 3}).numel() == 0);
    CHECK(zeros({0, 3}).strides() == Strides({3, 1}));
    CHECK(zeros({3, 0}).strides() == Strides({1, 1}));
    std::int64_t const largest = std::numeric_limits<std::int64_t>::max();
    CHECK(zeros({largest, largest, 0}).numel() == 0);
    CHECK(zeros({0, largest, largest}).is_contiguous());
    CHECK_THROWS_AS(zeros({2, largest, largest}), ShapeError);
}

TEST_CASE("a thread keeps the block that it freed last for the next storage of that size") {
    auto const make_and_drop = [](std::int64_t n) { return Storage<float>(n).data(); };
    make_and_drop(1);
    if (detail::spare.most == 0) return;  // the address sanitizer shall see every use of freed memory
    auto const* const dropped = make_and_drop(1000);
    make_and_drop(1 << 20);
    CHECK(detail::spare.bytes >= 4000);
    {
        Storage<float> const other(1001);
        Storage<float> const next(1000);
        CHECK(other.data() != dropped);
        CHECK(next.data() == dropped);
        CHECK(detail::spare.bytes == 0);
    }
    CHECK(detail::spare.bytes >= 4000);
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

TEST_CASE("a tensor that was moved from is empty") {
    auto single = ones({1});
    auto const taken = std::move(single);
    CHECK(taken.item() == 1);
    CHECK(single.shape() == Shape{0});  // NOLINT(bugprone-use-after-move)
    CHECK(single.numel() == 0);
    CHECK_THROWS_AS(single.item(), ShapeError);
    CHECK_THROWS_AS(single[0], IndexError);
    CHECK(equal(single + 1.0, tensor({})));
    single = taken;
    CHECK(single.item() == 1);
    auto& same = single;
    single = same;
    single = std::move(same);
    CHECK(single.item() == 1);
}

TEST_CASE("elements are reached within the shape, views within the storage") {
    auto const a = tensor({{1, 2, 3}, {4, 5, 6}});
    CHECK(a(1, 2) == 6);
    CHECK(a(-2, -3) == 1);
    CHECK(a.t()(2, 0) == 3);
    CHECK(a[-1](0) == 4);
    CHECK(a[1][1].item() == 5);
    CHECK_THROWS_WITH(a(2, 0), "index 2 is out of range for dimension 0 of shape [2, 3]");
    CHECK_THROWS_WITH(a(0, -4), "index -4 is out of range for dimension 1 of shape [2, 3]");
    CHECK_THROWS_WITH(a(0), "1 indices for shape [2, 3]");
    CHECK_THROWS_AS(a[2], IndexError);
    CHECK_THROWS_AS(a[0][0][0], IndexError);
    CHECK_THROWS_AS(a.shape(2), IndexError);
    CHECK_THROWS_AS(a.item(), ShapeError);
    CHECK_THROWS_AS(zeros({2, 2, 2}).t(), ShapeError);
    CHECK_THROWS_AS(zeros({0})(0), IndexError);
    using View = Tensor<std::int64_t>;
    CHECK(equal(View(a.storage(), {2, 2}, {-3, -2}, 5), tensor({{6, 4}, {3, 1}})));
    CHECK(View(a.storage(), {0, 9}, {9, 9}, 6).numel() == 0);
    CHECK_THROWS_AS(View(a.storage(), {7}, {1}, 0), ShapeError);
    CHECK_THROWS_AS(View(a.storage(), {2}, {-1}, 0), ShapeError);
    CHECK_THROWS_AS(View(a.storage(), {2}, {1, 1}, 0), ShapeError);
    CHECK_THROWS_AS(View(a.storage(), {1}, {1}, 6), ShapeError);
    CHECK_THROWS_AS(View(a.storage(), {3}, {std::numeric_limits<std::int64_t>::max()}, 0), ShapeError);
}

TEST_CASE("a tensor without elements can have strides of any size") {
    std::int64_t const most = std::numeric_limits<std::int64_t>::max();
    Tensor<float> const none(Storage<float>(0), {4, 0, 4}, {most, most, most}, 0);
    CHECK(none[3].shape() == Shape{0, 4});
    CHECK(none(3, range(0, to_end), -1).shape() == Shape{0});
    CHECK(none(range(2, 4), all, range(1, to_end)).shape() == Shape{2, 0, 3});
    CHECK(none.reshape({2, 8, 0}).numel() == 0);
    CHECK_THROWS_AS(none(3, 0, 3), IndexError);
    CHECK((none + none).strides() == row_major({4, 0, 4}));
}

TEST_CASE("strided operands give what their row-major copies give") {
    auto const m = tensor({{1, 2, 3}, {4, 5, 6}});
    CHECK(equal(m.t() + m.t(), clone(m.t()) * 2));
    CHECK(equal(m.t() - m.t(), clone(m.t()) * 0));
    CHECK(equal(m.t() * m.t(), clone(m.t()) * clone(m.t())));
    CHECK(equal(m.t() / m.t(), ones({3, 2})));
    CHECK(equal(12 - m.t(), 12 - clone(m.t())));
    CHECK(equal(m[1] - m[0], tensor({3, 3, 3})));
    auto s = tensor({{1, 2}, {3, 4}});
    s.add_(s.t());
    CHECK(equal(s, tensor({{2, 5}, {5, 8}})));
}

TEST_CASE("whole numbers wrap around, alone and in vectors") {
    auto const largest = full_of<std::int64_t>({19}, std::numeric_limits<std::int64_t>::max());
    auto const smallest = full_of<std::int64_t>({19}, std::numeric_limits<std::int64_t>::min());
    CHECK(equal(largest + full_of<std::int64_t>({19}, 1), smallest));
    CHECK(equal(largest + 1, smallest));
    CHECK(equal(smallest * -1, smallest));
    CHECK(equal(full_of<std::int32_t>({19}, 1 << 30) * full_of<std::int32_t>({19}, 4), full_of<std::int32_t>({19}, 0)));
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
    std::string const fault = ": one element stands at several positions of shape [2, 3] with strides [0, 1]";
    CHECK_THROWS_WITH(repeated.add_(clone(repeated)), "add_" + fault);
    CHECK_THROWS_WITH(repeated.mul_(2), "mul_" + fault);
    CHECK(equal(repeated + repeated, tensor({{6, 100, 14}, {6, 100, 14}})));
}

TEST_CASE("every operation has its members and operators, with a number on either side") {
    auto x = tensor({1.0, 2.0, 4.0});
    CHECK(equal(x.add(1), x + 1));
    CHECK(equal(1 + x, tensor({2.0, 3.0, 5.0})));
    CHECK(equal(x.sub(1), x - 1));
    CHECK(equal(1 - x, tensor({0.0, -1.0, -3.0})));
    CHECK(equal(x.mul(2), 2 * x));
    CHECK(equal(x.div(2), x / 2));
    CHECK(equal(8 / x, tensor({8.0, 4.0, 2.0})));
    CHECK(equal(x.div(x), ones({3})));
    x += 1;
    x -= 2.0;
    x *= 4;
    x /= 2;
    CHECK(equal(x, tensor({0.0, 2.0, 6.0})));
    x += x;
    x -= tensor({0.0, 1.0, 2.0});
    x *= x;
    CHECK(equal(x, tensor({0.0, 9.0, 100.0})));
    x /= tensor({1.0, 9.0, 10.0});
    CHECK(equal(x.div_(1), tensor({0.0, 1.0, 10.0})));
}

TEST_CASE("the type of a result is PyTorch's") {
    auto const whole = tensor({1, 2});
    auto const truth = tensor({true, false});
    CHECK((whole + 1).dtype() == dtype_of<std::int64_t>());
    CHECK((whole + 1.5).dtype() == dtype_of<float>());
    CHECK((whole / 2).dtype() == dtype_of<float>());
    CHECK((truth + 1).dtype() == dtype_of<std::int64_t>());
    CHECK((full_of<double>({2}, 1.0) * 2).dtype() == dtype_of<double>());
    CHECK((full_of<std::int32_t>({2}, 1) + 1).dtype() == dtype_of<std::int32_t>());
    CHECK(equal(truth + truth, truth));
    CHECK(equal(truth * tensor({false, true}), tensor({false, false})));
    CHECK(std::isinf((whole / 0)(0)));
}

TEST_CASE("truth values have no difference, in no spelling and of no size") {
    auto const truth = tensor({true, false});
    auto x = tensor({1.0, 2.0});
    CHECK_THROWS_WITH(truth - truth, "sub: truth values have no difference");
    CHECK_THROWS_AS(x - true, std::invalid_argument);
    CHECK_THROWS_AS(true - x, std::invalid_argument);
    CHECK_THROWS_AS(truth - 1, std::invalid_argument);
    CHECK_THROWS_AS(x - truth, std::invalid_argument);
    CHECK_THROWS_AS(x.sub(truth), std::invalid_argument);
    CHECK_THROWS_AS(x -= true, std::invalid_argument);
    CHECK_THROWS_AS(x -= truth, std::invalid_argument);
    Tensor<bool> none;
    CHECK_THROWS_AS(none.sub_(none), std::invalid_argument);
    CHECK_THROWS_AS(none - none, std::invalid_argument);
    CHECK_THROWS_AS(zeros({0}).sub_(none), std::invalid_argument);
    CHECK(equal(x, tensor({1.0, 2.0})));
}

TEST_CASE("shapes that do not match are refused by name, and nothing is changed") {
    auto a = tensor({{1, 2, 3}});
    auto const before = clone(a);
    CHECK_THROWS_WITH(a + tensor({1, 2}), "add: shapes [1, 3] and [2] do not match: 3 and 2 in dimension 1");
    CHECK_THROWS_WITH(tensor({1, 2}) - a, "sub: shapes [2] and [1, 3] do not match: 2 and 3 in dimension 1");
    CHECK_THROWS_WITH(a.mul_(a.t()), "mul_: shapes [1, 3] and [3, 1] do not match");
    CHECK_THROWS_WITH(a / tensor({1, 2}), "div: shapes [1, 3] and [2] do not match: 3 and 2 in dimension 1");
    CHECK(equal(a, before));
    CHECK_FALSE(equal(a, a.t()));
    CHECK_THROWS_AS(allclose(zeros({2}), zeros({3})), ShapeError);
    CHECK(allclose(zeros({2, 3}), full({3}, 1e-9)));
    CHECK_FALSE(allclose(zeros({2, 1}), tensor({0.0, 1.0})));
    CHECK(allclose(tensor({100000, 5}), tensor({100001, 5})));
    CHECK_THROWS_AS(allclose(zeros({2}), zeros({2}), -1), std::invalid_argument);
    auto const nan = full({1}, std::numeric_limits<float>::quiet_NaN());
    CHECK_FALSE(allclose(nan, nan));
    CHECK_FALSE(allclose(zeros({1}), full({1}, std::numeric_limits<float>::infinity())));
}

TEST_CASE("empty tensors and single numbers take part in everything") {
    for (Shape const& shape : {Shape{0}, Shape{0, 3}, Shape{3, 0}, Shape{2, 0, 2}, Shape{}}) {
        auto x = ones(shape);
        CHECK(equal(x + x, full(shape, 2)));
        CHECK(equal(clone(x), x));
        CHECK(equal(x.mul_(3), full(shape, 3)));
        if (shape.size() <= 2) CHECK(equal(x.t() + x.t(), full(x.t().shape(), 6)));
    }
    CHECK(zeros({3, 0})[2].numel() == 0);
    CHECK(tensor(3).item() + tensor(4)() == 7);
}

TEST_CASE("a literal of any depth makes a tensor, and a ragged one is refused") {
    CHECK(tensor(7).shape() == Shape{});
    CHECK(tensor({}).shape() == Shape{0});
    CHECK(tensor({1}).shape() == Shape{1});
    CHECK(tensor({{1}}).shape() == Shape({1, 1}));
    CHECK(tensor({{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}})(1, 0, 1) == 6);
    CHECK(tensor({{{{{{{{1}}}}}}}}).rank() == 8);
    CHECK(from_literal<double>({0.1})(0) == 0.1);
    CHECK_THROWS_WITH(tensor({{1, 2}, {3}}),
                      "tensor: ragged literal: element 1 has shape [1], element 0 has shape [2]");
    CHECK_THROWS_WITH(tensor({{1}, {2, 3}}),
                      "tensor: ragged literal: element 1 has shape [2], element 0 has shape [1]");
    CHECK_THROWS_AS(tensor({{1, 2}, 3}), ShapeError);
    CHECK_THROWS_AS(tensor({1, {2, 3}}), ShapeError);
    CHECK_THROWS_AS(tensor({{{1, 2}, {3, 4}}, {{5, 6}, {7}}}), ShapeError);
    CHECK_THROWS_AS(tensor({{{1}, {2}}, {{3}}}), ShapeError);
}

TEST_CASE("a literal has the type of its highest number, as in PyTorch") {
    auto const check = [](auto const& made, char const* dtype, Shape const& shape) {
        CHECK(made.dtype() == Dtype{dtype});
        CHECK(made.shape() == shape);
    };
    check(tensor({}), "float32", {0});
    check(tensor({{}}), "float32", {1, 0});
    check(tensor({{}, {}}), "float32", {2, 0});
    check(tensor({{{}, {}}}), "float32", {1, 2, 0});
    check(tensor(true), "bool", {});
    check(tensor({{true}}), "bool", {1, 1});
    check(tensor({1, true}), "int64", {2});
    check(tensor({{true, false}, {0, 1}}), "int64", {2, 2});
    check(tensor({1, 2.5}), "float32", {2});
    check(tensor({{1, 2}, {3.5, 4}}), "float32", {2, 2});
    check(tensor({true, 1, 2.5}), "float32", {3});
    check(tensor({0, 0.0F}), "float32", {2});
    check(tensor({{0}}), "int64", {1, 1});
    CHECK(equal(tensor({true, 7}), tensor({1, 7})));
    CHECK(equal(tensor({{1, 2}, {true, 0.5}}), tensor({{1.0, 2.0}, {1.0, 0.5}})));
    // 2^60 + 2^36 + 1 is rounded to double first, and then, from the middle between two floats, to the even one.
    CHECK(tensor({(1L << 60) + (1L << 36) + 1, 0.5})(0) == 0x1p60F);
    CHECK_THROWS_AS(tensor({{1, 2.5}, {3}}), ShapeError);
    CHECK_THROWS_AS(tensor({{}, {1}}), ShapeError);
    CHECK_THROWS_AS(tensor({{}, {{}}}), ShapeError);
}

TEST_CASE("ranges stop before the end, up and down") {
    CHECK(equal(arange(0), from_literal<std::int64_t>({})));
    CHECK(equal(arange(3), tensor({0, 1, 2})));
    CHECK(equal(arange(2, 9, 3), tensor({2, 5, 8})));
    CHECK(equal(arange(2, 8, 3), tensor({2, 5})));
    CHECK(equal(arange(3, 0, -1), tensor({3, 2, 1})));
    CHECK(equal(arange(1.0, 2.0, 0.5), tensor({1.0, 1.5})));
    CHECK(arange(0, 1, 0.1).numel() == 10);
    CHECK(arange(0, 1, 0.1)(9) == 0.9F);
    CHECK(arange(0.0, 100.25, 0.1)(9) == std::nextafter(0.9F, 1.0F));  // as torch.arange has it
    CHECK(arange(-1.0, 0.3, 0.001)(11) == -0x1.fa5e34p-1F);
    CHECK_THROWS_AS(arange(-1), std::invalid_argument);
    CHECK_THROWS_AS(arange(0, 1, 0), std::invalid_argument);
    CHECK_THROWS_AS(arange(0, 1, -1), std::invalid_argument);
    CHECK_THROWS_AS(arange(0, 1e300), std::invalid_argument);
    CHECK_THROWS_AS(arange(-1e308, 1e308), std::invalid_argument);
    CHECK_THROWS_AS(arange(0.0, 0.5, -1.0), std::invalid_argument);
    CHECK_THROWS_AS(arange(-0.5), std::invalid_argument);
    CHECK_THROWS_AS(arange(0.5, 0.0), std::invalid_argument);
    for (double const odd : {std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN(), 0.0}) {
        CHECK_THROWS_AS(arange(1.0, 2.0, odd), std::invalid_argument);
        CHECK_THROWS_AS(arange(1.0, 2.0, -odd), std::invalid_argument);
        CHECK_THROWS_AS(arange(1.0, 1.0, odd), std::invalid_argument);
    }
    CHECK_THROWS_AS(arange(0.0, std::numeric_limits<double>::infinity()), std::invalid_argument);
    CHECK(arange(0.5, 0.5, -1.0).numel() == 0);
    CHECK(arange(-0.0).numel() == 0);
    std::int64_t const largest = std::numeric_limits<std::int64_t>::max();  // no double can tell it from the one before
    CHECK(equal(arange(largest - 2, largest), from_literal<std::int64_t>({largest - 2, largest - 1})));
    CHECK(equal(arange(-largest, largest, largest), from_literal<std::int64_t>({-largest, 0})));
    CHECK(equal(arange(largest, -largest, -largest), from_literal<std::int64_t>({largest, 0})));
    CHECK_THROWS_AS(arange(-largest, largest), std::invalid_argument);
}

TEST_CASE("a seed repeats the numbers, and ranges hold them") {
    manual_seed(7);
    auto const first = randn({3, 5});
    auto const second = randn({3, 5});
    manual_seed(7);
    CHECK(equal(randn({3, 5}), first));
    CHECK(equal(randn({3, 5}), second));
    CHECK_FALSE(equal(first, second));
    CHECK(randn({0}).numel() == 0);
    CHECK(equal(randint(3, 4, {9}), full_of<std::int64_t>({9}, 3)));
    CHECK_THROWS_WITH(randint(4, 4, {1}), "randint: low 4 is not below high 4");
    using Limits = std::numeric_limits<std::int64_t>;
    CHECK(randint(Limits::min(), Limits::max(), {100}).numel() == 100);
}

TEST_CASE("threads draw from one generator, and each can have its own") {
    manual_seed(11);
    auto const alone = randint(0, 1L << 62, {4000});
    manual_seed(11);
    std::vector<Tensor<std::int64_t>> drawn(4);
    std::vector<std::thread> threads;
    for (auto& part : drawn) {
        threads.emplace_back([&part] { part = randint(0, 1L << 62, {1000}); });
    }
    for (auto& thread : threads) thread.join();
    std::multiset<std::int64_t> together;
    for (auto const& part : drawn) together.insert(part.data(), part.data() + 1000);
    CHECK(together == std::multiset<std::int64_t>(alone.data(), alone.data() + 4000));
    std::thread([] { manual_seed(42); }).join();
    CHECK(equal(randint(0, 10, {3}), tensor({2, 7, 6})));
    Generator own(42);
    auto const first = rand({3}, own);
    manual_seed(42);
    CHECK(equal(first, rand({3})));
    CHECK_FALSE(equal(first, rand({3}, own)));
    CHECK_THROWS_AS(rand({-1}), ShapeError);  // a call that fails gives the generator back
    CHECK(randn({20}, own).numel() == 20);
    CHECK(rand({2}).numel() == 2);
}

TEST_CASE("a tensor prints as PyTorch prints it") {
    CHECK(to_string(tensor({{1, 2, 3}, {4, 5, 6}})) == "tensor([[1, 2, 3],\n        [4, 5, 6]])");
    CHECK(to_string(tensor(3)) == "tensor(3)");
    CHECK(to_string(tensor({1.0, 2.5})) == "tensor([1.0000, 2.5000])");
    CHECK(to_string(tensor({-0.0, 100000000.0})) == "tensor([       -0., 100000000.])");
    CHECK(to_string(tensor({1.0, std::nan(""), -std::numeric_limits<double>::infinity()})) ==
          "tensor([1., nan, -inf])");
    CHECK(to_string(tensor({true, false})) == "tensor([ True, False])");
    CHECK(to_string(from_literal<std::int32_t>({1})) == "tensor([1], dtype=torch.int32)");
    CHECK(to_string(Tensor<std::int64_t>({2, 0})) == "tensor([], size=(2, 0), dtype=torch.int64)");
    CHECK(to_string(tensor({{1, 20}, {3, 4}}).t()) == "tensor([[ 1,  3],\n        [20,  4]])");
    CHECK(to_string(tensor({{{1}}, {{2}}})) == "tensor([[[1]],\n\n        [[2]]])");
}

TEST_CASE("a picture leads from each row to its place, and is drawn for vectors and matrices alone") {
    auto const a = tensor({{1, 2, 3}, {4, 5, 6}});
    CHECK(picture(a).text == "shape [2, 3], strides [3, 1], offset 0, storage of 6 elements");
    CHECK(picture(a.t()).dot.find("view:v2_0 -> storage:s2;") != std::string::npos);
    CHECK(picture(a[1]).dot.find("view:v0_0 -> storage:s3;") != std::string::npos);
    CHECK(picture(a[1]).dot.find(">5</font>") != std::string::npos);
    CHECK_THROWS_WITH(picture(zeros({1, 1, 1})), "picture: shape [1, 1, 1] is no vector or matrix");
    CHECK_THROWS_AS(picture(tensor(1)), ShapeError);
}
