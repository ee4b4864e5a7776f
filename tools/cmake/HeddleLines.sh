#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs a program that was compiled from sources with old lines, and puts the chapters' present lines into what it says:
#   HeddleLines.sh KEPT EXACT FILE... -- PROGRAM [ARGUMENT...]
# KEPT/FILE and EXACT/FILE hold the same code; the n-th line of code in the one is the n-th in the other.
kept=$1 exact=$2
shift 2
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
while [ "$1" != -- ]; do
  if [ -e "$kept/$1" ] && ! cmp -s "$kept/$1" "$exact/$1"; then printf '%s\n%s\n' "$kept/$1" "$exact/$1"; fi
  shift
done > "$scratch/files"
shift
if ! [ -s "$scratch/files" ]; then
  rm -rf "$scratch"
  exec "$@"
fi
"$@" > "$scratch/out" 2> "$scratch/err"
status=$?
cat > "$scratch/map.awk" <<'AWK'
# The place of each line of code of a file, "path:line", in order.
function places(file, into,    text, n, line, path, parts) {
  n = 0
  while ((getline text < file) > 0) {
    if (text ~ /^#line [0-9]+ "/) {
      split(text, parts, "\"")
      path = parts[2]
      line = substr(text, 7) + 0
    } else {
      into[++n] = path ":" line++
    }
  }
  close(file)
  return n
}
BEGIN {
  while ((getline old < files) > 0 && (getline new < files) > 0) {
    n = places(old, a)
    if (n != places(new, b)) continue
    for (i = 1; i <= n; i++) now[a[i]] = b[i]
  }
}
{
  rest = $0
  out = ""
  while (match(rest, /[^ :"]+\.md:[0-9]+/)) {
    place = substr(rest, RSTART, RLENGTH)
    out = out substr(rest, 1, RSTART - 1) (place in now ? now[place] : place)
    rest = substr(rest, RSTART + RLENGTH)
  }
  print out rest
}
AWK
awk -v files="$scratch/files" -f "$scratch/map.awk" "$scratch/out"
awk -v files="$scratch/files" -f "$scratch/map.awk" "$scratch/err" >&2
exit $status
