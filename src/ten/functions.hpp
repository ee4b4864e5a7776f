// Generated from chapters/b-the-rest-of-the-library.md by heddle (checksum 7e6305a2737ca9f6). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include "ten/create.hpp"
#include "ten/elementwise.hpp"
#include "ten/map.hpp"
#include "ten/promotion.hpp"

namespace ten {

/// \file
/// Functions of every element: exp, log, sqrt, tanh, abs, pow, minimum, maximum, clamp, where.

namespace detail {

/// f of every element, of whole numbers as float32.
template <Element T, typename F>
auto map_fraction(Tensor<T> const& a, F f) {
    auto const one = [f](T x) { return f(static_cast<Quotient<T>>(x)); };
    return map_one(one, a);
}

}  // namespace detail

/// e to the power of every element; whole numbers give float32.
template <Element T>
auto exp(Tensor<T> const& a) {
    return detail::map_fraction(a, [](auto x) { return std::exp(x); });
}
/// The natural logarithm: of 0 minus infinity, of what is below NaN.
template <Element T>
auto log(Tensor<T> const& a) {
    return detail::map_fraction(a, [](auto x) { return std::log(x); });
}
/// The square root: of what is below 0 NaN.
template <Element T>
auto sqrt(Tensor<T> const& a) {
    return detail::map_fraction(a, [](auto x) { return std::sqrt(x); });
}
/// The hyperbolic tangent.
template <Element T>
auto tanh(Tensor<T> const& a) {
    return detail::map_fraction(a, [](auto x) { return std::tanh(x); });
}
/// The absolute value, in the same type; that of the smallest whole number is itself.
template <Element T>
auto abs(Tensor<T> const& a) {
    static_assert(!std::is_same_v<T, bool>, "abs: truth values have no absolute value");
    auto const one = [](T x) {
        if constexpr (std::floating_point<T>) return std::abs(x);
        if constexpr (std::unsigned_integral<T>) return x;
        return x < T{} ? static_cast<T>(0 - static_cast<std::uint64_t>(x)) : x;
    };
    return detail::map_one(one, a);
}

namespace detail {

/// At least one of the operands is a tensor; what the other has to be, `is_operand` says in a shorter message.
template <typename A, typename B>
concept AnyTensor = is_tensor<A> || is_tensor<B>;

template <typename A>
inline constexpr bool is_operand = is_tensor<A> || std::is_arithmetic_v<A>;

/// The type of a result; of operands that have none, any one, after the message.
template <typename A, typename B>
struct CommonOr {
    using type = Common<A, B>;
};
template <typename A, typename B>
requires(!is_operand<A> || !is_operand<B>) struct CommonOr<A, B> {
    using type = float;
};

/// f(x, y) of every pair, both in their common type. The name is that of the operation, for the error.
template <typename A, typename B, typename F>
auto map_common(char const* name, A const& a, B const& b, F f) {
    using C = Common<A, B>;
    if constexpr (is_tensor<A> && is_tensor<B>) {
        return map_two(name, f, operand<C>(a), operand<C>(b));
    } else if constexpr (is_tensor<A>) {
        auto const one = [f, y = operand<C>(b)](C x) { return f(x, y); };
        return map_one(one, operand<C>(a));
    } else {
        auto const one = [f, x = operand<C>(a)](C y) { return f(x, y); };
        return map_one(one, operand<C>(b));
    }
}

/// Whole powers by repeated squaring; they wrap around. Below 0 the power of 1 and -1 is one of them, else 0.
template <std::integral T>
T power(T base, T exponent) {
    if constexpr (std::signed_integral<T>) {
        if (exponent < 0) {
            if (base == 1) return 1;
            return base == -1 ? static_cast<T>(exponent % 2 == 0 ? 1 : -1) : T{};
        }
    }
    std::uint64_t result = 1;
    auto square = static_cast<std::uint64_t>(base);
    for (auto left = static_cast<std::uint64_t>(exponent); left != 0; left >>= 1U) {
        if ((left & 1U) != 0) result *= square;
        square *= square;
    }
    return static_cast<T>(result);
}
template <std::floating_point T>
T power(T base, T exponent) {
    return std::pow(base, exponent);
}

template <typename A, typename B>
auto power_of(A const& a, B const& b) {
    using C = Common<A, B>;
    if constexpr (std::integral<C> && std::integral<B> && !std::same_as<B, bool>) {
        if (std::cmp_less(b, 0) || std::cmp_greater(b, std::numeric_limits<C>::max()))
            throw std::invalid_argument(std::string("pow: ") + dtype_of<C>().name + " has no power " +
                                        std::to_string(b));
    }
    return map_common("pow", a, b, [](C x, C y) { return power(x, y); });
}

}  // namespace detail

/// a to the power of b.
/// \param a, b  two tensors whose shapes fit, or a tensor and a number; throws ShapeError naming both shapes
/// \returns     new row-major tensor in their common type; powers of whole numbers wrap around
/// \pre         a whole number as the exponent of whole numbers is one of their type, and not negative; throws
///              std::invalid_argument
template <typename A, typename B>
requires detail::AnyTensor<A, B>
auto pow(A const& a, B const& b) {
    constexpr bool fits = detail::is_operand<A> && detail::is_operand<B>;
    constexpr bool truth = std::is_same_v<typename detail::CommonOr<A, B>::type, bool>;
    static_assert(fits, "pow takes tensors and numbers");
    static_assert(!truth, "pow: truth values have no powers");
    if constexpr (fits && !truth)
        return detail::power_of(a, b);
    else
        return Tensor<float>();
}

namespace detail {

/// The smaller of two; a NaN is smaller than all, and of two equal ones it is the first.
struct Smaller {
    template <typename C>
    C operator()(C x, C y) const {
        return ((y < x) | (y != y)) ? y : x;  // NOLINT(misc-redundant-expression): a NaN differs from itself
    }
};
struct Larger {
    template <typename C>
    C operator()(C x, C y) const {
        return ((x < y) | (y != y)) ? y : x;  // NOLINT(misc-redundant-expression): a NaN differs from itself
    }
};

/// A bound in the type C. A whole number that C cannot hold keeps out nothing, or everything.
/// \pre it keeps out not every number of C; throws std::invalid_argument
template <typename C, typename S>
C bound(S number, bool is_low) {
    if constexpr (std::integral<C> && std::integral<S> && !std::same_as<C, bool>) {
        using Wide = std::conditional_t<std::is_signed_v<S>, std::int64_t, std::uint64_t>;
        using Limits = std::numeric_limits<C>;
        auto const wide = static_cast<Wide>(number);
        bool const below = std::cmp_less(wide, Limits::min());
        bool const above = std::cmp_greater(wide, Limits::max());
        if (is_low ? above : below)
            throw std::invalid_argument("clamp: no " + std::string(dtype_of<C>().name) + " is beyond the bound " +
                                        std::to_string(wide));
        return below ? Limits::min() : above ? Limits::max() : static_cast<C>(wide);
    } else {
        return static_cast<C>(number);
    }
}

template <typename A, typename L, typename H>
auto clamp(A const& a, L const& low, H const& high) {
    using C = Common<Tensor<Common<A, L>>, H>;
    static_assert(!std::is_same_v<C, bool>, "clamp: truth values have no bounds between them");
    auto const in_type = [](auto const& x, bool is_low) {
        if constexpr (is_tensor<std::remove_cvref_t<decltype(x)>>)
            return Tensor<C>(operand<C>(x));
        else
            return bound<C>(x, is_low);
    };
    auto const from = in_type(low, true);
    auto const to = in_type(high, false);
    return map_common("clamp", map_common("clamp", Tensor<C>(operand<C>(a)), from, Larger{}), to, Smaller{});
}

/// The element type that a tensor, or a number for itself, stands for.
template <typename A>
struct OwnType {
    using type = std::conditional_t<std::floating_point<A>, float,
                                    std::conditional_t<std::same_as<A, bool>, bool, std::int64_t>>;
};
template <Element T>
struct OwnType<Tensor<T>> {
    using type = T;
};

/// The type of two operands, where both may be numbers.
template <typename A, typename B>
auto type_of_choice() {
    if constexpr (is_tensor<A> || is_tensor<B>)
        return std::type_identity<Common<A, B>>{};
    else
        return std::type_identity<Promote<typename OwnType<A>::type, typename OwnType<B>::type>>{};
}

template <typename A, typename B>
auto where(Tensor<bool> const& condition, A const& a, B const& b) {
    using C = typename decltype(type_of_choice<A, B>())::type;
    auto const as_tensor = [](auto const& x) {
        if constexpr (is_tensor<std::remove_cvref_t<decltype(x)>>)
            return Tensor<C>(operand<C>(x));
        else
            return full_of<C>(Shape{}, static_cast<C>(x));
    };
    Tensor<C> const yes = as_tensor(a);
    Tensor<C> const no = as_tensor(b);
    Shape const of_values = common_shape(yes.shape(), no.shape(), "where");
    Shape const common = common_shape(condition.shape(), of_values, "where");
    Tensor<C> out(common);
    for_each_element(out, no.expand(common), no.expand(common), [](C& o, C x, C) { o = x; });
    for_each_element(out, condition.expand(common), yes.expand(common), [](C& o, bool take, C x) {
        if (take) o = x;
    });
    return out;
}

}  // namespace detail

/// The smaller of every pair of elements; a NaN wins.
/// \param a, b  two tensors whose shapes fit, or a tensor and a number; throws ShapeError naming both shapes
/// \returns     new row-major tensor in their common type
template <typename A, typename B>
requires detail::AnyTensor<A, B>
auto minimum(A const& a, B const& b) {
    constexpr bool fits = detail::is_operand<A> && detail::is_operand<B>;
    static_assert(fits, "minimum takes tensors and numbers");
    if constexpr (fits)
        return detail::map_common("minimum", a, b, detail::Smaller{});
    else
        return Tensor<float>();
}
/// The larger of every pair of elements; a NaN wins. \pre as `minimum`
template <typename A, typename B>
requires detail::AnyTensor<A, B>
auto maximum(A const& a, B const& b) {
    constexpr bool fits = detail::is_operand<A> && detail::is_operand<B>;
    static_assert(fits, "maximum takes tensors and numbers");
    if constexpr (fits)
        return detail::map_common("maximum", a, b, detail::Larger{});
    else
        return Tensor<float>();
}

/// Every element of `a`, or the bound that it is beyond; where the bounds cross, `high`.
/// \param a          any shape and strides; no truth values
/// \param low, high  numbers, or tensors whose shapes fit; throws ShapeError. A number that the type cannot hold keeps
///                   out nothing; one that would keep out everything throws std::invalid_argument
/// \returns          new row-major tensor in the common type of all three
template <Element T, typename L, typename H>
auto clamp(Tensor<T> const& a, L const& low, H const& high) {
    constexpr bool fits = detail::is_operand<L> && detail::is_operand<H>;
    static_assert(fits, "clamp: the bounds are tensors or numbers");
    if constexpr (fits)
        return detail::clamp(a, low, high);
    else
        return a;
}
/// The same for three tensors of one type, for which `std::clamp` would be the better match.
template <Element T>
Tensor<T> clamp(Tensor<T> const& a, Tensor<T> const& low, Tensor<T> const& high) {
    return detail::clamp(a, low, high);
}

/// The element of `a` where the condition is true, that of `b` where it is false.
/// \param condition  truth values
/// \param a, b       tensors or numbers; all three shapes fit; throws ShapeError naming two that do not
/// \returns          new row-major tensor in the common type of `a` and `b`
template <Element T, typename A, typename B>
auto where(Tensor<T> const& condition, A const& a, B const& b) {
    constexpr bool fits = detail::is_operand<A> && detail::is_operand<B> && std::is_same_v<T, bool>;
    static_assert(fits, "where takes a tensor of truth values, and two tensors or numbers");
    if constexpr (fits)
        return detail::where(condition, a, b);
    else
        return condition;
}

}  // namespace ten
