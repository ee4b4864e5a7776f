// Generated from chapters/05-matmul.md by heddle (checksum a008d3f4037e8646). Do not edit: edit the chapter.
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

/// A tensor and a label for each of its dimensions.
template <Element T>
struct Labelled {
    Tensor<T> tensor;
    Labels labels;
    [[nodiscard]] std::size_t where(int label) const {
        return static_cast<std::size_t>(std::find(labels.begin(), labels.end(), label) - labels.begin());
    }
    [[nodiscard]] bool has(int label) const { return where(label) < labels.size(); }
};

/// Every label once: where it stood several times, the diagonal. A view.
template <Element T>
Labelled<T> diagonals(Tensor<T> const& a, Labels const& labels) {
    Labelled<T> out{a, {}};
    Layout layout{{}, {}, a.offset()};
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (std::size_t const at = out.where(labels[i]); at < out.labels.size()) {
            layout.strides[at] += a.strides()[i];
            continue;
        }
        out.labels.push_back(labels[i]);
        layout.shape = with_inserted(layout.shape, layout.shape.size(), a.shape()[i]);
        layout.strides = with_inserted(layout.strides, layout.strides.size(), a.strides()[i]);
    }
    out.tensor = a.with_layout(std::move(layout));
    return out;
}

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
/// Summed over every label that `keep` does not want.
template <Element T, typename Keep>
Labelled<T> summed(Labelled<T> a, Keep keep) {
    for (std::size_t i = a.labels.size(); i-- > 0;) {
        if (keep(a.labels[i])) continue;
        a.tensor = a.tensor.sum(static_cast<std::int64_t>(i)).template to<T>();
        a.labels.erase(a.labels.begin() + static_cast<std::ptrdiff_t>(i));
    }
    return a;
}

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
    auto const size_of = [&sizes](Labels const& labels) {
        std::int64_t size = 1;
        for (int label : labels) size *= sizes.at(label);
        return size;
    };
    std::int64_t const n = size_of(batch), k = size_of(inner);
    Tensor<T> const left = arranged(a, joined(batch, rows, inner), sizes).reshape({n, size_of(rows), k});
    Tensor<T> const right = arranged(b, joined(batch, inner, columns), sizes).reshape({n, k, size_of(columns)});
    Labelled<T> out{matmul(left, right), joined(batch, rows, columns)};
    Shape shape(out.labels.size(), 0);
    for (std::size_t i = 0; i < shape.size(); ++i) shape[i] = sizes.at(out.labels[i]);
    out.tensor = out.tensor.view(shape);
    return out;
}

/// Sums of products, as `subscripts` describe them: "ik,kj->ij" is the matrix product.
/// \param equation  for each operand a letter for each dimension, `...` for dimensions that are broadcast; after `->`
///                  the letters of the result; without an arrow, it has the letters that stand once, in order
/// \param operands  one or more tensors, any strides; not modified
/// \returns         a new tensor, or of one operand whose elements are not summed a view; of the operands' type, also
///                  where int32 is summed: convert to int64 before if the sums may be too large
/// \pre             the equation is well formed and fits the shapes; throws ShapeError naming it and them
/// \note            cost: contracts from left to right, each pair as a batch of matrix products
template <Summable T>
Tensor<T> einsum(std::string_view equation, std::vector<Tensor<T>> const& operands) {
    std::vector<Shape> shapes;
    for (Tensor<T> const& a : operands) shapes.push_back(a.shape());
    Subscripts const subscripts = read_subscripts(equation, shapes);
    auto const wanted_from = [&subscripts](std::size_t next) {
        return [&subscripts, next](int label) {
            auto const has = [label](Labels const& labels) {
                return std::find(labels.begin(), labels.end(), label) != labels.end();
            };
            auto const& terms = subscripts.operands;
            return has(subscripts.result) ||
                   std::any_of(terms.begin() + static_cast<std::ptrdiff_t>(next), terms.end(), has);
        };
    };
    Labelled<T> total = diagonals(operands[0], subscripts.operands[0]);
    total = summed(std::move(total), wanted_from(1));
    for (std::size_t i = 1; i < operands.size(); ++i) {
        auto const wanted = wanted_from(i + 1);
        auto const with_total = [&](int label) { return total.has(label) || wanted(label); };
        Labelled<T> const next = summed(diagonals(operands[i], subscripts.operands[i]), with_total);
        auto const with_next = [&](int label) { return next.has(label) || wanted(label); };
        total = contracted(summed(std::move(total), with_next), next, subscripts.sizes, wanted);
    }
    return arranged(total, subscripts.result, subscripts.sizes);
}

/// The same with the operands one by one.
template <Summable T, std::same_as<Tensor<T>>... More>
Tensor<T> einsum(std::string_view equation, Tensor<T> const& first, More const&... more) {
    return einsum(equation, std::vector<Tensor<T>>{first, more...});
}

}  // namespace ten
