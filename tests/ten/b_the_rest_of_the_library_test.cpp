// Generated from chapters/b-the-rest-of-the-library.md by heddle (checksum 6bcc0aeb9ecf8242). Do not edit: edit the chapter.
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
#include <ten/dlpack.hpp>
#include <ten/npy.hpp>
#include <ten/compiler.hpp>
#include <ten/factories.hpp>
#include <ten/format.hpp>
#include <ten/functions.hpp>
#include <ten/integers.hpp>
#include <ten/joining.hpp>
#include <ten/map.hpp>
#include <ten/mdspan.hpp>
#include <ten/memory.hpp>
#include <ten/refusals.hpp>
#include <ten/selecting.hpp>
#include <ten/sorting.hpp>
#include <ten/stranger.hpp>
#include <ten/summaries.hpp>
#include <ten/target.hpp>
#include <ten/tensor.hpp>
#include <ten/tensor_class.hpp>

using namespace ten;

TEST_CASE("tensors of any type") {
    CHECK(equal(zeros<std::int64_t>({2, 2}), tensor({{0, 0}, {0, 0}})));
    CHECK(equal(ones<bool>({2}), tensor({true, true})));
    CHECK(full<double>({}, 0.1).item() == 0.1);
    CHECK(zeros<std::uint8_t>({3}).dtype() == dtype_of<std::uint8_t>());
    CHECK_THROWS_AS(zeros<float>({-1}), ShapeError);
    if (!cuda.is_available()) CHECK_THROWS_AS(ones<std::int32_t>({2}, cuda), DeviceError);
    manual_seed(3);
    auto const a = rand({5});
    manual_seed(3);
    CHECK(equal(rand<float>({5}), a));
    auto const fine = rand<double>({1000});
    CHECK(fine.min().item() >= 0.0);
    CHECK(fine.max().item() < 1.0);
    CHECK(randperm(0).numel() == 0);
    CHECK(equal(sort(randperm(100)).values, arange(100)));
    CHECK_THROWS_AS(randperm(-1), std::invalid_argument);
}

TEST_CASE("what a type cannot hold is the smallest whole number, or refused where it is to be kept") {
    using Int = std::numeric_limits<std::int32_t>;
    using Long = std::numeric_limits<std::int64_t>;
    double const nan = std::numeric_limits<double>::quiet_NaN();
    double const infinity = std::numeric_limits<double>::infinity();
    auto const wild =
        from_literal<double>({nan, infinity, -infinity, 1e300, -1e300, 0x1p31, -0x1p31, 0x1p31 - 1, -1.9});
    CHECK(equal(wild.to<std::int32_t>(),
                from_literal<std::int32_t>({Int::min(), Int::min(), Int::min(), Int::min(), Int::min(), Int::min(),
                                            Int::min(), Int::max(), -1})));
    CHECK(equal(wild.to<float>().to<std::int64_t>(),
                from_literal<std::int64_t>({Long::min(), Long::min(), Long::min(), Long::min(), Long::min(), 1L << 31,
                                            -(1L << 31), 1L << 31, -1})));
    CHECK(equal(wild.to<bool>(), full_of<bool>({9}, true)));
    auto const beyond_bytes =
        from_literal<double>({2.5, 255.0, 256.0, 300.0, -1.0, -3.7, -256.0, 0x1p32 + 1, 0x1p63, nan, -infinity});
    CHECK(equal(beyond_bytes.to<std::uint8_t>(), from_literal<std::uint8_t>({2, 255, 0, 44, 255, 253, 0, 1, 0, 0, 0})));
    auto floats = zeros({2});
    auto ints = floats.to<std::int32_t>();
    CHECK_THROWS_WITH(floats.copy_(1e300), "copy_: the number is out of the range of float32");
    CHECK_THROWS_WITH(ints.copy_(1L << 31), "copy_: the number is out of the range of int32");
    CHECK_THROWS_AS(ints.copy_(-(1L << 31) - 1), std::invalid_argument);
    CHECK_THROWS_AS(ints.to<std::int64_t>().copy_(1UL << 63), std::invalid_argument);
    CHECK_THROWS_AS(full({2}, -1e39), std::invalid_argument);
    CHECK_THROWS_WITH(full<float>({2}, 1e39), "full: the number is out of the range of float32");
    CHECK_THROWS_WITH(full<std::uint8_t>({2}, 300), "full: the number is out of the range of uint8");
    for (double const out : {255.5, -0.5, 256.0, nan, infinity})
        CHECK_THROWS_AS(full<std::uint8_t>({2}, out), std::invalid_argument);
    for (double const out : {0x1p31 - 0.5, -0x1p31 - 0.5, 1e300})
        CHECK_THROWS_AS(full<std::int32_t>({2}, out), std::invalid_argument);
    CHECK(full<std::int32_t>({}, -2.7).item() == -2);
    CHECK(full<std::int32_t>({}, -0x1p31).item() == Int::min());
    CHECK(full<std::uint8_t>({}, 254.5).item() == 254);
    CHECK(full<bool>({}, 5).item());
    CHECK(equal(floats, zeros({2})));
    CHECK(ints.copy_(Int::min())(1) == Int::min());
    CHECK(ints.copy_('a')(1) == 97);
    CHECK(std::isinf(floats.copy_(-infinity)(0)));
    CHECK(std::isnan(floats.copy_(nan)(0)));
    CHECK(floats.copy_(0x1.fffffep127)(0) == 0x1.fffffep127F);
    CHECK(floats.copy_(Long::max())(0) == 0x1p63F);
    auto repeated = floats[0].expand({3});
    CHECK(repeated.copy_(5)(2) == 5);
    CHECK(floats(0) == 5);
    CHECK_THROWS_AS(repeated.copy_(ones({3})), ShapeError);
    CHECK_THROWS_AS(repeated.add_(1), ShapeError);
}

TEST_CASE("map over strides and broadcast shapes") {
    auto const a = arange(6).view({2, 3});
    CHECK(equal(map([](std::int64_t x) { return 2 * x; }, a.t()), a.t() * 2));
    CHECK(map([](std::int64_t x) { return x > 2; }, a).dtype() == dtype_of<bool>());
    CHECK(map([](std::int64_t) { return 1.5F; }, zeros<std::int64_t>({0, 3})).shape() == Shape{0, 3});
    CHECK(map([](std::int64_t x) { return x; }, tensor(7)).item() == 7);
    auto const sum = [](std::int64_t x, double y) { return static_cast<double>(x) + y; };
    CHECK(equal(map(sum, a, tensor({0.5, 1.5, 2.5})), a + full<double>({1}, 0.5) + arange(3)));
    CHECK_THROWS_AS(map(sum, a, arange(2)), ShapeError);
    int calls = 0;
    auto const count = [&calls](bool x) {
        ++calls;
        return x;
    };
    auto const one = tensor({true});
    CHECK(map(count, one.expand({4})).shape() == Shape{4});
    CHECK(calls == 4);
}

TEST_CASE("exp, log, sqrt, tanh, abs and pow") {
    float const inf = std::numeric_limits<float>::infinity();
    CHECK(near(exp(tensor({0, 1})), tensor({1.0, 2.718281828})));
    CHECK(exp(tensor({true})).dtype() == dtype_of<float>());
    CHECK(exp(zeros<double>({1})).dtype() == dtype_of<double>());
    CHECK(near(log(exp(tensor({-2.0, 3.0}))), tensor({-2.0, 3.0})));
    CHECK(log(tensor(0)).item() == -inf);
    CHECK(sqrt(tensor(-1.0)).item() != sqrt(tensor(-1.0)).item());
    CHECK(near(tanh(tensor({0.5})), tensor({0.46211716})));
    CHECK(equal(abs(tensor({{-3, 2}, {0, -1}}).t()), tensor({{3, 0}, {2, 1}})));
    std::int64_t const least = std::numeric_limits<std::int64_t>::min();
    CHECK(abs(full<std::int64_t>({}, least)).item() == least);
    CHECK(equal(abs(full<std::uint8_t>({2}, 200)), full<std::uint8_t>({2}, 200)));
    CHECK(equal(pow(tensor({1, -1, 2, 0}), tensor({-3, -3, -3, -3})), tensor({1, -1, 0, 0})));
    CHECK(pow(tensor(3), 40).item() == -6289078614652622815);
    CHECK(pow(tensor({true}), 2).dtype() == dtype_of<std::int64_t>());
    CHECK(near(pow(tensor({4, 9}), 0.5), tensor({2.0, 3.0})));
    CHECK(pow(2, full<std::int32_t>({}, 5)).dtype() == dtype_of<std::int32_t>());
    CHECK_THROWS_AS(pow(tensor({1, 2}), -1), std::invalid_argument);
    CHECK_THROWS_AS(pow(zeros<std::uint8_t>({2}), 256), std::invalid_argument);
    CHECK_THROWS_AS(pow(arange(2), arange(3)), ShapeError);
}

TEST_CASE("minimum, maximum, clamp and where") {
    float const nan = std::numeric_limits<float>::quiet_NaN();
    auto const with_nan = full({1}, nan);
    CHECK(equal(minimum(tensor({1, 5}), tensor({{3}, {0}})), tensor({{1, 3}, {0, 0}})));
    CHECK(equal(maximum(tensor({1, 5}), 2.5), tensor({2.5, 5.0})));
    for (auto const& t :
         {minimum(with_nan, ones({1})), maximum(ones({1}), with_nan), clamp(with_nan, 0, 1), clamp(ones({1}), nan, 2)})
        CHECK(t.item() != t.item());
    CHECK(std::signbit(maximum(tensor({-0.0}), tensor({0.0})).item()));
    CHECK(equal(clamp(arange(4), 2, 1), tensor({1, 1, 1, 1})));
    CHECK(equal(clamp(arange(3), 0.5, 1), tensor({0.5, 1.0, 1.0})));
    CHECK(equal(clamp(full<std::uint8_t>({2}, 200), -1, 300), full<std::uint8_t>({2}, 200)));
    CHECK_THROWS_AS(clamp(zeros<std::uint8_t>({1}), 256, 300), std::invalid_argument);
    CHECK_THROWS_AS(clamp(zeros<std::uint8_t>({1}), -2, -1), std::invalid_argument);
    CHECK(equal(clamp(arange(4), arange(4), arange(4)), arange(4)));
    CHECK(equal(clamp(arange(3), tensor({1, 1, 1}), 1.5), tensor({1.0, 1.0, 1.5})));
    CHECK(equal(where(tensor({true, false}), 1, 2), tensor({1, 2})));
    CHECK(where(tensor({true}), 1, 2.5).dtype() == dtype_of<float>());
    CHECK(where(tensor({true}), true, false).dtype() == dtype_of<bool>());
    CHECK(where(tensor({true}), full<std::int32_t>({1}, 3), 1).dtype() == dtype_of<std::int32_t>());
    CHECK(where(zeros<bool>({2, 1, 0}), arange(3).unsqueeze(1), 0.5).shape() == Shape{2, 3, 0});
    CHECK_THROWS_AS(where(tensor({true, false}), arange(3), 0), ShapeError);
}

TEST_CASE("remainders and bits") {
    CHECK(equal(arange(-3, 4) % -2, tensor({-1, 0, -1, 0, -1, 0, -1})));
    CHECK(equal(7 % tensor({1, -2, 3}), tensor({0, -1, 1})));
    CHECK(equal(tensor({-5.5, 5.5}) % 2, tensor({0.5, 1.5})));
    CHECK(std::isnan((tensor({1.0}) % 0).item()));
    CHECK(std::isinf((tensor({-1.0}) % std::numeric_limits<float>::infinity()).item()));
    CHECK((full<std::int64_t>({}, std::numeric_limits<std::int64_t>::min()) % -1).item() == 0);
    CHECK((full<std::uint8_t>({}, 200) % 7).item() == 4);
    CHECK((tensor({true}) % 2).dtype() == dtype_of<std::int64_t>());
    CHECK_THROWS_AS(arange(3) % 0, std::invalid_argument);
    CHECK_THROWS_AS(arange(3) % arange(1, 3), ShapeError);
    CHECK(equal(tensor({true, false, true}) ^ tensor({true, true, false}), tensor({false, true, true})));
    CHECK(equal(tensor({6, 3}) & tensor({{2}, {1}}), tensor({{2, 2}, {0, 1}})));
    CHECK(equal(tensor({6, 3}) | 8, tensor({14, 11})));
    CHECK(equal(~full<std::uint8_t>({1}, 1), full<std::uint8_t>({1}, 254)));
    CHECK((tensor({true}) & tensor({true})).dtype() == dtype_of<bool>());
}

TEST_CASE("cat and stack") {
    auto const a = arange(6).view({2, 3});
    auto const nothing = zeros<std::int64_t>({0});
    CHECK(equal(cat({a, a.t().contiguous().view({2, 3})}, 1)[0], tensor({0, 1, 2, 0, 3, 1})));
    CHECK(equal(cat({nothing, a}, -1), a));
    CHECK(equal(cat({a.t(), a.t()}, 1), cat({a, a}).t()));
    CHECK(cat({nothing, nothing}).shape() == Shape{0});
    CHECK(equal(cat(std::vector<Tensor<std::int64_t>>{a[0], a[1]}), arange(6)));
    CHECK(equal(stack({a[0], a[1]}), a));
    CHECK(equal(stack({a[0], a[1]}, 1), a.t()));
    CHECK(equal(stack({tensor(1), tensor(2)}), tensor({1, 2})));
    auto joined = cat({a, a});
    joined.add_(1);
    CHECK(a(0, 0) == 0);
    CHECK_THROWS_AS(cat({a, a.t()}), ShapeError);
    CHECK_THROWS_AS(cat({a, a[0]}), ShapeError);
    CHECK_THROWS_AS(cat({a, zeros<std::int64_t>({0, 3, 1})}), ShapeError);
    CHECK_THROWS_AS(cat({a, a}, 2), IndexError);
    CHECK_THROWS_AS(cat({tensor(1), tensor(2)}), ShapeError);
    CHECK_THROWS_AS(cat(std::vector<Tensor<float>>{}), ShapeError);
    CHECK_THROWS_AS(stack({a, a.t()}), ShapeError);
    CHECK_THROWS_AS(stack({a, a}, 3), IndexError);
}

TEST_CASE("indexing by a mask and by index") {
    auto const a = arange(6).view({2, 3});
    CHECK(equal(a[a > 2], tensor({3, 4, 5})));
    CHECK(equal(a.t()[a.t() > 2], tensor({3, 4, 5})));
    CHECK(equal(a.t()[tensor({false, true, false})], tensor({{1, 4}})));
    CHECK(a[tensor(true)].shape() == Shape{1, 2, 3});
    CHECK(a[tensor(false)].shape() == Shape{0, 2, 3});
    CHECK(zeros({0, 3})[zeros<bool>({0, 3})].shape() == Shape{0});
    CHECK_THROWS_AS(a[tensor({true, false, true})], IndexError);
    CHECK_THROWS_AS(a[tensor({{true}, {false}})], IndexError);
    CHECK(equal(a[tensor({{1}, {-2}})], tensor({{{3, 4, 5}}, {{0, 1, 2}}})));
    CHECK(equal(a[full<std::int32_t>({1}, 1)], a(range(1, 2))));
    CHECK(a[zeros<std::int64_t>({0})].shape() == Shape{0, 3});
    CHECK_THROWS_AS(a[tensor({2})], IndexError);
    CHECK_THROWS_AS(tensor(5)[tensor({0})], IndexError);
    CHECK(equal(masked_select(a, tensor({true, false, true})), tensor({0, 2, 3, 5})));
    CHECK_THROWS_AS(masked_select(a, tensor({true, false})), ShapeError);
    unsigned char bytes[]{255, 1, 0};
    auto const loose = from_blob(reinterpret_cast<bool*>(bytes), {3});
    CHECK(equal(arange(3)[loose], tensor({0, 1})));
    CHECK(equal(masked_select(arange(3), loose), tensor({0, 1})));
}

TEST_CASE("gather and index_select") {
    auto const a = arange(6).view({2, 3});
    CHECK(equal(gather(a, 1, tensor({{0, 0}, {2, 1}})), tensor({{0, 0}, {5, 4}})));
    CHECK(equal(gather(a.t(), -1, tensor({{1}, {0}})), tensor({{3}, {1}})));
    CHECK(equal(gather(a, 0, tensor({{0, 1, 1}})), tensor({{0, 4, 5}})));
    CHECK(equal(gather(tensor(3), 0, tensor({0, 0})), tensor({3, 3})));
    CHECK(gather(a, 1, zeros<std::int64_t>({0})).shape() == Shape{0});
    CHECK_THROWS_AS(gather(a, 1, tensor({{-1}})), IndexError);
    CHECK_THROWS_AS(gather(a, 1, tensor({{3}})), IndexError);
    CHECK_THROWS_AS(gather(a, 0, tensor({{0, 0, 0, 0}})), ShapeError);
    CHECK_THROWS_AS(gather(a, 1, tensor({0})), ShapeError);
    CHECK_THROWS_AS(gather(a, 2, tensor({{0}})), IndexError);
    CHECK(equal(index_select(a, 1, tensor({2, 0, 0})), tensor({{2, 0, 0}, {5, 3, 3}})));
    CHECK(equal(index_select(a.t(), 0, full<std::int32_t>({}, 1)), tensor({{1, 4}})));
    CHECK(index_select(zeros({0, 2}), 1, tensor({0, 1, 1})).shape() == Shape{0, 3});
    CHECK_THROWS_AS(index_select(a, 1, tensor({-1})), IndexError);
    CHECK_THROWS_AS(index_select(zeros({1, 0}), 0, tensor({1})), IndexError);
    CHECK_THROWS_AS(index_select(a, 1, tensor({{1}})), IndexError);
}

TEST_CASE("reductions over several dimensions") {
    auto const a = arange(24).view({2, 3, 4});
    CHECK(equal(sum(a, {0, -1}), a.sum(2).sum(0)));
    CHECK(sum(a, {0, -1}, true).shape() == Shape{1, 3, 1});
    CHECK(sum(a).item() == 276);
    CHECK(equal(sum(a.permute({2, 0, 1}), {0, 1}), a.sum(2).sum(0)));
    CHECK(sum(tensor(3.0), {0}).item() == 3.0F);
    CHECK(equal(amax(a, {1, 2}), tensor({11, 23})));
    CHECK(equal(amin(a, {0}), a[0]));
    CHECK(amax(tensor({true, false})).dtype() == dtype_of<bool>());
    CHECK(near(mean(a.to<float>(), {0, 1, 2}), tensor(11.5)));
    CHECK(std::isnan(mean(zeros({2, 0}), {1})(0)));
    CHECK(amax(zeros({2, 0, 3}), {0, 2}).shape() == Shape{0});
    CHECK_THROWS_AS(amax(zeros({2, 0, 3}), {1}), ShapeError);
    CHECK_THROWS_AS(sum(a, {0, -3}), ShapeError);
    CHECK_THROWS_AS(sum(a, {3}), IndexError);
    CHECK(near(var(tensor({{1.0, 2.0, 3.0}, {4.0, 5.0, 6.0}}), {0}), tensor({4.5, 4.5, 4.5})));
    CHECK(near(var(tensor({1.0, 2.0, 3.0}), {}, 0), tensor(2.0 / 3)));
    CHECK(near(var(tensor({10001.0, 10002.0, 10003.0})), tensor(1.0)));
    CHECK(std::isnan(var(tensor(3.0)).item()));
    CHECK(std::isinf(var(tensor({1.0, 2.0}), {}, 2).item()));
    CHECK(equal(argmin(tensor({{3, 1}, {0, 1}}), 1), tensor({1, 0})));
    CHECK(argmin(a, 0, true).shape() == Shape{1, 3, 4});
    CHECK(argmin(tensor({2.0, std::nan(""), 1.0})).item() == 1);
    CHECK_THROWS_AS(argmin(zeros({0})), ShapeError);
}

TEST_CASE("cumsum and softmax") {
    auto const a = arange(6).view({2, 3});
    CHECK(equal(cumsum(a, 0), tensor({{0, 1, 2}, {3, 5, 7}})));
    CHECK(equal(cumsum(a.t(), -1), tensor({{0, 3}, {1, 5}, {2, 7}})));
    CHECK(equal(cumsum(tensor({true, false, true}), 0), tensor({1, 1, 2})));
    CHECK(cumsum(full<std::uint8_t>({2}, 200), 0)(1) == 400);
    CHECK(cumsum(tensor(3.0), 0).item() == 3.0F);
    CHECK(cumsum(full({1000000}, 0.1F), 0)(999999) == 100000.0F);
    CHECK_THROWS_AS(cumsum(a, 2), IndexError);
    auto const x = tensor({{1.0, 2.0, 3.0}, {4.0, 5.0, 60.0}});
    CHECK(near(softmax(x.t(), 0), (exp(x) / exp(x).sum(1, true)).t()));
    CHECK(softmax(tensor(3.0), 0).item() == 1.0F);
    CHECK(softmax(zeros({2, 0, 3}), 1).shape() == Shape{2, 0, 3});
    float const inf = std::numeric_limits<float>::infinity();
    CHECK(equal(softmax(tensor({0.0}), 0), tensor({1.0})));
    for (float bad : {inf, std::nanf("")}) CHECK(std::isnan(softmax(cat({tensor({1.0}), full({1}, bad)}), 0)(0)));
    CHECK(softmax(cat({tensor({1.0}), full({1}, -inf)}), 0)(0) == 1.0F);
    CHECK_THROWS_AS(softmax(x, 2), IndexError);
}

TEST_CASE("sort and topk") {
    float const nan = std::nanf("");
    auto const a = tensor({{2, 1, 2, 1}, {0, 3, -1, 3}});
    CHECK(equal(sort(a).values, tensor({{1, 1, 2, 2}, {-1, 0, 3, 3}})));
    CHECK(equal(sort(a).indices, tensor({{1, 3, 0, 2}, {2, 0, 1, 3}})));
    CHECK(equal(sort(a, 1, true).indices, tensor({{0, 2, 1, 3}, {1, 3, 0, 2}})));
    CHECK(equal(sort(a.t(), 0).values, sort(a).values.t()));
    CHECK(equal(sort(cat({full({1}, nan), tensor({1.0, -1.0})})).indices, tensor({2, 1, 0})));
    CHECK(equal(sort(cat({tensor({1.0}), full({1}, nan)}), 0, true).indices, tensor({1, 0})));
    CHECK(equal(sort(tensor({true, false})).values, tensor({false, true})));
    CHECK(sort(tensor(3)).indices.item() == 0);
    CHECK(sort(zeros({2, 0, 3}), 1).values.shape() == Shape{2, 0, 3});
    CHECK_THROWS_AS(sort(a, 2), IndexError);
    CHECK(equal(topk(a, 2).indices, tensor({{0, 2}, {1, 3}})));
    CHECK(equal(topk(a, 1, 0, false).values, tensor({{0, 1, -1, 1}})));
    CHECK(topk(a, 0).values.shape() == Shape{2, 0});
    CHECK(topk(tensor(3), 0).values.item() == 3);
    CHECK_THROWS_AS(topk(a, 5), IndexError);
    CHECK_THROWS_AS(topk(a, -1), IndexError);
    CHECK_THROWS_AS(topk(tensor(3), 2), IndexError);
    manual_seed(0);
    auto const random = randint(0, 50, {20, 30});
    auto const sorted = sort(random, 0);
    CHECK(equal(gather(random, 0, sorted.indices), sorted.values));
    CHECK((sorted.values(range(1, 20)) >= sorted.values(range(0, 19))).all().item());
    CHECK(equal(topk(random, 7, 0).values, sort(random, 0, true).values(range(7))));
}

TEST_CASE("a tensor is a range of its slices") {
    using Rows = Tensor<std::int64_t>::Rows;
    static_assert(std::random_access_iterator<Rows>);
    static_assert(std::ranges::random_access_range<Tensor<std::int64_t>>);
    auto const a = arange(6).view({3, 2});
    std::int64_t sum = 0;
    for (auto const& row : a.t()) sum = 10 * sum + row(0);
    CHECK(sum == 1);
    CHECK(a.end() - a.begin() == 3);
    CHECK(equal(a.begin()[2], a[2]));
    CHECK(equal(*(a.end() - 1), a[-1]));
    CHECK(equal(*std::ranges::max_element(a, {}, [](auto const& row) { return row(1); }), a[2]));
    int rows = 0;
    for (auto const& row : zeros({2, 0, 3})) rows += row.shape() == Shape{0, 3} ? 1 : 100;
    CHECK(rows == 2);
    for (auto const& row : zeros({0, 3})) rows += static_cast<int>(row.rank());
    CHECK(rows == 2);
    CHECK_THROWS_AS(tensor(1).begin(), IndexError);
}

TEST_CASE("tensors over vectors, spans and foreign memory") {
    std::vector<double> numbers{1, 2, 3, 4, 5, 6};
    double const* const address = numbers.data();
    auto const taken = from_vector(std::move(numbers), {2, 3});
    CHECK(taken.data() == address);
    CHECK(taken.device() == cpu);
    CHECK(taken.storage().in_reach());
    CHECK(taken(1, 2) == 6);
    CHECK(equal(taken + taken, taken * 2));
    CHECK(equal(taken.t()[1], full<double>({2}, 0).add_(from_vector(std::vector<double>{2, 5}))));
    CHECK(to_vector(taken.t()) == std::vector<double>{1, 4, 2, 5, 3, 6});
    CHECK(equal(from_vector(std::vector<bool>{true, false}), tensor({true, false})));
    CHECK(from_vector(std::vector<float>{}).shape() == Shape{0});
    CHECK_THROWS_AS(from_vector(std::vector<float>{1, 2}, {3}), ShapeError);
    std::int32_t few[]{1, 2, 3, 4, 5, 6};
    CHECK(equal(from_span(std::span(few), {3, 2}).t(), from_blob(few, {2, 3}, {1, 2})));
    auto mirrored = from_blob(few + 5, {2, 3}, {-3, -1});
    CHECK(mirrored(1, 2) == 1);
    mirrored.mul_(10);
    CHECK(few[0] == 10);
    CHECK(as_span(from_blob(few, {6}))[5] == 60);
    CHECK_THROWS_AS(as_span(mirrored), ShapeError);
    CHECK_THROWS_AS(from_blob(few, {2, 3}, {1}), ShapeError);
    CHECK_THROWS_AS(from_blob(few, {-1}), ShapeError);
    CHECK_THROWS_AS(from_blob(few, {3}, {std::int64_t{1} << 62}), ShapeError);
    CHECK_THROWS_AS(from_blob(static_cast<float*>(nullptr), {1}), std::invalid_argument);
    CHECK(from_blob(static_cast<float*>(nullptr), {0, 3}).shape() == Shape{0, 3});
    int freed = 0;
    std::shared_ptr<void> owner(few, [&freed](void*) { ++freed; });
    {
        auto view = from_blob(few, {6}, std::move(owner))(range(2, 4));
        auto const second = view.view({2, 1});
        view = from_span(std::span(few));
        CHECK(freed == 0);
        CHECK(second.storage().size() == 6);
        CHECK(second.storage().owners() == 1);
    }
    CHECK(freed == 1);
    {
        std::shared_ptr<void> of_nothing(few, [&freed](void*) { ++freed; });
        auto const empty = from_blob(static_cast<float*>(nullptr), {2, 0}, std::move(of_nothing));
        CHECK(equal(empty + 1, zeros({2, 0})));
        CHECK(freed == 1);
    }
    CHECK(freed == 2);
}

TEST_CASE("an operand over the memory that is changed is copied first") {
    float numbers[40];
    auto const fresh = [&numbers] { from_blob(numbers, {40}).copy_(arange(1.0, 41)); };
    for (std::int64_t const size : {3, 17, 39}) {
        CAPTURE(size);
        fresh();
        auto const late = from_blob(numbers + 1, {size});
        auto const sums = late + from_blob(numbers, {size});
        from_blob(numbers + 1, {size}).add_(from_blob(numbers, {size}));
        CHECK(equal(late, sums));
        fresh();
        auto const copied = clone(late);
        from_blob(numbers, {size}) = late;
        CHECK(equal(from_blob(numbers, {size}), copied));
    }
    fresh();
    auto const mirrored = from_blob(numbers + 5, {6}, {-1});
    auto const wanted = clone(mirrored);
    from_blob(numbers, {6}) = mirrored;
    CHECK(equal(from_blob(numbers, {6}), wanted));
    auto same = from_blob(numbers, {6});
    CHECK(equal(same.add_(from_blob(numbers, {6})), wanted * 2));
}

TEST_CASE("npy files are written and read, and what is wrong is refused") {
    auto const file = std::filesystem::temp_directory_path() / "ten_npy_test.npy";
    auto const write = [&file](std::string const& words, std::string const& elements, char version = 1) {
        std::ofstream out(file, std::ios::binary);
        out << "\x93NUMPY" << version << '\0' << static_cast<char>(words.size()) << '\0';
        if (version > 1) out << std::string(2, '\0');
        out << words << elements;
    };
    auto const round_trip = [&file](auto const& a) {
        save_npy(file, a);
        auto const back = load_npy<typename std::decay_t<decltype(a)>::value_type>(file);
        return back.is_contiguous() && equal(a, back) &&
               std::filesystem::file_size(file) % 64 == as_span(back).size_bytes() % 64;
    };
    CHECK(round_trip(arange(6).view({2, 3})));
    CHECK(round_trip(arange(6).view({2, 3}).t()));
    CHECK(round_trip(tensor(2.5)));
    CHECK(round_trip(tensor({true, false})));
    CHECK(round_trip(full<std::uint8_t>({3}, 200)));
    CHECK(round_trip(zeros<double>({2, 0, 1})));
    std::string const two("\0\0\x80\x3f\0\0\0\x40", 8);  // 1 and 2 in float32
    write("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", two);
    CHECK(equal(load_npy<float>(file), tensor({1.0, 2.0})));
    write("{\"shape\":(1,2),'fortran_order':True,'descr':'=f4'}\n", two, 2);
    CHECK(load_npy<float>(file).strides() == Strides{1, 1});
    write("{'descr': '>i4', 'fortran_order': True, 'shape': (2, 1), }", std::string("\0\0\0\1\0\0\1\0", 8));
    CHECK(equal(load_npy<std::int32_t>(file), from_vector(std::vector<std::int32_t>{1, 256}, {2, 1})));
    write("{'descr': '|b1', 'fortran_order': False, 'shape': (2,), }", std::string("\2\0", 2));
    CHECK(equal(load_npy<bool>(file), tensor({true, false})));
    for (char const* const words :
         {"", "{}", "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)", "{'descr': '<f4', 'shape': (2,), }",
          "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,)}",
          "{'descr': '<f4', 'fortran_order': Maybe, 'shape': (2,)}",
          "{'descr': '<f4', 'fortran_order': False, 'shape': (-2,)}",
          "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)} x",
          "{'descr': '<f8', 'fortran_order': False, 'shape': (1,)}",
          "{'descr': '<f4', 'fortran_order': False, 'shape': (3,)}",
          "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)}",
          "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}"}) {
        CAPTURE(words);
        write(words, two);
        CHECK_THROWS_AS(load_npy<float>(file), DataError);
    }
    write("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 2)}", two);
    CHECK_THROWS_AS(load_npy<float>(file), ShapeError);
    write("{'descr': '<f4', 'fortran_order': False, 'shape': (1000000000000,)}", two);
    CHECK_THROWS_AS(load_npy<float>(file), DataError);  // before 4 TB are asked for
    write("{}", "", 9);
    CHECK_THROWS_AS(load_npy<float>(file), DataError);
    std::filesystem::remove(file);
    CHECK_THROWS_AS(load_npy<float>(file), DataError);
    CHECK_THROWS_AS(save_npy(file / "no" / "such", tensor(1)), DataError);
}

TEST_CASE("tensors over DLPack") {
    auto a = arange(24).view({2, 3, 4})(all, 1, range(1, 4));
    {
        auto* const handed = to_dlpack(a);
        CHECK(handed->view.rank == 2);
        CHECK(handed->view.strides[0] == 12);
        CHECK(handed->view.type.bits == 64);
        CHECK(a.storage().owners() == 2);
        CHECK_THROWS_AS(from_dlpack<float>(handed), std::invalid_argument);
        CHECK(a.storage().owners() == 2);
        auto const back = from_dlpack<std::int64_t>(handed);
        CHECK(equal(a, back));
        CHECK(back.data() == a.data());
        auto const part = back[1];
        CHECK(a.storage().owners() == 2);
    }
    CHECK(a.storage().owners() == 1);
    std::int64_t shape[]{2, 2};
    float numbers[]{1, 2, 3, 4, 5};
    dlpack::ManagedTensor plain{{numbers, {1, 0}, 2, {2, 32, 1}, shape, nullptr, 4}, nullptr, nullptr};
    CHECK(equal(from_dlpack<float>(&plain), tensor({{2.0, 3.0}, {4.0, 5.0}})));
    plain.view.device.type = 2;
    CHECK_THROWS_AS(from_dlpack<float>(&plain), std::invalid_argument);
    plain.view = {numbers, {1, 0}, 1, {2, 32, 1}, shape, nullptr, 2};
    CHECK_THROWS_AS(from_dlpack<float>(&plain), std::invalid_argument);
    int released = 0;  // also of no elements, which PyTorch hands over without an address
    shape[0] = 0;
    dlpack::ManagedTensor empty{{nullptr, {1, 0}, 2, {2, 32, 1}, shape, nullptr, 0}, &released, [](auto* self) {
                                    ++*static_cast<int*>(self->context);
                                }};
    CHECK(from_dlpack<float>(&empty).shape() == Shape{0, 2});
    CHECK(released == 1);
    shape[0] = -1;
    plain.view.byte_offset = 0;
    CHECK_THROWS_AS(from_dlpack<float>(&plain), ShapeError);
    static_assert(detail::dlpack_type<bool>().code == 6 && detail::dlpack_type<std::uint8_t>().code == 1);
}

TEST_CASE("the instructions in use are what the processor has, or less on request") {
    InstructionSet const most = detail::most_instructions();
    CHECK(detail::chosen_instructions(nullptr) == most);
    CHECK(detail::chosen_instructions("") == most);
    CHECK(detail::chosen_instructions("avx512") == most);
    CHECK(detail::chosen_instructions("avx2") == std::min(most, InstructionSet::avx2));
    CHECK(detail::chosen_instructions("baseline") == InstructionSet::baseline);
    CHECK(detail::chosen_instructions("none of them") == most);  // and standard error says so
    CHECK(instruction_set() == detail::chosen_instructions(std::getenv("TEN_ISA")));
    auto const vector_bytes = [](auto target) { return target.vector_bytes; };
    CHECK(detail::on_target(vector_bytes, InstructionSet::baseline) == 16);
    CHECK(detail::on_target<InstructionSet::avx2>(vector_bytes) <= 32);
    CHECK(detail::on_target(vector_bytes) == 16U << static_cast<unsigned>(instruction_set()));
    CHECK(detail::instructions_for<float>(7) == InstructionSet::baseline);
    CHECK(detail::instructions_for<float>(8) == InstructionSet::avx2);
    CHECK(detail::instructions_for<double>(8) == InstructionSet::avx512);
}

TEST_CASE("every length gives the sum, from every boundary, whatever whole vectors leave over") {
    for (std::int64_t n = 0; n < 70; ++n) {
        for (std::int64_t from : {0, 1, 15}) {
            auto const whole = arange(n + from)(range(from, n + from));
            auto const floats = whole * 0.5F;
            auto const sum = floats + floats;
            auto longer = clone(arange(n + from) * 0.5F);
            auto in_place = longer(range(from, n + from));
            in_place.add_(floats);
            in_place.mul_(2.0F);
            for (std::int64_t i = 0; i < n; ++i) {
                CHECK((whole - whole * 3)(i) == -2 * (i + from));
                CHECK(sum(i) == static_cast<float>(i + from));
                CHECK(in_place(i) == 2.0F * static_cast<float>(i + from));
            }
            for (std::int64_t i = 0; i < from; ++i) CHECK(longer(i) == 0.5F * static_cast<float>(i));
        }
    }
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

TEST_CASE("exercise 1: sigmoid") {
    auto const x = randn({3, 4});
    auto const at_once = map([](float v) { return 1 / (1 + std::exp(-v)); }, x);
    CHECK(near(at_once, 1 / (1 + exp(-x))));  // reads and writes four tensors, one for each operation
}

TEST_CASE("exercise 2: columns with mean 0 and variance 1") {
    manual_seed(2);
    auto const x = rand({50, 3}) * 7 + 5;
    auto const standard = (x - mean(x, {0})) / sqrt(var(x, {0}));
    CHECK(near(mean(standard, {0}), zeros({3})));
    CHECK(near(var(standard, {0}), ones({3})));
}

TEST_CASE("exercise 3: one hot") {
    auto const labels = tensor({2, 0, 1});
    auto const hot = (labels.unsqueeze(1) == arange(3)).to<float>();
    CHECK(equal(hot, tensor({{0.0, 0.0, 1.0}, {1.0, 0.0, 0.0}, {0.0, 1.0, 0.0}})));
    CHECK(equal(argmin(-hot, 1), labels));
}

TEST_CASE("exercise 4: the same order for both") {
    auto const x = arange(10).view({5, 2});
    auto const y = arange(5);
    auto const order = randperm(5);
    CHECK(equal(x[order](all, 0), y[order] * 2));
}

TEST_CASE("exercise 5: cross entropy") {
    auto const scores = tensor({{2.0, 0.5, 0.5}, {0.0, 3.0, 0.0}});
    auto const labels = tensor({0, 1});
    auto const loss = -mean(log(gather(softmax(scores, 1), 1, labels.unsqueeze(1))));
    CHECK(near(loss, tensor(0.2320), 1e-3, 1e-4));
}
