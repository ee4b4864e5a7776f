#!/bin/sh
# SPDX-License-Identifier: MIT
# Two files of one program, compiled for every processor and for this one, have the same inline functions, of which the linker
# takes either; the program computes the same in both orders, with every set of instructions: mixed.sh SOURCE_TREE
set -eu
source=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/part.cpp" << 'END'
#include <ten/tensor.hpp>
double NAME(ten::Tensor<float> const& a, ten::Tensor<float> const& b);
double NAME(ten::Tensor<float> const& a, ten::Tensor<float> const& b) {
    auto const c = a.matmul(b) + a - b * 2;
    return (c + c.t()).sum().item() + c.max().item();
}
END
cat > "$work/main.cpp" << 'END'
#include <cstdio>
#include <ten/create.hpp>
double one(ten::Tensor<float> const& a, ten::Tensor<float> const& b);
double other(ten::Tensor<float> const& a, ten::Tensor<float> const& b);
int main() {
    for (std::int64_t n : {3, 17, 64, 200}) {
        auto const a = ten::full({n, n}, 2.0F), b = ten::ones({n, n});
        double const want = 2 * static_cast<double>(n * n) * static_cast<double>(2 * n) + static_cast<double>(2 * n);
        if (one(a, b) != want || other(a, b) != want) return std::printf("%ld rows: %f %f\n", n, one(a, b), other(a, b));
    }
    return 0;
}
END
c++ -std=c++20 -O2 -I"$source/src" -DNAME=one -c "$work/part.cpp" -o "$work/one.o"
c++ -std=c++20 -O2 -march=native -I"$source/src" -DNAME=other -c "$work/part.cpp" -o "$work/other.o"
c++ -std=c++20 -O1 -I"$source/src" -c "$work/main.cpp" -o "$work/main.o"
c++ "$work/main.o" "$work/one.o" "$work/other.o" -o "$work/first"
c++ "$work/other.o" "$work/one.o" "$work/main.o" -o "$work/second"
for instructions in baseline avx2 avx512; do
    for program in first second; do TEN_ISA=$instructions "$work/$program"; done
done
echo "files for every processor and for this one give the same"
