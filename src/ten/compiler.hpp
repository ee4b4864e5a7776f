// Generated from chapters/b-the-rest-of-the-library.md by heddle (checksum 659dde6e39da60ff). Do not edit: edit the chapter.
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

/// Defined where a sanitizer watches every access to memory, which GCC and Clang say in two ways.
#ifdef __SANITIZE_ADDRESS__
#define TEN_ADDRESSES_ARE_WATCHED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define TEN_ADDRESSES_ARE_WATCHED
#endif
#endif

}  // namespace ten
