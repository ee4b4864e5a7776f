// Generated from chapters/01-tensors.md by heddle (checksum a036987056479123). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <stdexcept>
#include <vector>
#include "ten/elementwise.hpp"
#include "ten/tensor.hpp"

namespace ten {

/// \file
/// Making tensors: from literals, and filled with one value or a range.

namespace detail {

/// Truth values go with bool, whole numbers with whole numbers, numbers with a point with those.
template <typename S, typename T>
concept SameSort = Number<S> && std::same_as<S, bool>
== std::same_as<T, bool>&& std::floating_point<S> == std::floating_point<T>;

/// Which numbers a literal takes: none; those of the sort of its elements; also the lower sorts, of which truth values
/// are the lowest and numbers with a point the highest.
enum class Sorts { none, same, mixed };

/// Can a number of type S stand in a literal of T?
template <typename S, typename T, Sorts sorts>
concept LiteralNumber = (sorts == Sorts::same && SameSort<S, T>) ||
                        (sorts == Sorts::mixed && Number<S> && (std::integral<S> || std::floating_point<T>));

}  // namespace detail

/// A number or a list of literals: what stands between the braces of `tensor({{1, 2}, {3, 4}})`.
template <Element T, detail::Sorts sorts = detail::Sorts::same>
class Literal {
public:
    /// A number. One of a lower sort goes through double, as in PyTorch.
    template <detail::LiteralNumber<T, sorts> S>
    Literal(S number) : number_(static_cast<T>(static_cast<Between<S>>(number))) {}
    /// A list, of numbers or of lists.
    Literal(std::initializer_list<Literal> list) : list_(list), is_list_(true) {}

    // find the shape of a literal
    /// The shape, if all lists of a level are as long as the first.
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

    // copy the numbers of a literal
    /// Writes the numbers in row-major order and returns the end.
    /// \pre all elements of a list have one shape; throws ShapeError naming two that differ
    T* copy_to(T* out) const {
        if (!is_list_) {
            *out = number_;
            return out + 1;
        }
        for (Literal const& one : list_) {
            Shape const expected = list_.front().shape();
            if (one.shape() == expected) {
                out = one.copy_to(out);
            } else {
                throw ShapeError("tensor: ragged literal: element " + std::to_string(&one - list_.data()) +
                                 " has shape " + to_string(one.shape()) + ", element 0 has shape " +
                                 to_string(expected));
            }
        }
        return out;
    }

private:
    template <typename S>
    using Between = std::conditional_t<std::integral<S> && std::floating_point<T>, double, S>;
    T number_{};
    std::vector<Literal> list_;
    bool is_list_ = false;
};

/// A tensor from nested braces, in the type T.
/// \pre all elements of a list have one shape; throws ShapeError naming two that differ
template <Element T, detail::Sorts sorts = detail::Sorts::same>
Tensor<T> from_literal(Literal<T, sorts> const& literal) {
    Tensor<T> out(literal.shape());
    literal.copy_to(out.data());
    return out;
}

/// Braces without a number, `tensor({})` or `tensor({{}})`, give float32. \pre not ragged; throws ShapeError
inline Tensor<float> tensor(Literal<float, detail::Sorts::none> const& literal) { return from_literal(literal); }

/// Whole numbers give int64. \pre not ragged; throws ShapeError
template <int = 0>
Tensor<std::int64_t> tensor(Literal<std::int64_t> const& literal) {
    return from_literal(literal);
}
/// Numbers with a point give float32. \pre not ragged; throws ShapeError
template <int = 0>
Tensor<float> tensor(Literal<float> const& literal) {
    return from_literal(literal);
}
/// Truth values give bool. \pre not ragged; throws ShapeError
template <int = 0>
Tensor<bool> tensor(Literal<bool> const& literal) {
    return from_literal(literal);
}

/// Truth values among whole numbers give int64. \pre not ragged; throws ShapeError
template <Element T = std::int64_t, detail::Sorts sorts = detail::Sorts::mixed>
Tensor<T> tensor(Literal<T, sorts> const& literal) {
    return from_literal(literal);
}

/// Numbers of all sorts, one of them with a point, give float32. \pre not ragged; throws ShapeError
template <std::same_as<Literal<float, detail::Sorts::mixed>> L = Literal<float, detail::Sorts::mixed>>
Tensor<float> tensor(L const& literal) {
    return from_literal(literal);
}

/// All elements are `value`, in the type T.
/// \param shape  any number of dimensions; throws ShapeError where it is not legal
/// \param value  of every element
template <Element T>
Tensor<T> full_of(Shape const& shape, T value) {
    Tensor<T> out(shape);
    std::fill(out.data(), out.data() + out.numel(), value);
    return out;
}
/// All elements are `value`, in float32.
/// \pre a legal shape; throws ShapeError. A number in the range of float32; throws std::invalid_argument
template <int = 0, Number S>
Tensor<float> full(Shape const& shape, S value) {
    detail::require_fit<float>(value, "full");
    return full_of(shape, static_cast<float>(value));
}
/// All elements are 0, in float32. \pre a legal shape; throws ShapeError
inline Tensor<float> zeros(Shape const& shape) { return full_of(shape, 0.0F); }
/// All elements are 1, in float32. \pre a legal shape; throws ShapeError
inline Tensor<float> ones(Shape const& shape) { return full_of(shape, 1.0F); }

namespace detail {

/// How many steps stay before `end`; nothing if the step leads away from it, or nowhere.
inline std::optional<std::uint64_t> steps_between(double start, double end, double step) {
    bool const leads_there = step > 0 ? start <= end : step < 0 && start >= end;
    if (!leads_there || !std::isfinite(start) || !std::isfinite(end) || !std::isfinite(step)) return std::nullopt;
    double const n = std::ceil((end - start) / step);
    return n > static_cast<double>(most_elements) ? std::numeric_limits<std::uint64_t>::max()
                                                  : static_cast<std::uint64_t>(n);
}
/// The same for whole numbers, without rounding: a distance may be larger than any int64.
inline std::optional<std::uint64_t> steps_between(std::int64_t start, std::int64_t end, std::int64_t step) {
    if (step == 0 || (start != end && (start < end) != (step > 0))) return std::nullopt;
    auto const from = static_cast<std::uint64_t>(start);
    auto const to = static_cast<std::uint64_t>(end);
    std::uint64_t const distance = step > 0 ? to - from : from - to;
    std::uint64_t const width = step > 0 ? static_cast<std::uint64_t>(step) : 0 - static_cast<std::uint64_t>(step);
    return distance / width + (distance % width != 0 ? 1 : 0);
}

/// Number `i` of a range of `n` floats, bit for bit PyTorch's of one thread. \pre 0 <= i < n
inline float range_element(double start, double step, std::int64_t i, std::int64_t n) {
    auto const after = [step](double from, std::int64_t steps) {
        return static_cast<float>(std::fma(step, static_cast<double>(steps), from));
    };
    bool const in_vector = i < n / 16 * 16;
    std::int64_t const first = in_vector ? i / 8 * 8 : i;  // of its vector
    float const base = after(start, first);
    return i == first ? base : after(base, i - first);
}

}  // namespace detail

/// start, start + step, start + 2 step, ... as long as they lie before `end`.
/// \param start  first number
/// \param end    not reached
/// \param step   not 0; negative ones count down
/// \returns      a vector; float32 if one of the three has a point, else int64
/// \pre          `end` lies in the direction of the step and all are finite; throws std::invalid_argument
template <Number A, Number B, Number S = int>
auto arange(A start, B end, S step = 1) {
    using T = std::conditional_t<(std::floating_point<A> || std::floating_point<B> || std::floating_point<S>), float,
                                 std::int64_t>;
    using Wide = std::conditional_t<std::same_as<T, float>, double, std::int64_t>;
    auto const first = static_cast<Wide>(start);
    auto const by = static_cast<Wide>(step);
    auto const n = detail::steps_between(first, static_cast<Wide>(end), by);
    if (!n) throw std::invalid_argument("arange: the step does not lead from start to end");
    if (*n > static_cast<std::uint64_t>(detail::most_elements))
        throw std::invalid_argument("arange: too many elements");
    Tensor<T> out(Shape{static_cast<std::int64_t>(*n)});
    for (std::int64_t i = 0; i < out.numel(); ++i) {
        if constexpr (std::same_as<T, float>) {
            out.data()[i] = detail::range_element(first, by, i, out.numel());
        } else {
            auto const way = static_cast<std::uint64_t>(i) * static_cast<std::uint64_t>(by);
            out.data()[i] = static_cast<T>(static_cast<std::uint64_t>(first) + way);
        }
    }
    return out;
}
/// 0, 1, 2, ... before `end`. \pre end >= 0; throws std::invalid_argument
template <Number B>
auto arange(B end) {
    return arange(B{0}, end);
}

}  // namespace ten
