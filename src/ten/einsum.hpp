// Generated from chapters/05-matmul.md by heddle (checksum 2065c116e0223fe6). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>
#include "ten/matmul.hpp"
#include "ten/reduce.hpp"
#include "ten/subscripts.hpp"

namespace ten {

/// \file
/// Sums of products of tensors, described by subscripts.

namespace detail {

/// A tensor and a label for each of its dimensions.
template <Element T>
struct Labelled {
    Tensor<T> tensor;
    Labels labels;
    [[nodiscard]] std::size_t where(int label) const {
        return static_cast<std::size_t>(std::find(labels.begin(), labels.end(), label) - labels.begin());
    }
    [[nodiscard]] bool has(int label) const { return where(label) < labels.size(); }
    /// The size of the dimension of that label; without one it is 1, as in broadcasting.
    [[nodiscard]] std::int64_t extent(int label) const { return has(label) ? tensor.shape()[where(label)] : 1; }
};

/// Every label once: where it stood several times, the diagonal. A view.
template <Element T>
Labelled<T> diagonals(Tensor<T> const& a, Labels const& labels) {
    Labelled<T> out{a, {}};
    Layout layout{{}, {}, a.offset()};
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (std::size_t const at = out.where(labels[i]); at < out.labels.size()) {
            layout.strides[at] = place_after(layout.strides[at], 1, a.strides()[i]);
            continue;
        }
        out.labels.push_back(labels[i]);
        layout.shape = with_inserted(layout.shape, layout.shape.size(), a.shape()[i]);
        layout.strides = with_inserted(layout.strides, layout.strides.size(), a.strides()[i]);
    }
    out.tensor = a.with_layout(std::move(layout));
    return out;
}

}  // namespace detail

namespace detail {

/// The dimensions in the order of `labels`, each as long as `sizes` says. A view. \pre `a` has just these labels
template <Element T>
Tensor<T> arranged(Labelled<T> const& a, Labels const& labels, std::map<int, std::int64_t> const& sizes) {
    Dims order(labels.size(), 0);
    Shape shape(labels.size(), 0);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        order[i] = static_cast<std::int64_t>(a.where(labels[i]));
        shape[i] = sizes.at(labels[i]);
    }
    return a.tensor.permute(order).expand(shape);
}
/// Summed over every label that `keep` does not want. A label of size 1 has nothing to sum, and just goes.
template <Element T, typename Keep>
Labelled<T> summed(Labelled<T> a, Keep keep) {
    for (std::size_t i = a.labels.size(); i-- > 0;) {
        if (keep(a.labels[i])) continue;
        auto const dim = static_cast<std::int64_t>(i);
        a.tensor = a.tensor.shape()[i] == 1 ? a.tensor.squeeze(dim) : a.tensor.sum(dim).template to<T>();
        a.labels.erase(a.labels.begin() + static_cast<std::ptrdiff_t>(i));
    }
    return a;
}

}  // namespace detail

namespace detail {

/// The sum of products of two operands over the labels that both have and `keep` does not want.
/// \pre each has only labels that the other has too, or that `keep` wants
template <Element T, typename Keep>
Labelled<T> contracted(Labelled<T> const& a, Labelled<T> const& b, std::map<int, std::int64_t> const& sizes,
                       Keep keep) {
    Labels batch, rows, inner, columns;
    for (int label : a.labels) (b.has(label) ? keep(label) ? batch : inner : rows).push_back(label);
    for (int label : b.labels) {
        if (!a.has(label)) columns.push_back(label);
    }
    auto const joined = [](Labels first, Labels const& second, Labels const& third) {
        first.insert(first.end(), second.begin(), second.end());
        first.insert(first.end(), third.begin(), third.end());
        return first;
    };
    auto const shape_of = [&sizes](Labels const& labels) {
        Shape shape(labels.size(), 0);
        for (std::size_t i = 0; i < shape.size(); ++i) shape[i] = sizes.at(labels[i]);
        return shape;
    };
    auto const size_of = [&shape_of](Labels const& labels) { return count(shape_of(labels), "einsum"); };
    std::int64_t const n = size_of(batch), k = size_of(inner);
    Tensor<T> const left = arranged(a, joined(batch, rows, inner), sizes).reshape({n, size_of(rows), k});
    Tensor<T> const right = arranged(b, joined(batch, inner, columns), sizes).reshape({n, k, size_of(columns)});
    Labels const labels = joined(batch, rows, columns);
    return {(inner.empty() ? left * right : matmul(left, right)).view(shape_of(labels)), labels};
}

}  // namespace detail

namespace detail {

/// The sums of one operand, or without one to make, a view of it.
template <Element T>
Tensor<T> einsum_of_one(Labelled<T> a, Subscripts const& subscripts) {
    Labels const& result = subscripts.result;
    bool const whole = result.size() == a.labels.size();
    for (std::size_t i = a.labels.size(); i-- > 0;) {
        if (std::find(result.begin(), result.end(), a.labels[i]) != result.end()) continue;
        a.tensor = a.tensor.sum(static_cast<std::int64_t>(i)).template to<T>();
        a.labels.erase(a.labels.begin() + static_cast<std::ptrdiff_t>(i));
    }
    Tensor<T> const out = arranged(a, result, subscripts.sizes);
    return whole ? out : out.contiguous();
}

}  // namespace detail

/// Sums of products, as `subscripts` describe them: "ik,kj->ij" is the matrix product.
/// \param equation  for each operand a letter for each dimension, `...` for dimensions that are broadcast; after `->`
///                  the letters of the result; without an arrow, it has the letters that stand once, in order
/// \param operands  one or more tensors, any strides; not modified
/// \returns         a new row-major tensor, or of one operand whose elements are not summed a view; of the operands'
///                  type, also where int32 is summed: convert to int64 before if the sums may be too large
/// \pre             the equation is well formed and fits the shapes; throws ShapeError naming it and them
/// \note            cost: contracts from left to right, each pair as a batch of matrix products; a result whose letters
///                  stand in another order than batch, rows, columns is copied once more
template <Summable T>
Tensor<T> einsum(std::string_view equation, std::vector<Tensor<T>> const& operands) {
    std::vector<Shape> shapes;
    for (Tensor<T> const& a : operands) shapes.push_back(a.shape());
    detail::Subscripts const subscripts = detail::read_subscripts(equation, shapes);
    auto const wanted_from = [&subscripts](std::size_t next) {
        return [&subscripts, next](int label) {
            auto const has = [label](detail::Labels const& labels) {
                return std::find(labels.begin(), labels.end(), label) != labels.end();
            };
            auto const& terms = subscripts.operands;
            return has(subscripts.result) ||
                   std::any_of(terms.begin() + static_cast<std::ptrdiff_t>(next), terms.end(), has);
        };
    };
    detail::Labelled<T> total = detail::diagonals(operands[0], subscripts.operands[0]);
    if (operands.size() == 1) return detail::einsum_of_one(std::move(total), subscripts);
    for (std::size_t i = 1; i < operands.size(); ++i) {
        auto const wanted = wanted_from(i + 1);
        detail::Labelled<T> next = detail::diagonals(operands[i], subscripts.operands[i]);
        auto const stays = [&total, &next, &wanted](int label) {  // only what both have is summed with the product
            return wanted(label) || (total.extent(label) != 1 && next.extent(label) != 1);
        };
        detail::Labelled<T> const left = detail::summed(total, stays);
        next = detail::summed(next, stays);
        total = detail::contracted(left, next, subscripts.sizes, wanted);
    }
    return detail::arranged(total, subscripts.result, subscripts.sizes).contiguous();
}

/// The same with the operands one by one.
template <Summable T, std::same_as<Tensor<T>>... More>
Tensor<T> einsum(std::string_view equation, Tensor<T> const& first, More const&... more) {
    return einsum(equation, std::vector<Tensor<T>>{first, more...});
}

}  // namespace ten
