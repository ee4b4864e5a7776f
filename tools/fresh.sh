#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Tries a command on a bare system: fresh.sh [--user] SUITE COMMAND..., such as fresh.sh trixie make test.
#
# The commit of this clone is checked out in a new root that holds a minimal Debian of that suite (bookworm, trixie, forky)
# or Ubuntu (noble), git, make and certificates: no compiler, no Python. What the command needs, it must install. Afterwards
# docs/systems.json has how it went, README.md says so, and tests/gates/suites/ has the packages of the suite.
#   --user         as a user with sudo instead of as root
#   MIRROR=URL     where the suite's packages are; by default where this system has its own from
#   FRESH_CACHE    where base systems are kept, by default /var/cache/fresh; FRESH_KEEP=1 keeps the root too
# Needs root and debootstrap. Nothing of the host enters the root but its resolver, its certificates and the settings of
# apt and pip.
set -euo pipefail
as_user=
if [ "${1:-}" = --user ]; then as_user=1; shift; fi
[ $# -ge 2 ] || { sed -n '3,13s/^# \{0,1\}//p' "$0" >&2; exit 2; }
suite=$1
shift
[ "$(id -u)" = 0 ] || { echo "fresh.sh: needs root" >&2; exit 2; }
command -v debootstrap > /dev/null || { echo "fresh.sh: needs debootstrap: apt-get install debootstrap" >&2; exit 4; }
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=${FRESH_CACHE:-/var/cache/fresh}
# shellcheck disable=SC1091  # a file of the system's own
own=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
mirror=${MIRROR:-$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list 2> /dev/null |
    grep -oE '^(URIs:|deb( \[.*\])?) *https?://[^ ]*' | grep -oE 'https?://.*' | head -n 1 || true)}
[ -n "$mirror" ] || { echo "fresh.sh: no mirror of packages is known; name one with MIRROR=URL" >&2; exit 4; }

mkdir -p "$cache"
base=$cache/base-$suite.tar
if ! [ -s "$base" ]; then
    echo "fresh.sh: making a bare $suite in $cache, once"
    # A suite that debootstrap is too old to know is made as the newest it knows.
    script=/usr/share/debootstrap/scripts/$suite
    [ -e "$script" ] || script=/usr/share/debootstrap/scripts/sid
    rm -rf --one-file-system "$cache/new"
    debootstrap --variant=minbase --include=ca-certificates,git,make "$suite" "$cache/new" "$mirror" "$script" \
        > "$cache/debootstrap.log" 2>&1 || { tail -n 5 "$cache/debootstrap.log" >&2; exit 4; }
    tar -C "$cache/new" -cf "$base.new" . && mv "$base.new" "$base"
    rm -rf --one-file-system "$cache/new"
fi

root=$(mktemp -d "$cache/root.XXXXXX")
# shellcheck disable=SC2317  # called by the trap
leave() {
    for point in dev sys proc; do umount -R -l "$root/$point" 2> /dev/null || true; done
    if [ -n "${FRESH_KEEP:-}" ]; then echo "fresh.sh: kept $root"; else rm -rf --one-file-system "$root"; fi
}
trap leave EXIT
chmod 755 "$root"
tar -C "$root" -xf "$base"
cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
if [ -e /etc/pip.conf ]; then cp -L /etc/pip.conf "$root/etc/"; fi
cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
cp /etc/apt/apt.conf.d/99* "$root/etc/apt/apt.conf.d/" 2> /dev/null || true
# The updates of a suite come from where this system has its own, when both are of one family.
if [ -z "${MIRROR:-}" ] && [ -e /etc/apt/sources.list.d/debian.sources ]; then
    rm -f "$root/etc/apt/sources.list"
    sed "s/\b$own\b/$suite/g" /etc/apt/sources.list.d/debian.sources > "$root/etc/apt/sources.list.d/debian.sources"
fi
for point in proc sys dev; do
    mount --rbind "/$point" "$root/$point"
    mount --make-rslave "$root/$point"
done
git clone -q "$top" "$root/srv/book"

settings=()
while IFS='=' read -r name value; do
    case $name in PIP_* | SSL_* | *_proxy | *_PROXY | CI) settings+=("$name=$value") ;; esac
done < <(env)
inside() {  # COMMAND...: in the root and in the clone, with a bare environment
    chroot "$root" /usr/bin/env -i ${settings[@]+"${settings[@]}"} HOME=/root LANG=C.UTF-8 \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin /bin/bash -c 'cd /srv/book && exec "$@"' _ "$@" < /dev/null
}
before=()
if [ -n "$as_user" ]; then
    inside bash -c 'apt-get update -qq && apt-get install -y -qq --no-install-recommends sudo > /dev/null 2>&1 &&
        useradd -m reader && echo "reader ALL=(ALL) NOPASSWD: ALL" > /etc/sudoers.d/reader && chown -R reader: /srv/book'
    before=(sudo -u reader -H "${settings[@]+"${settings[@]}"}")
fi
log=$cache/$suite-$(tr -c "a-zA-Z0-9\n" - <<< "$*").log  # what it printed, kept until the next run of the same
start=$(date +%s)
status=0
inside ${before[@]+"${before[@]}"} "$@" 2>&1 | tee "$log" || status=${PIPESTATUS[0]}
seconds=$(($(date +%s) - start))
echo "fresh.sh: '$*' on $suite ended with status $status after $seconds s"
inside python3 tools/systems.py facts > "$cache/facts.json" || echo '{}' > "$cache/facts.json"
if inside python3 tests/gates/packages.py . --record; then cp "$root/srv/book/tests/gates/suites/"*.txt "$top/tests/gates/suites/"; fi
python3 "$top/tools/systems.py" record "$cache/facts.json" "$log" "$(git -C "$top" rev-parse --short HEAD)" "$seconds" "$status" "$*"
exit "$status"
