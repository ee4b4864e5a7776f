// SPDX-License-Identifier: MIT
// Catch2 2 or 3, by version 3's names, as heddle writes it at the top of a chapter's tests.
#pragma once
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
namespace Catch::Matchers {
inline auto ContainsSubstring(std::string const& text) { return Contains(text); }
}  // namespace Catch::Matchers
#endif
