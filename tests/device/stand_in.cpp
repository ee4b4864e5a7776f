// SPDX-License-Identifier: MIT
// A device made of host memory, in place of ten::cuda: the same table, the same kernels, run on the CPU one position
// after the other. Its memory is locked except while the table's own functions use it, so that a program that reaches
// for an element on the device crashes, as it would with a GPU.
#include "stand_in.hpp"

#include <sys/mman.h>

#include <cstring>
#include <map>
#include <ten/device.hpp>
#include <ten/kernel.hpp>

namespace {

/// The blocks that are in use, by address: their sizes in bytes and the device they belong to.
struct Block {
    std::size_t bytes;
    int index;
};
std::map<void*, Block>& blocks() {
    static std::map<void*, Block> all;
    return all;
}

void protect_all(int protection) {
    for (auto const& [memory, block] : blocks()) {
        if (mprotect(memory, block.bytes, protection) != 0) throw ten::DeviceError("mprotect failed");
    }
}

struct Unlocked {
    Unlocked() { protect_all(PROT_READ | PROT_WRITE); }
    ~Unlocked() { protect_all(PROT_NONE); }
    Unlocked(Unlocked const&) = delete;
    Unlocked& operator=(Unlocked const&) = delete;
};

int count() { return 2; }

std::string reason() { return ""; }

void* allocate(int index, std::size_t bytes) {
    if (bytes > stand_in::most_bytes) throw ten::DeviceError("cuda:" + std::to_string(index) + ": out of memory");
    void* const memory = mmap(nullptr, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) throw ten::DeviceError("mmap failed");
    blocks()[memory] = {bytes, index};
    return memory;
}

void release(int index, void* memory) {
    auto const at = blocks().find(memory);
    if (at == blocks().end() || at->second.index != index) std::abort();
    munmap(memory, at->second.bytes);
    blocks().erase(at);
}

void copy(void* to, void const* from, std::size_t bytes) {
    Unlocked const unlocked;
    std::memcpy(to, from, bytes);
}

/// Positions are visited from the last to the first, since threads promise no order.
bool run(int, ten::Job const& job) {
    Unlocked const unlocked;
    return ten::detail::with_kernel(job, [size = job.size()](auto const& kernel) {
        for (std::int64_t position = size - 1; position >= 0; --position) kernel(position);
    });
}

}  // namespace

std::size_t stand_in::blocks_in_use() { return blocks().size(); }

extern "C" ten::Backend const* ten_cuda_backend() {
    static constexpr ten::Backend backend{count, reason, allocate, release, copy, run};
    return &backend;
}
