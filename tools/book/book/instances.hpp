// SPDX-License-Identifier: MIT
// The parts of `ten` that take long to compile, declared as compiled elsewhere: in instances.cpp, once for all programs
// of the book and not once in each. Cells and tests are compiled as if this stood on their first line. There is no
// guard, for instances.cpp reads it twice, the second time as definitions; the headers that it includes stand there
// too.

// A debugger's program has its own, not optimised.
#ifndef HEDDLE_DEBUG

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ten/einsum.hpp"
#include "ten/gemm.hpp"
#include "ten/print.hpp"

#ifndef BOOK_INSTANCE
#define BOOK_INSTANCE extern template
#endif

namespace ten {

// Whole numbers are multiplied as unsigned ones, which wrap around.
BOOK_INSTANCE void gemm<float>(Matrix<float const>, Matrix<float const>, float*);
BOOK_INSTANCE void gemm<double>(Matrix<double const>, Matrix<double const>, double*);
BOOK_INSTANCE void gemm<std::uint32_t>(Matrix<std::uint32_t const>, Matrix<std::uint32_t const>, std::uint32_t*);
BOOK_INSTANCE void gemm<std::uint64_t>(Matrix<std::uint64_t const>, Matrix<std::uint64_t const>, std::uint64_t*);

BOOK_INSTANCE Tensor<float> einsum<float>(std::string_view, std::vector<Tensor<float>> const&);
BOOK_INSTANCE Tensor<double> einsum<double>(std::string_view, std::vector<Tensor<double>> const&);
BOOK_INSTANCE Tensor<std::int32_t> einsum<std::int32_t>(std::string_view, std::vector<Tensor<std::int32_t>> const&);
BOOK_INSTANCE Tensor<std::int64_t> einsum<std::int64_t>(std::string_view, std::vector<Tensor<std::int64_t>> const&);

BOOK_INSTANCE std::string to_string<float>(Tensor<float> const&);
BOOK_INSTANCE std::string to_string<double>(Tensor<double> const&);
BOOK_INSTANCE std::string to_string<std::int32_t>(Tensor<std::int32_t> const&);
BOOK_INSTANCE std::string to_string<std::int64_t>(Tensor<std::int64_t> const&);
BOOK_INSTANCE std::string to_string<bool>(Tensor<bool> const&);

}  // namespace ten

#undef BOOK_INSTANCE

#endif
