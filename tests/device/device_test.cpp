// SPDX-License-Identifier: MIT
// Tensors on a device compute, copy and print as on the CPU. Linked with the device made of host memory it runs
// everywhere; linked with ten::cuda where a GPU is, and ends with status 77, skipped, where none is.
#include <catch.hpp>
#include <cstdlib>
#include <iostream>
#include <ten/ten.hpp>

using namespace ten;

namespace {

/// Ends the program before its first test where it has no device.
struct NeedsDevice {
    NeedsDevice() {
        if (cuda.is_available()) return;
        std::cout << "skipped: " << detail::why_unavailable(cuda) << '\n';
        std::exit(77);
    }
} const needs_device;

/// Is `there` on the device, and the same as `here` when it comes back?
template <typename T>
bool same(Tensor<T> const& there, Tensor<T> const& here) {
    return there.device() == cuda && equal(there.to(cpu), here);
}

/// Operands with strides of every kind, all of shape [4, 6].
template <typename T>
std::vector<Tensor<T>> operands() {
    manual_seed(3);
    auto const numbers = [](Shape const& shape) { return (randint(1, 100, shape)).template to<T>(); };
    return {numbers({4, 6}), numbers({6, 4}).t(), numbers({4, 12})(all, range(0, 12, 2)), numbers({6}).expand({4, 6}),
            numbers({4, 1}).expand({4, 6})};
}

template <typename T>
void check_arithmetic() {
    for (Tensor<T> const& a : operands<T>()) {
        for (Tensor<T> const& b : operands<T>()) {
            auto const x = a.to(cuda);
            auto const y = b.to(cuda);
            CHECK(same(x + y, a + b));
            CHECK(same(x * y, a * b));
            if constexpr (!std::same_as<T, bool>) CHECK(same(x - y, a - b));
            CHECK(same(x / y, a / b));
            CHECK(same(x.t() + y.t(), a.t() + b.t()));
            CHECK(same(clone(x).add_(y), clone(a).add_(b)));
            CHECK(same(x[1] + y, a[1] + b));
        }
    }
}

template <typename R, typename T>
void check_conversion() {
    auto const a = operands<T>()[2];
    CHECK(same(a.to(cuda).template to<R>(), a.template to<R>()));
}

template <typename... R>
void check_conversions() {
    (check_conversion<R, bool>(), ...);
    (check_conversion<R, std::int32_t>(), ...);
    (check_conversion<R, std::int64_t>(), ...);
    (check_conversion<R, float>(), ...);
    (check_conversion<R, double>(), ...);
}

}  // namespace

TEST_CASE("a tensor goes to the device and comes back, whatever its strides") {
    for (auto const& a : operands<double>()) CHECK(same(a.to(cuda), a));
    auto const empty = zeros({0, 3});
    CHECK(empty.to(cuda).device() == cuda);
    CHECK(same(empty.to(cuda) + empty.to(cuda), empty));
    CHECK(same(tensor(5).to(cuda), tensor(5)));
    auto const x = ones({2}).to(cuda);
    CHECK(x.to(cuda).storage().owners() == 2);
    CHECK(same(x[1], tensor(1.0F)));
    CHECK(tensor(7).to(cuda).item() == 7);
    CHECK(static_cast<bool>(tensor(true).to(cuda)));
}

TEST_CASE("arithmetic on the device gives the CPU's bits, for every type and all strides") {
    check_arithmetic<float>();
    check_arithmetic<double>();
    check_arithmetic<std::int32_t>();
    check_arithmetic<std::int64_t>();
    check_arithmetic<bool>();
    auto const most = tensor({9223372036854775807}).to(cuda);
    CHECK((most + 1).item() == std::numeric_limits<std::int64_t>::min());
    CHECK(same(ones({3, 1}).to(cuda) / zeros({2}).to(cuda), ones({3, 1}) / zeros({2})));
}

TEST_CASE("more elements than a grid has threads") {
    auto const a = arange(3'000'000);
    CHECK(same(a.to(cuda) * 3, a * 3));
}

TEST_CASE("numbers stand on either side, and in place") {
    auto const a = tensor({{1, 2, 3}, {4, 5, 6}});
    auto const x = a.to(cuda);
    CHECK(same(x + 1, a + 1));
    CHECK(same(10 - x, 10 - a));
    CHECK(same(x.t() * 0.5, a.t() * 0.5));
    CHECK(same(2 / x, 2 / a));
    CHECK(same(clone(x).mul_(3), clone(a).mul_(3)));
    auto y = x.to<float>();
    y(all, 1) -= 2;
    CHECK(same(y, tensor({{1.0F, 0.0F, 3.0F}, {4.0F, 3.0F, 6.0F}})));
}

TEST_CASE("types are promoted and converted on the device") {
    auto const a = operands<std::int32_t>()[1];
    auto const b = operands<float>()[3];
    CHECK(same(a.to(cuda) + b.to(cuda), a + b));
    check_conversions<bool, std::int32_t, std::int64_t, float, double>();
    auto x = a.to(cuda).to<float>();
    CHECK(same(x.mul_(operands<double>()[0].to(cuda)), a.to<float>().mul_(operands<double>()[0])));
}

TEST_CASE("in place, another view of the same elements is copied first, and no element is at two positions") {
    auto s = tensor({{1, 2}, {3, 4}}).to(cuda);
    s.add_(s.t());
    CHECK(same(s, tensor({{2, 5}, {5, 8}})));
    s.add_(s);
    CHECK(same(s, tensor({{4, 10}, {10, 16}})));
    auto line = s[0].expand({2, 2});
    CHECK_THROWS_AS(line.add_(s), ShapeError);
    CHECK_THROWS_AS(s[0].add_(s), ShapeError);
    CHECK_THROWS_WITH(s + zeros({3}).to<std::int64_t>().to(cuda),
                      Catch::Matchers::ContainsSubstring("add: shapes [2, 2] and [3] do not match"));
}

TEST_CASE("a tensor on the device prints with its device") {
    CHECK(to_string(full({10}, 3, cuda)) == "tensor([3., 3., 3., 3., 3., 3., 3., 3., 3., 3.], device='cuda:0')");
    CHECK(to_string(tensor({{1, 2}, {3, 4}}).to(cuda).t()) == "tensor([[1, 3],\n        [2, 4]], device='cuda:0')");
    CHECK(to_string(zeros({0, 3}, cuda)) == "tensor([], device='cuda:0', size=(0, 3))");
    CHECK(to_string(full_of({1}, 0.5, cuda)) == "tensor([0.5000], device='cuda:0', dtype=torch.float64)");
    CHECK(to_string(ones({2000}, cuda)) == "tensor([1., 1., 1.,  ..., 1., 1., 1.], device='cuda:0')");
}

TEST_CASE("operands on two devices are refused by name, except a single number of the CPU") {
    auto const here = ones({2});
    auto there = ones({2}, cuda);
    std::string const words = "expected all tensors to be on the same device, but found ";
    CHECK_THROWS_WITH(here + there, "add: " + words + "cpu and cuda:0");
    CHECK_THROWS_WITH(there * here, "mul: " + words + "cuda:0 and cpu");
    CHECK_THROWS_WITH(there.sub_(here), "sub_: " + words + "cuda:0 and cpu");
    auto changed = here;
    CHECK_THROWS_WITH(changed.add_(tensor(1.0F).to(cuda)), "add_: " + words + "cpu and cuda:0");
    CHECK_THROWS_WITH(here == there, "eq: " + words + "cpu and cuda:0");
    CHECK(same(there, here));
    CHECK(same(there + tensor(2.0F), here + tensor(2.0F)));
    CHECK(same(tensor(2.0F) - there, tensor(2.0F) - here));
    CHECK(same(there.add_(tensor(1.0F)), tensor({2.0F, 2.0F})));
    CHECK(same(zeros({2}, cuda).copy_(here), here));
    CHECK(equal(zeros({2}).copy_(there), there.to(cpu)));
}

TEST_CASE("what has no kernel, and what needs the elements, is refused and not computed on the CPU in silence") {
    auto const x = tensor({{1.0F, 2.0F}, {3.0F, 4.0F}}).to(cuda);
    std::string const words = "the elements are on cuda:0, where the CPU cannot reach them: copy them with to(cpu)";
    CHECK_THROWS_WITH(x > 0, "gt: cuda:0 has no kernel for float32: copy the operands with to(cpu)");
    CHECK_THROWS_WITH(x.data(), words);
    CHECK_THROWS_WITH(x(0, 0), words);
    CHECK_THROWS_WITH(x.sum(), words);
    CHECK_THROWS_WITH(x.sum(0), words);
    CHECK_THROWS_WITH(x.max(), words);
    CHECK_THROWS_WITH(x.max(1), words);
    CHECK_THROWS_WITH(x.argmax(), words);
    CHECK_THROWS_WITH(x.all(), words);
    CHECK_THROWS_WITH(equal(x, x), words);
    CHECK_THROWS_WITH(allclose(x, x), words);
    CHECK_THROWS_WITH(picture(x), words);
    CHECK_THROWS_WITH(picture(x(range(0), all)), words);
    CHECK_THROWS_WITH(x.storage().data(), words);
}

TEST_CASE("views of a tensor on the device share its memory") {
    auto x = zeros({3, 4}, cuda);
    x.t()[1] += 5;
    x.view({12})(range(0, 12, 5)) += 1;
    CHECK(same(x, tensor({{1.0F, 5.0F, 0.0F, 0.0F}, {0.0F, 6.0F, 0.0F, 0.0F}, {0.0F, 5.0F, 1.0F, 0.0F}})));
    CHECK(same(x.t().reshape({12}), x.to(cpu).t().reshape({12})));
    CHECK(same(x.t().contiguous(), x.to(cpu).t()));
}
