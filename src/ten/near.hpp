// Generated from chapters/05-matmul.md by heddle (checksum d0c86fae58ceedfb). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include "ten/elementwise.hpp"
#include "ten/test.hpp"

namespace ten {

/// \file
/// Are two tensors nearly identical?

/// Is |a - b| <= atol + rtol |b| for all elements, of equal shapes? A NaN is near to nothing, not even to itself.
/// \param a, b  any types and strides
/// \param rtol  relative tolerance
/// \param atol  absolute tolerance
template <Element T, Element U>
bool near(Tensor<T> const& a, Tensor<U> const& b, double rtol = 1e-3, double atol = 1e-5) {
    return a.shape() == b.shape() && allclose(a.template to<double>(), b.template to<double>(), rtol, atol);
}

/// Expects that two tensors are nearly identical. \pre they are; throws TestFailure
template <Element T, Element U>
void test_near(Tensor<T> const& a, Tensor<U> const& b) {
    test(
        a, b, [](auto const& x, auto const& y) { return near(x, y); }, "near");
}

}  // namespace ten
