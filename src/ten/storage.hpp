// Generated from chapters/01-tensors.md by heddle (checksum 0bf031686fb16580). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
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
    /// How many tensors share this block.
    [[nodiscard]] long owners() const { return block_ == nullptr ? 0 : counter()->load(std::memory_order_relaxed); }

private:
    using Counter = std::atomic<long>;
    static constexpr std::size_t header = 64;  // bytes before the elements: the counter, and padding to a cache line

    static std::byte* allocate(std::int64_t n) {
        std::size_t const bytes = header + static_cast<std::size_t>(n) * sizeof(T);
        auto* const block = static_cast<std::byte*>(::operator new(bytes, std::align_val_t(header)));
        new (block) Counter(1);
        return block;
    }
    [[nodiscard]] Counter* counter() const { return reinterpret_cast<Counter*>(block_); }
    void retain() const {
        if (block_ != nullptr) counter()->fetch_add(1, std::memory_order_relaxed);
    }
    void release() {
        if (block_ != nullptr && counter()->fetch_sub(1, std::memory_order_acq_rel) == 1) {
            ::operator delete(block_, std::align_val_t(header));
        }
    }

    std::byte* block_ = nullptr;
};

}  // namespace ten
