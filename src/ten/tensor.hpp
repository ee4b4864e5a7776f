// Generated from chapters/01-tensors.md, chapters/02-broadcasting.md, chapters/05-matmul.md by heddle (checksum 1a7a9efb8797c179). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include "ten/tensor_class.hpp"
#include "ten/elementwise.hpp"
#include "ten/reduce.hpp"
#include "ten/matmul.hpp"

namespace ten {

/// \file
/// The class `Tensor` with all that its members call.

}  // namespace ten
