// SPDX-License-Identifier: MIT
// Stage 4: a chapter's cells become one program, so that they share a scope.
#pragma once

#include "file_set.hpp"

namespace heddle {

/// `<stem>.cpp`, the cells, and `<stem>_bench.cpp`, the benchmarks, of every chapter; paths below the output folder.
FileSet cells(Book const& book);

}  // namespace heddle
