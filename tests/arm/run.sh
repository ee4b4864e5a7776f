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
compilers=
for source in "$oracle"/pytorch_cases_test.cpp "$oracle"/*_cases.cpp; do
    aarch64-linux-gnu-g++ -std=c++20 -O1 -Wall -Wextra -Wpedantic -Wconversion -Wshadow "-DCASES_FILE=\"$oracle/cases.jsonl\"" \
        "-I$top/src" "-I$build/include" -c "$source" -o "$build/$(basename "$source" .cpp).o" &
    compilers="$compilers $!"
done
for compiler in $compilers; do wait "$compiler"; done  # a failed one fails the whole
aarch64-linux-gnu-g++ -static "$build"/*.o -o "$build/pytorch_cases.aarch64"
printf '#!/bin/sh\nexec qemu-aarch64 "%s" "$@"\n' "$build/pytorch_cases.aarch64" > "$build/pytorch_cases"
chmod +x "$build/pytorch_cases"
for cases in "$oracle"/*cases.jsonl; do
    echo "$(basename "$cases"):"
    TEN_CASES=$cases "$build/pytorch_cases"
done
"$oracle/faults.sh" "$build/pytorch_cases" "$oracle/cases.jsonl"
echo "planted faults: all found"
