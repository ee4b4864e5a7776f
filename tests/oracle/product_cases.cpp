// SPDX-License-Identifier: MIT
// Matrix products and sums of products, compared with PyTorch's: make_product_cases.py describes the cases.
#include "cases.hpp"

namespace oracle {

namespace {

template <typename T>
double largest(Tensor<T> const& a) {
    if (a.numel() == 0) return 0;
    return std::max(static_cast<double>(a.max().item()), -static_cast<double>(a.min().item()));
}

/// How far two sums of `terms` products of elements that are not larger than `size` may differ, each rounded in an
/// order of its own. Whole numbers may not differ at all.
template <typename T>
double bound(double terms, double size) {
    if constexpr (!std::floating_point<T>) return 0;
    double const u = static_cast<double>(std::numeric_limits<T>::epsilon()) / 2;
    return 2 * (terms + 2) * u * terms * size;
}

}  // namespace

Result matmul_case(Json const& c) {
    return with(c.at("a"), [&](auto const& a) {
        using T = typename std::decay_t<decltype(a)>::value_type;
        if constexpr (std::same_as<T, bool>) {
            return Result::failed;
        } else {
            auto const b = read<T>(c.at("b"));
            return refused(c, "matmul", {a.shape(), b.shape()}, [&] {
                double const terms = a.rank() == 0 ? 0 : static_cast<double>(a.shape(-1));
                double const tolerance = bound<T>(terms, largest(a) * largest(b));
                Json const wanted = c.value("result", Json());
                bool const both = same(matmul(a, b), wanted, tolerance) == Result::passed &&
                                  same(a.matmul(b), wanted, tolerance) == Result::passed;
                return both ? Result::passed : Result::failed;
            });
        }
    });
}

Result einsum_case(Json const& c) {
    return with(c.at("inputs").at(0), [&](auto const& first) {
        using T = typename std::decay_t<decltype(first)>::value_type;
        if constexpr (std::same_as<T, bool>) {
            return Result::failed;
        } else {
            std::vector<Tensor<T>> operands;
            std::vector<Shape> shapes;
            double size = 1;
            double terms = 1;
            for (Json const& input : c.at("inputs")) {
                operands.push_back(read<T>(input));
                shapes.push_back(operands.back().shape());
                size *= largest(operands.back());
                terms *= std::max(1.0, static_cast<double>(operands.back().numel()));
            }
            std::string const equation = c.at("equation");
            return refused(c, "einsum", shapes, [&] {
                auto const got = einsum(equation, operands);
                return same(got.contiguous(), c.value("result", Json()), bound<T>(terms, size));
            });
        }
    });
}

}  // namespace oracle
