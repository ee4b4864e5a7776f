// Generated from chapters/03-devices.md by heddle (checksum 323a85ce04afea39). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#include <cuda_runtime.h>
#include <algorithm>
#include <string>
#include "ten/device.hpp"
#include "ten/job.hpp"
#include "ten/kernel.hpp"

namespace ten {

/// \file
/// The library ten::cuda: the table of functions through which tensors reach an NVIDIA GPU.

/// Throws what CUDA says of a call that failed.
/// \param what  the action, for the message
static void check(cudaError_t status, std::string const& what) {
    if (status == cudaSuccess) return;
    cudaGetLastError();  // a failure is reported once
    throw DeviceError(what + ": " + cudaGetErrorString(status));
}

/// Runs `kernel` at the positions from 0 to `size`, each in one thread.
template <typename Kernel>
__global__ void for_each_position(Kernel kernel, std::int64_t size) {
    std::int64_t const first = std::int64_t{blockIdx.x} * blockDim.x + threadIdx.x;
    std::int64_t const step = std::int64_t{gridDim.x} * blockDim.x;
    for (std::int64_t position = first; position < size; position += step) kernel(position);
}

/// Makes a device the current one of this thread, and the one before it again in the end.
class CurrentDevice {
public:
    explicit CurrentDevice(int index) {
        check(cudaGetDevice(&before_), "current device");
        check(cudaSetDevice(index), "cuda:" + std::to_string(index));
    }
    ~CurrentDevice() { cudaSetDevice(before_); }
    CurrentDevice(CurrentDevice const&) = delete;
    CurrentDevice& operator=(CurrentDevice const&) = delete;

private:
    int before_ = 0;
};

constexpr int block_threads = 256;          // a multiple of 32, the threads that a GPU runs in lockstep
constexpr std::int64_t most_blocks = 4096;  // more than a GPU of today runs at a time: more would only wait

static bool run(int index, Job const& job) {
    CurrentDevice const current(index);
    return detail::with_kernel(job, [&job](auto const& kernel) {
        static_assert(sizeof kernel + sizeof(std::int64_t) <= 4096, "the arguments of a kernel have 4096 bytes");
        std::int64_t const size = job.size();
        std::int64_t const blocks = std::min(most_blocks, (size + block_threads - 1) / block_threads);
        for_each_position<<<static_cast<unsigned>(blocks), block_threads>>>(kernel, size);
        check(cudaGetLastError(), job.operation);
    });
}

static int count() {
    int devices = 0;
    return cudaGetDeviceCount(&devices) == cudaSuccess ? devices : 0;
}

static std::string reason() {
    int devices = 0;
    cudaError_t const status = cudaGetDeviceCount(&devices);
    return status == cudaSuccess ? "there is no CUDA device" : cudaGetErrorString(status);
}

static void* allocate(int index, std::size_t bytes) {
    CurrentDevice const current(index);
    void* memory = nullptr;
    check(cudaMalloc(&memory, bytes),
          "cuda:" + std::to_string(index) + ": memory for " + std::to_string(bytes) + " bytes");
    return memory;
}

/// Called by destructors, so it cannot throw: an error that stands shows again at the next call.
static void release(int, void* memory) { cudaFree(memory); }

static void copy(void* to, void const* from, std::size_t bytes) {
    check(cudaMemcpy(to, from, bytes, cudaMemcpyDefault), "copy of " + std::to_string(bytes) + " bytes");
}

extern "C" Backend const* ten_cuda_backend() {
    static constexpr Backend backend{count, reason, allocate, release, copy, run};
    return &backend;
}

}  // namespace ten
