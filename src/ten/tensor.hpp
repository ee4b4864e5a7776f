// Generated from chapters/01-tensors.md by heddle (checksum 874d361aac67589f). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <ostream>
#include <type_traits>
#include <utility>
#include "ten/arithmetic.hpp"
#include "ten/shape.hpp"
#include "ten/storage.hpp"

namespace ten {

/// \file
/// `Tensor`: elements of one type, a shape, and strides that say where each element lies.


/// The element types of the library.
template <typename T>
concept Element = std::same_as<T, float> || std::same_as<T, double> || std::same_as<T, std::int32_t> ||
                  std::same_as<T, std::int64_t> || std::same_as<T, bool>;

/// Any C++ number that can stand beside a tensor in an operation.
template <typename S>
concept Number = std::is_arithmetic_v<S>;

/// The name of an element type, as it is printed.
struct Dtype {
    char const* name;
    friend bool operator==(Dtype a, Dtype b) { return std::string(a.name) == b.name; }
    friend std::ostream& operator<<(std::ostream& out, Dtype d) { return out << d.name; }
};

template <Element T>
Dtype dtype_of() {
    if constexpr (std::same_as<T, float>) return {"float32"};
    if constexpr (std::same_as<T, double>) return {"float64"};
    if constexpr (std::same_as<T, std::int32_t>) return {"int32"};
    if constexpr (std::same_as<T, std::int64_t>) return {"int64"};
    if constexpr (std::same_as<T, bool>) return {"bool"};
}

/// A view of shared elements. Copying a tensor copies the view: both see the same elements. `clone` copies elements.
template <Element T>
class Tensor {
public:
    using value_type = T;

    /// An empty tensor of shape [0].
    Tensor() : Tensor(Shape{0}) {}
    /// \param shape  any number of dimensions; the elements are row-major and not initialised
    explicit Tensor(Shape shape)
        : shape_(std::move(shape)), strides_(row_major(shape_)), size_(count(shape_, "Tensor")) {
        storage_ = Storage<T>(size_);
    }
    /// A view of `storage`: element (i, j, ...) lies at offset + i * strides[0] + j * strides[1] + ...
    Tensor(Storage<T> storage, Shape shape, Strides strides, std::int64_t offset)
        : storage_(std::move(storage)), shape_(std::move(shape)), strides_(std::move(strides)), offset_(offset), size_(count(shape_, "Tensor")) {}

    // describe a tensor
    [[nodiscard]] Dtype dtype() const { return dtype_of<T>(); }
    [[nodiscard]] Shape const& shape() const { return shape_; }
    [[nodiscard]] std::int64_t shape(std::int64_t dim) const { return shape_[checked_dim(dim, "shape")]; }
    /// Elements to step over in memory when an index grows by one.
    [[nodiscard]] Strides const& strides() const { return strides_; }
    [[nodiscard]] std::int64_t offset() const { return offset_; }
    [[nodiscard]] std::size_t rank() const { return shape_.size(); }
    /// The number of elements.
    [[nodiscard]] std::int64_t numel() const { return size_; }
    [[nodiscard]] Storage<T> const& storage() const { return storage_; }
    /// The element (0, 0, ...); the others follow by the strides.
    [[nodiscard]] T* data() const { return storage_.data() + offset_; }
    /// Do the elements lie row by row without gaps?
    [[nodiscard]] bool is_contiguous() const {
        std::int64_t expected = 1;
        for (std::size_t i = rank(); i-- > 0;) {
            if (shape_[i] != 1 && strides_[i] != expected && size_ > 1) return false;
            expected *= std::max<std::int64_t>(shape_[i], 1);
        }
        return true;
    }

    // reach one element
    /// \pre one index for each dimension, each within -size..size-1; throws IndexError
    template <std::integral... I>
    [[nodiscard]] T& operator()(I... index) const {
        if (sizeof...(index) != rank()) {
            throw IndexError(std::to_string(sizeof...(index)) + " indices for shape " + to_string(shape_));
        }
        std::int64_t at = 0;
        std::size_t dim = 0;
        ((at += checked_index(static_cast<std::int64_t>(index), dim) * strides_[dim], ++dim), ...);
        return data()[at];
    }
    /// The only element. \pre numel() == 1; throws ShapeError
    [[nodiscard]] T item() const {
        if (size_ != 1) throw ShapeError("item: shape " + to_string(shape_) + " has not one element");
        return *data();
    }

    // look at the same elements in another way
    /// The `index`-th slice along the first dimension, a view of one dimension less.
    [[nodiscard]] Tensor operator[](std::int64_t index) const {
        if (rank() == 0) throw IndexError("a tensor without dimensions cannot be indexed");
        Shape shape(rank() - 1, 0);
        Strides strides(rank() - 1, 0);
        std::copy(shape_.begin() + 1, shape_.end(), shape.begin());
        std::copy(strides_.begin() + 1, strides_.end(), strides.begin());
        return Tensor(storage_, std::move(shape), std::move(strides), offset_ + checked_index(index, 0) * strides_[0]);
    }
    /// The matrix mirrored at its diagonal, a view. \pre at most two dimensions; throws ShapeError
    [[nodiscard]] Tensor t() const {
        if (rank() > 2) throw ShapeError("t: shape " + to_string(shape_) + " has more than two dimensions");
        Shape shape = shape_;
        Strides strides = strides_;
        std::reverse(shape.begin(), shape.end());
        std::reverse(strides.begin(), strides.end());
        return Tensor(storage_, std::move(shape), std::move(strides), offset_);
    }

    // change a tensor in place
    [[nodiscard]] Tensor add(Tensor const& other) const { return elementwise<T, Plus>(*this, other); }
    [[nodiscard]] Tensor sub(Tensor const& other) const { return elementwise<T, Minus>(*this, other); }
    [[nodiscard]] Tensor mul(Tensor const& other) const { return elementwise<T, Times>(*this, other); }
    [[nodiscard]] auto div(Tensor const& other) const { return elementwise<Quotient<T>, Over>(*this, other); }
    Tensor& add_(Tensor const& other) { return elementwise_in_place<Plus>(*this, other, "add_"); }
    Tensor& sub_(Tensor const& other) { return elementwise_in_place<Minus>(*this, other, "sub_"); }
    Tensor& mul_(Tensor const& other) { return elementwise_in_place<Times>(*this, other, "mul_"); }
    /// \pre T is float or double: a quotient does not fit into whole numbers
    Tensor& div_(Tensor const& other) {
        static_assert(std::floating_point<T>, "div_: the quotient of whole numbers is a float");
        return elementwise_in_place<Over>(*this, other, "div_");
    }
    Tensor& add_(T number) { return elementwise_in_place_number<Plus>(*this, number); }
    Tensor& sub_(T number) { return elementwise_in_place_number<Minus>(*this, number); }
    Tensor& mul_(T number) { return elementwise_in_place_number<Times>(*this, number); }
    Tensor& operator+=(Tensor const& other) { return add_(other); }
    Tensor& operator-=(Tensor const& other) { return sub_(other); }
    Tensor& operator*=(Tensor const& other) { return mul_(other); }
    Tensor& operator/=(Tensor const& other) { return div_(other); }

private:
    [[nodiscard]] std::size_t checked_dim(std::int64_t dim, char const* operation) const {
        auto const n = static_cast<std::int64_t>(rank());
        if (dim < -n || dim >= n) {
            throw IndexError(std::string(operation) + ": dimension " + std::to_string(dim) + " is out of range for shape " + to_string(shape_));
        }
        return static_cast<std::size_t>(dim < 0 ? dim + n : dim);
    }
    [[nodiscard]] std::int64_t checked_index(std::int64_t index, std::size_t dim) const {
        if (index < -shape_[dim] || index >= shape_[dim]) {
            throw IndexError("index " + std::to_string(index) + " is out of range for dimension " + std::to_string(dim) + " of shape " + to_string(shape_));
        }
        return index < 0 ? index + shape_[dim] : index;
    }

    Storage<T> storage_;
    Shape shape_;
    Strides strides_;
    std::int64_t offset_ = 0;  // elements from the start of the storage to element (0, 0, ...)
    std::int64_t size_ = 0;    // elements
};

/// Calls `f(out, a, b)` for `n` elements that lie without gaps.
/// \pre  no write changes an element that is still to be read
template <typename R, typename A, typename B, typename F>
void for_each_dense(std::int64_t n, R* out, A const* a, B const* b, F f) {
#pragma GCC ivdep
    for (std::int64_t i = 0; i < n; ++i) f(out[i], a[i], b[i]);
}

/// Calls `f(out, a, b)` for every position of `shape`, in row-major order; each pointer moves by its own strides.
/// When all three lie without gaps it is one loop that the compiler turns into vector instructions.
/// \note  cost: one call an element; reads and writes each element once
template <typename R, typename A, typename B, typename F>
void for_each_element(Shape const& shape, R* out, Strides const& so, A const* a, Strides const& sa, B const* b, Strides const& sb, F f) {
    std::int64_t const n = count(shape, "for_each_element");
    if (n == 0) return;
    Strides const dense = row_major(shape);
    if (so == dense && sa == dense && sb == dense) {
        // The callers have made sure that no write can change an element that is still to be read.
#pragma GCC ivdep
        for (std::int64_t i = 0; i < n; ++i) f(out[i], a[i], b[i]);
        return;
    }
    std::size_t const last = shape.empty() ? 0 : shape.size() - 1;
    std::int64_t const row = shape.empty() ? 1 : shape[last];
    std::int64_t const step_out = shape.empty() ? 0 : so[last];
    std::int64_t const step_a = shape.empty() ? 0 : sa[last];
    std::int64_t const step_b = shape.empty() ? 0 : sb[last];
    Dims index(shape.size(), 0);
    for (;;) {
#pragma GCC ivdep
        for (std::int64_t i = 0; i < row; ++i) f(out[i * step_out], a[i * step_a], b[i * step_b]);
        std::size_t dim = last;
        for (;; --dim) {
            if (dim == 0) return;
            std::size_t const outer = dim - 1;
            out += so[outer];
            a += sa[outer];
            b += sb[outer];
            if (++index[outer] < shape[outer]) break;
            index[outer] = 0;
            out -= so[outer] * shape[outer];
            a -= sa[outer] * shape[outer];
            b -= sb[outer] * shape[outer];
        }
    }
}

template <typename T, typename U>
void require_same_shape(Tensor<T> const& a, Tensor<U> const& b, char const* operation) {
    if (a.shape() == b.shape()) return;
    throw ShapeError(std::string(operation) + ": shapes " + to_string(a.shape()) + " and " + to_string(b.shape()) + " do not match");
}

/// A new tensor c with c(i...) = f(a(i...), b(i...)), computed in R.
/// \param a, b  equal shapes, any strides; not modified
/// \returns     new row-major tensor of that shape
/// \pre         a.shape() == b.shape(); throws ShapeError naming both shapes
template <typename R, typename F, typename T>
Tensor<R> elementwise(Tensor<T> const& a, Tensor<T> const& b) {
    require_same_shape(a, b, F::name);
    Tensor<R> out(a.shape());
    auto const apply = [](R& o, T x, T y) { o = F{}(static_cast<R>(x), static_cast<R>(y)); };
    if (a.is_contiguous() && b.is_contiguous()) {
        for_each_dense(a.numel(), out.data(), a.data(), b.data(), apply);
    } else {
        for_each_element(a.shape(), out.data(), out.strides(), a.data(), a.strides(), b.data(), b.strides(), apply);
    }
    return out;
}

/// The same with a number on the right (`a op s`) or, with `swapped`, on the left (`s op a`).
template <typename R, typename F, bool swapped, typename T>
Tensor<R> elementwise_number(Tensor<T> const& a, R number) {
    Tensor<R> out(a.shape());
    for_each_element(a.shape(), out.data(), out.strides(), a.data(), a.strides(), a.data(), a.strides(),
                     [number](R& o, T x, T) { o = swapped ? F{}(number, static_cast<R>(x)) : F{}(static_cast<R>(x), number); });
    return out;
}

/// A row-major copy of the elements.
template <Element T>
Tensor<T> clone(Tensor<T> const& a) {
    Tensor<T> out(a.shape());
    for_each_element(a.shape(), out.data(), out.strides(), a.data(), a.strides(), a.data(), a.strides(), [](T& o, T x, T) { o = x; });
    return out;
}

/// a(i...) = f(a(i...), b(i...)), in place.
/// \pre equal shapes; no element of `a` stands at two positions (a stride of 0); throws ShapeError
template <typename F, typename T>
Tensor<T>& elementwise_in_place(Tensor<T>& a, Tensor<T> const& b, char const* operation) {
    require_same_shape(a, b, operation);
    for (std::size_t i = 0; i < a.rank(); ++i) {
        if (a.shape()[i] > 1 && a.strides()[i] == 0) throw ShapeError(std::string(operation) + ": one element of the tensor stands at several positions");
    }
    bool const shares = a.storage().data() == b.storage().data();
    bool const same_view = a.offset() == b.offset() && a.strides() == b.strides();
    if (shares && !same_view) return elementwise_in_place<F>(a, clone(b), operation);
    auto const apply = [](T& o, T x, T y) { o = F{}(x, y); };
    if (a.is_contiguous() && b.is_contiguous()) {
        for_each_dense(a.numel(), a.data(), a.data(), b.data(), apply);
    } else {
        for_each_element(a.shape(), a.data(), a.strides(), a.data(), a.strides(), b.data(), b.strides(), apply);
    }
    return a;
}

template <typename F, typename T>
Tensor<T>& elementwise_in_place_number(Tensor<T>& a, T number) {
    for_each_element(a.shape(), a.data(), a.strides(), a.data(), a.strides(), a.data(), a.strides(), [number](T& o, T x, T) { o = F{}(x, number); });
    return a;
}

template <Element T>
Tensor<T> operator+(Tensor<T> const& a, Tensor<T> const& b) { return elementwise<T, Plus>(a, b); }
template <Element T>
Tensor<T> operator-(Tensor<T> const& a, Tensor<T> const& b) { return elementwise<T, Minus>(a, b); }
template <Element T>
Tensor<T> operator*(Tensor<T> const& a, Tensor<T> const& b) { return elementwise<T, Times>(a, b); }
template <Element T>
auto operator/(Tensor<T> const& a, Tensor<T> const& b) { return elementwise<Quotient<T>, Over>(a, b); }

template <Element T, Number S>
auto operator+(Tensor<T> const& a, S s) { return elementwise_number<WithNumber<T, S>, Plus, false>(a, static_cast<WithNumber<T, S>>(s)); }
template <Element T, Number S>
auto operator-(Tensor<T> const& a, S s) { return elementwise_number<WithNumber<T, S>, Minus, false>(a, static_cast<WithNumber<T, S>>(s)); }
template <Element T, Number S>
auto operator*(Tensor<T> const& a, S s) { return elementwise_number<WithNumber<T, S>, Times, false>(a, static_cast<WithNumber<T, S>>(s)); }
template <Element T, Number S>
auto operator/(Tensor<T> const& a, S s) { return elementwise_number<Quotient<T>, Over, false>(a, static_cast<Quotient<T>>(s)); }
template <Element T, Number S>
auto operator+(S s, Tensor<T> const& a) { return elementwise_number<WithNumber<T, S>, Plus, true>(a, static_cast<WithNumber<T, S>>(s)); }
template <Element T, Number S>
auto operator-(S s, Tensor<T> const& a) { return elementwise_number<WithNumber<T, S>, Minus, true>(a, static_cast<WithNumber<T, S>>(s)); }
template <Element T, Number S>
auto operator*(S s, Tensor<T> const& a) { return elementwise_number<WithNumber<T, S>, Times, true>(a, static_cast<WithNumber<T, S>>(s)); }
template <Element T, Number S>
auto operator/(S s, Tensor<T> const& a) { return elementwise_number<Quotient<T>, Over, true>(a, static_cast<Quotient<T>>(s)); }

/// Equal shapes and equal elements; a NaN is equal to nothing.
template <Element T>
bool equal(Tensor<T> const& a, Tensor<T> const& b) {
    if (a.shape() != b.shape()) return false;
    Tensor<bool> same(Shape{1});
    bool all = true;
    for_each_element(a.shape(), same.data(), Strides(a.rank(), 0), a.data(), a.strides(), b.data(), b.strides(),
                     [&all](bool&, T x, T y) { all = all && x == y; });
    return all;
}

}  // namespace ten
