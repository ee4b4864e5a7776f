// Generated from chapters/01-tensors.md by heddle (checksum db57d4cd0257fe6e). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <new>
#include <utility>

namespace ten {

/// \file
/// The memory of tensors: counted, aligned, allocated once, and used again.

/// The block that a thread freed last.
struct Spare {
    void* block;        // or nullptr
    std::size_t bytes;  // of the block; 0 when there is none
    std::size_t most;   // larger blocks are not kept: 0 before the first one, and when the thread ends
    bool begun;         // the end of the thread will free the block
};
inline constinit thread_local Spare spare{};

/// Frees what the thread has kept when it ends. A storage that lives even longer, a global one, is then freed at once.
struct SpareEnd {
    ~SpareEnd() {
        std::free(spare.block);
        spare = {nullptr, 0, 0, true};
    }
};

/// Memory that is not initialised. \pre bytes > 0, and the memory is there; throws std::bad_alloc
inline void* take_block(std::size_t bytes) {
    if (spare.bytes == bytes) {
        spare.bytes = 0;
        return std::exchange(spare.block, nullptr);
    }
    void* const block = std::malloc(bytes);
    if (block == nullptr) throw std::bad_alloc();
    return block;
}

/// Frees a block that is not kept; the first of a thread, after which blocks are kept, and large ones.
[[gnu::noinline]] inline void free_block(void* block) {
    if (!spare.begun) {
        static thread_local SpareEnd end;
#ifndef __SANITIZE_ADDRESS__  // which shall see every use of freed memory
        spare.most = 1 << 20;
#endif
        spare.begun = true;
    }
    std::free(block);
}

/// Keeps a block from `take_block` for the next storage of its size, in place of the block kept so far.
inline void give_block(void* block, std::size_t bytes) {
    if (bytes > spare.most) return free_block(block);
    if (spare.block != nullptr) std::free(spare.block);
    spare.block = block;
    spare.bytes = bytes;
}

/// A block of elements of type T that is freed with its last owner. Copies share the block.
template <typename T>
class Storage {
public:
    Storage() = default;
    /// \param n  elements, not initialised
    /// \pre      n >= 0 and the memory is there; throws std::bad_alloc
    explicit Storage(std::int64_t n) {
        if (n < 0 || n > std::numeric_limits<std::int64_t>::max() / 64) throw std::bad_array_new_length();
        void* const block = take_block(bytes(n));
        auto const after_head = reinterpret_cast<std::uintptr_t>(block) + sizeof(Header);
        data_ = reinterpret_cast<T*>((after_head + alignment - 1) / alignment * alignment);
        new (head()) Header{{1}, n, block};
    }
    Storage(Storage const& other) : data_(other.data_) {
        if (data_ != nullptr) head()->owners.fetch_add(1, std::memory_order_relaxed);
    }
    Storage(Storage&& other) noexcept : data_(std::exchange(other.data_, nullptr)) {}
    Storage& operator=(Storage other) noexcept {
        std::swap(data_, other.data_);
        return *this;
    }
    ~Storage() {
        if (data_ == nullptr) return;
        // An only owner stays the only one, for nobody else can copy; a plain read costs less than an atomic decrement.
        bool const only = head()->owners.load(std::memory_order_acquire) == 1;
        bool const last = only || head()->owners.fetch_sub(1, std::memory_order_acq_rel) == 1;
        if (last) give_block(head()->block, bytes(head()->size));
    }

    /// The first element; every 64-byte boundary is a good place for a vector load.
    [[nodiscard]] T* data() const { return data_; }
    /// Elements in the block.
    [[nodiscard]] std::int64_t size() const { return data_ == nullptr ? 0 : head()->size; }
    /// How many tensors share this block.
    [[nodiscard]] long owners() const { return data_ == nullptr ? 0 : head()->owners.load(std::memory_order_relaxed); }

private:
    struct Header {
        std::atomic<long> owners;
        std::int64_t size;  // elements
        void* block;        // where it starts
    };
    static constexpr std::size_t alignment = 64;  // bytes: a cache line, and the widest vector register

    [[nodiscard]] Header* head() const { return reinterpret_cast<Header*>(data_) - 1; }
    [[nodiscard]] static std::size_t bytes(std::int64_t n) {
        return sizeof(Header) + alignment + static_cast<std::size_t>(n) * sizeof(T);
    }

    T* data_ = nullptr;  // the first boundary after the header
};

}  // namespace ten
