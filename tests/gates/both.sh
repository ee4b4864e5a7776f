#!/bin/sh
# SPDX-License-Identifier: MIT
# A test run that fails in its first half still runs the second, and fails: both.sh SOURCE_TREE
set -eu
both=$1/tools/both.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "both.sh: $1"; cat "$work/log"; exit 1; }
"$both" true true > "$work/log" 2>&1 || fail "two that pass failed:"
if "$both" "exit 3" "touch $work/ran" > "$work/log" 2>&1; then fail "a failed first half passed:"; fi
test -e "$work/ran" || fail "the second half did not run:"
grep -q '^failed: exit 3$' "$work/log" || fail "not named:"
if "$both" true false > "$work/log" 2>&1; then fail "a failed second half passed:"; fi
# make test runs its two halves this way, and make test STRICT=ON hands its word on.
# shellcheck disable=SC2016  # make's own variable
grep -q 'both.sh "ctest .*" "$(MAKE) .*test-sanitized"' "$1/Makefile" || fail "the Makefile runs them in another way"
