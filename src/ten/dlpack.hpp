// Generated from chapters/b-the-rest-of-the-library.md by heddle (checksum 9b5163c4ccb26f08). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include "ten/memory.hpp"
#include "ten/tensor.hpp"

namespace ten {

/// \file
/// Tensors to and from other libraries, by the structures of DLPack. Not in ten/ten.hpp: include it by its name.

/// The structures of DLPack 1, with names of our own; their layout is the agreement.
namespace dlpack {

/// \file
/// A processor: 1 is the CPU, 2 a GPU with CUDA.
struct Device {
    std::int32_t type;
    std::int32_t id;
};
/// An element type: 0 int, 1 unsigned int, 2 float, 6 bool; its bits, and how many make one element.
struct DataType {
    std::uint8_t code;
    std::uint8_t bits;
    std::uint16_t lanes;
};
/// A view: element (0, 0, ...) lies `byte_offset` bytes after `data`; strides in elements, null for rows without gaps.
struct View {
    void* data;
    dlpack::Device device;
    std::int32_t rank;
    DataType type;
    std::int64_t* shape;
    std::int64_t* strides;
    std::uint64_t byte_offset;
};
/// A view, and how its receiver gives it back: DLManagedTensor.
struct ManagedTensor {
    View view;
    void* context;
    void (*release)(ManagedTensor* self);  // null: nothing is to be given back
};

static_assert(sizeof(View) == 48 && sizeof(ManagedTensor) == 64, "DLPack is defined for 64 bits");

}  // namespace dlpack

namespace detail {

template <Element T>
constexpr dlpack::DataType dlpack_type() {
    constexpr int code = std::same_as<T, bool> ? 6 : std::floating_point<T> ? 2 : std::unsigned_integral<T> ? 1 : 0;
    return {static_cast<std::uint8_t>(code), static_cast<std::uint8_t>(8 * sizeof(T)), 1};
}

/// A tensor on its way to somebody else; shape and strides are its own.
template <Element T>
struct HandedOver {
    dlpack::ManagedTensor managed{};
    Tensor<T> tensor;
    Dims shape;
    Dims strides;
};

}  // namespace detail

/// The tensor for another library, without a copy.
/// \param a  any shape and strides, on any device
/// \returns  what its receiver gives back by calling `release(self)`, once; until then the elements stay
template <Element T>
dlpack::ManagedTensor* to_dlpack(Tensor<T> const& a) {
    using Owner = detail::HandedOver<T>;
    auto owner = std::make_unique<Owner>(Owner{{}, a, a.shape(), a.strides()});
    bool const here = a.device() == cpu;
    owner->managed = {{a.address(),
                       {here ? 1 : 2, here ? 0 : a.device().index},
                       static_cast<std::int32_t>(a.rank()),
                       detail::dlpack_type<T>(),
                       owner->shape.begin(),
                       owner->strides.begin(),
                       0},
                      owner.get(),
                      [](dlpack::ManagedTensor* self) { delete static_cast<Owner*>(self->context); }};
    return &owner.release()->managed;
}

/// A tensor over the elements of another library, without a copy.
/// \param from  given back when the last tensor over its elements is gone; if this function throws, it stays the
/// caller's \returns     a view; what changes it changes the elements of the other library \pre         elements of T,
/// aligned, on the CPU; throws std::invalid_argument, ShapeError
template <Element T>
Tensor<T> from_dlpack(dlpack::ManagedTensor* from) {
    dlpack::View const& view = from->view;
    dlpack::DataType const wanted = detail::dlpack_type<T>();
    if (view.device.type != 1) throw std::invalid_argument("from_dlpack: the elements are not on the CPU");
    if (view.type.code != wanted.code || view.type.bits != wanted.bits || view.type.lanes != wanted.lanes)
        throw std::invalid_argument(std::string("from_dlpack: the elements are no ") + dtype_of<T>().name);
    if (view.rank < 0) throw ShapeError("from_dlpack: a rank of " + std::to_string(view.rank));
    Shape shape(static_cast<std::size_t>(view.rank), 0);
    std::copy_n(view.shape, view.rank, shape.begin());
    detail::count(shape, "from_dlpack");
    Strides strides = row_major(shape);
    if (view.strides != nullptr) std::copy_n(view.strides, view.rank, strides.begin());
    auto* const first = reinterpret_cast<T*>(static_cast<std::byte*>(view.data) + view.byte_offset);
    auto const give_back = std::make_shared<dlpack::ManagedTensor*>(nullptr);
    std::shared_ptr<void> owner(give_back.get(), [give_back](void*) {
        if (*give_back != nullptr && (*give_back)->release != nullptr) (*give_back)->release(*give_back);
    });
    Tensor<T> out = from_blob(first, shape, strides, std::move(owner));
    *give_back = from;  // from here on it is ours
    return out;
}

}  // namespace ten
