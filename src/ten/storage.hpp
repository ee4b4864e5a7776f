// Generated from chapters/01-tensors.md by heddle (checksum 01b0b56b062a1b9b). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <memory>
#include <new>
#include <utility>
#include "ten/device.hpp"

namespace ten {

/// \file
/// The memory of tensors: counted, aligned, allocated once, and used again.

namespace detail {

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
#ifndef TEN_ADDRESSES_ARE_WATCHED  // by what shall see every use of freed memory
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

}  // namespace detail

/// A block of elements of type T that is freed with its last owner. Copies share the block.
template <typename T>
class Storage {
public:
    Storage() = default;
    /// \param n  elements, not initialised
    /// \pre      n >= 0 and the memory is there; throws std::bad_alloc
    explicit Storage(std::int64_t n) {
        if (n < 0 || n > std::numeric_limits<std::int64_t>::max() / 64) throw std::bad_array_new_length();
        void* const block = detail::take_block(bytes(n));
        auto const after_head = reinterpret_cast<std::uintptr_t>(block) + sizeof(Header);
        data_ = reinterpret_cast<T*>((after_head + alignment - 1) / alignment * alignment);
        new (head()) Header{{1}, n, block};
    }
    // ask a device for memory
    /// \param n       elements, not initialised
    /// \param device  whose memory is to hold them
    /// \pre           as above, and the device is available and has the memory; throws DeviceError
    Storage(std::int64_t n, Device device) : Storage(device == cpu ? n : note_size) {
        if (device == cpu) return;
        if (n < 0 || n > std::numeric_limits<std::int64_t>::max() / 64) throw std::bad_array_new_length();
        Backend const& backend = detail::backend_of(device);
        bool const any = n > 0;
        void* const address = any ? backend.allocate(device.index, static_cast<std::size_t>(n) * sizeof(T)) : nullptr;
        leave_note(n, device, address, nullptr);
    }
    /// Over memory of others, on the CPU.
    /// \param first  the first of `n` elements
    /// \param n      how many
    /// \param owner  kept as long as this storage lives
    Storage(T* first, std::int64_t n, std::shared_ptr<void> owner) : Storage(note_size) {
        leave_note(n, cpu, first, std::move(owner));
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
        if (!last) return;
        if (is_away()) [[unlikely]] {
            forget(data_);
        } else {
            detail::give_block(head()->block, bytes(head()->size));
        }
    }

    /// The first element; every 64-byte boundary is a good place for a vector load.
    /// \pre the elements lie in the memory of the program; throws DeviceError
    [[nodiscard]] T* data() const { return is_away() ? follow(data_) : data_; }
    /// Elements in the block.
    [[nodiscard]] std::int64_t size() const { return data_ == nullptr ? 0 : head()->size; }
    /// How many tensors share this block.
    [[nodiscard]] long owners() const { return data_ == nullptr ? 0 : head()->owners.load(std::memory_order_relaxed); }
    // say in which memory the elements lie
    /// Can the CPU reach the elements?
    [[nodiscard]] bool in_reach() const { return !is_away() || note(data_).device == cpu; }
    /// Whose memory holds the elements.
    [[nodiscard]] Device device() const { return is_away() ? note(data_).device : cpu; }
    /// Where the first element lies in the memory of `device()`; on another device than the CPU not to be followed.
    [[nodiscard]] T* address() const { return is_away() ? static_cast<T*>(note(data_).address) : data_; }

private:
    // note where the elements are
    struct Note {
        Device device;
        void* address;                // of the elements, in the memory of the device; null if there are none
        std::shared_ptr<void> owner;  // of memory that somebody else has asked for
    };
    static constexpr std::uintptr_t note_offset = 8;  // bytes from a boundary
    /// As many elements as have room for the note and its offset.
    static constexpr std::int64_t note_size = (note_offset + sizeof(Note) + sizeof(T) - 1) / sizeof(T);

    [[nodiscard]] bool is_away() const { return (reinterpret_cast<std::uintptr_t>(data_) & note_offset) != 0; }
    [[nodiscard]] static Note& note(T* data) { return *static_cast<Note*>(static_cast<void*>(data)); }
    /// Makes a storage for a note into one whose `n` elements lie at `address`.
    void leave_note(std::int64_t n, Device device, void* address, std::shared_ptr<void> owner) {
        void* const block = head()->block;
        data_ = reinterpret_cast<T*>(reinterpret_cast<std::uintptr_t>(data_) + note_offset);
        new (head()) Header{{1}, n, block};
        new (data_) Note{device, address, std::move(owner)};
    }
    /// Gives back what the last owner of elements that are away has held.
    [[gnu::cold, gnu::noinline]] static void forget(T* data) {
        bool const on_device = note(data).device != cpu && note(data).address != nullptr;
        if (on_device) ten_cuda_backend()->release(note(data).device.index, note(data).address);
        note(data).~Note();
        detail::give_block((reinterpret_cast<Header*>(data) - 1)->block, bytes(note_size));
    }
    /// Where the note says that the elements are. \pre they are on the CPU; throws DeviceError
    [[gnu::cold, gnu::noinline]] static T* follow(T* data) {
        if (note(data).device != cpu) detail::refuse_access(note(data).device);
        return static_cast<T*>(note(data).address);
    }

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
