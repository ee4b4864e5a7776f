// SPDX-License-Identifier: MIT
// The entry point of every test program, for Catch2 before version 3.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
