// Generated from chapters/b-the-rest-of-the-library.md by heddle (checksum 548d3fc9fe028759). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <version>

#include "ten/memory.hpp"
#include "ten/tensor.hpp"

#ifdef __cpp_lib_mdspan
#include <mdspan>
#endif

namespace ten {

/// \file
/// Tensors over the elements of an mdspan, and mdspans over those of a tensor: of std::mdspan, of its reference
/// implementation, of cuda::std::mdspan. Not in ten/ten.hpp: include it by its name.

namespace detail {

/// What has the interface of std::mdspan.
template <typename M>
concept Mdspan = requires(M const& m) {
    typename M::element_type;
    typename M::value_type;
    typename M::reference;
    typename M::index_type;
    typename M::extents_type;
    typename M::mapping_type;
    typename M::accessor_type;
    typename M::data_handle_type;
    { M::rank() } -> std::convertible_to<std::size_t>;
    m.extent(0);
    m.data_handle();
    m.mapping();
    m.accessor();
};

/// Its elements lie where a pointer and the layout say, and no accessor makes others of them.
template <typename M>
inline constexpr bool is_plain_memory = std::is_same_v<typename M::data_handle_type, typename M::element_type*>&&
    std::is_same_v<typename M::reference, typename M::element_type&>&& std::is_empty_v<typename M::accessor_type>;

/// A layout that gives strides.
template <typename M>
concept WithStrides = (M::rank() < 1) || requires(M const& m) {
    m.mapping().stride(0);
};

/// A layout that is made of strides, as layout_stride is.
template <typename Mapping>
concept TakesStrides = requires(Mapping const& m) {
    Mapping(m.extents(), m.strides());
};

/// A size, stride or place of any type as an int64. \pre it is in range; throws ShapeError
template <typename I>
std::int64_t as_int64(I number, char const* operation) {
    if (!std::in_range<std::int64_t>(number)) throw ShapeError(std::string(operation) + ": a size is out of range");
    return static_cast<std::int64_t>(number);
}

template <Mdspan M>
Shape shape_of(M const& from, char const* operation) {
    Shape shape(M::rank(), 0);
    for (std::size_t i = 0; i < shape.size(); ++i) shape[i] = as_int64(from.extent(i), operation);
    return shape;
}

/// Calls `f` with every element, row by row; any layout, any accessor.
template <Mdspan M, typename F, std::size_t... I>
void for_each_of(M const& from, std::int64_t n, F f, std::index_sequence<I...>) {
    std::array<typename M::index_type, sizeof...(I)> at{};
    for (; n > 0; --n) {
        f(from.accessor().access(from.data_handle(), static_cast<std::size_t>(from.mapping()(at[I]...))));
        for (std::size_t i = at.size(); i-- > 0;) {
            if (++at[i] < from.extent(i)) break;
            at[i] = 0;
        }
    }
}

/// The place of the first element, which a layout with strides may put anywhere.
template <typename Mapping, std::size_t... I>
auto first_place(Mapping const& mapping, std::index_sequence<I...>) {
    return mapping(static_cast<typename Mapping::index_type>(0 * I)...);
}

}  // namespace detail

/// A tensor over the elements of an mdspan; nothing is copied.
/// \param from   elements that may be changed, in plain memory that the CPU can reach; a layout with strides
/// \param owner  kept until the last tensor over the elements is gone; null: they live long enough by themselves
/// \returns      a view of the same shape and strides; what changes it changes the elements
/// \pre          the strides of the layout are constant; throws ShapeError
template <typename M>
auto from_mdspan(M const& from, std::shared_ptr<void> owner = nullptr) {
    static_assert(detail::Mdspan<M>, "from_mdspan takes a std::mdspan, or what has its interface");
    if constexpr (!detail::Mdspan<M>) {
        return Tensor<float>();
    } else {
        using T = typename M::value_type;
        constexpr bool fits = is_element<T> && !std::is_const_v<typename M::element_type> &&
                              detail::is_plain_memory<M> && detail::WithStrides<M>;
        static_assert(is_element<T>, "from_mdspan: no tensor has elements of this type");
        static_assert(!is_element<T> || fits, "from_mdspan: these elements can only be copied: copy_mdspan(m)");
        if constexpr (!fits) {
            return Tensor<float>();
        } else {
            constexpr auto dims = std::make_index_sequence<M::rank()>();
            Shape const shape = detail::shape_of(from, "from_mdspan");
            if (!from.mapping().is_strided())
                throw ShapeError("from_mdspan: the layout of shape " + to_string(shape) + " has no strides");
            Strides strides(M::rank(), 0);
            if constexpr (M::rank() > 0) {
                for (std::size_t i = 0; i < strides.size(); ++i)
                    strides[i] = detail::as_int64(from.mapping().stride(i), "from_mdspan");
            }
            bool const any = detail::count(shape, "from_mdspan") > 0;
            return from_blob(from.data_handle() + (any ? detail::first_place(from.mapping(), dims) : 0), shape, strides,
                             std::move(owner));
        }
    }
}

/// A tensor with a copy of the elements of an mdspan; any layout and any accessor.
/// \returns  new row-major tensor of the same shape
template <typename M>
auto copy_mdspan(M const& from) {
    static_assert(detail::Mdspan<M>, "copy_mdspan takes a std::mdspan, or what has its interface");
    if constexpr (!detail::Mdspan<M>) {
        return Tensor<float>();
    } else {
        using T = typename M::value_type;
        static_assert(is_element<T>, "copy_mdspan: no tensor has elements of this type");
        Tensor<detail::ElementOr<T>> out(detail::shape_of(from, "copy_mdspan"));
        auto* to = out.data();
        auto const copy = [&to](auto const& element) {
            *to++ = static_cast<std::remove_cvref_t<decltype(*to)>>(element);
        };
        detail::for_each_of(from, out.numel(), copy, std::make_index_sequence<M::rank()>());
        return out;
    }
}

namespace detail {

/// The sizes as the extents of an mdspan. \pre its static sizes are those of the shape; throws ShapeError
template <typename E, std::size_t... I>
E extents_of(Shape const& shape, std::index_sequence<I...>) {
    using Index = typename E::index_type;
    constexpr auto dynamic = static_cast<std::size_t>(-1);
    [[maybe_unused]] auto const fits = [&shape](std::size_t i) {
        return std::in_range<Index>(shape[i]) &&
               (E::static_extent(i) == dynamic || std::cmp_equal(E::static_extent(i), shape[i]));
    };
    if (shape.size() != E::rank() || !(fits(I) && ...))
        throw ShapeError("as_mdspan: shape " + to_string(shape) + " does not fit the extents");
    return E(static_cast<Index>(shape[I])...);
}

/// The strides of `a` as an mdspan may have them. Those over one element or none are never used, and are chosen to fit.
/// \pre no two indices lead to one element; throws ShapeError
inline Strides distinct_strides(Layout const& a) {
    if (count(a.shape, "as_mdspan") == 0) return row_major(a.shape);
    Dims order = a.shape;  // the dimensions, from the smallest stride to the largest
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::int64_t>(i);
    std::sort(order.begin(), order.end(), [&a](std::int64_t i, std::int64_t j) {
        return a.strides[static_cast<std::size_t>(i)] < a.strides[static_cast<std::size_t>(j)];
    });
    Strides strides = a.strides;
    std::int64_t beyond = 1;  // the least stride that leads past all elements so far
    for (std::int64_t const dim : order) {
        auto const i = static_cast<std::size_t>(dim);
        if (a.shape[i] == 1) continue;
        if (strides[i] < beyond)
            throw ShapeError("as_mdspan: shape " + to_string(a.shape) + " with strides " + to_string(a.strides) +
                             " is no mdspan: call clone() before");
        beyond = product_of(strides[i], a.shape[i]);
    }
    for (std::size_t i = 0; i < strides.size(); ++i) {
        if (a.shape[i] == 1) strides[i] = beyond;
    }
    return strides;
}

/// A layout with these strides. \pre they are its strides, and in the range of its indices; throws ShapeError
template <typename Mapping>
Mapping mapping_of(typename Mapping::extents_type const& extents, Shape const& shape, Strides const& strides) {
    using Index = typename Mapping::index_type;
    auto const require = [&](bool fits) {
        if (!fits)
            throw ShapeError("as_mdspan: shape " + to_string(shape) + " with strides " + to_string(strides) +
                             " does not fit the layout: call contiguous() before, or name layout_stride");
    };
    bool const any = count(shape, "as_mdspan") > 0;
    std::int64_t size = 1;  // of the memory that the elements span
    for (std::size_t i = 0; i < shape.size(); ++i) {
        require(strides[i] > 0 && std::in_range<Index>(strides[i]));
        if (any) size += (shape[i] - 1) * strides[i];
        require(std::in_range<Index>(size));
    }
    if constexpr (TakesStrides<Mapping>) {
        std::remove_cvref_t<decltype(std::declval<Mapping const&>().strides())> as_array{};
        for (std::size_t i = 0; i < strides.size(); ++i) as_array[i] = static_cast<Index>(strides[i]);
        return Mapping(extents, as_array);
    } else {
        Mapping const mapping(extents);
        if constexpr (Mapping::extents_type::rank() > 0) {
            for (std::size_t i = 0; i < strides.size(); ++i)
                require(!any || shape[i] == 1 || std::cmp_equal(mapping.stride(i), strides[i]));
        }
        return mapping;
    }
}

}  // namespace detail

/// An mdspan over the elements of a tensor; nothing is copied. It is valid as long as the tensor's storage lives.
/// \tparam M  a std::mdspan, or what has its interface, with elements of the tensor's type, constant or not
/// \param a   on the CPU; throws DeviceError
/// \pre       the tensor has the rank and the static sizes of M, no two indices lead to one element, and the layout
///            has its strides, as layout_stride has any; throws ShapeError
template <typename M, Element T>
M as_mdspan(Tensor<T> const& a) {
    constexpr bool fits =
        std::is_same_v<std::remove_const_t<typename M::element_type>, T> && detail::is_plain_memory<M>;
    static_assert(fits, "as_mdspan: the elements of the mdspan are not those of the tensor");
    if constexpr (fits) {
        using Mapping = typename M::mapping_type;
        auto const dims = std::make_index_sequence<M::rank()>();
        auto const extents = detail::extents_of<typename M::extents_type>(a.shape(), dims);
        return M(a.data(), detail::mapping_of<Mapping>(extents, a.shape(), detail::distinct_strides(a.layout())));
    } else {
        return M();
    }
}

#ifdef __cpp_lib_mdspan
/// A std::mdspan with the strides of the tensor. \pre the tensor has `rank` dimensions, and as above
template <std::size_t rank, Element T>
auto as_mdspan(Tensor<T> const& a) {
    return as_mdspan<std::mdspan<T, std::dextents<std::int64_t, rank>, std::layout_stride>>(a);
}
#endif

}  // namespace ten
