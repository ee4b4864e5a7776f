#!/bin/sh
# SPDX-License-Identifier: MIT
# Compiles a program of a book from the sources that keep old lines, and says what the compiler says with the chapters'
# present lines: HeddleCompile.sh KEPT EXACT COMPILER [ARGUMENT...]
# KEPT and EXACT are folders with the same code. In KEPT the lines are those of the time when the code last changed, so
# that text that moves code compiles nothing. Where the compiler has something to say, it says it about EXACT: the same
# command once more, its results thrown away. An error comes before the costly half of a compilation.
kept=$1 exact=$2
shift 2
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
"$@" 2> "$scratch/said"
status=$?
if ! [ -s "$scratch/said" ]; then exit $status; fi
before='' source=/dev/null
for word; do
  shift
  case $before in
    -o) word=$scratch/object ;;
    -MF) word=$scratch/depends ;;
    -c) source=$word ;;
  esac
  before=$word
  case $word in *"$kept"*) word=${word%%"$kept"*}$exact${word#*"$kept"} ;; esac
  set -- "$@" "$word"
done
"$@" 2> "$scratch/exact"
# Nothing is lost where the second run is silent, as when somebody has saved in between.
if [ -s "$scratch/exact" ]; then cat "$scratch/exact" >&2; else cat "$scratch/said" >&2; fi
if [ $status != 0 ] && grep -q '^// Declared in cells' "$source" &&
  grep -q 'was not declared\|has not been declared\|does not name a type\|undeclared identifier\|unknown type name' "$scratch/said"; then
  echo "note: a function in a cell does not see the cells' variables; what both need belongs into 'cpp define'" >&2
elif [ $status != 0 ] && grep -q '^static void heddle_cells' "$source" &&
  grep -q 'is not captured\|cannot be implicitly captured\|from containing function\|declared in enclosing function' "$scratch/said"; then
  echo "note: the variables of cells are those of a function: capture them, as by [&], or declare them in 'cpp define'" >&2
elif [ $status != 0 ] && grep -q '^static void heddle_cells' "$source" &&
  grep -q 'function.definition is not allowed here\|at block scope\|non-namespace scope\|local class' "$scratch/said"; then
  echo "note: what no function can hold belongs into 'cpp define'" >&2
fi
exit $status
