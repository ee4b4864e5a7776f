// SPDX-License-Identifier: MIT
// Eigen's product; like the one of this book's library, it is compiled here.
#if __has_include(<eigen3/Eigen/Core>)
#include <eigen3/Eigen/Core>
#else
#include <Eigen/Core>
#endif

#include "product.hpp"

void product(std::int64_t m, std::int64_t k, std::int64_t n, float const* a, float const* b, float* c) {
    using Rows = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    Eigen::Map<Rows>(c, m, n).noalias() = Eigen::Map<Rows const>(a, m, k) * Eigen::Map<Rows const>(b, k, n);
}

void set_threads(int threads) { Eigen::setNbThreads(threads); }
