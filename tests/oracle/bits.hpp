// SPDX-License-Identifier: MIT
// Tensors as words, each element with all of its bits.
#pragma once

#include <bit>
#include <cstdint>
#include <cstdio>
#include <sstream>
#include <string>
#include <ten/tensor.hpp>
#include <type_traits>
#include <vector>

namespace oracle {

using ten::Tensor;

/// The bits of an element, in hexadecimal for floats.
template <typename T>
std::string bits(T value) {
    if constexpr (std::integral<T>) {
        return std::to_string(value);
    } else {
        using U = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
        char text[17];
        int const digits = 2 * static_cast<int>(sizeof(T));
        std::snprintf(text, sizeof text, "%0*llx", digits, static_cast<unsigned long long>(std::bit_cast<U>(value)));
        return text;
    }
}
/// The element that has these bits.
template <typename T>
T of_bits(std::string const& word) {
    if constexpr (std::same_as<T, float>)
        return std::bit_cast<T>(static_cast<std::uint32_t>(std::stoul(word, nullptr, 16)));
    if constexpr (std::same_as<T, double>) return std::bit_cast<T>(std::uint64_t{std::stoull(word, nullptr, 16)});
    if constexpr (std::integral<T>) return static_cast<T>(std::stoll(word));
}

/// dtype rank sizes strides offset contiguous numel, and the elements row by row, found by their strides alone.
template <typename T>
std::string dump(Tensor<T> const& a) {
    std::ostringstream out;
    out << "ok " << a.dtype() << ' ' << a.rank();
    for (std::int64_t size : a.shape()) out << ' ' << size;
    for (std::int64_t stride : a.strides()) out << ' ' << stride;
    out << ' ' << a.offset() << ' ' << a.is_contiguous() << ' ' << a.numel();
    if (a.numel() > 100000) return out.str() + " big";
    std::vector<std::int64_t> index(a.rank(), 0);
    for (std::int64_t k = 0; k < a.numel(); ++k) {
        std::int64_t at = 0;
        for (std::size_t d = 0; d < a.rank(); ++d) at += index[d] * a.strides()[d];
        out << ' ' << bits(a.data()[at]);
        for (std::size_t d = a.rank(); d-- > 0; index[d] = 0) {
            if (++index[d] < a.shape()[d]) break;
        }
    }
    return out.str();
}

}  // namespace oracle
