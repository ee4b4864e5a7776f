// Generated from chapters/01-tensors.md, chapters/02-broadcasting.md, chapters/03-devices.md, chapters/04-data.md, chapters/05-matmul.md, chapters/11-small.md, chapters/a-how-this-book-is-made.md, chapters/b-the-rest-of-the-library.md by heddle (checksum 20e6a4b9801ae5a4). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include "ten/tensor.hpp"
#include "ten/create.hpp"
#include "ten/picture.hpp"
#include "ten/print.hpp"
#include "ten/random.hpp"
#include "ten/broadcast.hpp"
#include "ten/compare.hpp"
#include "ten/elementwise.hpp"
#include "ten/indexing.hpp"
#include "ten/layout.hpp"
#include "ten/loops.hpp"
#include "ten/promotion.hpp"
#include "ten/reduce.hpp"
#include "ten/device.hpp"
#include "ten/job.hpp"
#include "ten/kernel.hpp"
#include "ten/on_device.hpp"
#include "ten/image.hpp"
#include "ten/table.hpp"
#include "ten/test.hpp"
#include "ten/einsum.hpp"
#include "ten/gemm.hpp"
#include "ten/graph.hpp"
#include "ten/matmul.hpp"
#include "ten/near.hpp"
#include "ten/parallel.hpp"
#include "ten/subscripts.hpp"
#include "ten/tile.hpp"
#include "ten/packed.hpp"
#include "ten/eye.hpp"
#include "ten/factories.hpp"
#include "ten/functions.hpp"
#include "ten/integers.hpp"
#include "ten/joining.hpp"
#include "ten/map.hpp"
#include "ten/memory.hpp"
#include "ten/selecting.hpp"
#include "ten/sorting.hpp"
#include "ten/summaries.hpp"
#include "ten/refusals.hpp"

namespace ten {

/// \file
/// The whole library.

}  // namespace ten
