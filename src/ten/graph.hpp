// Generated from chapters/05-matmul.md by heddle (checksum 5cf6df0b6d842d34). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>
#include "ten/matmul.hpp"
#include "ten/picture.hpp"

namespace ten {

/// \file
/// Diagrams: of anything, and of a matrix product.

/// A diagram from left to right.
/// \param statements  nodes and edges in the language of Graphviz
/// \param words       the same for those who cannot see it; without them, the statements are shown
inline Picture gv(std::string const& statements, std::string const& words = "") {
    return {"digraph G{ rankdir=\"LR\"; " + statements + "; }", words.empty() ? statements : words};
}

namespace detail {

/// A matrix as a table of Graphviz, with the elements shaded for which `shade(i, j)` is true.
template <Element T, typename Shade>
std::string shaded_table(Tensor<T> const& a, std::string const& name, Shade shade) {
    std::string table = "<tr><td border=\"0\" colspan=\"" + std::to_string(a.shape(1)) + "\">" + name + "</td></tr>";
    for (std::int64_t i = 0; i < a.shape(0); ++i) {
        table += "<tr>";
        for (std::int64_t j = 0; j < a.shape(1); ++j) {
            table +=
                (shade(i, j) ? "<td bgcolor=\"gray85\">" : "<td>") + print_element(a(i, j), NumberFormat{}) + "</td>";
        }
        table += "</tr>";
    }
    return name + " [shape=plain, label=<<table border=\"0\" cellborder=\"1\" cellspacing=\"0\">" + table +
           "</table>>]; ";
}

}  // namespace detail

/// Draws which elements of two matrices make element (i, j) of their product.
/// \pre  the inner sizes are equal, and the product has the element; throws ShapeError, IndexError
template <Element T>
Picture product_picture(Tensor<T> const& a, Tensor<T> const& b, std::int64_t i, std::int64_t j) {
    auto const c = matmul(a, b);
    auto const shown = [](T x) { return detail::print_element(x, detail::NumberFormat{}); };
    std::string words = shown(c(i, j)) + " = ";
    for (std::int64_t k = 0; k < a.shape(1); ++k)
        words += (k == 0 ? "" : " + ") + shown(a(i, k)) + " * " + shown(b(k, j));
    return gv(detail::shaded_table(a, "a", [i](auto row, auto) { return row == i; }) +
                  detail::shaded_table(b, "b", [j](auto, auto column) { return column == j; }) +
                  detail::shaded_table(c, "c", [i, j](auto row, auto column) { return row == i && column == j; }) +
                  "a -> c; b -> c; label=\"" + words + "\"",
              words);
}

}  // namespace ten
