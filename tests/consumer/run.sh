#!/bin/sh
# SPDX-License-Identifier: MIT
# Builds and runs the consumer against ten::ten: run.sh SOURCE_TREE BUILD_TREE installed|fetched.
set -eu
source=$1 build=$2 way=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ "$way" = installed ]; then
    # The library alone, as README says: it needs no other package, and no heddle comes with it.
    { cmake -S "$source" -B "$work/alone" -DTEN_ALONE=ON &&
        cmake --install "$work/alone" --prefix "$work/prefix"; } > "$work/log" || { cat "$work/log"; exit 1; }
    test ! -e "$work/prefix/bin"
    set -- -DCMAKE_PREFIX_PATH="$work/prefix"
    if [ -e "$build/libten_cuda.a" ]; then
        cmake --install "$build" --component ten_cuda --prefix "$work/prefix" >> "$work/log" || { cat "$work/log"; exit 1; }
        set -- "$@" -DWANT_CUDA=ON
    fi
else
    set -- -DTEN_SOURCE="$source"
fi
cmake -S "$source/tests/consumer" -B "$work/build" -G Ninja "$@" > "$work/log" || { cat "$work/log"; exit 1; }
cmake --build "$work/build"
"$work/build/consumer"
if [ -e "$work/build/consumer_cuda" ]; then "$work/build/consumer_cuda"; fi
