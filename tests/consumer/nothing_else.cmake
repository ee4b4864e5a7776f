# SPDX-License-Identifier: MIT
# For CMAKE_PROJECT_TOP_LEVEL_INCLUDES: a system that has nothing but a compiler, the threads of the C library, and ten where it is
# installed. Whoever asks for more is named, also where this system has it.
macro(nothing_else method name)
  if(NOT "${name}" MATCHES "^(Threads|ten)$")
    message(FATAL_ERROR "ten needs nothing else: find_package(${name})")
  endif()
endmacro()
cmake_language(SET_DEPENDENCY_PROVIDER nothing_else SUPPORTED_METHODS FIND_PACKAGE)
macro(find_library variable)
  message(FATAL_ERROR "ten needs nothing else: find_library(${variable})")
endmacro()
