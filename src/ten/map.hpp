// Generated from chapters/b-the-rest-of-the-library.md by heddle (checksum 75523064b17f3996). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <functional>
#include <type_traits>
#include "ten/broadcast.hpp"
#include "ten/loops.hpp"
#include "ten/tensor.hpp"

namespace ten {

/// \file
/// A function of one's own for every element, or for every pair of elements.

namespace detail {

template <typename A>
inline constexpr bool is_tensor = false;
template <Element T>
inline constexpr bool is_tensor<Tensor<T>> = true;

/// What a function gives for elements of these types; void if it cannot be called with them.
template <typename F, typename... T>
struct Mapped {
    using type = void;
};
template <typename F, typename... T>
requires std::invocable<F&, T...>
struct Mapped<F, T...> {
    using type = std::remove_cvref_t<std::invoke_result_t<F&, T...>>;
};

/// f of every element, in a new row-major tensor.
template <typename F, Element T>
auto map_one(F& f, Tensor<T> const& a) {
    using R = typename Mapped<F, T>::type;
    Tensor<R> out(a.shape());
    for_each_element(out, a, a, [&f](R& o, T x, T) { o = std::invoke(f, x); });
    return out;
}
/// f of every pair of elements. The name is that of the operation, for the error.
template <typename F, Element T, Element U>
auto map_two(char const* name, F& f, Tensor<T> const& a, Tensor<U> const& b) {
    using R = typename Mapped<F, T, U>::type;
    Shape const common = common_shape(a.shape(), b.shape(), name);
    Tensor<R> out(common);
    for_each_element(out, a.expand(common), b.expand(common), [&f](R& o, T x, U y) { o = std::invoke(f, x, y); });
    return out;
}

}  // namespace detail

/// f(x) for every element x.
/// \param f  called once an element, in the order that suits the memory; what it returns is of an element type
/// \param a  any shape and strides; not modified
/// \returns  new row-major tensor of the type that `f` returns
/// \note     cost: one call an element; the compiler makes vector code of it where `f` allows
template <typename F, Element T>
auto map(F f, Tensor<T> const& a) {
    constexpr bool fits = Element<typename detail::Mapped<F, T>::type>;
    static_assert(fits, "map: the function takes no element of this tensor, or gives no element type");
    if constexpr (fits)
        return detail::map_one(f, a);
    else
        return a;
}
/// f(x, y) for every pair of elements of two tensors.
/// \param f     as above
/// \param a, b  shapes that fit by the rule of broadcasting; throws ShapeError naming both
template <typename F, Element T, Element U>
auto map(F f, Tensor<T> const& a, Tensor<U> const& b) {
    constexpr bool fits = Element<typename detail::Mapped<F, T, U>::type>;
    static_assert(fits, "map: the function takes no pair of elements of these tensors, or gives no element type");
    if constexpr (fits)
        return detail::map_two("map", f, a, b);
    else
        return a;
}

}  // namespace ten
