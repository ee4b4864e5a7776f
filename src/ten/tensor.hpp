// Generated from chapters/01-tensors.md by heddle (checksum c992ec987f01e760). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <concepts>
#include <cstdint>
#include <cstdlib>
#include <ostream>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>
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
    friend bool operator==(Dtype a, Dtype b) { return std::string_view(a.name) == b.name; }
    friend std::ostream& operator<<(std::ostream& out, Dtype d) { return out << d.name; }
};

/// The dtype of the elements T.
template <Element T>
Dtype dtype_of() {
    if constexpr (std::same_as<T, float>) return {"float32"};
    if constexpr (std::same_as<T, double>) return {"float64"};
    if constexpr (std::same_as<T, std::int32_t>) return {"int32"};
    if constexpr (std::same_as<T, std::int64_t>) return {"int64"};
    if constexpr (std::same_as<T, bool>) return {"bool"};
}

/// A rule that leads from indices to elements of a shared storage.
/// Copying a tensor copies the rule: both then see, and may change, the same elements. `clone` copies elements.
/// \note `const` protects the rule and not the elements, as in a `std::span`: a view handed out by a const tensor
///       can be written to.
template <Element T>
class Tensor {
public:
    /// The C++ type of an element.
    using value_type = T;

    // make a tensor
    /// An empty tensor of shape [0].
    Tensor() : Tensor(Shape{0}) {}
    /// A tensor with a storage of its own; the elements are row-major and not initialised.
    /// \param shape  any number of dimensions
    /// \pre          a legal shape; throws ShapeError, or std::bad_alloc where there is not so much memory
    explicit Tensor(Shape shape)
        : shape_(std::move(shape)), strides_(row_major(shape_)), size_(count(shape_, "Tensor")), storage_(size_) {}
    /// A new tensor of the shape of `other`; the elements are row-major and not initialised.
    template <typename U>
    static Tensor like(Tensor<U> const& other) {
        if (other.is_contiguous()) return Tensor(other.shape(), other.strides(), other.numel());
        return Tensor(other.shape());
    }
    /// A view: element (i, j, ...) lies at offset + i * strides[0] + j * strides[1] + ...
    /// \param storage  shared, not copied
    /// \param shape    sizes
    /// \param strides  in elements, one for each size; 0 and negative ones are legal
    /// \param offset   in elements
    /// \pre            every element lies in the storage; throws ShapeError
    Tensor(Storage<T> storage, Shape shape, Strides strides, std::int64_t offset)
        : shape_(std::move(shape)),
          strides_(std::move(strides)),
          size_(count(shape_, "Tensor")),
          offset_(offset),
          storage_(std::move(storage)) {
        if (size_ == 0) offset_ = 0;  // no elements lie anywhere
        require_inside();
        contiguous_ = is_row_major(shape_, strides_);
    }

    // describe a tensor
    /// The type of the elements.
    [[nodiscard]] Dtype dtype() const { return dtype_of<T>(); }
    /// The sizes.
    [[nodiscard]] Shape const& shape() const { return shape_; }
    /// The size of one dimension. \pre -rank() <= dim < rank(); throws IndexError
    [[nodiscard]] std::int64_t shape(std::int64_t dim) const { return shape_[checked_dim(dim, "shape")]; }
    /// Elements to step over in the storage when an index grows by one.
    [[nodiscard]] Strides const& strides() const { return strides_; }
    /// The place of element (0, 0, ...), in elements from the start of the storage.
    [[nodiscard]] std::int64_t offset() const { return offset_; }
    /// The number of dimensions.
    [[nodiscard]] std::size_t rank() const { return shape_.size(); }
    /// The number of elements.
    [[nodiscard]] std::int64_t numel() const { return size_; }
    /// The memory, shared with views and copies.
    [[nodiscard]] Storage<T> const& storage() const { return storage_; }
    /// The element (0, 0, ...); the others follow by the strides.
    [[nodiscard]] T* data() const { return storage_.data() + offset_; }
    /// Do the elements lie row by row without gaps?
    [[nodiscard]] bool is_contiguous() const { return contiguous_; }

    // reach one element
    /// The element at these indices; a negative one counts from the end.
    /// \pre one index for each dimension, each from -size to size - 1; throws IndexError
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
    /// The slice at `index` along the first dimension, a view of one dimension less.
    /// \pre  -shape(0) <= index < shape(0); throws IndexError
    /// \note cost: no element is read or copied
    [[nodiscard]] Tensor operator[](std::int64_t index) const {
        if (rank() == 0) throw IndexError("a tensor without dimensions cannot be indexed");
        Shape shape(rank() - 1, 0);
        Strides strides(rank() - 1, 0);
        std::copy(shape_.begin() + 1, shape_.end(), shape.begin());
        std::copy(strides_.begin() + 1, strides_.end(), strides.begin());
        return Tensor(storage_, std::move(shape), std::move(strides), offset_ + checked_index(index, 0) * strides_[0]);
    }
    /// The matrix mirrored at its diagonal, a view.
    /// \pre  at most two dimensions; throws ShapeError
    /// \note cost: no element is read or copied
    [[nodiscard]] Tensor t() const {
        if (rank() > 2) throw ShapeError("t: shape " + to_string(shape_) + " has more than two dimensions");
        Shape shape = shape_;
        Strides strides = strides_;
        std::reverse(shape.begin(), shape.end());
        std::reverse(strides.begin(), strides.end());
        return Tensor(storage_, std::move(shape), std::move(strides), offset_);
    }

    // compute out of place
    /// The sum, elementwise, in a new tensor. \pre equal shapes; throws ShapeError
    [[nodiscard]] Tensor add(Tensor const& other) const { return elementwise<T, Plus>(*this, other); }
    /// The difference, elementwise, in a new tensor. \pre equal shapes; throws ShapeError
    [[nodiscard]] Tensor sub(Tensor const& other) const { return elementwise<T, Minus>(*this, other); }
    /// The product, elementwise, in a new tensor. \pre equal shapes; throws ShapeError
    [[nodiscard]] Tensor mul(Tensor const& other) const { return elementwise<T, Times>(*this, other); }
    /// The quotient, elementwise, in a new tensor; float for whole numbers. \pre equal shapes; throws ShapeError
    [[nodiscard]] auto div(Tensor const& other) const { return elementwise<Quotient<T>, Over>(*this, other); }
    /// The number added to every element, in a new tensor.
    template <Number S>
    [[nodiscard]] auto add(S number) const {
        return elementwise_number<Plus, Side::right>(*this, number);
    }
    /// The number taken from every element, in a new tensor.
    template <Number S>
    [[nodiscard]] auto sub(S number) const {
        return elementwise_number<Minus, Side::right>(*this, number);
    }
    /// Every element times the number, in a new tensor.
    template <Number S>
    [[nodiscard]] auto mul(S number) const {
        return elementwise_number<Times, Side::right>(*this, number);
    }
    /// Every element divided by the number, in a new tensor; float for whole numbers.
    template <Number S>
    [[nodiscard]] auto div(S number) const {
        return elementwise_number<Over, Side::right>(*this, number);
    }

    // compute in place
    /// Adds `other` to the elements. \returns this tensor \pre equal shapes; throws ShapeError
    Tensor& add_(Tensor const& other) { return elementwise_in_place<Plus>(*this, other, "add_"); }
    /// Takes `other` from the elements. \returns this tensor \pre equal shapes; throws ShapeError
    Tensor& sub_(Tensor const& other) { return elementwise_in_place<Minus>(*this, other, "sub_"); }
    /// Multiplies the elements by `other`. \returns this tensor \pre equal shapes; throws ShapeError
    Tensor& mul_(Tensor const& other) { return elementwise_in_place<Times>(*this, other, "mul_"); }
    /// Divides the elements by `other`. \returns this tensor \pre floating-point elements, equal shapes; throws
    /// ShapeError
    Tensor& div_(Tensor const& other) {
        static_assert(std::floating_point<T>, "div_: the quotient of whole numbers is a float");
        return elementwise_in_place<Over>(*this, other, "div_");
    }
    /// Adds the number to every element. \returns this tensor
    template <Number S>
    Tensor& add_(S number) {
        return elementwise_in_place_number<Plus>(*this, number, "add_");
    }
    /// Takes the number from every element. \returns this tensor
    template <Number S>
    Tensor& sub_(S number) {
        return elementwise_in_place_number<Minus>(*this, number, "sub_");
    }
    /// Multiplies every element by the number. \returns this tensor
    template <Number S>
    Tensor& mul_(S number) {
        return elementwise_in_place_number<Times>(*this, number, "mul_");
    }
    /// Divides every element by the number. \returns this tensor \pre floating-point elements
    template <Number S>
    Tensor& div_(S number) {
        return elementwise_in_place_number<Over>(*this, number, "div_");
    }
    /// As add_.
    Tensor& operator+=(auto const& other) { return add_(other); }
    /// As sub_.
    Tensor& operator-=(auto const& other) { return sub_(other); }
    /// As mul_.
    Tensor& operator*=(auto const& other) { return mul_(other); }
    /// As div_.
    Tensor& operator/=(auto const& other) { return div_(other); }

private:
    // check indices and views
    Tensor(Shape const& shape, Strides const& strides, std::int64_t size)
        : shape_(shape), strides_(strides), size_(size), storage_(size) {}

    void require_inside() const {
        bool inside = shape_.size() == strides_.size();
        std::int64_t low = offset_;
        std::int64_t high = offset_;
        for (std::size_t i = 0; inside && size_ > 0 && i < shape_.size(); ++i) {
            std::int64_t way = 0;  // from the first to the last element of this dimension
            std::int64_t& end = strides_[i] < 0 ? low : high;
            inside =
                !__builtin_mul_overflow(strides_[i], shape_[i] - 1, &way) && !__builtin_add_overflow(end, way, &end);
        }
        if (inside && (size_ == 0 || (low >= 0 && high < storage_.size()))) return;
        throw ShapeError("Tensor: shape " + to_string(shape_) + " with strides " + to_string(strides_) +
                         " and offset " + std::to_string(offset_) + " leads outside a storage of " +
                         std::to_string(storage_.size()));
    }
    [[nodiscard]] std::size_t checked_dim(std::int64_t dim, char const* operation) const {
        auto const n = static_cast<std::int64_t>(rank());
        if (dim < -n || dim >= n) {
            throw IndexError(std::string(operation) + ": dimension " + std::to_string(dim) +
                             " is out of range for shape " + to_string(shape_));
        }
        return static_cast<std::size_t>(dim < 0 ? dim + n : dim);
    }
    [[nodiscard]] std::int64_t checked_index(std::int64_t index, std::size_t dim) const {
        if (index < -shape_[dim] || index >= shape_[dim]) {
            throw IndexError("index " + std::to_string(index) + " is out of range for dimension " +
                             std::to_string(dim) + " of shape " + to_string(shape_));
        }
        return index < 0 ? index + shape_[dim] : index;
    }

    Shape shape_;
    Strides strides_;
    std::int64_t size_ = 0;    // elements
    std::int64_t offset_ = 0;  // elements from the start of the storage to element (0, 0, ...)
    bool contiguous_ = true;   // row by row without gaps
    Storage<T> storage_;
};

/// As many elements as fill the widest vector register of the processor, at any address, computed with as one value.
template <typename T>
struct Vector {
    static constexpr std::int64_t size = __BIGGEST_ALIGNMENT__ / sizeof(T);
    using type [[gnu::vector_size(__BIGGEST_ALIGNMENT__), gnu::aligned(alignof(T)), gnu::may_alias]] = T;
};

/// out[i] = f(a[i], b[i]) one by one. Apart from the loop over vectors, which has the registers to itself.
template <typename F, typename R, typename T>
[[gnu::noinline]] void for_each_single(std::int64_t n, R* out, T const* a, T const* b) {
#ifndef __clang__
#pragma GCC ivdep
#endif
    for (std::int64_t i = 0; i < n; ++i) out[i] = F{}(static_cast<R>(a[i]), static_cast<R>(b[i]));
}

/// out[i] = f(a[i], b[i]) for `n` elements that lie without gaps: whole vectors first, then what is left.
/// \pre  no write changes an element that is still to be read
template <typename F, typename R, typename T>
void for_each_dense(std::int64_t n, R* out, T const* a, T const* b) {
    std::int64_t i = 0;
    if constexpr (std::same_as<R, T> && !std::same_as<T, bool>) {
        using V = Vector<Bits<T>>;
#pragma GCC unroll 2
        for (; i + V::size <= n; i += V::size) {
            auto const& x = *reinterpret_cast<typename V::type const*>(a + i);
            auto const& y = *reinterpret_cast<typename V::type const*>(b + i);
            *reinterpret_cast<typename V::type*>(out + i) = F{}(x, y);
        }
    }
    if (i < n) for_each_single<F>(n - i, out + i, a + i, b + i);
}

/// One of the loops over the positions of a shape: how often it runs, and how far each operand moves in a step.
struct Loop {
    std::int64_t count, out, a, b;
    [[nodiscard]] std::int64_t step() const { return std::abs(out) + std::abs(a) + std::abs(b); }
};

/// The loops over all positions of `shape`, the shortest steps innermost; two that together move evenly are made one.
inline std::vector<Loop> plan_loops(Shape const& shape, Strides const& out, Strides const& a, Strides const& b) {
    std::vector<Loop> loops;
    loops.reserve(shape.size() + 1);
    for (std::size_t i = 0; i < shape.size(); ++i) {
        if (shape[i] != 1) loops.push_back({shape[i], out[i], a[i], b[i]});
    }
    std::stable_sort(loops.begin(), loops.end(), [](Loop const& x, Loop const& y) { return x.step() > y.step(); });
    auto last = loops.begin();
    for (auto next = loops.begin(); next != loops.end(); ++next) {
        if (next == last) continue;
        bool const even = last->out == next->out * next->count && last->a == next->a * next->count &&
                          last->b == next->b * next->count;
        if (even)
            next->count *= last->count;
        else
            ++last;
        *last = *next;
    }
    if (loops.empty())
        loops.push_back({1, 0, 0, 0});
    else
        loops.erase(last + 1, loops.end());
    return loops;
}

/// The innermost loop. A step that is 1 by its type lets the compiler turn the accesses into vector loads.
template <typename Out, typename A, typename B, typename F>
void run_row(std::int64_t count, auto* out, Out step_out, auto const* a, A step_a, auto const* b, B step_b, F f) {
#ifndef __clang__
#pragma GCC ivdep
#endif
    for (std::int64_t i = 0; i < count; ++i) f(out[i * step_out], a[i * step_a], b[i * step_b]);
}

/// Runs the loops from `loop` to `innermost` around `f(out, a, b)`.
template <typename R, typename A, typename B, typename F>
void run_loops(Loop const* loop, Loop const* innermost, R* out, A const* a, B const* b, F f) {
    auto const [count, step_out, step_a, step_b] = *loop;
    constexpr std::integral_constant<std::int64_t, 1> one;
    if (loop != innermost) {
        for (std::int64_t i = 0; i < count; ++i)
            run_loops(loop + 1, innermost, out + i * step_out, a + i * step_a, b + i * step_b, f);
    } else if (step_out != 1) {
        run_row(count, out, step_out, a, step_a, b, step_b, f);
    } else if (step_a != 1) {
        run_row(count, out, one, a, step_a, b, step_b, f);
    } else if (step_b != 1) {
        run_row(count, out, one, a, one, b, step_b, f);
    } else {
        run_row(count, out, one, a, one, b, one, f);
    }
}

/// Calls `f(out, a, b)` for every position of three tensors of one shape, in the order that suits their strides.
/// \pre   no write changes an element that is still to be read
/// \note  cost: one call an element; reads and writes each element once
template <typename R, typename A, typename B, typename F>
[[gnu::noinline]] void for_each_element(Tensor<R> const& out, Tensor<A> const& a, Tensor<B> const& b, F f) {
    std::vector<Loop> const loops = plan_loops(out.shape(), out.strides(), a.strides(), b.strides());
    run_loops(&loops.front(), &loops.back(), out.data(), static_cast<A const*>(a.data()),
              static_cast<B const*>(b.data()), f);
}

/// Throws the error of two shapes that do not match.
[[noreturn]] inline void refuse_shapes(char const* operation, Shape const& a, Shape const& b) {
    throw ShapeError(std::string(operation) + ": shapes " + to_string(a) + " and " + to_string(b) + " do not match");
}

/// \pre a.shape() == b.shape(); throws ShapeError naming `operation` and both shapes
template <typename T, typename U>
void require_same_shape(Tensor<T> const& a, Tensor<U> const& b, char const* operation) {
    if (a.shape() != b.shape()) refuse_shapes(operation, a.shape(), b.shape());
}

/// out(i...) = f(a(i...), b(i...)), computed in R; `out` may be `a` itself.
/// \pre equal shapes; apart from that, no element of `out` is one of `a` or `b`
template <typename F, typename R, typename T>
void elementwise_into(Tensor<R> const& out, Tensor<T> const& a, Tensor<T> const& b) {
    if (out.is_contiguous() && a.is_contiguous() && b.is_contiguous()) {
        for_each_dense<F>(out.numel(), out.data(), a.data(), b.data());
    } else {
        for_each_element(out, a, b, [](R& o, T x, T y) { o = F{}(static_cast<R>(x), static_cast<R>(y)); });
    }
}

/// c(i...) = f(a(i...), b(i...)), computed in R.
/// \param a  left operand, any shape and strides; not modified
/// \param b  right operand, the same shape, any strides; not modified
/// \returns  new row-major tensor of that shape
/// \pre      a.shape() == b.shape(); throws ShapeError naming both shapes
/// \note     cost: one operation an element; reads each operand once, writes the result once
/// \see      chapter "Tensors"
template <typename R, typename F, typename T>
Tensor<R> elementwise(Tensor<T> const& a, Tensor<T> const& b) {
    require_same_shape(a, b, F::name);
    auto out = Tensor<R>::like(a);
    elementwise_into<F>(out, a, b);
    return out;
}

/// c(i...) = f(a(i...), number) or f(number, a(i...)).
/// \param a       any shape and strides; not modified
/// \param number  converted to the type of the result first
/// \returns       new row-major tensor of the shape of `a`, of the type that ResultWithNumber names
template <typename F, Side side, typename T, typename S>
auto elementwise_number(Tensor<T> const& a, S number) {
    using R = ResultWithNumber<F, T, S>;
    auto out = Tensor<R>::like(a);
    for_each_element(out, a, a, [n = static_cast<R>(number)](R& o, T x, T) {
        o = side == Side::left ? F{}(n, static_cast<R>(x)) : F{}(static_cast<R>(x), n);
    });
    return out;
}

/// A copy of the elements.
/// \param a  any shape and strides
/// \returns  new row-major tensor with a storage of its own
template <Element T>
Tensor<T> clone(Tensor<T> const& a) {
    auto out = Tensor<T>::like(a);
    for_each_element(out, a, a, [](T& o, T x, T) { o = x; });
    return out;
}

/// Elementwise sum, as Tensor::add.
template <Element T>
Tensor<T> operator+(Tensor<T> const& a, Tensor<T> const& b) {
    return a.add(b);
}
/// Elementwise difference, as Tensor::sub.
template <Element T>
Tensor<T> operator-(Tensor<T> const& a, Tensor<T> const& b) {
    return a.sub(b);
}
/// Elementwise product, as Tensor::mul.
template <Element T>
Tensor<T> operator*(Tensor<T> const& a, Tensor<T> const& b) {
    return a.mul(b);
}
/// Elementwise quotient, as Tensor::div.
template <Element T>
auto operator/(Tensor<T> const& a, Tensor<T> const& b) {
    return a.div(b);
}

/// The number added to every element.
template <Element T, Number S>
auto operator+(Tensor<T> const& a, S number) {
    return a.add(number);
}
/// The number taken from every element.
template <Element T, Number S>
auto operator-(Tensor<T> const& a, S number) {
    return a.sub(number);
}
/// Every element times the number.
template <Element T, Number S>
auto operator*(Tensor<T> const& a, S number) {
    return a.mul(number);
}
/// Every element divided by the number.
template <Element T, Number S>
auto operator/(Tensor<T> const& a, S number) {
    return a.div(number);
}
/// Every element added to the number.
template <Element T, Number S>
auto operator+(S number, Tensor<T> const& a) {
    return elementwise_number<Plus, Side::left>(a, number);
}
/// Every element taken from the number.
template <Element T, Number S>
auto operator-(S number, Tensor<T> const& a) {
    return elementwise_number<Minus, Side::left>(a, number);
}
/// The number times every element.
template <Element T, Number S>
auto operator*(S number, Tensor<T> const& a) {
    return elementwise_number<Times, Side::left>(a, number);
}
/// The number divided by every element.
template <Element T, Number S>
auto operator/(S number, Tensor<T> const& a) {
    return elementwise_number<Over, Side::left>(a, number);
}

/// \pre no element of `a` stands at several positions by a stride of 0; throws ShapeError naming the shape
template <typename T>
void require_distinct(Tensor<T> const& a, char const* operation) {
    for (std::size_t i = 0; i < a.rank(); ++i) {
        if (a.shape()[i] > 1 && a.strides()[i] == 0) {
            throw ShapeError(std::string(operation) + ": one element stands at several positions of shape " +
                             to_string(a.shape()) + " with strides " + to_string(a.strides()));
        }
    }
}

/// What `elementwise_in_place` does with strides, and with views of one storage.
template <typename F, typename T>
[[gnu::noinline]] void elementwise_in_place_of_views(Tensor<T>& a, Tensor<T> const& b, char const* operation) {
    if (!a.is_contiguous()) require_distinct(a, operation);
    bool const same_view = a.offset() == b.offset() && a.strides() == b.strides();
    if (a.storage().data() == b.storage().data() && !same_view) {
        elementwise_into<F>(a, a, clone(b));
    } else {
        elementwise_into<F>(a, a, b);
    }
}

/// a(i...) = f(a(i...), b(i...)), in place.
/// \param a          any shape and strides; changed
/// \param b          the same shape, any strides, also a view of the storage of `a`
/// \param operation  the name in the error
/// \returns          `a`
/// \pre              equal shapes, distinct elements of `a`; throws ShapeError before any element has changed
template <typename F, typename T>
Tensor<T>& elementwise_in_place(Tensor<T>& a, Tensor<T> const& b, char const* operation) {
    require_same_shape(a, b, operation);
    if (a.is_contiguous() && b.is_contiguous() && a.storage().data() != b.storage().data()) {
        for_each_dense<F>(a.numel(), a.data(), a.data(), b.data());
    } else {
        elementwise_in_place_of_views<F>(a, b, operation);
    }
    return a;
}

/// a(i...) = f(a(i...), number), in place; otherwise as `elementwise_in_place`.
template <typename F, typename T, typename S>
Tensor<T>& elementwise_in_place_number(Tensor<T>& a, S number, char const* operation) {
    static_assert(std::same_as<ResultWithNumber<F, T, S>, T>, "in place, the result must be of the type of the tensor");
    if (!a.is_contiguous()) require_distinct(a, operation);
    for_each_element(a, a, a, [n = static_cast<T>(number)](T& o, T x, T) { o = F{}(x, n); });
    return a;
}

/// Do both have the same shape and the same elements? A NaN is equal to nothing.
/// \note cost: reads all elements of both
template <Element T>
bool equal(Tensor<T> const& a, Tensor<T> const& b) {
    if (a.shape() != b.shape()) return false;
    bool all = true;
    for_each_element(a, a, b, [&all](T&, T x, T y) { all = all && x == y; });
    return all;
}

/// Is |a - b| <= atol + rtol |b| for all elements? Equal infinities are close; a NaN is close to nothing.
/// \param a     floating-point elements, any strides
/// \param b     the expected ones, the same shape; throws ShapeError
/// \param rtol  relative tolerance
/// \param atol  absolute tolerance
template <std::floating_point T>
bool allclose(Tensor<T> const& a, Tensor<T> const& b, double rtol = 1e-5, double atol = 1e-8) {
    require_same_shape(a, b, "allclose");
    bool all = true;
    for_each_element(a, a, b, [&](T&, T x, T y) {
        bool const close = std::isfinite(y) && std::abs(double{x} - double{y}) <= atol + rtol * std::abs(double{y});
        all = all && (x == y || close);
    });
    return all;
}

}  // namespace ten
