// SPDX-License-Identifier: MIT
// Compiles what instances.hpp declares. The headers are named here for heddle, which tells the build when one of them
// has changed.
#include "ten/einsum.hpp"
#include "ten/gemm.hpp"
#include "ten/print.hpp"

#define BOOK_INSTANCE template
#include "book/instances.hpp"
