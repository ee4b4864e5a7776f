#!/bin/sh
# SPDX-License-Identifier: MIT
# The same chapters give the same bytes: tangles and weaves them and writes their programs in two folders under another locale, time zone and order of
# creation, then compares. same_bytes.sh HEDDLE SOURCE_TREE
set -eu
heddle=$1 source=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/one" "$work/another folder"
(cd "$source" && find chapters docs -type f) | sort > "$work/files"
copy() {  # copy TREE: the files on standard input, in their order
    while IFS= read -r f; do
        mkdir -p "$1/$(dirname "$f")"
        cp "$source/$f" "$1/$f"
    done
}
copy "$work/one" < "$work/files"
sort -r "$work/files" | copy "$work/another folder"
for command in tangle cells weave; do
    (cd "$work/one" && LC_ALL=C TZ=UTC "$heddle" $command -q 2> "$work/warnings")
    (cd "$work/another folder" && LC_ALL=C.UTF-8 TZ=Asia/Tokyo "$heddle" $command -q 2> "$work/warnings")
done
diff -r "$work/one" "$work/another folder"
# The gate must be able to fail: one changed byte is a difference.
printf '\n' >> "$work/one/$(cd "$work/one" && find src -type f | head -n 1)"
if diff -r "$work/one" "$work/another folder" > "$work/diff"; then echo "planted difference not found"; exit 1; fi
