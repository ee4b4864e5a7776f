// SPDX-License-Identifier: MIT
// Compiled once for all programs of the book, with its headers.
#include <small/count.hpp>

int after_next(int n) { return next(next(n)); }
