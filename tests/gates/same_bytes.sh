#!/bin/sh
# SPDX-License-Identifier: MIT
# The same chapters give the same bytes: tangles them in two folders under another locale, time zone and order of
# creation, then compares. same_bytes.sh HEDDLE SOURCE_TREE
set -eu
heddle=$1 source=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/one/chapters" "$work/another folder/chapters"
for f in "$source"/chapters/*; do cp "$f" "$work/one/chapters/"; done
for f in "$source"/chapters/*; do echo "$f"; done | sort -r | while IFS= read -r f; do cp "$f" "$work/another folder/chapters/"; done
(cd "$work/one" && LC_ALL=C TZ=UTC "$heddle" tangle -q)
(cd "$work/another folder" && LC_ALL=C.UTF-8 TZ=Asia/Tokyo "$heddle" tangle -q)
diff -r "$work/one" "$work/another folder"
# The gate must be able to fail: one changed byte is a difference.
printf '\n' >> "$work/one/$(cd "$work/one" && find src -type f | head -n 1)"
if diff -r "$work/one" "$work/another folder" > "$work/diff"; then echo "planted difference not found"; exit 1; fi
