// SPDX-License-Identifier: MIT
// Tensors over mdspans and mdspans over tensors: mdspan_test small|std|cuda [--planted]. Each names an implementation:
// that of these tests, of the standard library, of CUDA. One that the compiler does not have is skipped, with the
// status 77.
// `--planted` expects another element, which has to be found.
#include "ten/mdspan.hpp"

#include <cstdio>
#include <memory>
#include <numeric>
#include <string_view>
#include <vector>

#include "small_mdspan.hpp"
#include "ten/compare.hpp"
#include "ten/create.hpp"
#include "ten/near.hpp"
#if __has_include(<cuda/std/mdspan>)
#include <cuda/std/mdspan>
#define HAS_CUDA_MDSPAN
#endif

namespace {

using ten::Shape;
using ten::Strides;
using ten::Tensor;

int checks = 0;
int wrong = 0;

void check(bool holds, int line) {
    ++checks;
    if (holds) return;
    ++wrong;
    std::printf("line %d does not hold\n", line);
}
template <typename E, typename F>
bool throws(F f) {
    try {
        f();
    } catch (E const&) {
        return true;
    }
    return false;
}
#define HOLDS(...) check(static_cast<bool>(__VA_ARGS__), __LINE__)
#define REFUSED(...) check(throws<ten::ShapeError>([&] { static_cast<void>(__VA_ARGS__); }), __LINE__)

struct SnakeLayout;
/// A layout without strides: every second row begins at its end.
template <typename Extents>
struct Snake {
    using extents_type = Extents;
    using index_type = typename Extents::index_type;
    using size_type = typename Extents::size_type;
    using rank_type = typename Extents::rank_type;
    using layout_type = SnakeLayout;
    Snake() = default;
    explicit Snake(Extents const& all) : extents_(all) {}
    [[nodiscard]] Extents const& extents() const { return extents_; }
    template <typename I, typename J>
    index_type operator()(I i, J j) const {
        auto const columns = extents_.extent(1);
        auto const row = static_cast<index_type>(i);
        auto const column = static_cast<index_type>(j);
        return static_cast<index_type>(row * columns + (row % 2 == 0 ? column : columns - 1 - column));
    }
    [[nodiscard]] index_type required_span_size() const {
        return static_cast<index_type>(extents_.extent(0) * extents_.extent(1));
    }
    static constexpr bool is_always_unique() { return true; }
    static constexpr bool is_always_exhaustive() { return true; }
    static constexpr bool is_always_strided() { return false; }
    static constexpr bool is_unique() { return true; }
    static constexpr bool is_exhaustive() { return true; }
    static constexpr bool is_strided() { return false; }
    [[nodiscard]] index_type stride(rank_type) const { return 1; }  // it must not be called, and has to be there
    friend bool operator==(Snake const&, Snake const&) = default;

private:
    Extents extents_;
};
struct SnakeLayout {
    template <typename Extents>
    using mapping = Snake<Extents>;
};

/// Reads twice what lies in memory.
template <typename T>
struct Doubled {
    using offset_policy = Doubled;
    using element_type = T;
    using reference = T;
    using data_handle_type = T*;
    T access(T* data, std::size_t place) const { return 2 * data[place]; }
    T* offset(T* data, std::size_t place) const { return data + place; }
};

/// Everything, with the templates of one implementation.
template <template <typename, typename, typename, typename> typename mdspan,
          template <typename, std::size_t...> typename extents, template <typename> typename default_accessor,
          typename layout_right, typename layout_left, typename layout_stride>
struct Implementation {
    template <typename T, typename Extents, typename Layout = layout_right, typename Accessor = default_accessor<T>>
    using span = mdspan<T, Extents, Layout, Accessor>;
    static constexpr std::size_t open = static_cast<std::size_t>(-1);
    using Plane = extents<int, open, open>;

    template <typename Span>
    static Span dense(typename Span::data_handle_type data, auto... sizes) {
        using Extents = typename Span::extents_type;
        return Span(data, typename Span::mapping_type(Extents(sizes...)));
    }
    static std::vector<float> numbers() {
        std::vector<float> all(24);
        std::iota(all.begin(), all.end(), 0.0F);
        return all;
    }

    static void views_of_memory() {
        std::vector<float> memory = numbers();
        auto rows = ten::from_mdspan(dense<span<float, Plane>>(memory.data(), 4, 6));
        HOLDS(rows.shape() == Shape{4, 6} && rows.strides() == Strides{6, 1} && rows.data() == memory.data());
        rows[1] = 5;
        HOLDS(memory[6] == 5 && memory[11] == 5 && memory[12] == 12);
        auto const columns =
            ten::from_mdspan(dense<span<float, extents<std::size_t, 4, open>, layout_left>>(memory.data(), 4, 6));
        HOLDS(columns.shape() == Shape{4, 6} && columns.strides() == Strides{1, 4} && columns(3, 5) == 23);
        using Strided = span<float, Plane, layout_stride>;
        auto const strided = ten::as_mdspan<Strided>(rows(ten::range(1, 3), ten::range(0, 6, 2)).t());
        auto const part = ten::from_mdspan(strided);
        HOLDS(part.shape() == Shape{3, 2} && part.strides() == Strides{2, 6} && part.data() == memory.data() + 6);
        auto const number = ten::from_mdspan(dense<span<float, extents<int>>>(memory.data() + 3));
        HOLDS(number.rank() == 0 && number.item() == 3 && number.data() == memory.data() + 3);
        auto const none = ten::from_mdspan(dense<span<float, Plane>>(nullptr, 0, 3));
        HOLDS(none.shape() == Shape{0, 3} && none.numel() == 0);
    }

    static void owners() {
        auto const memory = std::make_shared<std::vector<float>>(numbers());
        {
            auto const a = ten::from_mdspan(dense<span<float, Plane>>(memory->data(), 2, 12), memory);
            auto const row = a[1];
            HOLDS(memory.use_count() == 2 && row(11) == 23);
        }
        HOLDS(memory.use_count() == 1);
    }

    static void copies() {
        std::vector<float> memory = numbers();
        auto const constant = ten::copy_mdspan(dense<span<float const, Plane, layout_left>>(memory.data(), 2, 3));
        HOLDS(ten::equal(constant, ten::tensor({{0.0, 2.0, 4.0}, {1.0, 3.0, 5.0}})) &&
              constant.strides() == Strides{3, 1});
        memory[0] = 100;
        HOLDS(constant(0, 0) == 0);
        memory[0] = 0;
        auto const snake = ten::copy_mdspan(dense<span<float, Plane, SnakeLayout>>(memory.data(), 2, 3));
        HOLDS(ten::equal(snake, ten::tensor({{0.0, 1.0, 2.0}, {5.0, 4.0, 3.0}})));
        auto const doubled =
            ten::copy_mdspan(dense<span<float, Plane, layout_right, Doubled<float>>>(memory.data(), 2, 2));
        HOLDS(ten::equal(doubled, ten::tensor({{0.0, 2.0}, {4.0, 6.0}})));
        HOLDS(ten::copy_mdspan(dense<span<float, extents<int>>>(memory.data() + 7)).item() == 7);
        HOLDS(ten::copy_mdspan(dense<span<float, Plane>>(nullptr, 3, 0)).shape() == Shape{3, 0});
    }

    /// One element of an mdspan, by the interface alone.
    template <typename Span>
    static auto& at(Span const& a, auto... index) {
        return a.accessor().access(a.data_handle(), static_cast<std::size_t>(a.mapping()(index...)));
    }

    static void views_of_tensors() {
        using Strided = span<float, Plane, layout_stride>;
        auto const a = ten::arange(24.0).view({4, 6});
        auto const rows = ten::as_mdspan<span<float, Plane>>(a);
        HOLDS(rows.extent(0) == 4 && rows.extent(1) == 6 && rows.data_handle() == a.data() &&
              &at(rows, 2, 3) == &a(2, 3));
        at(rows, 2, 3) = -1;
        HOLDS(a(2, 3) == -1);
        auto const turned = ten::as_mdspan<Strided>(a.t());
        HOLDS(turned.extent(0) == 6 && turned.mapping().stride(0) == 1 && turned.mapping().stride(1) == 6);
        HOLDS(&at(turned, 5, 3) == &a(3, 5));
        auto const columns = ten::as_mdspan<span<float const, Plane, layout_left>>(a.t());
        HOLDS(&at(columns, 5, 3) == &a(3, 5));
        HOLDS(ten::as_mdspan<span<float, extents<int, 4, 6>>>(a).data_handle() == a.data());
        HOLDS(at(ten::as_mdspan<span<float, extents<int>>>(a(1, ten::range(2, 3)).view({}))) == 8);
        HOLDS(at(ten::as_mdspan<span<float, extents<int>, layout_stride>>(a[1][2])) == 8);
        // The stride of one element is never used, and becomes one that fits.
        auto const one = ten::as_mdspan<Strided>(a(ten::all, ten::range(1, 2)));
        HOLDS(one.mapping().stride(0) == 6 && one.mapping().stride(1) == 24 && at(one, 3, 0) == 19);
        auto const flat = ten::as_mdspan<Strided>(a.view({1, 24}).with_layout({{1, 24}, {0, 1}, 0}));
        HOLDS(flat.mapping().stride(0) == 24 && at(flat, 0, 23) == 23);
        HOLDS(ten::as_mdspan<Strided>(ten::zeros({0, 5})).mapping().stride(0) == 5);
        HOLDS(ten::as_mdspan<span<float, Plane>>(ten::zeros({3, 0})).extent(0) == 3);
        HOLDS(ten::equal(ten::from_mdspan(ten::as_mdspan<Strided>(a.t())), a.t()));
    }

    static void refusals() {
        using Rows = span<float, Plane>;
        using Strided = span<float, Plane, layout_stride>;
        auto const a = ten::arange(24.0).view({4, 6});
        std::vector<float> memory = numbers();
        REFUSED(ten::from_mdspan(dense<span<float, Plane, SnakeLayout>>(memory.data(), 2, 3)));
        REFUSED(ten::as_mdspan<Rows>(a.t()));
        REFUSED(ten::as_mdspan<span<float, Plane, layout_left>>(a));
        REFUSED(ten::as_mdspan<Rows>(a[0]));
        REFUSED(ten::as_mdspan<span<float, extents<int, 4, 5>>>(a));
        REFUSED(ten::as_mdspan<Strided>(a[0].expand({4, 6})));
        REFUSED(ten::as_mdspan<Strided>(a.with_layout({{4, 6}, {6, -1}, 5})));
        REFUSED(ten::as_mdspan<Strided>(a.with_layout({{4, 6}, {2, 1}, 0})));
        REFUSED(ten::as_mdspan<span<float, extents<signed char, open>, layout_stride>>(ten::zeros({200})));
        REFUSED(ten::as_mdspan<span<float, extents<signed char, open>, layout_stride>>(
            ten::zeros({400})(ten::range(0, 400, 4))));
        REFUSED(ten::as_mdspan<Strided>(ten::zeros({0, std::int64_t{1} << 40})));
    }

    static int run(bool planted) {
        views_of_memory();
        owners();
        copies();
        views_of_tensors();
        refusals();
        std::vector<float> memory = numbers();
        auto const a = ten::from_mdspan(dense<span<float, Plane>>(memory.data(), 4, 6));
        HOLDS(a(1, 2) == (planted ? 9.0F : 8.0F));
        std::printf("%d checks, %d wrong\n", checks, wrong);
        return wrong == 0 ? 0 : 1;
    }
};

using Small = Implementation<small::mdspan, small::extents, small::default_accessor, small::layout_right,
                             small::layout_left, small::layout_stride>;
#ifdef __cpp_lib_mdspan
using Std = Implementation<std::mdspan, std::extents, std::default_accessor, std::layout_right, std::layout_left,
                           std::layout_stride>;

/// The short way to a std::mdspan.
void by_rank() {
    auto const a = ten::arange(6.0).view({2, 3});
    auto const turned = ten::as_mdspan<2>(a.t());
    HOLDS(turned.extent(0) == 3 && turned.extent(1) == 2 && turned.data_handle() == a.data());
    REFUSED(ten::as_mdspan<1>(a));
}
#endif
#ifdef HAS_CUDA_MDSPAN
namespace std_of_cuda = cuda::std;
using OfCuda = Implementation<std_of_cuda::mdspan, std_of_cuda::extents, std_of_cuda::default_accessor,
                              std_of_cuda::layout_right, std_of_cuda::layout_left, std_of_cuda::layout_stride>;
#endif

}  // namespace

int main(int argc, char** argv) {
    std::string_view const which = argc > 1 ? argv[1] : "";
    bool const planted = argc > 2 && std::string_view(argv[2]) == "--planted";
    if (which == "small") return Small::run(planted);
#ifdef __cpp_lib_mdspan
    if (which == "std") return by_rank(), Std::run(planted);
#endif
#ifdef HAS_CUDA_MDSPAN
    if (which == "cuda") return OfCuda::run(planted);
#endif
    std::printf("skipped: this compiler has no mdspan of '%s'\n", argc > 1 ? argv[1] : "");
    return which == "std" || which == "cuda" ? 77 : 2;
}
