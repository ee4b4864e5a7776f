// Generated from chapters/01-tensors.md, chapters/02-broadcasting.md, chapters/04-data.md by heddle (checksum 921f1f20b59c8c0a). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include "ten/create.hpp"
#include "ten/picture.hpp"
#include "ten/print.hpp"
#include "ten/random.hpp"
#include "ten/tensor.hpp"
#include "ten/broadcast.hpp"
#include "ten/compare.hpp"
#include "ten/elementwise.hpp"
#include "ten/indexing.hpp"
#include "ten/layout.hpp"
#include "ten/loops.hpp"
#include "ten/promotion.hpp"
#include "ten/reduce.hpp"
#include "ten/image.hpp"
#include "ten/table.hpp"
#include "ten/test.hpp"

namespace ten {

/// \file
/// The whole library.

}  // namespace ten
