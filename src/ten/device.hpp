// Generated from chapters/03-devices.md by heddle (checksum 8f6cbea5f91b7c8a). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <ostream>
#include <stdexcept>
#include <string>
#include "ten/compiler.hpp"

namespace ten {

/// \file
/// Devices: where elements can lie, and the table through which a library reaches the memory of a GPU.

/// Thrown when a device is missing, refuses, or is not the one where the operands are.
struct DeviceError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// A processor with its memory.
struct Device {
    enum class Kind { cpu, cuda };
    Kind kind = Kind::cpu;
    int index = 0;  // among the devices of its kind, from 0

    /// "cpu", "cuda:0", "cuda:1", ...
    [[nodiscard]] std::string name() const { return kind == Kind::cpu ? "cpu" : "cuda:" + std::to_string(index); }
    /// Can this program use it, on this machine?
    [[nodiscard]] bool is_available() const;

    friend bool operator==(Device const&, Device const&) = default;
    /// Writes it as Python shows a torch.device.
    friend std::ostream& operator<<(std::ostream& out, Device const& device) {
        if (device.kind == Kind::cpu) return out << "device(type='cpu')";
        return out << "device(type='cuda', index=" << device.index << ")";
    }
};

/// The processor that runs the program, and the memory that it reaches.
inline constexpr Device cpu{Device::Kind::cpu, 0};
/// The first GPU.
inline constexpr Device cuda{Device::Kind::cuda, 0};

struct Job;

/// What a kind of device can do for tensors. Functions that cannot do it throw DeviceError.
struct Backend {
    /// How many devices of this kind the program can use.
    int (*count)();
    /// Why there is none, in the words of the device's own library.
    std::string (*reason)();
    /// Memory on device `index`, not initialised. \pre bytes > 0
    void* (*allocate)(int index, std::size_t bytes);
    /// Gives memory of device `index` back.
    void (*release)(int index, void* memory);
    /// Copies between any two memories, after all that was asked of the device before.
    void (*copy)(void* to, void const* from, std::size_t bytes);
    /// One operation on all elements. Returns false if it has no kernel for the operation and its types.
    bool (*run)(int index, Job const& job);
};

/// The table of the library ten::cuda; null in a program that is linked without it.
extern "C" [[gnu::weak]] Backend const* ten_cuda_backend();

namespace detail {

/// Why `device` cannot be used, or an empty string.
inline std::string why_unavailable(Device device) {
    if (device == cpu) return "";
    if (device.kind == Device::Kind::cpu) return "the CPU has the index 0 and no other";
    if (ten_cuda_backend == nullptr) return "this program is linked without ten::cuda";
    int const count = ten_cuda_backend()->count();
    if (device.index >= 0 && device.index < count) return "";
    if (count == 0) return ten_cuda_backend()->reason();
    return "this machine has " + std::to_string(count) + (count == 1 ? " CUDA device" : " CUDA devices");
}

}  // namespace detail

inline bool Device::is_available() const { return detail::why_unavailable(*this).empty(); }

namespace detail {

/// The table of a device that is not the CPU. \pre the device is available; throws DeviceError with the reason
inline Backend const& backend_of(Device device) {
    std::string const reason = why_unavailable(device);
    if (!reason.empty()) throw DeviceError(device.name() + " is not available: " + reason);
    if (device == cpu) throw DeviceError("cpu: the program itself computes there");
    return *ten_cuda_backend();
}

}  // namespace detail

namespace detail {

/// Throws the error of a program that reaches for elements on another device.
[[noreturn, gnu::cold, gnu::noinline]] inline void refuse_access(Device device) {
    throw DeviceError("the elements are on " + device.name() +
                      ", where the CPU cannot reach them: copy them with to(cpu)");
}

}  // namespace detail

}  // namespace ten
