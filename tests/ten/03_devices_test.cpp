// Generated from chapters/03-devices.md by heddle (checksum 1efa086e17350c05). Do not edit: edit the chapter.
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
#include <ten/device.hpp>
#include <ten/job.hpp>
#include <ten/kernel.hpp>
#include <ten/on_device.hpp>
#include <ten/tensor_class.hpp>

using namespace ten;

TEST_CASE("devices have PyTorch's names, and what is missing is named") {
    std::ostringstream text;
    text << cpu << ' ' << cuda << ' ' << Device{Device::Kind::cuda, 3};
    CHECK(text.str() == "device(type='cpu') device(type='cuda', index=0) device(type='cuda', index=3)");
    CHECK(cuda.name() == "cuda:0");
    CHECK(cpu.is_available());
    CHECK(Device{} == cpu);
    for (int const index : {-1, 99}) {
        Device const missing{Device::Kind::cuda, index};
        CHECK(!missing.is_available());
        CHECK_THROWS_AS(full({2}, 1, missing), DeviceError);
        CHECK_THROWS_AS(ones({2}).to(missing), DeviceError);
    }
    CHECK_THROWS_WITH(ones({2}, Device{Device::Kind::cpu, 1}),
                      "cpu is not available: the CPU has the index 0 and no other");
}

TEST_CASE("on the CPU, naming the device changes nothing") {
    CHECK(equal(full({2, 3}, 7, cpu), full({2, 3}, 7)));
    CHECK(equal(zeros({3}, cpu), zeros({3})));
    CHECK(equal(ones({3}, cpu), ones({3})));
    auto const a = tensor({{1, 2}, {3, 4}});
    CHECK(a.device() == cpu);
    CHECK(a.t().to(cpu).strides() == a.t().strides());
    CHECK(a.to(cpu).storage().owners() == 2);
    CHECK(a.address() == a.data());
    CHECK(Storage<float>().device() == cpu);
    CHECK(Storage<float>().address() == nullptr);
    CHECK_THROWS_AS(Storage<float>(-1, cpu), std::bad_array_new_length);
}

TEST_CASE("a GPU computes what the CPU computes, bit for bit", "[.cuda]") {
    manual_seed(1);
    auto const x = randn({37, 53});
    auto const y = randn({53, 37}).t();
    auto const there = x.to(cuda);
    CHECK(equal((there + y.to(cuda)).to(cpu), x + y));
    CHECK(equal((there / y.to(cuda) - 2.5).to(cpu), x / y - 2.5));
    CHECK_THROWS_AS(there + y, DeviceError);
}

TEST_CASE("a storage without elements is on the device that it was made for") {
    Storage<float> const none(0, cpu);
    CHECK(none.device() == cpu);
    CHECK(none.size() == 0);
    CHECK(detail::in_reach(zeros({0})));
    if (cuda.is_available()) CHECK(Storage<float>(0, cuda).device() == cuda);
}
