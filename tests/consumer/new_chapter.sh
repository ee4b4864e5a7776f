#!/bin/sh
# SPDX-License-Identifier: MIT
# A book of one's own as the authors' guide begins it: an empty folder, its CMakeLists.txt, and chapters as `heddle new
# chapter` writes them build, pass and have this book's layout as they are. new_chapter.sh SOURCE_TREE BUILD_TREE
set -eu
unset CLICOLOR_FORCE  # what ctest says is read here
source=$1 build=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if command -v ccache > "$work/log"; then export CMAKE_CXX_COMPILER_LAUNCHER=ccache CCACHE_BASEDIR="$work" CCACHE_NOHASHDIR=1; fi
fail() { echo "new_chapter.sh: $1"; cat "$work/log"; exit 1; }

cmake --install "$build" --component heddle --prefix "$work/prefix" > "$work/log" || fail "cannot install:"
heddle=$work/prefix/bin/heddle
mkdir -p "$work/book/chapters"
cd "$work/book"
# shellcheck disable=SC2016  # backticks of Markdown
sed -n '/^```cmake$/,/^```$/p' "$source/docs/authors.md" | sed '/^```/d' > CMakeLists.txt
for title in 'Broadcasting' "C++: \"templates\" & it's # all" 'Тензоры'; do
    "$heddle" new chapter "$title" > "$work/log" 2>&1 || fail "no chapter '$title':"
done
"$heddle" tangle > "$work/log" 2>&1 || fail "the chapters do not tangle:"
# What it writes has the layout that lint.format asks for in this book.
"$source/build/venv/bin/clang-format" --dry-run -Werror --sort-includes=0 --style="file:$source/.clang-format" src/*.hpp tests/*.cpp > "$work/log" 2>&1 ||
    fail "a new chapter has another layout:"
cmake -S . -B build -G Ninja -DCMAKE_PREFIX_PATH="$work/prefix" > "$work/log" 2>&1 || fail "cannot configure:"
cmake --build build > "$work/log" 2>&1 || fail "the build failed:"
ctest --test-dir build --output-on-failure > "$work/log" 2>&1 || fail "the tests failed:"
grep -q '100% tests passed, 0 tests failed out of 4' "$work/log" || fail "expected four tests in"
# The gate must be able to fail: another output is a fault.
sed -i 's/^49$/48/' chapters/01-broadcasting.md
cmake --build build > "$work/log" 2>&1 || fail "the build failed:"
if ctest --test-dir build > "$work/log" 2>&1; then fail "the planted fault was not found:"; fi
