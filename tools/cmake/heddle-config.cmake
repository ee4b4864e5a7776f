# SPDX-License-Identifier: MIT
# find_package(heddle): the program heddle::heddle and the function heddle_add_book.
include(${CMAKE_CURRENT_LIST_DIR}/heddle-targets.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/Heddle.cmake)
