// Generated from chapters/01-tensors.md by heddle (checksum 406226094c07cc11). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include "ten/create.hpp"
#include "ten/picture.hpp"
#include "ten/print.hpp"
#include "ten/random.hpp"
#include "ten/tensor.hpp"

namespace ten {

/// \file
/// The whole library.

}  // namespace ten
