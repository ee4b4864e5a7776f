// SPDX-License-Identifier: MIT
// What the sanitizers have to find: planted_fault address|undefined. Exit status 0 when they find nothing.
#include <cstdlib>
#include <limits>
#include <string>
#include <vector>

int main(int argc, char** argv) {
    std::string const which = argc == 2 ? argv[1] : "";
    std::vector<int> const numbers{1, 2, 3};
    int const volatile* const data = numbers.data();
    int volatile sum = 0;
    if (which == "address") sum = data[numbers.size()];
    int volatile large = std::numeric_limits<int>::max();
    if (which == "undefined") large = large + 1;
    return which.empty() ? EXIT_FAILURE : EXIT_SUCCESS;
}
