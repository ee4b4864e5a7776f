#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Two builds of one state give the same site: same_site.py HEDDLE SOURCE_TREE PROGRAMS OUTPUTS.

Every chapter with volatile cells runs once more, the book is woven from the build's records and from the new ones, and
all pages are compared. Without the recordings of those cells the pages have to differ, or the gate could not fail.
"""
import filecmp
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile


def differing(one, other):
    """The paths below two folders that are not in both, or differ."""
    paths = {p.relative_to(folder) for folder in (one, other) for p in folder.rglob("*") if p.is_file()}
    return sorted(str(p) for p in paths if not (one / p).exists() or not (other / p).exists() or not filecmp.cmp(one / p, other / p, False))


def woven(heddle, root, outputs, pages):
    """The folder of the pages that `heddle weave` makes with the records in `outputs`."""
    done = subprocess.run([heddle, "weave", "-q", "--root", root, "--outputs", outputs, "--out", pages], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"heddle weave ended with status {done.returncode}\n{done.stderr}")
    return pages


def main():
    heddle, source, programs, outputs = (pathlib.Path(word).resolve() for word in sys.argv[1:5])
    with tempfile.TemporaryDirectory() as scratch:
        work = pathlib.Path(scratch)
        root, again = work / "book", work / "again"
        for folder in ("chapters", "docs"):
            shutil.copytree(source / folder, root / folder)
        shutil.copytree(outputs, again)
        listing = json.loads(subprocess.run([heddle, "list", "--json", "--root", root], capture_output=True, text=True, check=True).stdout)
        stems = {pathlib.PurePath(b["file"]).stem for b in listing if b["kind"] == "cell" and "volatile" in b["tags"].split()}
        for stem in sorted(stems):
            command = [programs / f"cells-{stem}", "--keep-going", "--out", again / f"{stem}.json"]
            subprocess.run(command, cwd=work, check=True, stdout=subprocess.DEVNULL)
        first = woven(heddle, root, outputs, work / "first")
        if wrong := differing(first, woven(heddle, root, again, work / "second")):
            sys.exit("two runs of the cells gave different pages: " + ", ".join(wrong))
        for path in (root / "docs" / "recordings").glob("*.json"):
            path.write_text(json.dumps({k: v for k, v in json.loads(path.read_text()).items() if k != "cells"}))
        if not differing(woven(heddle, root, outputs, work / "third"), woven(heddle, root, again, work / "fourth")):
            sys.exit("the planted difference was not found: without recordings the times of two runs are equal")
        print(f"{len(stems)} chapters with volatile cells, run twice, give the same pages")


main()
