#!/bin/sh
# SPDX-License-Identifier: MIT
# Compiles the cells of one chapter for their author, who waits:
#   HeddleQuick.sh FOLDER KEPT EXACT COMPILER [ARGUMENT...]   as HeddleCompile.sh does, with FOLDER's compiled headers if they fit
#   HeddleQuick.sh --prelude FOLDER                           compiles the headers of the last call, if that has not been done
# Two thirds of the time goes into headers that stay the same from save to save. Compiled, they fit as long as the includes, what
# heddle says of the book's headers (line 1 of the program) and the command are the same. Making them takes longer than one
# compilation saves, so it is done when nobody waits.
prelude=
if [ "$1" = --prelude ]; then prelude=yes; shift; fi
folder=$1
shift
if [ -n "$prelude" ]; then
  [ -e "$folder/command" ] || exit 0
  set --
  while IFS= read -r word; do set -- "$@" "$word"; done < "$folder/command"
fi
kept=$1 exact=$2 compiler=$3
source=
before=
for word; do
  if [ "$before" = -c ]; then source=$word; fi
  before=$word
done
# The state of the headers, and the includes at the top of the program.
awk 'NR == 1 || /^#include/ { print; next } /^#line/ { next } { exit }' "$source" > "$folder/head"
{ cat "$folder/head" && printf '%s\n' "$@"; } > "$folder/key.new"

if [ -z "$prelude" ]; then
  printf '%s\n' "$@" > "$folder/command"
  if cmp -s "$folder/key" "$folder/key.new"; then
    shift 3
    # What is wrong is said with the present lines, which the compiled headers do not have: by the second attempt.
    if "$compiler" -include "$folder/prelude.hpp" "$@" 2> "$folder/said"; then exit 0; fi
    set -- "$kept" "$exact" "$compiler" "$@"
  fi
  exec sh "$(dirname "$0")/HeddleCompile.sh" "$@"
fi

if cmp -s "$folder/key" "$folder/key.new"; then exit 0; fi
rm -f "$folder/key" "$folder/prelude.hpp.gch"
sed 1d "$folder/head" > "$folder/prelude.hpp"
# The same command without its source and its results.
shift 3
words=$#
drop=
while [ "$words" -gt 0 ]; do
  word=$1
  shift
  words=$((words - 1))
  if [ -n "$drop" ]; then
    drop=
    continue
  fi
  case $word in
    -o | -c | -MF | -MT) drop=yes ;;
    -MD) ;;
    *) set -- "$@" "$word" ;;
  esac
done
# Where it cannot be made, as on a full disk, cells are compiled without it.
if "$compiler" "$@" -x c++-header "$folder/prelude.hpp" -o "$folder/prelude.hpp.gch" 2> "$folder/said"; then
  mv "$folder/key.new" "$folder/key"
else
  rm -f "$folder/prelude.hpp.gch"
fi
exit 0
