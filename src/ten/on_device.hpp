// Generated from chapters/03-devices.md by heddle (checksum f5f6c90323518bcb). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <cstring>
#include <string>
#include <type_traits>
#include <utility>
#include "ten/broadcast.hpp"
#include "ten/device.hpp"
#include "ten/job.hpp"
#include "ten/promotion.hpp"
#include "ten/tensor_class.hpp"

namespace ten {

/// \file
/// Tensors on other devices than the CPU: copies there and back, and elementwise operations there.

namespace detail {

/// Can the CPU reach the elements of all these tensors?
template <Element... T>
bool in_reach(Tensor<T> const&... tensors) {
    return (tensors.storage().in_reach() && ...);
}

/// A tensor with a storage of its own in the memory of a device; the elements are row-major and not initialised.
/// \pre a legal shape, throws ShapeError; the device is available and has the memory, throws DeviceError
template <Element T>
Tensor<T> empty_on(Device device, Shape const& shape) {
    return Tensor<T>(Storage<T>(count(shape, "Tensor"), device), shape, row_major(shape), 0);
}

}  // namespace detail

/// The tensor itself if it is on `device`, else a copy there.
/// Any shape and strides will do.
/// \returns  a row-major tensor with a storage of its own, if there is anything to move
/// \pre      the device is available; throws DeviceError
template <Element T>
Tensor<T> moved(Tensor<T> const& a, Device device) {
    if (a.device() == device) return a;
    Tensor<T> const dense = a.contiguous();
    auto out = detail::empty_on<T>(device, a.shape());
    if (a.numel() == 0) return out;
    Backend const& backend = detail::backend_of(device == cpu ? a.device() : device);
    backend.copy(out.address(), dense.address(), static_cast<std::size_t>(a.numel()) * sizeof(T));
    return out;
}

namespace detail {

/// The operands of a job: an address and steps over the shape of the result, or a number.
template <Element C>
struct JobOperand {
    C const* address;  // null for the number
    Strides steps;
};
template <Element C>
JobOperand<C> job_operand(Tensor<C> const& a, Shape const& over) {
    return {a.address(), strides_over(over, a.shape(), a.strides())};
}
template <Element C>
JobOperand<C> job_operand(C, Shape const& over) {
    return {nullptr, Strides(over.size(), 0)};
}

/// out(i...) = f(a(i...), b(i...)), computed where `out` is.
/// The number stands for an operand without address.
/// \pre           the device has a kernel for it; throws DeviceError
template <typename F, Element R, Element C>
void run_on_device(Tensor<R> const& out, JobOperand<C> const& a, JobOperand<C> const& b, C number) {
    Device const device = out.device();
    Backend const& backend = backend_of(device);
    if (out.numel() == 0) return;
    Job job{F::name,
            dtype_of<R>(),
            dtype_of<C>(),
            out.address(),
            a.address,
            b.address,
            {},
            plan_loops(out.shape(), out.strides(), a.steps, b.steps)};
    std::memcpy(job.number.data(), &number, sizeof number);
    if (backend.run(device.index, job)) return;
    throw DeviceError(std::string(F::name) + ": " + device.name() + " has no kernel for " + job.operand.name +
                      ": copy the operands with to(cpu)");
}

}  // namespace detail

namespace detail {

/// Throws the error of operands on two devices.
[[noreturn]] inline void refuse_devices(char const* operation, Device a, Device b) {
    throw DeviceError(std::string(operation) + ": expected all tensors to be on the same device, but found " +
                      a.name() + " and " + b.name());
}

/// A tensor on the CPU without dimensions: it may go where the other operand is.
template <Element T>
bool is_loose(Tensor<T> const& a) {
    return a.rank() == 0 && a.device() == cpu;
}

/// What `elementwise` does with operands that the CPU cannot reach.
/// \pre both on one device, or one of them a single number on the CPU; throws DeviceError naming both devices
template <typename R, typename F, Element C>
[[gnu::noinline]] Tensor<R> elementwise_on_device(Tensor<C> const& a, Tensor<C> const& b) {
    if (a.device() != b.device()) {
        if (is_loose(a)) return elementwise_on_device<R, F>(a.to(b.device()), b);
        if (is_loose(b)) return elementwise_on_device<R, F>(a, b.to(a.device()));
        refuse_devices(F::name, a.device(), b.device());
    }
    auto out = empty_on<R>(a.device(), common_shape(a.shape(), b.shape(), F::name));
    run_on_device<F>(out, job_operand(a, out.shape()), job_operand(b, out.shape()), C{});
    return out;
}
/// The same with a number on the right, and on the left.
template <typename R, typename F, Element C>
[[gnu::noinline]] Tensor<R> elementwise_on_device(Tensor<C> const& a, C number) {
    auto out = empty_on<R>(a.device(), a.shape());
    run_on_device<F>(out, job_operand(a, a.shape()), job_operand(number, a.shape()), number);
    return out;
}
template <typename R, typename F, Element C>
[[gnu::noinline]] Tensor<R> elementwise_on_device(C number, Tensor<C> const& a) {
    auto out = empty_on<R>(a.device(), a.shape());
    run_on_device<F>(out, job_operand(number, a.shape()), job_operand(a, a.shape()), number);
    return out;
}

/// A copy on the same device, with elements of type R.
template <Element R, Element T>
[[gnu::noinline]] Tensor<R> converted_on_device(Tensor<T> const& a) {
    auto out = empty_on<R>(a.device(), a.shape());
    run_on_device<Second>(out, job_operand(T{}, a.shape()), job_operand(a, a.shape()), T{});
    return out;
}

}  // namespace detail

namespace detail {

/// What `elementwise_in_place` does with operands that the CPU cannot reach; \pre as there, and both on one device
template <typename F, Element T, Element U>
[[gnu::noinline]] Tensor<T>& elementwise_in_place_on_device(Tensor<T>& a, Tensor<U> const& b, char const* operation) {
    if (a.device() != b.device()) {
        if (!is_loose(b) && !std::same_as<F, Second>) refuse_devices(operation, a.device(), b.device());
        return elementwise_in_place<F>(a, b.to(a.device()), operation);
    }
    bool const fits = a.shape() == b.shape() || common_shape(a.shape(), b.shape(), operation) == a.shape();
    if (!fits) refuse_shapes(operation, a.shape(), b.shape());
    require_distinct(a, operation);
    using C = Promote<T, U>;
    bool const shared = static_cast<void*>(a.storage().address()) == static_cast<void*>(b.storage().address());
    bool const same_view = a.offset() == b.offset() && a.shape() == b.shape() && a.strides() == b.strides();
    Tensor<C> const right = shared && !same_view ? converted_on_device<C>(b) : operand<C>(b);
    if constexpr (std::same_as<C, T>) {
        run_on_device<F>(a, job_operand(a, a.shape()), job_operand(right, a.shape()), C{});
    } else {
        Tensor<C> const result = elementwise_on_device<C, F>(operand<C>(a), right);
        run_on_device<Second>(a, job_operand(C{}, a.shape()), job_operand(result, a.shape()), C{});
    }
    return a;
}
/// The same with a number.
template <typename F, Element T>
[[gnu::noinline]] Tensor<T>& elementwise_in_place_on_device(Tensor<T>& a, T number) {
    run_on_device<F>(a, job_operand(a, a.shape()), job_operand(number, a.shape()), number);
    return a;
}

}  // namespace detail

/// All elements are `value`, in the type T, on a device. \pre as `empty_on`
template <Element T>
Tensor<T> full_of(Shape const& shape, T value, Device device) {
    auto out = detail::empty_on<T>(device, shape);
    if (device == cpu)
        std::fill_n(out.data(), out.numel(), value);
    else
        detail::run_on_device<detail::Second>(out, detail::job_operand(value, shape), detail::job_operand(value, shape),
                                              value);
    return out;
}
/// All elements are `value`, in float32, on a device.
/// \pre as `empty_on`, and a number in the range of float32; throws std::invalid_argument
template <int = 0, Number S>
Tensor<float> full(Shape const& shape, S value, Device device) {
    detail::require_fit<float>(value, "full");
    return full_of(shape, static_cast<float>(value), device);
}
/// All elements are 0, in float32, on a device. \pre as `empty_on`
inline Tensor<float> zeros(Shape const& shape, Device device) { return full_of(shape, 0.0F, device); }
/// All elements are 1, in float32, on a device. \pre as `empty_on`
inline Tensor<float> ones(Shape const& shape, Device device) { return full_of(shape, 1.0F, device); }

}  // namespace ten
