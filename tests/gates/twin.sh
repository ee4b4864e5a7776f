#!/bin/sh
# SPDX-License-Identifier: MIT
# The committed library and its twin with #line directives differ in nothing but those lines.
# twin.sh HEDDLE SOURCE_TREE
set -eu
heddle=$1 source=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$heddle" tangle -q --root "$source" --line --out "$work/twin"
cd "$work/twin"
find . -name '*.[ch]pp' > "$work/files"
while IFS= read -r f; do
    # The first line holds a checksum of the rest, so it differs where #line is counted in.
    sed -e 1d -e '/^#line /d' "$f" > "$work/a"
    sed -e 1d "$source/$f" > "$work/b"
    diff -u "$work/b" "$work/a"
done < "$work/files"
# The gate must be able to fail: a line more in the twin is a difference.
echo '// planted' >> "$work/a"
if diff "$work/b" "$work/a" > "$work/diff"; then echo "planted difference not found"; exit 1; fi
