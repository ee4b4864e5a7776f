// SPDX-License-Identifier: MIT
// What the device made of host memory can tell and a GPU cannot: that every block is given back, also after errors, and
// how devices of one machine differ. Exit status 0 when all is right; what is not is written to standard error.
#include <iostream>
#include <ten/ten.hpp>

#include "stand_in.hpp"

namespace {

int faults = 0;

void expect(bool right, char const* what) {
    if (right) return;
    std::cerr << "wrong: " << what << '\n';
    ++faults;
}

template <typename F>
std::string refusal(F f) {
    try {
        f();
    } catch (ten::DeviceError const& error) {
        return error.what();
    }
    return "not refused";
}

void use_memory() {
    ten::Device const second{ten::Device::Kind::cuda, 1};
    auto const x = ten::ones({2, 3}, ten::cuda);
    auto const y = x.to(second);
    expect(stand_in::blocks_in_use() == 2, "a tensor on each device has a block each");
    expect(y.device() == second, "the second device");
    expect(equal(y.to(ten::cpu), ten::ones({2, 3})), "a copy between two devices");
    expect(to_string(y[0]) == "tensor([1., 1., 1.], device='cuda:1')", "its print");
    expect(refusal([&] { return x + y; }) ==
               "add: expected all tensors to be on the same device, but found cuda:0 and cuda:1",
           "operands on two GPUs");
    expect(refusal([&] { return x > 0; }).starts_with("gt: cuda:0 has no kernel"), "an operation without a kernel");
    std::int64_t const many = stand_in::most_bytes / 4 + 1;
    expect(refusal([&] { return ten::zeros({many}, ten::cuda); }) == "cuda:0: out of memory", "too much memory");
    ten::Device const third{ten::Device::Kind::cuda, 2};
    expect(refusal([&] { return x.to(third); }) == "cuda:2 is not available: this machine has 2 CUDA devices",
           "a device that is not there");
    auto moved = x;
    moved = ten::zeros({1});
    auto const taken = std::move(moved);
    expect(stand_in::blocks_in_use() == 2, "results and failures have left no block");
}

}  // namespace

int main() {
    use_memory();
    expect(stand_in::blocks_in_use() == 0, "all blocks are given back");
    return faults == 0 ? 0 : 1;
}
