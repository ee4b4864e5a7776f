// Generated from chapters/05-matmul.md by heddle (checksum a5d3cc8bf3f22a01). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>
#include "ten/shape.hpp"

namespace ten {

/// \file
/// The subscripts of `einsum`: a string and the shapes of the operands go in, a label for each dimension comes out.

namespace detail {

/// A label for each dimension: a letter, or for a dimension that an ellipsis stands for -1, -2, ... from the last.
using Labels = std::vector<int>;

/// The equation of an `einsum`, read: the labels of each operand and of the result, and the size that goes with a
/// label.
struct Subscripts {
    std::vector<Labels> operands;
    Labels result;
    std::map<int, std::int64_t> sizes;
};

/// What `einsum` is asked to do, as its errors tell it.
struct EinsumRequest {
    std::string_view equation;
    std::vector<Shape> const& shapes;
    [[noreturn]] void refuse(std::string const& why) const {
        std::string text = "einsum: \"" + std::string(equation) + "\" with shapes ";
        for (std::size_t i = 0; i < shapes.size(); ++i) text += (i == 0 ? "" : ", ") + to_string(shapes[i]);
        throw ShapeError(text + ": " + why);
    }
};

/// The name of a label, and of an operand, in an error.
inline std::string label_name(int label) { return label < 0 ? "..." : std::string(1, static_cast<char>(label)); }
inline std::string operand_name(std::size_t operand) { return "operand " + std::to_string(operand); }

}  // namespace detail

namespace detail {

/// The labels of a term.
/// \param asked   the whole request, for the error
/// \param term    letters, and an ellipsis perhaps
/// \param hidden  the dimensions of the ellipsis, if there is one
/// \param where   what the term is of, for the error
inline Labels labels_of(EinsumRequest const& asked, std::string_view term, std::int64_t hidden,
                        std::string const& where) {
    Labels labels;
    bool ellipsis_seen = false;
    for (std::size_t i = 0; i < term.size(); ++i) {
        char const c = term[i];
        bool const is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (is_letter) {
            labels.push_back(c);
        } else if (term.substr(i, 3) == "...") {
            if (ellipsis_seen) asked.refuse("more than one ellipsis in " + where);
            ellipsis_seen = true;
            i += 2;
            for (std::int64_t d = hidden; d > 0; --d) labels.push_back(static_cast<int>(-d));
        } else if (c != ' ') {
            asked.refuse(std::string("'") + c + "' in " + where + " is no letter, and no part of \"...\" or \"->\"");
        }
    }
    return labels;
}

/// How many dimensions of the operand the ellipsis of its term stands for; 0 without one.
inline std::int64_t hidden_dims(EinsumRequest const& asked, std::string_view term, std::size_t operand) {
    auto const letters = static_cast<std::int64_t>(labels_of(asked, term, 0, operand_name(operand)).size());
    auto const rank = static_cast<std::int64_t>(asked.shapes[operand].size());
    bool const has_ellipsis = term.find('.') != std::string_view::npos;
    if (letters > rank || (letters < rank && !has_ellipsis)) {
        asked.refuse(operand_name(operand) + " has " + std::to_string(rank) + " dimensions, and " +
                     std::to_string(letters) + " subscripts");
    }
    return rank - letters;
}

}  // namespace detail

namespace detail {

/// Adds the sizes of an operand to those of the operands before it.
inline void note_sizes(EinsumRequest const& asked, std::size_t operand, Labels const& labels,
                       std::map<int, std::int64_t>& sizes) {
    std::map<int, std::int64_t> own;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        std::int64_t const size = asked.shapes[operand][i];
        auto const [before, fresh] = own.emplace(labels[i], size);
        if (!fresh && before->second != size) {
            asked.refuse(label_name(labels[i]) + " is repeated in " + operand_name(operand) + ", with sizes " +
                         std::to_string(before->second) + " and " + std::to_string(size));
        }
        std::int64_t& common = sizes.emplace(labels[i], 1).first->second;
        if (common != 1 && size != 1 && common != size) {
            asked.refuse(label_name(labels[i]) + " has size " + std::to_string(size) + " in " + operand_name(operand) +
                         ", and size " + std::to_string(common) + " before");
        }
        if (size != 1) common = size;
    }
}

}  // namespace detail

namespace detail {

inline Labels implicit_result(std::vector<Labels> const& operands, std::int64_t hidden) {
    std::map<int, int> times;
    for (Labels const& labels : operands) {
        for (int label : labels) ++times[label];
    }
    Labels result;
    for (std::int64_t d = hidden; d > 0; --d) result.push_back(static_cast<int>(-d));
    for (auto const& [label, n] : times) {
        if (label > 0 && n == 1) result.push_back(label);
    }
    return result;
}
inline void check_result(EinsumRequest const& asked, Subscripts const& read) {
    for (std::size_t i = 0; i < read.result.size(); ++i) {
        int const label = read.result[i];
        if (read.sizes.count(label) == 0)
            asked.refuse("the result has " + label_name(label) + ", and no operand has it");
        if (std::find(read.result.begin(), read.result.begin() + static_cast<std::ptrdiff_t>(i), label) !=
            read.result.begin() + static_cast<std::ptrdiff_t>(i)) {
            asked.refuse("the result has " + label_name(label) + " more than once");
        }
    }
}

}  // namespace detail

namespace detail {

/// Reads an equation. \pre it is well formed and fits the shapes; throws ShapeError naming it and them
inline Subscripts read_subscripts(std::string_view equation, std::vector<Shape> const& shapes) {
    EinsumRequest const asked{equation, shapes};
    std::size_t const arrow = equation.find("->");
    std::string_view const left = equation.substr(0, arrow);
    std::vector<std::string_view> terms;
    for (std::size_t from = 0; from <= left.size();) {
        std::size_t const comma = std::min(left.find(',', from), left.size());
        terms.push_back(left.substr(from, comma - from));
        from = comma + 1;
    }
    if (terms.size() != shapes.size()) {
        asked.refuse(std::to_string(terms.size()) + " operands are described, and " + std::to_string(shapes.size()) +
                     " given");
    }
    Subscripts out;
    std::int64_t hidden = 0;
    for (std::size_t i = 0; i < terms.size(); ++i) {
        std::int64_t const here = hidden_dims(asked, terms[i], i);
        hidden = std::max(hidden, here);
        out.operands.push_back(labels_of(asked, terms[i], here, operand_name(i)));
        note_sizes(asked, i, out.operands.back(), out.sizes);
    }
    bool const explicit_result = arrow != std::string_view::npos;
    out.result = explicit_result ? labels_of(asked, equation.substr(arrow + 2), hidden, "the result")
                                 : implicit_result(out.operands, hidden);
    check_result(asked, out);
    return out;
}

}  // namespace detail

}  // namespace ten
