#!/bin/sh
# SPDX-License-Identifier: MIT
# Installs what a profile of the build needs, after saying what: setup.sh test|site|notebook.
# Packages on Debian and Ubuntu by apt; elsewhere it names what is missing and stops. Then the site's Python packages,
# pinned by hash, into a virtual environment: build/venv, or build/venv-notebook for what the notebook is run with.
set -eu
profile=${1:-test}
top=$(cd "$(dirname "$0")/.." && pwd)
build="g++ cmake ninja-build ccache libcmark-dev libgraphviz-dev libyaml-cpp-dev libcli11-dev libfmt-dev nlohmann-json3-dev catch2 libbenchmark-dev libeigen3-dev libopenblas0-pthread zlib1g-dev"
site="doxygen graphviz fonts-dejavu-core python3 python3-venv"
check="clang-format clang-tidy shellcheck pyflakes3 python3 git"
browser="chromium"
pins=docs/requirements.txt
venv=$top/build/venv
case $profile in
  test) packages="$build $check $site $browser" pins="$pins docs/requirements-test.txt" ;;
  site) packages="$build $site" ;;
  notebook) packages="python3 python3-venv" pins=docs/requirements-notebook.txt venv=$top/build/venv-notebook ;;
  *) echo "setup.sh: unknown profile '$profile' (test, site, notebook)" >&2; exit 2 ;;
esac

# Done before, and nothing has changed since: one look at some dates.
stamp=$top/build/.setup-$profile
fresh=yes
for f in tools/setup.sh $pins; do
  # shellcheck disable=SC3013  # -nt is in every shell that /bin/sh is on these systems
  if ! [ "$stamp" -nt "$top/$f" ]; then fresh=no; fi
done
if [ $fresh = yes ] && [ -x "$venv/bin/python" ]; then exit 0; fi

missing=
if command -v dpkg-query >/dev/null 2>&1; then
  for p in $packages; do
    case $(dpkg-query -W -f '${db:Status-Status}' "$p" 2>/dev/null || true) in installed) ;; *) missing="$missing $p" ;; esac
  done
else
  for c in g++ cmake ninja python3 doxygen dot; do command -v $c >/dev/null 2>&1 || missing="$missing $c"; done
  if [ -n "$missing" ]; then
    echo "setup: this system has no apt. Missing:$missing" >&2
    echo "setup: install these and the libraries cmark, yaml-cpp, CLI11, fmt, nlohmann-json, Catch2, benchmark, Eigen, zlib." >&2
    exit 4
  fi
fi
if [ -n "$missing" ]; then
  echo "setup: installing these packages by apt-get:$missing"
  sudo=
  if [ "$(id -u)" != 0 ]; then sudo=sudo; fi
  for try in 1 2 3; do
    # shellcheck disable=SC2086  # a list of words
    if $sudo apt-get update -qq && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null; then break; fi
    [ $try = 3 ] && { echo "setup: apt-get failed three times" >&2; exit 4; }
    sleep 5
  done
fi

mkdir -p "$top/build"
if ! [ -x "$venv/bin/pip" ]; then python3 -m venv "$venv"; fi
for file in $pins; do
  # The stamp of a file of pins is the file as it was when all of it was installed.
  have=$venv/$(basename "$file")
  if cmp -s "$top/$file" "$have"; then continue; fi
  echo "setup: installing into build/$(basename "$venv"), from $file: $(sed -n 's/^\([a-z][^ ]*\)==\([^ ]*\).*/\1 \2/p' "$top/$file" | paste -sd, | sed 's/,/, /g')"
  "$venv/bin/pip" install --quiet --disable-pip-version-check --no-deps --require-hashes -r "$top/$file" || {
    echo "setup: pip could not install $file" >&2
    exit 4
  }
  cp "$top/$file" "$have"
done
touch "$stamp"
