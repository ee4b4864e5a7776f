// SPDX-License-Identifier: MIT
// Products of matrices of small whole numbers in every layout, bit for bit what three loops give. The build compiles it
// against headers in which the loops for AVX-512 use 64-byte vectors made of two AVX2 registers each: so their tiles
// and edges are tested on machines that have no AVX-512. `--planted` changes one result, which has to be found.
#include <cstdint>
#include <cstdio>
#include <random>
#include <string_view>
#include <vector>

#include "ten/gemm.hpp"

namespace {

using ten::Matrix;

bool planted = false;

/// A matrix in memory of its own, in one of five layouts, with other numbers around its elements.
template <typename T>
struct Operand {
    Operand(std::int64_t rows, std::int64_t columns, std::mt19937& random) {
        std::int64_t const layouts[5][2] = {
            {columns, 1}, {1, rows}, {2 * columns + 3, 2}, {columns + 5, 1}, {1, rows + 7}};
        auto const [row, column] = layouts[random() % 5];
        elements.assign(static_cast<std::size_t>(rows * row + columns * column + 64), T{1000});
        matrix = {elements.data(), rows, columns, row, column};
        for (std::int64_t i = 0; i < rows; ++i) {
            for (std::int64_t j = 0; j < columns; ++j)
                elements[static_cast<std::size_t>(i * row + j * column)] =
                    static_cast<T>(static_cast<int>(random() % 9)) - 4;
        }
    }
    std::vector<T> elements;
    Matrix<T const> matrix{};
};

template <typename T>
class Products {
public:
    void check(std::int64_t m, std::int64_t k, std::int64_t n) {
        constexpr std::size_t around = 32;
        Operand<T> const a(m, k, random_), b(k, n, random_);
        std::vector<T> expected(static_cast<std::size_t>(m * n) + around, T{77});
        std::vector<T> result = expected;
        for (std::int64_t i = 0; i < m; ++i) {
            T* const row = expected.data() + i * n;
            for (std::int64_t j = 0; j < n; ++j) row[j] = T{0};
            for (std::int64_t l = 0; l < k; ++l) {
                for (std::int64_t j = 0; j < n; ++j) row[j] += *a.matrix.at(i, l) * *b.matrix.at(l, j);
            }
        }
        ten::gemm(a.matrix, b.matrix, result.data());
        if (planted) result[0] += T{1};
        ++count;
        if (result == expected) return;
        if (++wrong > 10) return;
        std::printf("wrong: %ld x %ld x %ld, strides %ld, %ld and %ld, %ld\n", static_cast<long>(m),
                    static_cast<long>(k), static_cast<long>(n), static_cast<long>(a.matrix.row),
                    static_cast<long>(a.matrix.column), static_cast<long>(b.matrix.row),
                    static_cast<long>(b.matrix.column));
    }

    void check_all() {
        for (std::int64_t m = 1; m <= 26; ++m) {
            for (std::int64_t n = 1; n <= 70; ++n) check(m, 1 + static_cast<std::int64_t>(random_() % 70), n);
        }
        for (std::int64_t m = 1; m <= 14; ++m) {  // few columns: every depth below and above those of their loops
            for (std::int64_t n = 1; n <= 20; ++n) {
                for (std::int64_t k = 0; k <= 40; ++k) check(m, k, n);
            }
        }
        for (std::int64_t m : {1, 5, 7, 11, 13, 19, 23, 96, 103}) {  // rows that are pages apart are packed
            for (std::int64_t n : {1023, 1024, 1030, 2060}) check(m, 66, n), check(m, 520, n);
        }
        for (int i = 0; i < 200; ++i) {
            auto const size = [this](unsigned most) { return 1 + static_cast<std::int64_t>(random_() % most); };
            check(size(200), size(600), size(200));
        }
    }

    int count = 0, wrong = 0;

private:
    std::mt19937 random_{7};
};

template <typename T>
int wrong_products(char const* name) {
    Products<T> products;
    products.check_all();
    std::printf("%s: %d products, %d wrong\n", name, products.count, products.wrong);
    return products.wrong;
}

}  // namespace

int main(int argc, char** argv) {
    planted = argc > 1 && std::string_view(argv[1]) == "--planted";
    if (ten::instruction_set() != ten::InstructionSet::avx512) {
        std::printf("skipped: this processor has no AVX2\n");
        return 77;
    }
    return wrong_products<float>("float") + wrong_products<double>("double") == 0 ? 0 : 1;
}
