// SPDX-License-Identifier: MIT
// The library ten::cuda where no GPU is: it is linked, asked, and says no in words. Ends with status 77, skipped, where
// a GPU is.
#include <iostream>
#include <ten/ten.hpp>

int main() {
    if (ten::ten_cuda_backend == nullptr) {
        std::cerr << "ten::cuda is not linked\n";
        return 1;
    }
    if (ten::cuda.is_available()) {
        std::cout << "skipped: a CUDA device is there\n";
        return 77;
    }
    std::string const why = ten::detail::why_unavailable(ten::cuda);
    try {
        std::cout << ten::full({2}, 3, ten::cuda) << '\n';
    } catch (ten::DeviceError const& error) {
        std::cout << error.what() << '\n';
        return !why.empty() && error.what() == "cuda:0 is not available: " + why ? 0 : 1;
    }
    return 1;
}
