// SPDX-License-Identifier: MIT
// The main function of heddle's unit tests.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
