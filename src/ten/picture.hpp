// Generated from chapters/01-tensors.md, chapters/02-broadcasting.md by heddle (checksum 990d747e0883ba2e). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include "ten/print.hpp"
#include "ten/tensor.hpp"
#include "ten/broadcast.hpp"

namespace ten {

/// \file
/// A drawing of where the elements of a tensor lie, in the language of Graphviz.

/// A diagram in the language of Graphviz, and the same in words.
struct Picture {
    std::string dot;
    std::string text;
};

/// The forms in which a page can show a picture, by their media types.
inline std::map<std::string, std::string> mime_bundle_repr(Picture const& picture) {
    return {{"text/vnd.graphviz", picture.dot}, {"text/plain", picture.text}};
}

namespace detail {

/// One cell of a Graphviz table, with a name that arrows can lead to.
inline std::string picture_cell(std::string const& port, std::string const& text) {
    return "<td port=\"" + port + "\">" + text + "</td>";
}

}  // namespace detail

/// Draws the elements of `a` as they are indexed and as they lie in its storage.
/// \param a  one or two dimensions, any strides
/// \pre      rank 1 or 2; throws ShapeError
template <Element T>
Picture picture(Tensor<T> const& a) {
    if (a.rank() != 1 && a.rank() != 2) {
        throw ShapeError("picture: shape " + to_string(a.shape()) + " is no vector or matrix");
    }
    if (!detail::in_reach(a)) detail::refuse_access(a.device());
    std::int64_t const rows = a.rank() == 2 ? a.shape(0) : 1;
    std::int64_t const columns = a.shape(-1);
    std::string view;
    std::string edges;
    for (std::int64_t i = 0; i < rows; ++i) {
        view += "<tr>";
        for (std::int64_t j = 0; j < columns; ++j) {
            std::string const port = "v" + std::to_string(i) + "_" + std::to_string(j);
            T const& element = a.rank() == 2 ? a(i, j) : a(j);
            view += detail::picture_cell(port, detail::print_element(element, detail::NumberFormat{}));
            if (j == 0)
                edges += "view:" + port + " -> storage:s" + std::to_string(&element - a.storage().data()) + "; ";
        }
        view += "</tr>";
    }
    // describe the storage in Graphviz
    std::string memory;
    std::string places;
    for (std::int64_t k = 0; k < a.storage().size(); ++k) {
        std::string const place = std::to_string(k);
        memory +=
            detail::picture_cell("s" + place, detail::print_element(a.storage().data()[k], detail::NumberFormat{}));
        places += "<td border=\"0\"><font point-size=\"9\">" + place + "</font></td>";
    }
    std::string const words = "shape " + to_string(a.shape()) + ", strides " + to_string(a.strides()) + ", offset " +
                              std::to_string(a.offset());
    std::string const open = " [shape=plain, label=<<table border=\"0\" cellborder=\"1\" cellspacing=\"0\">";
    std::string const dot = "digraph { view" + open + view + "</table>>]; storage" + open + "<tr>" + memory +
                            "</tr><tr>" + places + "</tr></table>>]; " + edges + "label=\"" + words + "\"; }";
    return {dot, words + ", storage of " + std::to_string(a.storage().size()) + " elements"};
}

namespace detail {

/// The table of a tensor as it is seen over the shape `common`: what repeats is shaded.
template <Element T>
std::string picture_over(Tensor<T> const& a, Shape const& common, std::string const& words) {
    Tensor<T> const seen = a.expand(common);
    std::int64_t const rows = common.size() == 2 ? common[0] : 1;
    std::int64_t const columns = common[common.size() - 1];
    std::string table = "<tr><td border=\"0\" colspan=\"" + std::to_string(columns) + "\">" + words + "</td></tr>";
    for (std::int64_t i = 0; i < rows; ++i) {
        table += "<tr>";
        for (std::int64_t j = 0; j < columns; ++j) {
            std::string const text = print_element(common.size() == 2 ? seen(i, j) : seen(j), NumberFormat{});
            bool const again = (i > 0 && seen.strides()[0] == 0) || (j > 0 && seen.strides()[common.size() - 1] == 0);
            table += (again ? "<td bgcolor=\"lightgrey\">" : "<td>") + text + "</td>";
        }
        table += "</tr>";
    }
    return " [shape=plain, label=<<table border=\"0\" cellborder=\"1\" cellspacing=\"0\">" + table + "</table>>]; ";
}

}  // namespace detail

/// Draws how two tensors meet in an elementwise operation: each over their common shape, with the strides that it is
/// read by. \pre  the shapes fit, and their common shape has one or two dimensions; throws ShapeError
template <Element T, Element U>
Picture picture(Tensor<T> const& a, Tensor<U> const& b) {
    Shape const common = common_shape(a.shape(), b.shape(), "picture");
    if (common.size() != 1 && common.size() != 2)
        throw ShapeError("picture: shape " + to_string(common) + " is no vector or matrix");
    auto const words = [&common](auto const& tensor, char const* space) {
        std::string const shape = to_string(tensor.shape());
        return "shape " + shape + ", read" + space + "by strides " + to_string(tensor.expand(common).strides());
    };
    std::string const dot = "digraph { rankdir=LR; left" + detail::picture_over(a, common, words(a, "<br/>")) +
                            "right" + detail::picture_over(b, common, words(b, "<br/>")) +
                            "left -> right [style=invis]; label=\"both over shape " + to_string(common) + "\"; }";
    return {dot, words(a, " ") + "; " + words(b, " ") + "; both over shape " + to_string(common)};
}

}  // namespace ten
