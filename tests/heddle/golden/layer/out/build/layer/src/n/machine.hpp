// Generated from chapters/rest.md by heddle (checksum fa20ae7df1a721a3). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

namespace n {

constexpr int bits = 64;

}  // namespace n
