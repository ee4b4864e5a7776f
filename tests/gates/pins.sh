#!/bin/sh
# SPDX-License-Identifier: MIT
# The pinned Python packages of site and tests can be had, by their hashes and as built packages, by three interpreters on
# x86-64 and on aarch64: pins.sh SOURCE_TREE CACHE_FOLDER. Nothing is installed. Only packages with several files for a
# release are asked for; the others have one for everybody, which make setup has just installed. Lists that were found good
# are not asked for again; where no index can be reached the test is skipped, with status 77.
set -u
source=$1 cache=$2
lists="$source/docs/requirements.txt $source/docs/requirements-test.txt"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$cache"
# shellcheck disable=SC2086  # a list of words
key=$(cat $lists "$0" | sha256sum)
if [ "$(cat "$cache/pins" 2>/dev/null)" = "$key" ]; then echo "the same lists were found good before"; exit 0; fi

downloads() {  # PYTHON ARCHITECTURE LIST
    "$source/build/venv/bin/python" -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes \
        --only-binary=:all: --python-version "$1" --implementation cp --platform "manylinux_2_28_$2" \
        --platform "manylinux_2_27_$2" --platform "manylinux_2_17_$2" --platform "manylinux2014_$2" \
        --dest "$work/$1-$2" -r "$3" > "$work/said" 2>&1
    status=$?
    rm -rf "${work:?}/$1-$2"
    return $status
}
# What has more files than one built package and the sources.
# shellcheck disable=SC2086  # a list of words
cat $lists | awk '/^[a-z]/ { if (n > 2) printf "%s", entry; entry = ""; n = 0 } /--hash/ { n++ } /^[^#]/ { entry = entry $0 "\n" }
    END { if (n > 2) printf "%s", entry }' > "$work/list"
grep -q '^numpy==' "$work/list" || { echo "the lists hold no numpy: they were not read"; exit 1; }

# As the lists once were: the hash of one file of a release. It is that of another interpreter, so it must be refused.
awk '/^markupsafe==/ { on = 1 } on { print } on && !/\\$/ { exit }' "$work/list" > "$work/markupsafe"
{ sed -n 's/ \\$//; 1p' "$work/markupsafe"; printf '    --hash=sha256:%064d\n' 0; } | sed '1s/$/ \\/' > "$work/planted"
if downloads 3.11 x86_64 "$work/planted"; then echo "a wrong hash was accepted"; exit 1; fi
if ! grep -q 'DO NOT MATCH' "$work/said"; then
    echo "skipped: no index of Python packages can be reached:"
    tail -n 2 "$work/said"
    exit 77
fi
bad=0
for python in 3.11 3.13 3.14; do
    for architecture in x86_64 aarch64; do
        downloads $python $architecture "$work/list" || { echo "Python $python on $architecture:"; cat "$work/said"; bad=1; }
    done
done
if [ $bad = 0 ]; then echo "$key" > "$cache/pins"; fi
exit $bad
