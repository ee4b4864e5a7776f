// Generated from chapters/01-tensors.md by heddle (checksum 03aa61adf39b700d). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <ostream>
#include <string_view>
#include <type_traits>
#include <stdexcept>
#include <string>
#include "ten/arithmetic.hpp"

namespace ten {

/// \file
/// The types of elements, and of the numbers that can stand beside a tensor.

template <typename T>
inline constexpr bool is_element =
    std::same_as<T, float> || std::same_as<T, double> || std::same_as<T, std::int32_t> ||
    std::same_as<T, std::int64_t> || std::same_as<T, std::uint8_t> || std::same_as<T, bool>;

/// The element types of the library.
template <typename T>
concept Element = is_element<T>;

/// Any C++ number that can stand beside a tensor in an operation.
template <typename S>
concept Number = std::is_arithmetic_v<S>;

/// The name of an element type, as it is printed.
struct Dtype {
    char const* name;
    friend bool operator==(Dtype a, Dtype b) { return std::string_view(a.name) == b.name; }
    friend std::ostream& operator<<(std::ostream& out, Dtype d) { return out << d.name; }
};

/// The dtype of the elements T.
template <Element T>
Dtype dtype_of() {
    if constexpr (std::same_as<T, float>) return {"float32"};
    if constexpr (std::same_as<T, double>) return {"float64"};
    if constexpr (std::same_as<T, std::int32_t>) return {"int32"};
    if constexpr (std::same_as<T, std::int64_t>) return {"int64"};
    if constexpr (std::same_as<T, std::uint8_t>) return {"uint8"};
    if constexpr (std::same_as<T, bool>) return {"bool"};
}

template <typename T>
class Tensor;

namespace detail {

/// \pre `number` is in the range of T; throws std::invalid_argument
template <Element T, Number S>
void require_fit(S number, char const* operation) {
    if (can_hold<T>(number)) return;
    throw std::invalid_argument(std::string(operation) + ": the number is out of the range of " + dtype_of<T>().name);
}

}  // namespace detail

}  // namespace ten
