#!/bin/sh
# SPDX-License-Identifier: MIT
# Renews docs/requirements*.txt from docs/requirements*.in: every package with the hashes of every file of its release, so
# that one list serves all interpreters from Python 3.11 on and all architectures. pins.sh [UV], default build/venv/bin/uv.
set -eu
cd "$(dirname "$0")/.."
uv=${1:-build/venv/bin/uv}
renew() {  # NAME WHAT
    out=docs/$1.txt
    # A list that is there would keep its hashes.
    rm -f "$out"
    "$uv" pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 --generate-hashes --no-header --no-annotate "docs/$1.in" -o "$out"
    { printf '# SPDX-License-Identifier: MIT\n# %s Made from %s.in by make pins; not edited by hand.\n' "$2" "$1" && cat "$out"; } > "$out.new"
    mv "$out.new" "$out"
}
renew requirements "What the site is made with, and what that needs."
renew requirements-test "What the tests need beside requirements.txt, and what that needs."
renew requirements-notebook "PyTorch and what it needs, for make bench-notebook alone."
renew requirements-peers "The libraries that make bench-peers measures beside ten, and what they need."
