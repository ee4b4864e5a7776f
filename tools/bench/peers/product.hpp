// SPDX-License-Identifier: MIT
// C = A B as each library of its own offers it to peers.cpp.
#pragma once
#include <cstdint>

/// \param m,k,n  A has m rows and k columns, B k rows and n columns; all are row-major, without gaps
extern "C" [[gnu::visibility("default")]] void product(std::int64_t m, std::int64_t k, std::int64_t n, float const* a,
                                                       float const* b, float* c);
/// How many threads may multiply, the caller's among them.
extern "C" [[gnu::visibility("default")]] void set_threads(int threads);
