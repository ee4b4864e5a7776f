#!/bin/sh
# SPDX-License-Identifier: MIT
# Builds and runs the consumer against ten::ten, as on a system that has none of heddle's packages: run.sh SOURCE_TREE BUILD_TREE
# installed|fetched.
set -eu
source=$1 build=$2 way=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
alone=-DCMAKE_PROJECT_TOP_LEVEL_INCLUDES="$source/tests/consumer/nothing_else.cmake"
if [ "$way" = installed ]; then
    # The library alone, as README says: it needs no other package, and no heddle comes with it.
    { cmake -S "$source" -B "$work/alone" -DTEN_ALONE=ON "$alone" &&
        cmake --install "$work/alone" --prefix "$work/prefix"; } > "$work/log" || { cat "$work/log"; exit 1; }
    test ! -e "$work/prefix/bin"
    # The whole, which needs more, has to be refused, or the test would not see what the library asks for.
    if cmake -S "$source" -B "$work/whole" -DTEN_CUDA=OFF "$alone" > "$work/log" 2>&1 || ! grep -q "ten needs nothing else: find_" "$work/log"; then
        cat "$work/log"
        echo "what heddle needs was not missed"
        exit 1
    fi
    # Who has built the whole installs the same files by the component.
    cmake --install "$build" --component ten --prefix "$work/component" > "$work/log" || { cat "$work/log"; exit 1; }
    diff -r "$work/prefix" "$work/component"
    set -- "$alone" -DCMAKE_PREFIX_PATH="$work/prefix"
    if [ -e "$build/libten_cuda.a" ]; then
        cmake --install "$build" --component ten_cuda --prefix "$work/prefix" >> "$work/log" || { cat "$work/log"; exit 1; }
        set -- -DCMAKE_PREFIX_PATH="$work/prefix" -DWANT_CUDA=ON # which needs CUDA's own libraries
    fi
else
    set -- "$alone" -DTEN_SOURCE="$source"
fi
cmake -S "$source/tests/consumer" -B "$work/build" -G Ninja "$@" > "$work/log" || { cat "$work/log"; exit 1; }
cmake --build "$work/build"
"$work/build/consumer"
if [ -e "$work/build/consumer_cuda" ]; then "$work/build/consumer_cuda"; fi
