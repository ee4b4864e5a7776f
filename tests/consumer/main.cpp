// SPDX-License-Identifier: MIT
// What a user of the library writes: includes ten.hpp, makes a tensor and adds. Exit status 0 when the sum is right.
#include <sstream>
#include <ten/ten.hpp>

int main() {
    auto const a = ten::tensor({{1.0F, 2.0F}, {3.0F, 4.0F}});
    std::ostringstream text;
    text << a + a;
    return text.str() == "tensor([[2., 4.],\n        [6., 8.]])" ? 0 : 1;
}
