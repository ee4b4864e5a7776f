# SPDX-License-Identifier: MIT
# Helpers of the cases. Each case runs in an empty folder of its own; HEDDLE is the program, RUNTIME the folder of its
# runtime sources (beside Heddle.cmake where it is installed, tools/heddle/runtime in the repository).
ch() { mkdir -p chapters; cat > "chapters/${1:-01-x.md}"; }
h() { "$HEDDLE" "$@" > out.txt 2> err.txt; }            # status is heddle's
ok() { echo "ok"; exit 0; }
bad() { echo "$1"; exit 1; }
refused() { [ "$1" = 1 ] && grep -q '\[[a-z-]*\]' err.txt; }   # heddle's own message, status 1
compile_cells() {  # STEM [FLAGS...]; what the compiler says is in cc.txt
  local s=$1; shift
  mkdir -p build/outputs
  "$HEDDLE" tangle -q > t.txt 2>&1; "$HEDDLE" tangle -q --line --out build/tangled > t.txt 2>&1
  "$HEDDLE" cells -q --out build/cells > t.txt 2> err.txt || return 3
  g++ -std=c++20 -O0 -fno-diagnostics-color -I"$RUNTIME" -Ibuild/tangled/src "$@" "build/cells/$s.cpp" "$RTLIB" -o "$s.bin" -pthread 2> cc.txt
}
run_cells() { compile_cells "$@" || return $?; local s=$1; mkdir -p run; (cd run; timeout 60 "../$s.bin" --keep-going --time-limit 3 --out "../build/outputs/$s.json" 2> ../run.txt); }
shown() { python3 - "$1" "$2" <<'P'
import json, sys
r = json.load(open(f"build/outputs/{sys.argv[1]}.json")); c = r["cells"][int(sys.argv[2])]
print("".join(e.get("stream") or (e["display"]["text/plain"] + "\n" if "display" in e else "") for e in c["events"]), end="")
P
}
failed_at() { python3 -c "import json,sys; f=json.load(open(f'build/outputs/{sys.argv[1]}.json'))['failure']; print(f['line'] if f else '-', f['message'] if f else '')" "$1"; }
# A Catch2 of twenty lines, to run tests without it.
mini_catch() { mkdir -p stub/catch2; cat > stub/catch2/catch_all.hpp <<'C'
#pragma once
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>
inline std::vector<void (*)()>& all_tests() { static std::vector<void (*)()> t; return t; }
struct AddTest { AddTest(void (*f)()) { all_tests().push_back(f); } };
#define CAT2(a, b) a##b
#define CAT(a, b) CAT2(a, b)
#define TEST_CASE(...) TEST_AS(__COUNTER__)
#define TEST_AS(n) static void CAT(test_, n)(); static AddTest CAT(add_, n)(CAT(test_, n)); static void CAT(test_, n)()
#define CHECK(...) do { if (!(__VA_ARGS__)) { std::puts("CHECK failed: " #__VA_ARGS__); std::exit(1); } } while (false)
C
echo 'int main() { for (auto f : all_tests()) f(); std::printf("%zu tests\n", all_tests().size()); }' > stub/main.inc; }
run_tests() { mini_catch; "$HEDDLE" tangle -q > t.txt 2> err.txt || return 3; { cat tests/*.cpp; cat stub/main.inc; } > all.cpp; g++ -std=c++20 -Istub -Isrc all.cpp -o tests.bin 2> cc.txt && ./tests.bin > tests.txt; }
