# SPDX-License-Identifier: MIT
# ten::cuda: the part of the library that reaches NVIDIA GPUs, where CUDA 12 or newer is found; defines no target elsewhere.
#
#   TEN_CUDA    AUTO: build it if CUDA is there (the default of the project itself); ON: fail if it is not; OFF: never
#               (the default where the project is part of another, or the library is built alone)
#
# Programs that link it need no CUDA compiler. A program runs without a GPU and without a driver, and is told so when it
# asks for a device.
if(PROJECT_IS_TOP_LEVEL AND NOT TEN_ALONE)
  set(TEN_CUDA AUTO CACHE STRING "Build ten::cuda: AUTO, ON or OFF")
else()
  set(TEN_CUDA OFF CACHE STRING "Build ten::cuda: AUTO, ON or OFF")
endif()
set(_ten_cuda_trouble)
if(NOT TEN_CUDA)
  return()
elseif(CMAKE_CXX_FLAGS_DEBUG MATCHES "-fsanitize")
  # The memory that a sanitizer reserves is memory that CUDA wants.
  set(_ten_cuda_trouble "a sanitized build goes without")
else()
  find_program(TEN_NVCC nvcc HINTS ENV CUDACXX ENV CUDA_PATH PATHS /usr/local/cuda PATH_SUFFIXES bin)
  mark_as_advanced(TEN_NVCC)
  if(NOT TEN_NVCC AND NOT CMAKE_CUDA_COMPILER)
    set(_ten_cuda_trouble "no nvcc")
  endif()
endif()

if(NOT _ten_cuda_trouble)
  if(NOT CMAKE_CUDA_COMPILER)
    set(CMAKE_CUDA_COMPILER ${TEN_NVCC})
  endif()
  # Machine code for two generations of GPUs, and a form that newer ones translate for themselves.
  if(NOT CMAKE_CUDA_ARCHITECTURES)
    set(CMAKE_CUDA_ARCHITECTURES 80-real 90)
  endif()
  include(CheckLanguage)
  check_language(CUDA)
  if(CMAKE_CUDA_COMPILER)
    enable_language(CUDA)
    find_package(CUDAToolkit QUIET)
  endif()
  if(NOT CMAKE_CUDA_COMPILER)
    set(_ten_cuda_trouble "${TEN_NVCC} compiles nothing with this C++ compiler")
  elseif(CMAKE_CUDA_COMPILER_VERSION VERSION_LESS 12)
    set(_ten_cuda_trouble "CUDA ${CMAKE_CUDA_COMPILER_VERSION} has no C++20")
  elseif(NOT TARGET CUDA::cudart_static)
    set(_ten_cuda_trouble "${TEN_NVCC} comes without a runtime library")
  endif()
endif()

if(_ten_cuda_trouble)
  if(TEN_CUDA STREQUAL AUTO)
    message(STATUS "ten::cuda: not built, ${_ten_cuda_trouble}")
    return()
  endif()
  message(FATAL_ERROR "ten::cuda cannot be built: ${_ten_cuda_trouble}")
endif()

add_library(ten_cuda STATIC ${CMAKE_CURRENT_LIST_DIR}/../../src/ten/cuda/backend.cu)
add_library(ten::cuda ALIAS ten_cuda)
set_target_properties(ten_cuda PROPERTIES
  EXPORT_NAME cuda
  CUDA_RUNTIME_LIBRARY None  # linked below, by a name that programs without CUDA as a language know
  POSITION_INDEPENDENT_CODE ON)
target_link_libraries(ten_cuda PUBLIC ten::ten PRIVATE CUDA::cudart_static)
# CMake 3.25 does not know that nvcc has C++20. Kernels use functions of the headers, which are constexpr. 1675: what the
# headers tell g++ about its own loops.
target_compile_options(ten_cuda PRIVATE -std=c++20 --expt-relaxed-constexpr --diag-suppress=1675)
if(PROJECT_IS_TOP_LEVEL)
  target_compile_options(ten_cuda PRIVATE
    -Xcompiler=-Wall,-Wextra,-Wconversion,-Wshadow,-Wno-unknown-pragmas$<$<BOOL:${CMAKE_COMPILE_WARNING_AS_ERROR}>:,-Werror>)
endif()
# The headers know the library by a weak name, which alone takes nothing out of an archive.
target_link_options(ten_cuda INTERFACE LINKER:--undefined=ten_cuda_backend)

# A component of its own: who wants the headers has nothing to build.
install(TARGETS ten_cuda EXPORT ten_cuda_targets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT ten_cuda)
install(EXPORT ten_cuda_targets NAMESPACE ten:: FILE ten-cuda-targets.cmake
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/ten COMPONENT ten_cuda)
