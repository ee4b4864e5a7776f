// SPDX-License-Identifier: MIT
// What a user of the library writes: includes ten.hpp, makes a tensor and adds. Exit status 0 when the sum is right,
// and 2 when a GPU is asked for that the program is not linked for, or the other way round.
#include <sstream>
#include <ten/ten.hpp>

#ifdef WITH_CUDA
bool const linked = ten::ten_cuda_backend != nullptr;
#else
bool const linked = ten::ten_cuda_backend == nullptr && !ten::cuda.is_available();
#endif

int main() {
    if (!linked) return 2;
    auto const a = ten::tensor({{1.0F, 2.0F}, {3.0F, 4.0F}});
    std::ostringstream text;
    text << a + a;
    return text.str() == "tensor([[2., 4.],\n        [6., 8.]])" ? 0 : 1;
}
