// Generated from chapters/01-tensors.md by heddle (checksum edb3709cc2bc3db2). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <utility>

namespace ten {

/// \file
/// The memory of tensors: counted, aligned, allocated once.

/// A block of `n` elements of type T that is freed with its last owner. Copies share the block.
template <typename T>
class Storage {
public:
    Storage() = default;
    /// \param n  elements, not initialised
    explicit Storage(std::int64_t n) : block_(allocate(n)) {}
    Storage(Storage const& other) : block_(other.block_) { retain(); }
    Storage(Storage&& other) noexcept : block_(std::exchange(other.block_, nullptr)) {}
    Storage& operator=(Storage other) noexcept {
        std::swap(block_, other.block_);
        return *this;
    }
    ~Storage() { release(); }

    /// The first element; every 64-byte boundary is a good place for a vector load.
    [[nodiscard]] T* data() const { return block_ == nullptr ? nullptr : reinterpret_cast<T*>(block_ + header); }
    /// Elements in the block.
    [[nodiscard]] std::int64_t size() const { return block_ == nullptr ? 0 : head()->size; }
    /// How many tensors share this block.
    [[nodiscard]] long owners() const { return block_ == nullptr ? 0 : head()->owners.load(std::memory_order_relaxed); }

private:
    struct Header {
        std::atomic<long> owners;
        std::int64_t size;  // elements
        void* raw;          // what the allocator gave
    };
    static constexpr std::size_t header = 64;  // bytes before the elements: the header, and padding to a cache line

    static std::byte* allocate(std::int64_t n) {
        std::size_t const bytes = header + static_cast<std::size_t>(n) * sizeof(T);
        // Aligned by hand: glibc serves small plain requests from a per-thread cache, but not aligned ones.
        std::size_t space = bytes + header;
        void* const raw = ::operator new(space);
        void* aligned = raw;
        std::align(header, bytes, aligned, space);
        new (aligned) Header{{1}, n, raw};
        return static_cast<std::byte*>(aligned);
    }
    [[nodiscard]] Header* head() const { return reinterpret_cast<Header*>(block_); }
    void retain() const {
        if (block_ != nullptr) head()->owners.fetch_add(1, std::memory_order_relaxed);
    }
    void release() {
        if (block_ != nullptr && head()->owners.fetch_sub(1, std::memory_order_acq_rel) == 1) {
            ::operator delete(head()->raw);
        }
    }

    std::byte* block_ = nullptr;
};

}  // namespace ten
