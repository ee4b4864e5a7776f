// Generated from chapters/01-tensors.md by heddle (checksum bbc2fade617e087e). Do not edit: edit the chapter.
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
/// The memory of tensors: counted, aligned, allocated once.

/// A block of elements of type T that is freed with its last owner. Copies share the block.
template <typename T>
class Storage {
public:
    Storage() = default;
    /// \param n  elements, not initialised
    /// \pre      n >= 0 and the memory is there; throws std::bad_alloc
    explicit Storage(std::int64_t n) {
        if (n < 0 || n > std::numeric_limits<std::int64_t>::max() / 64) throw std::bad_array_new_length();
        void* const block = std::malloc(sizeof(Header) + alignment + static_cast<std::size_t>(n) * sizeof(T));
        if (block == nullptr) throw std::bad_alloc();
        head_ = new (block) Header{{1}, n};
        auto const after_head = reinterpret_cast<std::uintptr_t>(head_ + 1);
        data_ = reinterpret_cast<T*>((after_head + alignment - 1) / alignment * alignment);
    }
    Storage(Storage const& other) : head_(other.head_), data_(other.data_) {
        if (head_ != nullptr) head_->owners.fetch_add(1, std::memory_order_relaxed);
    }
    Storage(Storage&& other) noexcept
        : head_(std::exchange(other.head_, nullptr)), data_(std::exchange(other.data_, nullptr)) {}
    Storage& operator=(Storage other) noexcept {
        std::swap(head_, other.head_);
        std::swap(data_, other.data_);
        return *this;
    }
    ~Storage() {
        if (head_ == nullptr) return;
        // An only owner stays the only one, for nobody else can copy; a plain read costs less than an atomic decrement.
        bool const only = head_->owners.load(std::memory_order_acquire) == 1;
        if (only || head_->owners.fetch_sub(1, std::memory_order_acq_rel) == 1) std::free(head_);
    }

    /// The first element; every 64-byte boundary is a good place for a vector load.
    [[nodiscard]] T* data() const { return data_; }
    /// Elements in the block.
    [[nodiscard]] std::int64_t size() const { return head_ == nullptr ? 0 : head_->size; }
    /// How many tensors share this block.
    [[nodiscard]] long owners() const { return head_ == nullptr ? 0 : head_->owners.load(std::memory_order_relaxed); }

private:
    struct Header {
        std::atomic<long> owners;
        std::int64_t size;  // elements
    };
    static constexpr std::size_t alignment = 64;  // bytes: a cache line, and the widest vector register

    Header* head_ = nullptr;  // where the block starts
    T* data_ = nullptr;       // the first boundary after the header
};

}  // namespace ten
