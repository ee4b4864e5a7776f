#!/bin/sh
# SPDX-License-Identifier: MIT
# Every header of the library compiles alone, in C++20 and in C++23, with every compiler that is here and no warning:
# headers.sh SOURCE_TREE. A header that does not must be found, so one is planted.
set -u
source=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
compiles() {  # COMPILER STANDARD HEADER INCLUDE_FOLDER
    printf '#include <%s>\nint main() {}\n' "$3" > "$work/alone.cpp"
    "$1" "-std=$2" -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -fsyntax-only "-I$4" "$work/alone.cpp"
}
mkdir "$work/planted"
echo 'inline std::string planted() { return {}; }' > "$work/planted/leans_on_others.hpp"
bad=0
for compiler in g++ clang++; do
    command -v $compiler > /dev/null || continue
    if compiles $compiler c++20 leans_on_others.hpp "$work/planted" 2> /dev/null; then
        echo "$compiler: a header without its includes was not found"
        bad=1
    fi
    for standard in c++20 c++2b; do
        for header in "$source"/src/ten/*.hpp; do
            compiles $compiler $standard "ten/$(basename "$header")" "$source/src" || bad=1
        done
    done
done
exit $bad
