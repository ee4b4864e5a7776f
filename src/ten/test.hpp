// Generated from chapters/04-data.md by heddle (checksum df5b5daffafbd9c9). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include "ten/compare.hpp"
#include "ten/print.hpp"
#include "ten/reduce.hpp"

namespace ten {

/// \file
/// Expectations that are written beside the code, and that stop it when they are false.

/// An expectation was false; the message has the name of the comparison and both values.
class TestFailure : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

namespace detail {

// say whether a comparison holds
inline bool is_true(bool holds) { return holds; }
inline bool is_true(Tensor<bool> const& holds) { return holds.all().item(); }
template <typename T>
constexpr bool is_whole = std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char>;

/// `==`, but of two tensors with their shapes, and of whole numbers by their values.
struct Equals {
    template <typename A, typename B>
    bool operator()(A const& a, B const& b) const {
        if constexpr (is_whole<A> && is_whole<B>) {
            return std::cmp_equal(a, b);
        } else if constexpr (requires { a.shape() == b.shape(); }) {
            return a.shape() == b.shape() && is_true(a == b);
        } else {
            return is_true(a == b);
        }
    }
};
/// What can be written to a stream as it is written there.
template <typename T>
std::string in_words(T const& value) {
    if constexpr (requires(std::ostream & out) { out << value; }) {
        std::ostringstream text;
        text << std::boolalpha << value;
        return text.str();
    } else {
        return "(a value that cannot be written)";
    }
}

}  // namespace detail

/// Expects that `compare(a, b)` holds; of a comparison element by element, that it holds for all elements.
/// \param a        what is tested
/// \param b        what it is compared with
/// \param compare  takes both, and gives a truth value or a tensor of them
/// \param name     of the comparison, for the message
/// \pre            it holds; throws TestFailure
template <typename A, typename B, typename Compare>
void test(A const& a, B const& b, Compare compare, std::string const& name) {
    if (detail::is_true(compare(a, b))) return;
    throw TestFailure(name + ":\n" + detail::in_words(a) + "\n" + detail::in_words(b));
}

/// Expects that two values are equal: numbers, texts, shapes, or tensors, which need the same shape as well.
/// A tensor equals a number when all its elements do. NaN equals nothing.
/// \pre they are; throws TestFailure
template <typename A, typename B>
void test_eq(A const& a, B const& b) {
    test(a, b, detail::Equals{}, "==");
}

}  // namespace ten
