// Generated from chapters/01-tensors.md, chapters/02-broadcasting.md, chapters/03-devices.md, chapters/b-the-rest-of-the-library.md by heddle (checksum d1482506edefec6b). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include "ten/arithmetic.hpp"
#include "ten/dtype.hpp"
#include "ten/shape.hpp"
#include "ten/storage.hpp"
#include "ten/indexing.hpp"
#include "ten/layout.hpp"
#include "ten/reducers.hpp"
#include "ten/device.hpp"
#include "ten/promotion.hpp"
#include <iterator>
#include <initializer_list>
#include "ten/stranger.hpp"

namespace ten {

/// \file
/// `Tensor`: elements of one type, a shape, and strides that say where each element lies.
/// Its members call functions of other headers: include `ten/tensor.hpp`, which has them all.

/// A rule that leads from indices to elements of a shared storage.
/// Copying a tensor copies the rule: both then see, and may change, the same elements. `clone` copies elements.
/// \note `const` protects the rule and not the elements, as in a `std::span`: a view handed out by a const tensor
///       can be written to.
template <typename T>
class Tensor {
    static_assert(is_element<T>, "no tensor has elements of this type");

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
        : shape_(std::move(shape)),
          strides_(row_major(shape_)),
          size_(detail::count(shape_, "Tensor")),
          storage_(size_) {}
    /// A new tensor of the shape of `other`; the elements are row-major and not initialised.
    template <typename U>
    static Tensor like(Tensor<U> const& other) {
        return Tensor(other.shape(), row_major(other.shape()), other.numel());
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
          size_(detail::count(shape_, "Tensor")),
          offset_(offset),
          storage_(std::move(storage)) {
        if (size_ == 0) offset_ = 0;  // no elements lie anywhere
        require_inside();
        contiguous_ = detail::is_row_major(shape_, strides_);
    }
    Tensor(Tensor const&) = default;
    /// What is moved from becomes empty, of shape [0].
    Tensor(Tensor&& other) noexcept
        : shape_(std::move(other.shape_)),
          strides_(std::move(other.strides_)),
          size_(std::exchange(other.size_, 0)),
          offset_(std::exchange(other.offset_, 0)),
          contiguous_(std::exchange(other.contiguous_, true)),
          storage_(std::move(other.storage_)) {}
    /// Takes over another tensor, with its storage: `&` asks for a tensor that has a name.
    Tensor& operator=(Tensor other) & noexcept {
        shape_ = std::move(other.shape_);
        strides_ = std::move(other.strides_);
        size_ = other.size_;
        offset_ = other.offset_;
        contiguous_ = other.contiguous_;
        storage_ = std::move(other.storage_);
        return *this;
    }
    ~Tensor() = default;

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
    /// Whose memory holds the elements.
    [[nodiscard]] Device device() const { return storage_.device(); }
    /// Where element (0, 0, ...) lies in the memory of `device()`; on another device than the CPU not to be followed.
    [[nodiscard]] T* address() const { return storage_.address() + offset_; }

    // reach one element
    /// The element at these indices; a negative one counts from the end.
    /// \pre one index for each dimension, each from -size to size - 1; throws IndexError
    template <std::integral... I>
    [[nodiscard]] T& operator()(I... index) const {
        if (sizeof...(index) != rank()) {
            throw IndexError(std::to_string(sizeof...(index)) + " indices for shape " + to_string(shape_));
        }
        std::size_t dim = 0;
        std::array<std::int64_t, sizeof...(index)> const inside{
            checked_index(static_cast<std::int64_t>(index), dim++)...};  // all of them before the first product
        std::int64_t at = 0;
        for (std::size_t i = 0; i < inside.size(); ++i) at += inside[i] * strides_[i];
        return data()[at];
    }
    /// The only element. \pre numel() == 1; throws ShapeError
    [[nodiscard]] T item() const {
        if (size_ != 1) throw ShapeError("item: shape " + to_string(shape_) + " has not one element");
        if (!storage_.in_reach()) return to(cpu).item();
        return *data();
    }
    /// May stand in a condition: the only element is other than 0. \pre numel() == 1; throws ShapeError
    /// A reference, because test frameworks ask for one of `!!t`, and `!` of a tensor is a tensor.
    [[nodiscard]] explicit operator bool const&() const {
        static constexpr bool truth[]{false, true};
        return truth[item() != T{}];
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
        std::int64_t const offset = detail::place_after(offset_, checked_index(index, 0), strides_[0]);
        return Tensor(storage_, std::move(shape), std::move(strides), offset);
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
    [[nodiscard]] Layout layout() const { return {shape_, strides_, offset_}; }
    /// The same memory under another layout.
    [[nodiscard]] Tensor with_layout(Layout layout) const {
        return Tensor(storage_, std::move(layout.shape), std::move(layout.strides), layout.offset);
    }

    /// A new dimension of one element before dimension `dim`. \pre -rank - 1 <= dim <= rank; throws IndexError
    [[nodiscard]] Tensor unsqueeze(std::int64_t dim) const { return with_layout(unsqueezed(layout(), dim)); }
    /// Without dimension `dim`, or without all dimensions, of one element.
    [[nodiscard]] Tensor squeeze(std::int64_t dim) const { return with_layout(squeezed(layout(), dim)); }
    [[nodiscard]] Tensor squeeze() const { return with_layout(squeezed(layout())); }
    /// Repeated along dimensions of one element and along new ones in front; -1 keeps a size. \pre see `expanded`;
    /// throws ShapeError
    [[nodiscard]] Tensor expand(Shape const& shape) const { return with_layout(expanded(layout(), shape)); }
    /// Two dimensions exchanged.
    [[nodiscard]] Tensor transpose(std::int64_t first, std::int64_t second) const {
        return with_layout(transposed(layout(), first, second));
    }
    /// Dimension i of the result is dimension order[i].
    [[nodiscard]] Tensor permute(Dims const& order) const { return with_layout(permuted(layout(), order)); }
    /// The elements under another shape, without moving one; -1 leaves one size open. \pre see `viewed`; throws
    /// ShapeError
    [[nodiscard]] Tensor view(Shape const& shape) const { return with_layout(viewed(layout(), shape)); }
    /// A view if the strides allow it, else a copy. \pre the numbers of elements are equal; throws ShapeError
    [[nodiscard]] Tensor reshape(Shape const& wanted) const {
        Shape const shape = detail::completed(wanted, shape_, size_, "reshape");
        auto strides = detail::strides_of_view(layout(), shape);
        return strides ? with_layout({shape, std::move(*strides), offset_}) : clone(*this).view(shape);
    }
    /// The tensor itself if its elements lie row by row without gaps, else a copy of which that is true.
    [[nodiscard]] Tensor contiguous() const { return is_contiguous() ? *this : clone(*this); }
    /// A part of the tensor, a view: numbers, ranges, `all`, `ellipsis`, `newaxis`. \pre see `indexed`; throws
    /// IndexError
    template <std::convertible_to<Selector>... I>
    requires(!(std::integral<I> && ...)) [[nodiscard]] Tensor operator()(I const&... selectors) const {
        Selector const chosen[] = {Selector(selectors)...};
        return with_layout(indexed(layout(), chosen));
    }
    /// A copy with elements of type R.
    template <Element R>
    [[nodiscard]] Tensor<R> to() const {
        return converted<R>(*this);
    }
    /// The tensor itself if it is on `device`, else a copy there. \pre the device is available; throws DeviceError
    /// \note cost: all elements cross the connection between the two memories; strided ones are made row-major first
    [[nodiscard]] Tensor to(Device device) const { return moved(*this, device); }
    /// The name of the type, as C++ has it.
    [[nodiscard]] std::string type() const {
        std::string_view const element = std::same_as<T, float>          ? "float"
                                         : std::same_as<T, double>       ? "double"
                                         : std::same_as<T, std::int32_t> ? "std::int32_t"
                                         : std::same_as<T, std::int64_t> ? "std::int64_t"
                                         : std::same_as<T, std::uint8_t> ? "std::uint8_t"
                                                                         : "bool";
        return "ten::Tensor<" + std::string(element) + ">";
    }
    /// The parts of the tensor for which the mask is true: rows, or elements where it has all dimensions. A copy.
    /// \param mask  of the shape of the tensor's first dimensions; throws IndexError
    /// \note        needs ten/selecting.hpp; the result is constant, since what is assigned to a copy would be lost
    [[nodiscard]] Tensor const operator[](Tensor<bool> const& mask) const { return take_where(*this, mask); }
    /// The slices of the first dimension that the index names, in its order. A copy.
    /// \param index  of whole numbers, from -shape(0) to shape(0) - 1; throws IndexError
    /// \returns      new row-major tensor of the index's shape, and then that of a slice
    template <Element I>
    [[nodiscard]] Tensor const operator[](Tensor<I> const& index) const {
        return take_at(*this, index);
    }
    /// Walks over the slices along the first dimension.
    class Rows {
    public:
        using value_type = Tensor;
        using difference_type = std::int64_t;
        using iterator_category =
            std::input_iterator_tag;  // a slice is made when it is asked for: there is no reference
        using iterator_concept = std::random_access_iterator_tag;
        Rows() = default;
        Rows(Tensor const& of, std::int64_t at) : of_(of), at_(at) {}
        [[nodiscard]] Tensor operator*() const { return of_[at_]; }
        [[nodiscard]] Tensor operator[](std::int64_t by) const { return of_[at_ + by]; }
        Rows& operator++() { return *this += 1; }
        Rows& operator--() { return *this -= 1; }
        Rows operator++(int) { return std::exchange(*this, *this + 1); }
        Rows operator--(int) { return std::exchange(*this, *this - 1); }
        Rows& operator+=(std::int64_t by) {
            at_ += by;
            return *this;
        }
        Rows& operator-=(std::int64_t by) { return *this += -by; }
        friend Rows operator+(Rows from, std::int64_t by) { return from += by; }
        friend Rows operator+(std::int64_t by, Rows from) { return from += by; }
        friend Rows operator-(Rows from, std::int64_t by) { return from -= by; }
        friend std::int64_t operator-(Rows const& a, Rows const& b) { return a.at_ - b.at_; }
        friend bool operator==(Rows const& a, Rows const& b) { return a.at_ == b.at_; }
        friend auto operator<=>(Rows const& a, Rows const& b) { return a.at_ <=> b.at_; }

    private:
        Tensor of_;
        std::int64_t at_ = 0;
    };
    /// The slices along the first dimension, as a range of views. \pre the tensor has one; throws IndexError
    [[nodiscard]] Rows begin() const { return Rows(*this, 0 * rows()); }
    [[nodiscard]] Rows end() const { return Rows(*this, rows()); }
    /// What is no index, between parentheses and between brackets.
    template <typename... I>
    requires(!(std::convertible_to<I, Selector> && ...)) [[nodiscard]] Tensor operator()(I const&...) const {
        static_assert(detail::fits_never<I...>,
                      "a(...) takes whole numbers, ranges, `all`, `ellipsis` and `newaxis`; a mask goes into a[...]");
        return *this;
    }
    template <detail::NoIndex I>
    [[nodiscard]] Tensor operator[](I const&) const {
        static_assert(detail::fits_never<I>,
                      "a[...] takes a whole number, a mask, or a tensor of indices; ranges and `all` go into a(...)");
        return *this;
    }
    /// A shape, or an order of dimensions, without its braces.
    template <std::integral... I>
    requires(sizeof...(I) > 0) [[nodiscard]] Tensor view(I...) const {
        static_assert(detail::fits_never<I...>, "a shape stands in braces: a.view({3, 2})");
        return *this;
    }
    template <std::integral... I>
    requires(sizeof...(I) > 0) [[nodiscard]] Tensor reshape(I...) const {
        static_assert(detail::fits_never<I...>, "a shape stands in braces: a.reshape({3, 2})");
        return *this;
    }
    template <std::integral... I>
    requires(sizeof...(I) > 0) [[nodiscard]] Tensor expand(I...) const {
        static_assert(detail::fits_never<I...>, "a shape stands in braces: a.expand({3, 2})");
        return *this;
    }
    template <std::integral... I>
    requires(sizeof...(I) > 0) [[nodiscard]] Tensor permute(I...) const {
        static_assert(detail::fits_never<I...>, "the order of the dimensions stands in braces: a.permute({1, 0})");
        return *this;
    }
    /// What is no type, and no device.
    template <typename R = void>
    requires(!Element<R>) [[nodiscard]] Tensor to() const {
        static_assert(detail::fits_never<R>, "to<...>() names an element type, such as double, and to(cpu) a device");
        return *this;
    }
    template <detail::Stranger B>
    [[nodiscard]] Tensor to(B const&) const {
        static_assert(detail::fits_never<B>, "to<...>() names an element type, such as double, and to(cpu) a device");
        return *this;
    }

    // compute out of place
    /// The sum with a tensor or a number, elementwise, in a new tensor. \pre the shapes fit; throws ShapeError
    template <typename B>
    [[nodiscard]] auto add(B const& other) const {
        return *this + other;
    }
    /// The difference, elementwise, in a new tensor. \pre the shapes fit; throws ShapeError
    template <typename B>
    [[nodiscard]] auto sub(B const& other) const {
        return *this - other;
    }
    /// The product, elementwise, in a new tensor. \pre the shapes fit; throws ShapeError
    template <typename B>
    [[nodiscard]] auto mul(B const& other) const {
        return *this * other;
    }
    /// The quotient, elementwise, in a new tensor; float for whole numbers. \pre the shapes fit; throws ShapeError
    template <typename B>
    [[nodiscard]] auto div(B const& other) const {
        return *this / other;
    }
    /// The matrix product with another tensor of the same type. \see matrix_product
    [[nodiscard]] Tensor matmul(Tensor const& other) const { return matrix_product(*this, other); }
    /// What has no matrix product with this tensor.
    template <detail::NoTensorOf<T> B>
    [[nodiscard]] Tensor matmul(B const&) const {
        static_assert(detail::fits_never<B>,
                      "matmul takes a tensor of the same type: convert one of the two with to<...>()");
        return *this;
    }

    // compute in place
    /// Adds a tensor or a number to the elements. \returns this tensor \pre see elementwise_in_place; throws ShapeError
    template <typename B>
    Tensor& add_(B const& other) {
        return elementwise_in_place<detail::Plus>(*this, other, "add_");
    }
    /// Takes a tensor or a number from the elements. \returns this tensor \pre as add_
    template <typename B>
    Tensor& sub_(B const& other) {
        return elementwise_in_place<detail::Minus>(*this, other, "sub_");
    }
    /// Multiplies the elements by a tensor or a number. \returns this tensor \pre as add_
    template <typename B>
    Tensor& mul_(B const& other) {
        return elementwise_in_place<detail::Times>(*this, other, "mul_");
    }
    /// Divides the elements by a tensor or a number. \returns this tensor \pre as add_, and floating-point elements
    template <typename B>
    Tensor& div_(B const& other) {
        constexpr bool fits = std::is_floating_point_v<T>;
        static_assert(fits, "div_: the quotient of whole numbers is a float");
        if constexpr (fits) elementwise_in_place<detail::Over>(*this, other, "div_");
        return *this;
    }
    /// As add_.
    Tensor& operator+=(auto const& other) { return elementwise_in_place<detail::Plus>(*this, other, "add_"); }
    /// As sub_.
    Tensor& operator-=(auto const& other) { return elementwise_in_place<detail::Minus>(*this, other, "sub_"); }
    /// As mul_.
    Tensor& operator*=(auto const& other) { return elementwise_in_place<detail::Times>(*this, other, "mul_"); }
    /// As div_.
    Tensor& operator/=(auto const& other) { return div_(other); }
    /// Takes over the elements of `other`, a tensor that fits into the shape, or a number in the range of T.
    /// \returns this tensor \pre as add_, and `other` of no wider sort than T; a number out of range throws
    /// std::invalid_argument
    template <typename B>
    Tensor& copy_(B const& other) {
        return elementwise_in_place<detail::Second>(*this, other, "copy_");
    }
    /// Writes into the part of a tensor that stands on the left, as in `a[0] = b` and `a(all, 1) = 5`.
    /// \param other  a tensor that fits into the shape, also with dimensions of size 1 in front; or a number
    /// \returns      this part \pre as copy_
    Tensor& operator=(Tensor const& other) && { return write_(other); }
    template <Element U>
    requires(!std::same_as<U, T>) Tensor& operator=(Tensor<U> const& other) && {
        constexpr bool fits = keeps_sort<U, T>;
        static_assert(fits, "a part of a tensor takes no wider sort of numbers: convert them with to<...>() before");
        if constexpr (fits) write_(other);
        return *this;
    }
    template <Number S>
    Tensor& operator=(S number) && {
        return elementwise_in_place<detail::Second>(*this, number, "copy_");
    }
    /// What a tensor with a name does not take over.
    template <detail::NoTensorOf<T> B>
    Tensor& operator=(B const&) & {
        static_assert(detail::fits_never<B>,
                      "a name takes over a tensor of its type: a.copy_(b) changes the elements, to<...>() converts b");
        return *this;
    }
    /// What does not go into a part of a tensor.
    template <detail::Stranger B>
    Tensor& operator=(B const&) && {
        static_assert(detail::fits_never<B>, "a part of a tensor takes a tensor or a number");
        return *this;
    }
    /// Braces without `tensor(...)`.
    template <Number S>
    Tensor& operator=(std::initializer_list<S>) & {
        static_assert(detail::fits_never<S>,
                      "a tensor is made of braces by tensor({1, 2}), of int64, or tensor({1.0, 2.0})");
        return *this;
    }
    template <Number S>
    Tensor& operator=(std::initializer_list<std::initializer_list<S>>) & {
        static_assert(detail::fits_never<S>,
                      "a tensor is made of braces by tensor({{1, 2}}), of int64, or tensor({{1.0}})");
        return *this;
    }
    /// A constant tensor takes nothing.
    template <detail::NoConversionTo<T> B>
    Tensor const& operator=(B const&) const& {
        static_assert(detail::fits_never<B>,
                      "this tensor is constant, as a[mask] is, which is a copy: use where(mask, b, a)");
        return *this;
    }

    // summarise the elements
    /// The sum of all elements, or along a dimension; of truth values it counts. \see reduce_all, reduce_along
    [[nodiscard]] auto sum() const { return reduce_all<detail::Sum>(*this); }
    [[nodiscard]] auto sum(std::int64_t dim, bool keepdim = false) const {
        return reduce_along<detail::Sum>(*this, dim, keepdim);
    }
    /// The mean: of numbers with a fraction only, as in PyTorch; of no elements it is NaN.
    [[nodiscard]] Tensor mean() const requires std::floating_point<T> { return sum() / static_cast<T>(size_); }
    [[nodiscard]] Tensor mean(std::int64_t dim, bool keepdim = false) const requires std::floating_point<T> {
        return sum(dim, keepdim) / static_cast<T>(rank() == 0 ? 1 : shape(dim));
    }
    /// The smallest and the largest element; a NaN wins. \pre there is an element; throws ShapeError
    [[nodiscard]] Tensor min() const { return reduce_all<detail::Least>(*this); }
    [[nodiscard]] Tensor max() const { return reduce_all<detail::Greatest>(*this); }
    /// The same along a dimension: values and indices.
    [[nodiscard]] auto min(std::int64_t dim, bool keepdim = false) const {
        return extremes_along<detail::Least>(*this, dim, keepdim);
    }
    [[nodiscard]] auto max(std::int64_t dim, bool keepdim = false) const {
        return extremes_along<detail::Greatest>(*this, dim, keepdim);
    }
    /// Where the largest element first stands, counted row by row, or along a dimension.
    /// \pre the elements are numbers; throws std::invalid_argument of truth values, as PyTorch refuses them
    [[nodiscard]] auto argmax() const { return place_of<detail::GreatestPlace>(*this); }
    [[nodiscard]] auto argmax(std::int64_t dim, bool keepdim = false) const {
        return place_along<detail::GreatestPlace>(*this, dim, keepdim);
    }
    /// Are all elements true, or other than 0? Is any?
    [[nodiscard]] Tensor<bool> all() const { return reduce_all<detail::Both>(*this); }
    [[nodiscard]] Tensor<bool> all(std::int64_t dim, bool keepdim = false) const {
        return reduce_along<detail::Both>(*this, dim, keepdim);
    }
    [[nodiscard]] Tensor<bool> any() const { return reduce_all<detail::Either>(*this); }
    [[nodiscard]] Tensor<bool> any(std::int64_t dim, bool keepdim = false) const {
        return reduce_along<detail::Either>(*this, dim, keepdim);
    }
    /// What is no dimension.
    template <detail::NoDimension D = Dims>
    [[nodiscard]] Tensor sum(D const&, bool = false) const {
        static_assert(detail::fits_never<D>, "a.sum(0) is along one dimension, sum(a, {0, 1}) over several");
        return *this;
    }
    /// What has no mean.
    template <typename... D>
    requires(!std::floating_point<T>) [[nodiscard]] Tensor mean(D const&...) const {
        static_assert(detail::fits_never<T, D...>, "mean: convert whole numbers with to<float>() before");
        return *this;
    }

private:
    // check indices and views
    Tensor(Shape const& shape, Strides strides, std::int64_t size)
        : shape_(shape), strides_(std::move(strides)), size_(size), storage_(size) {}

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
    [[noreturn, gnu::cold, gnu::noinline]] static void refuse_index(std::int64_t index, std::size_t dim,
                                                                    Shape const& shape) {
        throw IndexError("index " + std::to_string(index) + " is out of range for dimension " + std::to_string(dim) +
                         " of shape " + to_string(shape));
    }
    [[nodiscard]] std::int64_t checked_index(std::int64_t index, std::size_t dim) const {
        if (index < -shape_[dim] || index >= shape_[dim]) refuse_index(index, dim, shape_);
        return index < 0 ? index + shape_[dim] : index;
    }
    template <Element U>
    Tensor& write_(Tensor<U> const& other) {
        if (other.rank() == 0 && rank() > 0) return copy_(other.item());
        Tensor<U> fitting = other;
        while (fitting.rank() > rank() && fitting.shape()[0] == 1) fitting = fitting.squeeze(0);
        return copy_(fitting);
    }
    [[nodiscard]] std::int64_t rows() const {
        if (rank() == 0) throw IndexError("a tensor without dimensions has no slices to walk over");
        return shape_[0];
    }

    Shape shape_;
    Strides strides_;
    std::int64_t size_ = 0;    // elements
    std::int64_t offset_ = 0;  // elements from the start of the storage to element (0, 0, ...)
    bool contiguous_ = true;   // row by row without gaps
    Storage<T> storage_;
};

}  // namespace ten
