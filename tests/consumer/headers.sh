#!/bin/sh
# SPDX-License-Identifier: MIT
# Every header of the library compiles alone, and all of them together in C++20 and in C++23 with every compiler that is
# here: headers.sh SOURCE_TREE. A header that does not must be found, so one is planted. Warnings are printed; they are
# errors in CI, whose compilers are known.
set -u
source=$1
strict=
case ${CI:-} in '' | 0 | false) ;; *) strict=-Werror ;; esac
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
compiles() {  # COMPILER STANDARD INCLUDE_FOLDER HEADER...
    compiler=$1 standard=$2 folder=$3
    shift 3
    { printf '#include <%s>\n' "$@" && echo 'int main() {}'; } > "$work/includes.cpp"
    # shellcheck disable=SC2086  # a word, or none
    "$compiler" "-std=$standard" -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow $strict -fsyntax-only "-I$folder" "$work/includes.cpp"
}
mkdir "$work/planted"
echo 'inline std::string planted() { return {}; }' > "$work/planted/leans_on_others.hpp"
headers=$(cd "$source/src" && ls ten/*.hpp)
bad=0
for header in $headers; do
    compiles g++ c++20 "$source/src" "$header" || bad=1
done
for compiler in g++ clang++; do
    command -v $compiler > /dev/null || continue
    if compiles $compiler c++20 "$work/planted" leans_on_others.hpp 2> /dev/null; then
        echo "$compiler: a header without its includes was not found"
        bad=1
    fi
    for standard in c++20 c++2b; do
        # shellcheck disable=SC2086  # the names are words
        compiles $compiler $standard "$source/src" $headers || bad=1
    done
done
# The sources that every program of cells links need no folder but their own.
for file in "$source"/tools/heddle/runtime/*.cpp; do
    g++ -std=c++20 -fsyntax-only "-I$source/tools/heddle/runtime" "$file" || bad=1
done
exit $bad
