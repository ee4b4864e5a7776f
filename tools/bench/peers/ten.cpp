// SPDX-License-Identifier: MIT
// The product of this book's library, compiled several times with different compilers and flags.
#include <ten/gemm.hpp>

#include "product.hpp"

void product(std::int64_t m, std::int64_t k, std::int64_t n, float const* a, float const* b, float* c) {
    ten::gemm<float>({a, m, k, k, 1}, {b, k, n, n, 1}, c);
}

void set_threads(int threads) { ten::set_num_threads(threads); }
