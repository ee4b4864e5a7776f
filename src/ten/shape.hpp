// Generated from chapters/01-tensors.md by heddle (checksum 905c42273dfc18c3). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <memory>
#include <ostream>
#include <stdexcept>
#include <string>
#include <utility>
#include "ten/compiler.hpp"

namespace ten {

/// \file
/// Shapes and strides, the errors that speak of them, and the arithmetic that must not overflow.

/// Two shapes do not fit, or a shape cannot be; the message names the operation and the shapes.
class ShapeError : public std::invalid_argument {
public:
    using std::invalid_argument::invalid_argument;
};

/// An index or a dimension that the tensor does not have.
class IndexError : public std::out_of_range {
public:
    using std::out_of_range::out_of_range;
};

/// One number for each dimension: a shape, or the strides that go with it, in elements.
/// Up to six dimensions are kept in the object, so that a tensor costs one allocation and not three.
class Dims {
public:
    Dims() = default;
    Dims(std::initializer_list<std::int64_t> sizes) : Dims(sizes.size(), 0) {
        std::copy(sizes.begin(), sizes.end(), begin());
    }
    /// \param rank   number of dimensions
    /// \param value  of every one of them
    Dims(std::size_t rank, std::int64_t value) : rank_(rank) {
        if (rank > in_place) large_ = std::make_unique<std::int64_t[]>(rank);
        std::fill(begin(), end(), value);
    }
    Dims(Dims const& other) : rank_(other.rank_), small_(other.small_) {
        if (other.large_ != nullptr) copy_large(other);
    }
    /// What is moved from becomes [0].
    Dims(Dims&& other) noexcept
        : rank_(std::exchange(other.rank_, 1)), small_(other.small_), large_(std::move(other.large_)) {
        other.small_[0] = 0;
    }
    Dims& operator=(Dims other) noexcept {
        rank_ = std::exchange(other.rank_, 0);
        small_ = other.small_;
        large_ = std::move(other.large_);
        return *this;
    }
    ~Dims() = default;

    [[nodiscard]] std::size_t size() const { return rank_; }
    [[nodiscard]] bool empty() const { return rank_ == 0; }
    [[nodiscard]] std::int64_t* begin() { return rank_ > in_place ? large_.get() : small_.data(); }
    [[nodiscard]] std::int64_t* end() { return begin() + rank_; }
    [[nodiscard]] std::int64_t const* begin() const { return rank_ > in_place ? large_.get() : small_.data(); }
    [[nodiscard]] std::int64_t const* end() const { return begin() + rank_; }
    [[nodiscard]] std::int64_t& operator[](std::size_t i) { return begin()[i]; }
    [[nodiscard]] std::int64_t operator[](std::size_t i) const { return begin()[i]; }
    friend bool operator==(Dims const& a, Dims const& b) {
        if (a.rank_ != b.rank_) return false;
        if (a.rank_ == 1) return a.small_[0] == b.small_[0];
        std::int64_t const* other = b.begin();
        for (std::int64_t size : a) {  // a loop of one or two steps is over before a call to memcmp has begun
            if (size != *other++) return false;
        }
        return true;
    }

private:
    [[gnu::noinline]] void copy_large(Dims const& other) {  // rare, and kept out of the code that copies small ones
        large_ = std::make_unique<std::int64_t[]>(rank_);
        std::copy(other.begin(), other.end(), begin());
    }

    static constexpr std::size_t in_place = 6;
    std::size_t rank_ = 0;
    std::array<std::int64_t, in_place> small_{};
    std::unique_ptr<std::int64_t[]> large_;
};

using Shape = Dims;
using Strides = Dims;

/// The dimensions as people write them: "[2, 3]", and "[]" for a single number.
inline std::string to_string(Dims const& dims) {
    std::string text = "[";
    for (std::size_t i = 0; i < dims.size(); ++i) text += (i == 0 ? "" : ", ") + std::to_string(dims[i]);
    return text + "]";
}

/// Writes `to_string(dims)`.
inline std::ostream& operator<<(std::ostream& out, Dims const& dims) { return out << to_string(dims); }

namespace detail {

/// Throws the error of an illegal shape; apart from the check, which is then short enough to be inlined.
[[noreturn]] inline void refuse_shape(char const* operation, char const* fault, Shape const& shape) {
    throw ShapeError(std::string(operation) + ": " + fault + to_string(shape));
}

/// More elements than this are refused: their bytes would not fit into 63 bits.
constexpr std::int64_t most_elements = std::numeric_limits<std::int64_t>::max() / 64;

/// The number of elements of a shape.
/// \param shape      any number of sizes; none at all is a single number
/// \param operation  the name in the error
/// \returns          the product of the sizes; 1 for a single number, 0 when any size is 0
/// \pre              no size is negative and the product fits; throws ShapeError
inline std::int64_t count(Shape const& shape, char const* operation) {
    std::int64_t product = 1;
    bool overflow = false;
    bool zero = false;
    for (std::int64_t size : shape) {
        if (size < 0) refuse_shape(operation, "negative size in shape ", shape);
        zero = zero || size == 0;
        overflow = __builtin_mul_overflow(product, size, &product) || product > most_elements || overflow;
    }
    if (zero) return 0;
    if (overflow) refuse_shape(operation, "too many elements in shape ", shape);
    return product;
}

}  // namespace detail

namespace detail {

/// A product of sizes or strides that may be too large, and then wraps around: of a tensor without elements, or of a
/// shape that `count` has yet to refuse.
inline std::int64_t product_of(std::int64_t a, std::int64_t b) {
    std::int64_t product = 0;
    [[maybe_unused]] bool const unused = __builtin_mul_overflow(a, b, &product);
    return product;
}

/// The place that lies `steps` strides after `from`; without elements, where it leads nowhere, it may wrap around too.
inline std::int64_t place_after(std::int64_t from, std::int64_t steps, std::int64_t stride) {
    [[maybe_unused]] bool const unused = __builtin_add_overflow(from, product_of(steps, stride), &from);
    return from;
}

}  // namespace detail

/// The strides of a tensor whose elements lie row by row without gaps.
/// \param shape  legal, as `count` checks
/// \returns      one stride for each dimension, in elements; the last is 1
inline Strides row_major(Shape const& shape) {
    Strides strides(shape.size(), 1);
    for (std::size_t i = shape.size(); i-- > 1;) {
        strides[i - 1] = detail::product_of(strides[i], std::max<std::int64_t>(shape[i], 1));
    }
    return strides;
}

namespace detail {

/// Do elements with these strides lie row by row without gaps? The stride of a dimension of one element is never used.
inline bool is_row_major(Shape const& shape, Strides const& strides) {
    std::int64_t expected = 1;
    bool dense = true;
    for (std::size_t i = shape.size(); i-- > 0;) {
        if (shape[i] == 0) return true;
        dense = dense && (shape[i] == 1 || strides[i] == expected);
        expected = product_of(expected, shape[i]);
    }
    return dense;
}

}  // namespace detail

}  // namespace ten
