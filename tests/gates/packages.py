#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The names of tools/packages.txt are packages of every suite of Debian that the book is built on: packages.py SOURCE_TREE.

What a suite has stands in suites/CODENAME.txt beside this file, a line a package with its version. `packages.py SOURCE_TREE
--record`, on a system of that suite after apt-get update, writes it; tools/fresh.sh does so after its command.
"""
import pathlib
import re
import subprocess
import sys

SUITES = pathlib.Path(__file__).resolve().parent / "suites"


def names(source):
    """The third column of packages.txt: apt's names."""
    lines = [line.split() for line in (source / "tools/packages.txt").read_text().split("\n") if line and not line.startswith("#")]
    wrong = [line for line in lines if len(line) != 7]
    if wrong:
        sys.exit(f"tools/packages.txt: not seven columns: {wrong[0]}")
    return sorted(line[2] for line in lines if line[2] != "-")


def record(source):
    suite = re.search(r"^VERSION_CODENAME=(\w+)", pathlib.Path("/etc/os-release").read_text(), re.M).group(1)
    found = {}
    for name in sorted(name for names_of_one in names(source) for name in names_of_one.split("|")):
        said = subprocess.run(["apt-cache", "policy", name], capture_output=True, text=True, check=True).stdout
        version = re.search(r"Candidate: (\S+)", said)
        if version and version.group(1) != "(none)":
            found[name] = version.group(1)
    (SUITES / f"{suite}.txt").write_text("".join(f"{name} {version}\n" for name, version in found.items()))


def missing(wanted):
    """The names that a suite lacks, as SUITE: NAME. Of NAME|NAME it has to have one."""
    for path in sorted(SUITES.glob("*.txt")):
        known = {line.split()[0] for line in path.read_text().split("\n") if line}
        yield from (f"{path.stem}: {name}" for name in wanted if known.isdisjoint(name.split("|")))


def main(source, *options):
    if options == ("--record",):
        return record(source)
    if list(missing(["planted-package"])) != [f"{path.stem}: planted-package" for path in sorted(SUITES.glob("*.txt"))]:
        return "a package that no suite has was not missed"
    faults = list(missing(names(source)))
    return "\n".join(["tools/packages.txt names packages that a suite lacks:", *faults]) if faults else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]), *sys.argv[2:]))
