// SPDX-License-Identifier: MIT
// What tests can ask of the device made of host memory.
#pragma once
#include <cstddef>

namespace stand_in {

/// No block of the device is larger.
constexpr std::size_t most_bytes = std::size_t{1} << 30U;

/// How many blocks of device memory have an owner.
std::size_t blocks_in_use();

}  // namespace stand_in
