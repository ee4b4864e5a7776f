// SPDX-License-Identifier: MIT
// The smallest classes with the interface of std::mdspan, for compilers that have none: what ten/mdspan.hpp asks for,
// by the names of the standard, and no more.
#pragma once

#include <array>
#include <cstddef>
#include <type_traits>

namespace small {

inline constexpr std::size_t dynamic_extent = static_cast<std::size_t>(-1);

template <typename Index, std::size_t... sizes>
class extents {
public:
    using index_type = Index;
    using size_type = std::make_unsigned_t<Index>;
    using rank_type = std::size_t;
    static constexpr rank_type rank() { return sizeof...(sizes); }
    static constexpr std::size_t static_extent(rank_type i) {
        return std::array<std::size_t, sizeof...(sizes) + 1>{sizes..., 0}[i];
    }
    constexpr extents() = default;
    template <typename... I>
    requires(sizeof...(I) == sizeof...(sizes) && sizeof...(I) > 0) constexpr explicit extents(I... all)
        : all_{static_cast<Index>(all)...} {}
    constexpr Index extent(rank_type i) const { return all_[i]; }

private:
    std::array<Index, sizeof...(sizes)> all_{};
};

/// The strides of one element after the other: along the last dimension, as in C, or along the first, as in Fortran.
template <typename Extents, bool last_first>
class dense_mapping {
public:
    using extents_type = Extents;
    using index_type = typename Extents::index_type;
    constexpr dense_mapping() = default;
    constexpr explicit dense_mapping(Extents const& extents) : extents_(extents) {}
    constexpr Extents const& extents() const { return extents_; }
    constexpr index_type stride(std::size_t dim) const requires(Extents::rank() > 0) {
        index_type step = 1;
        for (std::size_t i = 0; i < Extents::rank(); ++i) {
            if (last_first ? i > dim : i < dim) step = static_cast<index_type>(step * extents_.extent(i));
        }
        return step;
    }
    template <typename... I>
    constexpr index_type operator()(I... index) const {
        index_type place = 0;
        [[maybe_unused]] std::size_t dim = 0;
        ((place = static_cast<index_type>(place + static_cast<index_type>(index) * stride(dim++))), ...);
        return place;
    }
    static constexpr bool is_strided() { return true; }

private:
    Extents extents_;
};
struct layout_right {
    template <typename Extents>
    using mapping = dense_mapping<Extents, true>;
};
struct layout_left {
    template <typename Extents>
    using mapping = dense_mapping<Extents, false>;
};

struct layout_stride {
    template <typename Extents>
    class mapping {
    public:
        using extents_type = Extents;
        using index_type = typename Extents::index_type;
        constexpr mapping() = default;
        constexpr mapping(Extents const& extents, std::array<index_type, Extents::rank()> const& strides)
            : extents_(extents), strides_(strides) {}
        constexpr Extents const& extents() const { return extents_; }
        constexpr std::array<index_type, Extents::rank()> strides() const { return strides_; }
        constexpr index_type stride(std::size_t dim) const requires(Extents::rank() > 0) { return strides_[dim]; }
        template <typename... I>
        constexpr index_type operator()(I... index) const {
            index_type place = 0;
            [[maybe_unused]] std::size_t dim = 0;
            ((place = static_cast<index_type>(place + static_cast<index_type>(index) * strides_[dim++])), ...);
            return place;
        }
        static constexpr bool is_strided() { return true; }

    private:
        Extents extents_;
        std::array<index_type, Extents::rank()> strides_{};
    };
};

template <typename T>
struct default_accessor {
    using element_type = T;
    using data_handle_type = T*;
    using reference = T&;
    constexpr T& access(T* data, std::size_t place) const { return data[place]; }
};

template <typename T, typename Extents, typename Layout = layout_right, typename Accessor = default_accessor<T>>
class mdspan {
public:
    using element_type = T;
    using value_type = std::remove_cv_t<T>;
    using extents_type = Extents;
    using index_type = typename Extents::index_type;
    using layout_type = Layout;
    using mapping_type = typename Layout::template mapping<Extents>;
    using accessor_type = Accessor;
    using reference = typename Accessor::reference;
    using data_handle_type = typename Accessor::data_handle_type;
    static constexpr std::size_t rank() { return Extents::rank(); }
    constexpr mdspan() = default;
    constexpr mdspan(data_handle_type data, mapping_type const& mapping) : data_(data), mapping_(mapping) {}
    constexpr index_type extent(std::size_t dim) const { return mapping_.extents().extent(dim); }
    constexpr data_handle_type const& data_handle() const { return data_; }
    constexpr mapping_type const& mapping() const { return mapping_; }
    constexpr accessor_type const& accessor() const { return accessor_; }

private:
    data_handle_type data_{};
    mapping_type mapping_;
    [[no_unique_address]] accessor_type accessor_;
};

}  // namespace small
