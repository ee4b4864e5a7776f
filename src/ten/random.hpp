// Generated from chapters/01-tensors.md by heddle (checksum e9f3580273d3c040). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstdint>
#include <mutex>
#include <numbers>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include "ten/tensor.hpp"

namespace ten {

/// \file
/// Random tensors with PyTorch's numbers for the same seed.

/// The state of random numbers: the Mersenne Twister, and a normal number that waits for its turn.
class Generator {
public:
    /// \param seed  its lowest 32 bits count
    explicit Generator(std::uint64_t seed = 5489) : engine_(static_cast<std::uint32_t>(seed)) {}

    // draw uniform numbers
    /// 32 random bits.
    [[nodiscard]] std::uint32_t bits32() { return static_cast<std::uint32_t>(engine_()); }
    /// 64 random bits, the first 32 of them the upper half.
    [[nodiscard]] std::uint64_t bits64() {
        std::uint64_t const high = bits32();
        return high << 32U | bits32();
    }
    /// Uniform in [0, 1), a multiple of 2^-24.
    [[nodiscard]] float uniform_float() { return static_cast<float>(bits32() & 0xFFFFFFU) * 0x1p-24F; }
    /// Uniform in [0, 1), a multiple of 2^-53.
    [[nodiscard]] double uniform_double() { return static_cast<double>(bits64() & 0x1FFFFFFFFFFFFFU) * 0x1p-53; }

    // draw one normal number
    /// Standard normal, in double precision.
    [[nodiscard]] double normal() {
        if (waiting_) {
            double const value = *waiting_;
            waiting_.reset();
            return value;
        }
        double const u1 = uniform_double();
        double const u2 = uniform_double();
        double const radius = std::sqrt(-2.0 * std::log1p(-u2));
        double const angle = 2.0 * std::numbers::pi * u1;
        waiting_ = radius * std::sin(angle);
        return radius * std::cos(angle);
    }

private:
    std::mt19937 engine_;
    std::optional<double> waiting_;
};

namespace detail {

/// The generator of the program, for the one thread that holds it.
class SharedGenerator {
public:
    SharedGenerator() : hold_(lock()) {}
    [[nodiscard]] Generator& operator*() const { return instance(); }

private:
    static std::mutex& lock() {
        static std::mutex only;
        return only;
    }
    static Generator& instance() {
        static Generator only;
        return only;
    }
    std::scoped_lock<std::mutex> hold_;
};

}  // namespace detail

/// Starts the random numbers of the program anew; equal seeds give equal numbers.
inline void manual_seed(std::uint64_t seed) { *detail::SharedGenerator() = Generator(seed); }

namespace detail {

/// Turns sixteen uniform numbers into sixteen normal ones: number i gives a radius, number i + 8 its angle.
/// \param data  sixteen contiguous numbers in [0, 1)
inline void box_muller_16(float* data) {
    for (int i = 0; i < 8; ++i) {
        float const radius = std::sqrt(-2.0F * std::log(1.0F - data[i]));
        float const angle = 2.0F * std::numbers::pi_v<float> * data[i + 8];
        data[i] = radius * std::cos(angle);
        data[i + 8] = radius * std::sin(angle);
    }
}

}  // namespace detail

/// Standard normal numbers.
/// \param shape      any number of dimensions; throws ShapeError where it is not legal
/// \param generator  gives the numbers, without it the generator of the program
/// \returns          new float32 tensor with the numbers of `torch.randn`, to 1e-6
inline Tensor<float> randn(Shape const& shape, Generator& generator) {
    Tensor<float> out(shape);
    std::int64_t const n = out.numel();
    float* const data = out.data();
    if (n < 16) {
        for (std::int64_t i = 0; i < n; ++i) data[i] = static_cast<float>(generator.normal());
        return out;
    }
    for (std::int64_t i = 0; i < n; ++i) data[i] = generator.uniform_float();
    for (std::int64_t i = 0; i + 16 <= n; i += 16) detail::box_muller_16(data + i);
    if (n % 16 != 0) {  // the last block reaches back over normal numbers, and needs uniform ones of its own
        for (std::int64_t i = n - 16; i < n; ++i) data[i] = generator.uniform_float();
        detail::box_muller_16(data + n - 16);
    }
    return out;
}
inline Tensor<float> randn(Shape const& shape) { return randn(shape, *detail::SharedGenerator()); }

/// Uniform numbers in [0, 1).
/// \param shape      any number of dimensions; throws ShapeError where it is not legal
/// \param generator  gives the numbers, without it the generator of the program
/// \returns          new float32 tensor with the numbers of `torch.rand`, bit for bit
inline Tensor<float> rand(Shape const& shape, Generator& generator) {
    Tensor<float> out(shape);
    for (std::int64_t i = 0; i < out.numel(); ++i) out.data()[i] = generator.uniform_float();
    return out;
}
inline Tensor<float> rand(Shape const& shape) { return rand(shape, *detail::SharedGenerator()); }

/// Whole numbers in [low, high).
/// \param low        smallest
/// \param high       one more than the largest
/// \param shape      any number of dimensions; throws ShapeError where it is not legal
/// \param generator  gives the numbers, without it the generator of the program
/// \returns          new int64 tensor with the numbers of `torch.randint`, bit for bit
/// \pre              low < high; throws std::invalid_argument
inline Tensor<std::int64_t> randint(std::int64_t low, std::int64_t high, Shape const& shape, Generator& generator) {
    if (low >= high) {
        throw std::invalid_argument("randint: low " + std::to_string(low) + " is not below high " +
                                    std::to_string(high));
    }
    Tensor<std::int64_t> out(shape);
    auto const base = static_cast<std::uint64_t>(low);
    std::uint64_t const range = static_cast<std::uint64_t>(high) - base;
    bool const wide = range >= std::uint64_t{1} << 28U;  // 32 bits would not spread evenly over so many numbers
    for (std::int64_t i = 0; i < out.numel(); ++i) {
        std::uint64_t const bits = wide ? generator.bits64() : generator.bits32();
        out.data()[i] = static_cast<std::int64_t>(base + bits % range);
    }
    return out;
}
inline Tensor<std::int64_t> randint(std::int64_t low, std::int64_t high, Shape const& shape) {
    return randint(low, high, shape, *detail::SharedGenerator());
}

}  // namespace ten
