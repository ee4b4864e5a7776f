#!/bin/sh
# SPDX-License-Identifier: MIT
# Installs what a profile of the build needs, after saying what: setup.sh test|site|notebook|peers|arm.
# Packages, by the names in tools/packages.txt: apt-get installs them on Debian and Ubuntu; elsewhere the command that does is
# printed, and the build goes on once their programs and headers are there. Then Python packages, pinned by the hashes of
# every file of a release, into a virtual environment: build/venv, or build/venv-notebook for what the notebook is run with, and build/venv-peers
# for the libraries that are measured beside ten.
set -eu
profile=${1:-test}
top=$(cd "$(dirname "$0")/.." && pwd)
pins=docs/requirements.txt
venv=$top/build/venv
case $profile in
  test) parts="build site test browser" pins="$pins docs/requirements-test.txt" ;;
  site) parts="build site" ;;
  notebook) parts=site pins=docs/requirements-notebook.txt venv=$top/build/venv-notebook ;;
  peers) parts="build peers" pins=docs/requirements-peers.txt venv=$top/build/venv-peers ;;
  arm) parts="build arm" pins="" ;;
  *) echo "setup.sh: unknown profile '$profile' (test, site, notebook, peers, arm)" >&2; exit 2 ;;
esac

# Done before, and nothing has changed since: one look at some dates.
stamp=$top/build/.setup-$profile
fresh=yes
for f in tools/setup.sh tools/packages.txt $pins; do
  # shellcheck disable=SC3013  # -nt is in every shell that /bin/sh is on these systems
  if ! [ "$stamp" -nt "$top/$f" ]; then fresh=no; fi
done
if [ $fresh = yes ] && { [ -z "$pins" ] || [ -x "$venv/bin/python" ]; }; then exit 0; fi

# The lines of packages.txt for this profile as "PROBE NAME", with the names of one package manager.
wanted() {  # COLUMN
  awk -v column="$1" -v parts=" $parts " '!/^#/ && NF && index(parts, " " $1 " ") { print $2, $column }' "$top/tools/packages.txt"
}

# Without these, programs that tests need, the tests are skipped.
optional() {  # COLUMN
  (parts=browser; wanted "$1")
}

# The first of NAME|NAME for which a command succeeds.
first_that() {  # COMMAND NAME|NAME
  for name in $(echo "$2" | tr '|' ' '); do
    if "$1" "$name"; then echo "$name"; return; fi
  done
}
is_installed() { case $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null || true) in installed) ;; *) return 1 ;; esac; }
is_known() { apt-cache show "$1" >/dev/null 2>&1; }

# Is one of these there, programs by their names or <headers>?  PROBE|PROBE...
there() {
  for probe in $(echo "$1" | tr '|' ' '); do
    case $probe in
      -) return 0 ;;
      '<'*) if echo "#include $probe" | c++ -std=c++20 -E -x c++ - >/dev/null 2>&1; then return 0; fi ;;
      *) if command -v "$probe" >/dev/null 2>&1; then return 0; fi ;;
    esac
  done
  return 1
}

sudo=
if [ "$(id -u)" != 0 ]; then sudo=sudo; fi
missing=
if command -v apt-get >/dev/null 2>&1; then
  for p in $(wanted 3 | awk '{ print $2 }'); do
    if [ -z "$(first_that is_installed "$p")" ]; then missing="$missing $p"; fi
  done
  if [ -n "$missing" ]; then
    if [ -n "$sudo" ] && ! command -v sudo >/dev/null 2>&1; then
      echo "setup: neither root nor sudo is at hand; as root, run: apt-get install$missing" >&2
      exit 4
    fi
    for try in 1 2 3; do
      if $sudo apt-get update -qq; then break; fi
      [ $try = 3 ] && { echo "setup: apt-get update failed three times" >&2; exit 4; }
      sleep 5
    done
    # Ubuntu has neither chromium nor firefox-esr among its packages.
    known=
    for p in $missing; do
      name=$(first_that is_known "$p")
      if [ -n "$name" ]; then known="$known $name"
      elif optional 3 | awk '{ print $2 }' | grep -qxF "$p"; then echo "setup: this system has no package '$p': the tests with it will be skipped"
      else known="$known $p"
      fi
    done
    missing=$known
  fi
  if [ -n "$missing" ]; then
    echo "setup: installing these packages by apt-get:$missing"
    for try in 1 2 3; do
      # shellcheck disable=SC2086  # a list of words
      if $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null; then break; fi
      [ $try = 3 ] && { echo "setup: apt-get failed three times" >&2; exit 4; }
      sleep 5
    done
  fi
else
  manager=other column=3
  for known in dnf:4 pacman:5 zypper:6 brew:7; do
    if command -v "${known%:*}" >/dev/null 2>&1; then manager=${known%:*} column=${known#*:}; break; fi
  done
  lines=$(wanted "$column")
  absent=$(echo "$lines" | while read -r probe name; do
    if optional "$column" | awk '{ print $1 }' | grep -qxF "$probe"; then continue; fi
    there "$probe" || echo "$probe $name"
  done)
  if [ -n "$absent" ]; then
    probes=$(echo "$absent" | awk '{ print $1 }' | paste -s -d ' ' -)
    names=$(echo "$lines" | awk '$2 != "-" { print $2 }' | sort -u | paste -s -d ' ' -)
    echo "setup: this system has no apt-get. Missing: $probes" >&2
    case $manager in
      dnf) echo "setup: install them, then run make again: $sudo dnf install $names" >&2 ;;
      pacman) echo "setup: install them, then run make again: $sudo pacman -S --needed $names" >&2 ;;
      zypper) echo "setup: install them, then run make again: $sudo zypper install $names" >&2 ;;
      brew) echo "setup: install them, then run make again: brew install $names" >&2 ;;
      *) echo "setup: install them, then run make again; Debian's names of the packages: $names" >&2 ;;
    esac
    exit 4
  fi
fi

mkdir -p "$top/build"
# An environment of another Python, as after the system's upgrade, is made anew.
if [ -n "$pins" ] && { ! "$venv/bin/python" -c '' 2>/dev/null || ! [ -x "$venv/bin/pip" ]; }; then
  rm -rf "$venv"
  python3 -m venv "$venv"
fi
for file in $pins; do
  # The stamp of a file of pins is the file as it was when all of it was installed.
  have=$venv/$(basename "$file")
  if cmp -s "$top/$file" "$have"; then continue; fi
  echo "setup: installing into build/$(basename "$venv"), from $file: $(sed -n 's/^\([a-z][^ ]*\)==\([^ ]*\).*/\1 \2/p' "$top/$file" | paste -s -d , - | sed 's/,/, /g')"
  "$venv/bin/pip" install --quiet --disable-pip-version-check --no-deps --require-hashes -r "$top/$file" || {
    echo "setup: pip could not install $file" >&2
    exit 4
  }
  cp "$top/$file" "$have"
done
touch "$stamp"
