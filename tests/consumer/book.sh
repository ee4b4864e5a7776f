#!/bin/sh
# SPDX-License-Identifier: MIT
# Builds a book of two chapters by an installed heddle: what is stale is built and nothing else, a new chapter is found,
# and each planted fault fails where it should. book.sh SOURCE_TREE BUILD_TREE
set -eu
source=$1 build=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if command -v ccache > "$work/log"; then export CMAKE_CXX_COMPILER_LAUNCHER=ccache CCACHE_BASEDIR="$work" CCACHE_NOHASHDIR=1; fi
fail() { echo "book.sh: $1"; cat "$work/log"; exit 1; }
# The pattern stands in what the last step said, or it does not.
says() { grep -q -e "$1" "$work/log" || fail "expected '$1' in"; }
says_not() { if grep -q -e "$1" "$work/log"; then fail "did not expect '$1' in"; fi; }
make_book() { cmake --build "$work/book/build" > "$work/log" 2>&1 || fail "the build failed:"; }
test_book() { (cd "$work/book/build" && ctest --output-on-failure) > "$work/log" 2>&1; }

cmake --install "$build" --component heddle --prefix "$work/prefix" > "$work/log" || fail "cannot install:"
test ! -e "$work/prefix/include"
cp -r "$source/tests/consumer/book" "$work/book"
chapters=$work/book/chapters
"$work/prefix/bin/heddle" tangle -q --root "$work/book"
cmake -S "$work/book" -B "$work/book/build" -G Ninja -DCMAKE_PREFIX_PATH="$work/prefix" > "$work/log" 2>&1 || fail "cannot configure:"
make_book
test_book || fail "the book's tests failed:"
says "100% tests passed, 0 tests failed out of 3"
for f in tangled/lib/small/count.hpp cells/02-doubling.cpp outputs/01-counting.json outputs/02-doubling.json outputs/tests.xml bench/bench-02-doubling; do
    test -s "$work/book/build/$f" || fail "no $f"
done

make_book
says "no work to do"
sed -i 's/One word/Another word/' "$chapters/01-counting.md"
make_book
says "Tangling"
says_not "Building\|Running the cells"
sed -i 's/The number after/The whole number after/' "$chapters/01-counting.md"
make_book
says "Building.*01-counting.cpp.o"
says "Building.*02-doubling.cpp.o"
sed -i 's/Twice/The double of/' "$chapters/02-doubling.md"
make_book
says_not "Building.*01-counting"
says "Running the cells of chapters/02-doubling.md"
printf '# Three\n\n~~~cpp\n1 + 2\n~~~\n' > "$chapters/03-three.md"
make_book
says "Running the cells of chapters/03-three.md"
rm "$chapters/03-three.md"
"$work/prefix/bin/heddle" tangle -q --root "$work/book"
make_book

# Faults: another output, a crash, code that does not compile. Only the last one fails the build.
sed -i 's/^42$/43/' "$chapters/01-counting.md"
sed -i 's/^throw std::runtime_error.*/std::abort();/' "$chapters/02-doubling.md"
make_book
says "chapters/02-doubling.md:32:1: error: this cell was killed by SIGABRT"
if test_book; then fail "the planted faults were not found:"; fi
says "chapters/01-counting.md:18:4: error: the cell above shows something else:"
says "chapters/02-doubling.md:32:4: error: this cell was killed by SIGABRT"
says "67% tests passed, 1 tests failed out of 3"
sed -i 's/^twice(4)$/thrice(4)/' "$chapters/02-doubling.md"
if cmake --build "$work/book/build" > "$work/log" 2>&1; then fail "the planted fault was compiled:"; fi
says "chapters/02-doubling.md:25:1: error: .thrice. was not declared"
