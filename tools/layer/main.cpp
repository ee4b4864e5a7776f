// SPDX-License-Identifier: MIT
// The entry point of the tests where Catch2 is version 2, which has no library; version 3 brings one.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
