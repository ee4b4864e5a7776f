#!/bin/sh
# SPDX-License-Identifier: MIT
# The program of cases can fail: faults.sh PROGRAM CASES. Each planted fault has its exit status, 1 for a wrong case
# and 2 for a file that holds no cases, and none passes for a success.
set -u
program=$1 cases=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0
expect() {  # STATUS WORDS NAME
    TEN_CASES=$work/$3 "$program" > "$work/said" 2>&1
    got=$?
    if [ $got -ne "$1" ] || ! grep -q "$2" "$work/said"; then
        echo "$3: exit status $got, expected $1 and the words '$2'; it said:"
        cat "$work/said"
        bad=1
    fi
}
grep -m1 '"kind": "print"' "$cases" | sed 's/tensor(/tensor((/' > "$work/wrong_text"
expect 1 '^0 passed, 1 failed, 0 skipped$' wrong_text
grep -m1 '"kind": "rand"' "$cases" | sed 's/"seed": 0/"seed": 3/' > "$work/wrong_seed"
expect 1 '^0 passed, 1 failed, 0 skipped$' wrong_seed
grep -m1 '"kind": "unsqueeze"' "$cases" | sed 's/"strides": \[/"strides": [9, /' > "$work/wrong_strides"
expect 1 '^0 passed, 1 failed, 0 skipped$' wrong_strides
grep '"kind": "add"' "$cases" | grep -m1 '"result"' | sed 's/"result": .*/"error": "planted"}/' > "$work/should_be_refused"
expect 1 'not refused, as it is by PyTorch' should_be_refused
grep '"kind": "matmul"' "$cases" | grep -m1 '"result": {"dtype": "int64"' | sed 's/\]}}$/0]}}/' > "$work/wrong_product"
expect 1 '^0 passed, 1 failed, 0 skipped$' wrong_product
grep -m1 '"equation": "ik,kj->ij"' "$cases" | sed 's/ik,kj->ij/ik,kj->ji/' > "$work/wrong_equation"
expect 1 '^0 passed, 1 failed, 0 skipped$' wrong_equation
echo '{"kind": "add"}' > "$work/no_operands"
expect 1 '^0 passed, 1 failed, 0 skipped$' no_operands
echo '{"kind": "levitate"}' > "$work/unknown_kind"
expect 0 '^skipped: 1 levitate$' unknown_kind
echo '{"kind": "print"' > "$work/broken_json"
expect 2 'broken_json:1: not a case' broken_json
echo '[1]' > "$work/no_object"
expect 2 'no_object:1: not a case' no_object
: > "$work/empty"
expect 2 'no cases' empty
printf '\n \r\n' > "$work/blank"
expect 2 'no cases' blank
{ echo; grep -m1 '"kind": "print"' "$cases"; echo; } > "$work/blank_lines"
expect 0 '^1 passed, 0 failed, 0 skipped$' blank_lines
mkdir "$work/folder"
expect 2 'no cases' folder
expect 2 'no cases' missing
exit $bad
