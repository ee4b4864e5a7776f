// Generated from chapters/b-the-rest-of-the-library.md by heddle (checksum 851cc1d1a799d527). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

namespace ten {

/// \file
/// What the library asks of a compiler and of the machine that it compiles for.
#ifndef __GNUC__
#error "ten needs GCC or Clang: its loops use their vector types"
#elif __cplusplus < 202002L
#error "ten needs C++20: compile with -std=c++20"
#elif __SIZEOF_POINTER__ < 8
#error "ten needs a 64-bit machine"
#elif __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "ten needs a little-endian machine: the files that it reads and writes are"
#endif

}  // namespace ten
