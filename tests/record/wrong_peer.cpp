// SPDX-License-Identifier: MIT
// A library whose product is wrong in its last element, which the program that times libraries has to see.
#include "product.hpp"

void product(std::int64_t m, std::int64_t k, std::int64_t n, float const* a, float const* b, float* c) {
    for (std::int64_t i = 0; i < m; ++i) {
        for (std::int64_t j = 0; j < n; ++j) {
            c[i * n + j] = i == m - 1 && j == n - 1 ? 1.0F : 0.0F;
            for (std::int64_t l = 0; l < k; ++l) c[i * n + j] += a[i * k + l] * b[l * n + j];
        }
    }
}

void set_threads(int) {}
