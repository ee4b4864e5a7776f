// Generated from chapters/01-tensors.md, chapters/02-broadcasting.md, chapters/05-matmul.md, chapters/b-the-rest-of-the-library.md by heddle (checksum e3ab5f08d3453551). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include "ten/tensor_class.hpp"
#include "ten/elementwise.hpp"
#include "ten/reduce.hpp"
#include "ten/matmul.hpp"
#include "ten/selecting.hpp"

namespace ten {

/// \file
/// The class `Tensor` with all that its members call.

}  // namespace ten
