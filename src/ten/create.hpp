// Generated from chapters/01-tensors.md by heddle (checksum 1e198a0dfd5754ce). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <vector>
#include "ten/tensor.hpp"

namespace ten {

/// \file
/// Making tensors: from literals, and filled with one value or a range.


/// Truth values go with bool, whole numbers with whole numbers, numbers with a point with those.
template <typename S, typename T>
concept SameSort = Number<S> && std::same_as<S, bool> == std::same_as<T, bool> && std::floating_point<S> == std::floating_point<T>;

/// A number or a list of literals: what stands between the braces of `tensor({{1, 2}, {3, 4}})`.
template <Element T>
class Literal {
public:
    /// A number of the same sort as T, so that {1, 2} is whole numbers and {1.0, 2.0} is not.
    template <SameSort<T> S>
    Literal(S number) : number_(static_cast<T>(number)) {}
    Literal(std::initializer_list<Literal> list) : list_(list), is_list_(true) {}

    [[nodiscard]] Shape shape() const {
        std::vector<std::int64_t> sizes;
        for (Literal const* at = this; at->is_list_; at = &at->list_.front()) {
            sizes.push_back(static_cast<std::int64_t>(at->list_.size()));
            if (at->list_.empty()) break;
        }
        Shape shape(sizes.size(), 0);
        std::copy(sizes.begin(), sizes.end(), shape.begin());
        return shape;
    }
    /// Writes the numbers in row-major order and returns the end. \pre no list is longer than another beside it; throws ShapeError
    T* copy_to(T* out, Shape const& shape, std::size_t dim) const {
        bool const list_expected = dim < shape.size();
        if (is_list_ != list_expected || (is_list_ && static_cast<std::int64_t>(list_.size()) != shape[dim])) {
            throw ShapeError("tensor: the lists of the literal do not have equal lengths in dimension " + std::to_string(dim));
        }
        if (!is_list_) {
            *out = number_;
            return out + 1;
        }
        for (Literal const& one : list_) out = one.copy_to(out, shape, dim + 1);
        return out;
    }

private:
    T number_{};
    std::vector<Literal> list_;
    bool is_list_ = false;
};

template <Element T>
Tensor<T> from_literal(Literal<T> const& literal) {
    Shape const shape = literal.shape();
    Tensor<T> out(shape);  // the first lists decide the shape; a ragged one is found before it is written past
    literal.copy_to(out.data(), shape, 0);
    return out;
}

/// A tensor from nested braces: whole numbers give int64, numbers with a point float32, truth values bool.
inline Tensor<std::int64_t> tensor(Literal<std::int64_t> const& literal) { return from_literal(literal); }
inline Tensor<float> tensor(Literal<float> const& literal) { return from_literal(literal); }
inline Tensor<bool> tensor(Literal<bool> const& literal) { return from_literal(literal); }

/// All elements are `value`. \pre a legal shape; throws ShapeError
template <Element T>
Tensor<T> full_of(Shape const& shape, T value) {
    Tensor<T> out(shape);
    std::fill(out.data(), out.data() + out.numel(), value);
    return out;
}
inline Tensor<float> full(Shape const& shape, float value) { return full_of(shape, value); }
inline Tensor<float> zeros(Shape const& shape) { return full_of(shape, 0.0F); }
inline Tensor<float> ones(Shape const& shape) { return full_of(shape, 1.0F); }
/// 0, 1, ..., end - 1. \pre end >= 0; throws ShapeError
inline Tensor<std::int64_t> arange(std::int64_t end) {
    Tensor<std::int64_t> out(Shape{end});
    for (std::int64_t i = 0; i < end; ++i) out.data()[i] = i;
    return out;
}

}  // namespace ten
