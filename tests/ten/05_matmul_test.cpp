// Generated from chapters/05-matmul.md by heddle (checksum 2d408586bfee9ec9). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
namespace Catch::Matchers {
inline auto ContainsSubstring(std::string const& text) { return Contains(text); }
}  // namespace Catch::Matchers
#endif

#include <sys/wait.h>
#include <unistd.h>
#include <ten/ten.hpp>
#include <ten/mnist.hpp>
#include <ten/timing.hpp>
#include <ten/versions.hpp>
#include <book/data.hpp>
#include <ten/einsum.hpp>
#include <ten/gemm.hpp>
#include <ten/graph.hpp>
#include <ten/matmul.hpp>
#include <ten/near.hpp>
#include <ten/parallel.hpp>
#include <ten/subscripts.hpp>
#include <ten/tensor.hpp>
#include <ten/tile.hpp>

using namespace ten;

TEST_CASE("gemm multiplies matrices in memory of one's own") {
    std::vector<float> const left{1, 2, 3, 4, 5, 6}, right{1, 0, 2, 1, 0, 3};
    std::vector<float> product(4);
    Matrix<float const> const a{left.data(), 2, 3, 3, 1};  // two rows of three
    Matrix<float const> const b{right.data(), 3, 2, 2, 1};
    gemm(a, b, product.data());
    CHECK(product == std::vector<float>{5, 11, 14, 23});
    gemm(b.t(), a.t(), product.data());
    CHECK(product == std::vector<float>{5, 14, 11, 23});
    CHECK_THROWS_WITH(gemm(a, a, product.data()), "gemm: the columns of a are not as many as the rows of b");
}

TEST_CASE("every path gives what the loops give, bit for bit on small whole numbers") {
    // the loops to compare with
    auto const naive = []<typename T>(Tensor<T> const& a, Tensor<T> const& b) {
        Tensor<T> const c(Shape{a.shape(0), b.shape(1)});
        for (std::int64_t i = 0; i < a.shape(0); ++i) {
            for (std::int64_t j = 0; j < b.shape(1); ++j) {
                T sum = 0;
                for (std::int64_t k = 0; k < a.shape(1); ++k) sum = static_cast<T>(sum + a(i, k) * b(k, j));
                c(i, j) = sum;
            }
        }
        return c;
    };
    // a matrix by columns
    auto const by_columns = [](auto const& a) { return clone(a.t()).t(); };
    auto const check = [&]<typename T>(T, std::int64_t m, std::int64_t k, std::int64_t n) {
        auto const a = randint(-4, 5, {m, k}).template to<T>();
        auto const b = randint(-4, 5, {k, n}).template to<T>();
        auto const expected = naive(a, b);
        auto const part_of = [](std::int64_t rows, std::int64_t columns) {
            auto const wide = randint(-4, 5, {2 * rows + 1, 3 * columns + 1}).template to<T>();
            return wide(range(0, 2 * rows, 2), range(0, 3 * columns, 3));
        };
        auto const part = part_of(k, n);
        auto const left = part_of(m, k);
        bool const all_equal =
            equal(matmul(a, b), expected) && equal(matmul(by_columns(a), b), expected) &&
            equal(matmul(a, by_columns(b)), expected) && equal(matmul(by_columns(a), by_columns(b)), expected) &&
            equal(matmul(a, part), naive(a, clone(part))) && equal(matmul(left, b), naive(clone(left), b)) &&
            equal(einsum("ik,kj->ij", a, b), expected);
        INFO(m << " x " << k << " times " << k << " x " << n);
        CHECK(all_equal);
    };
    for (std::int64_t m : {0, 1, 2, 5, 6, 7, 13}) {
        for (std::int64_t n : {0, 1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 31, 32, 33}) {
            for (std::int64_t k : {0, 1, 4, 17, 33}) check(0.0F, m, k, n);
            check(0.0, m, 9, n);
            check(std::int64_t{0}, m, 9, n);
            check(std::int32_t{0}, m, 9, n);
        }
    }
    for (std::int64_t k : {255, 256, 257, 513}) check(0.0F, 17, k, 33);
    // Packed, for rows of B are a page apart: every height of the last tile; more than a block of depth, rows, columns.
    for (std::int64_t m = 1; m < 24; ++m) check(0.0F, m, 66, 1024);
    check(0.0F, 7, detail::pack_depth + 8, 1024);
    check(0.0F, detail::pack_rows + 1, 66, 1024);
    check(0.0F, 7, 66, detail::pack_columns + 1024);
    check(0.0F, 1, 70, 130);   // a row, as columns
    check(0.0F, 9, 20000, 2);  // more of A than is copied at a time
}

TEST_CASE("broadcast operands, and the versions of the chapter, agree with the loops") {
    // the loops to compare with
    auto const naive = []<typename T>(Tensor<T> const& a, Tensor<T> const& b) {
        Tensor<T> const c(Shape{a.shape(0), b.shape(1)});
        for (std::int64_t i = 0; i < a.shape(0); ++i) {
            for (std::int64_t j = 0; j < b.shape(1); ++j) {
                T sum = 0;
                for (std::int64_t k = 0; k < a.shape(1); ++k) sum = static_cast<T>(sum + a(i, k) * b(k, j));
                c(i, j) = sum;
            }
        }
        return c;
    };
    auto const a = randint(-4, 5, {6, 40}).to<float>();
    auto const b = randint(-4, 5, {40, 18}).to<float>();
    auto const row = randint(-4, 5, {40}).to<float>();
    CHECK(equal(matmul(row.expand({9, 40}), b), naive(clone(row.expand({9, 40})), b)));
    CHECK(equal(matmul(a, row.unsqueeze(-1).expand({40, 20})), naive(a, clone(row.unsqueeze(-1).expand({40, 20})))));
    for (auto const& c :
         {v1::matmul(a, b), v1::matmul_rows(a, b), v2::matmul(a, b), v3::matmul(a, b), v4::matmul(a, b)}) {
        CHECK(equal(c, naive(a, b)));
    }
}

TEST_CASE("on reals the error stays within the bound, and the bound can fail") {
    // the loops to compare with
    auto const naive = []<typename T>(Tensor<T> const& a, Tensor<T> const& b) {
        Tensor<T> const c(Shape{a.shape(0), b.shape(1)});
        for (std::int64_t i = 0; i < a.shape(0); ++i) {
            for (std::int64_t j = 0; j < b.shape(1); ++j) {
                T sum = 0;
                for (std::int64_t k = 0; k < a.shape(1); ++k) sum = static_cast<T>(sum + a(i, k) * b(k, j));
                c(i, j) = sum;
            }
        }
        return c;
    };
    // a matrix by columns
    auto const by_columns = [](auto const& a) { return clone(a.t()).t(); };
    // is it within the bound?
    auto const within_bound = [&](Tensor<float> const& c, Tensor<float> const& a, Tensor<float> const& b) {
        auto const exact = naive(a.to<double>(), b.to<double>());
        auto const absolute = [](Tensor<float> const& x) {
            return x.to<double>() * (x > 0).to<double>() * 2 - x.to<double>();
        };
        auto const size = naive(absolute(a), absolute(b));
        double const ku = static_cast<double>(a.shape(1)) * 0x1p-24;
        for (std::int64_t i = 0; i < c.shape(0); ++i) {
            for (std::int64_t j = 0; j < c.shape(1); ++j) {
                if (!(std::abs(double{c(i, j)} - exact(i, j)) <= ku / (1 - ku) * size(i, j))) return false;
            }
        }
        return true;
    };
    manual_seed(5);
    for (std::int64_t k : {1, 2, 17, 300, 784}) {
        for (std::int64_t n : {1, 10, 33, 130}) {
            auto const a = randn({7, k});
            auto const b = randn({k, n});
            CHECK(within_bound(matmul(a, b), a, b));
            CHECK(within_bound(matmul(by_columns(a), by_columns(b)), a, b));
            CHECK(within_bound(v3::matmul(a, b), a, b));
            auto wrong = matmul(a, b);
            wrong(3, n - 1) += 1.0F;
            CHECK(!within_bound(wrong, a, b));
            wrong(3, n - 1) = std::numeric_limits<float>::quiet_NaN();
            CHECK(!within_bound(wrong, a, b));
        }
    }
    auto const a = randn({200, 300});
    auto const b = randn({300, 150});
    CHECK(within_bound(matmul(a, b), a, b));
    CHECK(within_bound(matmul(clone(a.t()).t()(range(0, 200, 1)), b), a, b));
}

TEST_CASE("a sum of many products is as good as a sum of few") {
    // a matrix by columns
    auto const by_columns = [](auto const& a) { return clone(a.t()).t(); };
    auto const check = [](Tensor<float> const& c, double expected) {
        for (double x : {c.min().item(), c.max().item()}) CHECK(std::abs(x - expected) <= 1e-5 * expected);
    };
    for (std::int64_t k : {1025, 5000, 70000, 1000003}) {
        double const expected = static_cast<double>(0.1F) * 0.1F * static_cast<double>(k);
        auto const a = full({2, k}, 0.1);
        auto const b = full({k, 2}, 0.1);
        check(matmul(a, b), expected);
        check(matmul(by_columns(a), by_columns(b)), expected);
        check(matmul(a, b(all, 0)), expected);
        check(matmul(a, by_columns(b)(all, 0)), expected);
        check(matmul(a[0], a[1]), expected);
        check(einsum("ik,kj->ji", a, b), expected);
        check(matmul(full({1, k}, 0.1).expand({40, k}), full({1, 1}, 0.1).expand({k, 40})), expected);
    }
    manual_seed(6);
    auto const a = randn({3, 20000});
    auto const b = randn({20000, 5});
    auto const exact = matmul(a.to<double>(), b.to<double>());
    CHECK(allclose(matmul(a, b).to<double>(), exact, 0, 1e-3));
    auto const whole = randint(-9, 10, {3, 5000});
    CHECK(equal(matmul(whole, whole.t()), (whole.unsqueeze(1) * whole).sum(2)));
}

TEST_CASE("threads share a product, and change no bit of it") {
    manual_seed(3);
    int const before = num_threads();
    for (Shape const& shape : {Shape{61, 97}, Shape{7, 700}, Shape{700, 20}, Shape{130, 290}}) {
        auto const a = randn({shape[0], 600});
        auto const b = randn({600, shape[1]});
        set_num_threads(1);
        auto const alone = matmul(a, b);
        for (int const count : {2, 3, 4, 7, 128}) {
            set_num_threads(count);
            CHECK(equal(matmul(a, b), alone));
        }
    }
    set_num_threads(3);
    CHECK(num_threads() == 3);
    std::atomic<int> parts = 0;
    detail::in_parts([&](int, int count) {
        detail::in_parts([&](int part, int inner) { parts += part == 0 && inner == 1 ? count : 100; });  // alone
    });
    CHECK(parts == 9);
    for (int const failing : {0, 2}) {
        auto const job = [failing](int part, int) {
            if (part == failing) throw std::runtime_error("part " + std::to_string(part));
        };
        CHECK_THROWS_WITH(detail::in_parts(job), "part " + std::to_string(failing));
    }
    CHECK_THROWS_AS(set_num_threads(0), std::invalid_argument);
    CHECK_THROWS_AS(set_num_threads(1025), std::invalid_argument);
    set_num_threads(before);
    CHECK(detail::threads_wanted(nullptr) == 1);
    CHECK(detail::threads_wanted("12") == 12);
    CHECK(detail::threads_wanted("0") == 1);  // and standard error says so
    CHECK(detail::threads_wanted("2 cores") == 1);
}

TEST_CASE("several threads multiply at once, and so does a process that was forked off") {
    int const before = num_threads();
    set_num_threads(2);
    auto const a = full({150, 150}, 2.0F);
    std::atomic<int> right = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int j = 0; j < 20; ++j) right += equal(matmul(a, a), full({150, 150}, 600.0F)) ? 1 : 0;
        });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(right == 80);
    pid_t const child = fork();
    if (child == 0) {  // it has no threads yet, and starts its own
        bool good = equal(matmul(a, a), full({150, 150}, 600.0F));
        set_num_threads(3);
        good = good && equal(matmul(a, a), full({150, 150}, 600.0F));
        _exit(good ? 0 : 1);
    }
    int status = -1;
    CHECK(waitpid(child, &status, 0) == child);
    CHECK(status == 0);
    set_num_threads(before);
}

TEST_CASE("matmul takes any rank, and refuses what does not fit by naming both shapes") {
    CHECK(matmul(zeros({3}), zeros({3})).shape() == Shape{});
    CHECK(matmul(zeros({3}), zeros({5, 3, 4})).shape() == Shape{5, 4});
    CHECK(matmul(zeros({5, 2, 3}), zeros({3})).shape() == Shape{5, 2});
    CHECK(matmul(zeros({2, 1, 2, 3}), zeros({4, 3, 5})).shape() == Shape{2, 4, 2, 5});
    CHECK(equal(matmul(zeros({2, 0}), zeros({0, 3})), zeros({2, 3})));
    CHECK(matmul(zeros({0, 2, 3}), zeros({3, 4})).shape() == Shape{0, 2, 4});
    CHECK_THROWS_WITH(matmul(zeros({2, 3}), zeros({2, 3})),
                      "matmul: shapes [2, 3] and [2, 3] do not match: 3 columns and 2 rows");
    CHECK_THROWS_WITH(zeros({3}).matmul(zeros({4})), "matmul: shapes [3] and [4] do not match: 3 columns and 4 rows");
    CHECK_THROWS_WITH(matmul(zeros({2, 2, 3}), zeros({3, 3, 4})),
                      "matmul: shapes [2, 2, 3] and [3, 3, 4] do not match: the leading dimensions do not fit");
    CHECK_THROWS_WITH(matmul(zeros({}), zeros({3})),
                      "matmul: shapes [] and [3] do not match: a single number has no matrix product");
    std::int64_t const most = std::numeric_limits<std::int64_t>::max();
    CHECK(matmul(tensor({most, most}), tensor({2, 2})).item() == -4);  // whole numbers wrap around
    CHECK_THROWS_AS(v1::matmul(zeros({2, 3}), zeros({2, 3})), ShapeError);
    CHECK_THROWS_AS(v1::matmul_rows(zeros({2, 3}), zeros({2, 3})), ShapeError);
    CHECK_THROWS_AS(v2::matmul(zeros({2, 3}), zeros({2, 3})), ShapeError);
    CHECK_THROWS_AS(v3::matmul(zeros({2, 3}), zeros({2, 3})), ShapeError);
    CHECK_THROWS_AS(v4::matmul(zeros({2, 3}), zeros({2, 3})), ShapeError);
}

TEST_CASE("einsum refuses every wrong equation by naming it and the shapes") {
    auto const a = zeros({2, 3});
    CHECK_THROWS_WITH(einsum("ij->k", a),
                      "einsum: \"ij->k\" with shapes [2, 3]: the result has k, and no operand has it");
    CHECK_THROWS_WITH(einsum("ij,", a), "einsum: \"ij,\" with shapes [2, 3]: 2 operands are described, and 1 given");
    CHECK_THROWS_WITH(einsum("ij", a, a),
                      "einsum: \"ij\" with shapes [2, 3], [2, 3]: 1 operands are described, and 2 given");
    CHECK_THROWS_WITH(einsum("i1", a), Catch::Matchers::ContainsSubstring("'1' in operand 0 is no letter"));
    CHECK_THROWS_WITH(einsum("ij->ji->ij", a), Catch::Matchers::ContainsSubstring("'-' in the result is no letter"));
    CHECK_THROWS_WITH(einsum("i..j", a), Catch::Matchers::ContainsSubstring("'.' in operand 0 is no letter"));
    CHECK_THROWS_WITH(einsum("......", a), Catch::Matchers::ContainsSubstring("more than one ellipsis in operand 0"));
    CHECK_THROWS_WITH(einsum("ii", a),
                      Catch::Matchers::ContainsSubstring("i is repeated in operand 0, with sizes 2 and 3"));
    CHECK_THROWS_WITH(einsum("i", a),
                      Catch::Matchers::ContainsSubstring("operand 0 has 2 dimensions, and 1 subscripts"));
    CHECK_THROWS_WITH(einsum("", a),
                      Catch::Matchers::ContainsSubstring("operand 0 has 2 dimensions, and 0 subscripts"));
    CHECK_THROWS_WITH(einsum("...i,...i", a, zeros({4, 3})),
                      Catch::Matchers::ContainsSubstring("... has size 4 in operand 1, and size 2 before"));
    CHECK_THROWS_AS(einsum("ij", std::vector<Tensor<float>>{}), ShapeError);
    auto const square = tensor({{1, 2}, {3, 4}});
    CHECK(einsum("ii->i", square).storage().data() == square.storage().data());  // a view
}

TEST_CASE("the result of einsum is row-major, and only a sum adds zero") {
    auto const a = randn({2, 3, 4});
    auto const b = randn({4, 5});
    for (char const* equation :
         {"hij,jk->kih", "hij,jk->hki", "hij,jk->kj", "hij,jk->jihk", "hij,jk->ikh", "hij,jk->"}) {
        auto const c = einsum(equation, a, b);
        CHECK(c.strides() == row_major(c.shape()));
    }
    CHECK(einsum("hij->ji", a).strides() == Strides{3, 1});
    CHECK(einsum("hij->jih", a).strides() == Strides{1, 4, 12});
    auto const minus = full({3}, -1);
    auto const zero = zeros({3});
    auto const of_one = zero(range(0, 1));
    CHECK(std::signbit(einsum("i,i->i", minus, zero)(2)));
    CHECK(std::signbit(einsum("i,j->ij", minus, zero)(1, 2)));
    CHECK(std::signbit(einsum("i,i->", minus(range(0, 1)), of_one).item()));
    CHECK(std::signbit(einsum("i,i->", minus, of_one).item()));  // the sum of -1 is times 0
    CHECK(std::signbit(einsum("i,j->j", of_one * -1, full({3}, 1))(0)));
    CHECK_FALSE(std::signbit(einsum("i,i->", minus, zero).item()));
    CHECK_FALSE(std::signbit(einsum("i->", of_one * -1).item()));
    auto const many = zeros({1}).expand({1L << 40});
    CHECK(einsum("i,j,k->ijk", zeros({0}), many, many).numel() == 0);
    CHECK_THROWS_AS(einsum("j,k->jk", many, many), ShapeError);
}

TEST_CASE("near says no to NaN, to other shapes and to what is too far; times read as people write them") {
    float const nan = std::numeric_limits<float>::quiet_NaN();
    CHECK(near(tensor({1.0, 2.0}), tensor({1.0005, 2.0})));
    CHECK(near(tensor({0.0}), tensor({1e-6})));
    CHECK(near(tensor({3, 4}), tensor({3.0, 4.0})));
    CHECK(!near(tensor({1.0}), tensor({1.01})));
    CHECK(!near(tensor({1.0, 1.0}), tensor({1.0})));
    CHECK(!near(full({2}, nan), full({2}, nan)));
    CHECK_THROWS_AS(test_near(full({2}, nan), full({2}, nan)), TestFailure);
    CHECK_THROWS_WITH(test_near(tensor({1.0}), tensor({2.0})), Catch::Matchers::StartsWith("near:"));
    CHECK(duration_text(0.779) == "779 ms");
    CHECK(duration_text(1.08e-3) == "1.08 ms");
    CHECK(duration_text(39.5e-6) == "39.5 µs");
    CHECK(duration_text(0) == "0 ns");
    CHECK(duration_text(75) == "75 s");
    std::ostringstream text;
    text << Timing{1.08e-3, 29e-6, 7, 10};
    CHECK(text.str() == "1.08 ms ± 29 µs per loop (mean ± std. dev. of 7 runs, 10 loops each)");
    int calls = 0;
    CHECK(timeit([&] { return ++calls; }, 3, 2).mean >= 0);
    CHECK(calls == 6);
    CHECK_THROWS_AS(timeit([] { return 0; }, 0), std::invalid_argument);
    CHECK(gv("a->b").dot == "digraph G{ rankdir=\"LR\"; a->b; }");
    CHECK(product_picture(tensor({{1, 2}}), tensor({{3}, {4}}), 0, 0).text == "11 = 1 * 3 + 2 * 4");
}

TEST_CASE("exercise 1: a linear layer") {
    auto const x = rand({5, 784});
    auto const w = randn({784, 10});
    auto const out = matmul(x, w) + full({10}, 1.0F);  // [5, 10] and [10]: a row that is added to each row
    CHECK(out.shape() == Shape{5, 10});
    test_near(out - matmul(x, w), full({5, 10}, 1.0F));
}

TEST_CASE("exercise 2: weights with a row for each output") {
    auto const x = rand({5, 784});
    auto const w = randn({10, 784});
    test_near(matmul(x, w.t()), einsum("bi,oi->bo", x, w));
}

TEST_CASE("exercise 3: the trace of a product") {
    auto const p = randint(-3, 4, {100, 100});
    auto const q = randint(-3, 4, {100, 100});
    CHECK(einsum("ij,ji->", p, q).item() ==
          einsum("ii->", matmul(p, q)).item());  // 10,000 multiplications, and 1,000,000
}

TEST_CASE("exercise 4: where the parentheses stand") {
    auto const p = randn({500, 500}), q = randn({500, 500});
    auto const x = randn({500});
    auto const slow =
        matmul(matmul(p, q), x);  // 2 * 500^3 + 2 * 500^2 operations: a matrix product, then a product with a vector
    auto const fast = matmul(p, matmul(q, x));  // 4 * 500^2: two products with a vector, 250.5 times fewer
    CHECK(near(slow, fast, 1e-3, 1e-2));        // near, not identical: the sums are rounded in different orders
}

TEST_CASE("exercise 5: batches") {
    auto const p = randn({4, 2, 3});
    auto const q = randn({4, 3, 5});
    CHECK(equal(matmul(p, q)[2], matmul(p[2], q[2])));
    CHECK(equal(matmul(p, q[0])[2], matmul(p[2], q[0])));  // the one matrix is not copied: its batch has a stride of 0
}

TEST_CASE("exercise 6: NaN is not far away from anything") {
    float const nan = std::numeric_limits<float>::quiet_NaN();
    CHECK(!(std::abs(nan - nan) > 1e-3F));  // so nothing is farther away
    CHECK(!near(full({1}, nan), full({1}, nan)));
}
