// Generated from chapters/02-broadcasting.md by heddle (checksum 945bab30c843e761). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include "ten/layout.hpp"

namespace ten {

/// \file
/// Choosing a part of a tensor: numbers, ranges, and the marks `all`, `ellipsis` and `newaxis`.

/// start, start + step, ... before stop, counted from the end when negative; what lies outside is left out.
struct Range {
    std::int64_t start, stop, step;
};

/// \pre step > 0, which is checked where the range is used
constexpr Range range(std::int64_t start, std::int64_t stop, std::int64_t step = 1) { return {start, stop, step}; }
/// The first `stop`.
constexpr Range range(std::int64_t stop) { return {0, stop, 1}; }
/// As the stop of a range: the end, whatever the size.
inline constexpr std::int64_t to_end = std::numeric_limits<std::int64_t>::max();

/// Among indices: the whole of a dimension. Called, `all(a)` asks whether all elements are true.
struct All {
    template <typename T>
    [[nodiscard]] auto operator()(T const& a) const {
        return a.all();
    }
};
struct Ellipsis {};
struct NewAxis {};
inline constexpr All all{};
/// As many whole dimensions as are not named.
inline constexpr Ellipsis ellipsis{};
/// A new dimension of one element.
inline constexpr NewAxis newaxis{};

/// One of the things that can stand between the parentheses of `a(...)`.
struct Selector {
    std::variant<std::int64_t, Range, All, Ellipsis, NewAxis> what;

    template <std::integral I>
    Selector(I index) : what(static_cast<std::int64_t>(index)) {}
    Selector(Range part) : what(part) {}
    Selector(All whole) : what(whole) {}
    Selector(Ellipsis rest) : what(rest) {}
    Selector(NewAxis fresh) : what(fresh) {}
    /// A number, a range and `all` stand for a dimension; the other marks do not.
    [[nodiscard]] bool names_a_dimension() const { return what.index() <= 2; }
};

namespace detail {

/// One index of dimension `dim`, which then is gone. \pre 0 <= index < size
inline Layout selected(Layout const& a, std::size_t dim, std::int64_t index) {
    return {with_removed(a.shape, dim), with_removed(a.strides, dim), place_after(a.offset, index, a.strides[dim])};
}

}  // namespace detail

/// The index that `index` means, counted from the end when it is negative. \pre dimension `dim` of `shape` has it;
/// throws IndexError
inline std::int64_t checked_index(std::int64_t index, std::size_t dim, Shape const& shape) {
    std::int64_t const size = shape[dim];
    if (index < -size || index >= size) {
        throw IndexError("index " + std::to_string(index) + " is out of range for dimension " + std::to_string(dim) +
                         " of shape " + to_string(shape));
    }
    return index < 0 ? index + size : index;
}

namespace detail {

/// A range of dimension `dim`: the stride grows by the step, the offset by the start.
/// \pre step > 0, throws IndexError; the stride stays in its range, throws ShapeError
inline Layout sliced(Layout a, std::size_t dim, Range range) {
    if (range.step <= 0) throw IndexError("range: the step " + std::to_string(range.step) + " is not positive");
    std::int64_t const size = a.shape[dim];
    auto const inside = [size](std::int64_t i) { return std::clamp<std::int64_t>(i < 0 ? i + size : i, 0, size); };
    std::int64_t const start = inside(range.start);
    std::int64_t const stop = std::max(start, inside(range.stop));
    a.shape[dim] = (stop - start) / range.step + ((stop - start) % range.step != 0 ? 1 : 0);
    a.offset = place_after(a.offset, start, a.strides[dim]);
    a.strides[dim] = scaled(a.strides[dim], range.step, "range");
    return a;
}

}  // namespace detail

/// The part of `a` that the selectors choose, applied from the first dimension to the last.
/// \pre not more selectors than dimensions, and one ellipsis at most; throws IndexError
inline Layout indexed(Layout a, std::span<Selector const> selectors) {
    Shape const whole = a.shape;
    std::size_t named = 0;
    for (Selector const& selector : selectors) named += selector.names_a_dimension() ? 1U : 0U;
    if (named > whole.size()) throw IndexError(std::to_string(named) + " indices for shape " + to_string(whole));
    bool ellipsis_seen = false;
    std::size_t of_whole = 0;  // the dimension of `whole` that comes next, and where it stands in `a`
    std::size_t dim = 0;
    for (Selector const& selector : selectors) {
        if (auto const* index = std::get_if<std::int64_t>(&selector.what)) {
            a = detail::selected(a, dim, checked_index(*index, of_whole, whole));
        } else if (auto const* part = std::get_if<Range>(&selector.what)) {
            a = detail::sliced(std::move(a), dim++, *part);
        } else if (std::holds_alternative<NewAxis>(selector.what)) {
            a = unsqueezed(a, static_cast<std::int64_t>(dim++));
        } else if (std::holds_alternative<All>(selector.what)) {
            ++dim;
        } else {
            if (std::exchange(ellipsis_seen, true))
                throw IndexError("more than one ellipsis among the indices for shape " + to_string(whole));
            dim += whole.size() - named;
            of_whole += whole.size() - named;
        }
        if (selector.names_a_dimension()) ++of_whole;
    }
    return a;
}

}  // namespace ten
