#!/bin/sh
# SPDX-License-Identifier: MIT
# The library on aarch64: PyTorch's cases, compiled by a cross compiler and run by QEMU. run.sh BUILD_FOLDER
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
build=$1
mkdir -p "$build/include"
# A header of this system that serves every architecture; what lies beside it does not.
ln -sfn /usr/include/nlohmann "$build/include/nlohmann"
oracle=$top/tests/oracle
echo "compiling PyTorch's cases for aarch64"
for source in pytorch_cases_test product_cases view_cases library_cases; do
    aarch64-linux-gnu-g++ -std=c++20 -O1 -Wall -Wextra -Wpedantic -Wconversion -Wshadow "-DCASES_FILE=\"$oracle/cases.jsonl\"" \
        "-I$top/src" "-I$build/include" -c "$oracle/$source.cpp" -o "$build/$source.o" &
done
wait
aarch64-linux-gnu-g++ -static "$build"/*.o -o "$build/pytorch_cases.aarch64"
printf '#!/bin/sh\nexec qemu-aarch64 "%s" "$@"\n' "$build/pytorch_cases.aarch64" > "$build/pytorch_cases"
chmod +x "$build/pytorch_cases"
for cases in cases view_cases product_cases library_cases; do
    echo "$cases.jsonl:"
    TEN_CASES=$oracle/$cases.jsonl "$build/pytorch_cases"
done
"$oracle/faults.sh" "$build/pytorch_cases" "$oracle/cases.jsonl"
echo "planted faults: all found"
