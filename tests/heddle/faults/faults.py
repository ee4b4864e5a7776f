#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every call of heddle that changes a disk is made to fail once, and heddle is killed at each: faults.py HEDDLE FAULT_LIBRARY.

Whatever happens, each file is the old one or the new one, and the next plain run ends in the tree that an undisturbed
run leaves. Two runs at once end there too. The test first breaks a tree on purpose, to show that it would be found.
"""
import errno
import os
import pathlib
import subprocess
import sys
import tempfile

HEDDLE, LIBRARY = sys.argv[1:3]
FRONT = "---\ntitle: {0}\nexports: {0}/a.hpp\n---\n\n# {0}\n\n"
ERRORS = {0: "kill", errno.ENOSPC: "ENOSPC", errno.EIO: "EIO", errno.EROFS: "EROFS", errno.EMFILE: "EMFILE"}


def write_book(folder, version):
    (folder / "chapters").mkdir(exist_ok=True)
    for name in ("one", "two"):
        text = FRONT.format(name) + f'```cpp export\nint {version}_{name}();\n```\n\n```cpp export file="{name}/{version}.hpp"\nint b();\n```\n'
        (folder / "chapters" / f"{name}.md").write_text(text)


def tree(folder):
    return {str(p.relative_to(folder)): p.read_text() for p in folder.rglob("*") if p.is_file()}


def run(folder, *words, **environment):
    return subprocess.run([HEDDLE, *words], cwd=folder, env={**os.environ, **environment}, capture_output=True, timeout=60).returncode


def states(start):
    """The tree before the run, if there was one, and the tree after an undisturbed run."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        if start:
            write_book(folder, "old")
            assert run(folder, "tangle") == 0
            write_book(folder, "new")
        else:
            write_book(folder, "new")
        before = tree(folder)
        assert run(folder, "tangle") == 0
        return before, tree(folder)


def restore(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def torn(now, before, after):
    """Files that are neither old nor new, leftovers of a killed run aside."""
    return [n for n, text in now.items() if not n.endswith(".heddle-tmp") and text not in (before.get(n), after.get(n))]


def disturb(before, after, number):
    """Lets call 1, 2, 3 ... fail until a run gets through. Returns how many faults there were, and what went wrong."""
    wrong = []
    for at in range(1, 1000):
        with tempfile.TemporaryDirectory() as scratch:
            folder = pathlib.Path(scratch)
            restore(folder, before)
            status = run(folder, "tangle", LD_PRELOAD=LIBRARY, FAULT_AT=str(at), FAULT_ERRNO=str(number),
                         ASAN_OPTIONS="verify_asan_link_order=0")
            now = tree(folder)
            if status == 0 and now == after:
                return at - 1, wrong
            name = f"{ERRORS[number]} at call {at}"
            if status not in (0, -9 if number == 0 else 4):
                wrong.append(f"{name}: exit status {status}")
            if status == 0:
                wrong.append(f"{name}: exit status 0, but the tree is not what it should be")
            if torn(now, before, after):
                wrong.append(f"{name}: torn files {torn(now, before, after)}")
            if number != 0 and any(n.endswith(".heddle-tmp") for n in now):
                wrong.append(f"{name}: a temporary file is left")
            if run(folder, "tangle") != 0 or tree(folder) != after:
                wrong.append(f"{name}: the next run does not mend it")
    return 0, wrong + ["no run gets through"]


def two_at_once(before, after):
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        restore(folder, before)
        both = [subprocess.Popen([HEDDLE, "tangle", "-q"], cwd=folder) for _ in range(4)]
        statuses = [p.wait(timeout=60) for p in both]
        return [] if statuses == [0] * 4 and tree(folder) == after else [f"runs at once: {statuses}, {sorted(tree(folder))}"]


def disturb_new():
    """`new chapter` fails or is killed at each call in turn: both the chapter and its place in the order, or neither."""
    wrong, faults = [], 0
    order = "title: T\nparts:\n  - title: P\n    chapters:\n      - one.md\n      - two.md\n"
    for number in ERRORS:
        for at in range(1, 30):  # more than there are: the last ones go through
            with tempfile.TemporaryDirectory() as scratch:
                folder = pathlib.Path(scratch)
                write_book(folder, "old")
                (folder / "chapters" / "book.yaml").write_text(order)
                status = run(folder, "new", "chapter", "Third", LD_PRELOAD=LIBRARY, FAULT_AT=str(at), FAULT_ERRNO=str(number),
                             ASAN_OPTIONS="verify_asan_link_order=0")
                faults += status != 0
                name = f"new chapter, {ERRORS[number]} at call {at}"
                if run(folder, "list") != 0:
                    wrong.append(f"{name}: the book cannot be read any more")
                there = len(list((folder / "chapters").glob("*third.md")))
                named = (folder / "chapters" / "book.yaml").read_text().count("third.md")
                if there != named or (status == 0) != (there == 1) and number != 0:
                    wrong.append(f"{name}: {there} chapters, {named} entries")
                if list(folder.rglob("*.heddle-tmp")):
                    wrong.append(f"{name}: a temporary file is left")
    return faults, wrong


def main():
    wrong, faults = [], 0
    for start in (False, True):
        before, after = states(start)
        if not torn({**after, "src/one/a.hpp": after["src/one/a.hpp"][:-1]}, before, after):
            sys.exit("the planted fault, a file without its last byte, was not found")
        for number in ERRORS:
            count, found = disturb(before, after, number)
            faults += count
            wrong += found
        wrong += [w for _ in range(5) for w in two_at_once(before, after)]
    count, found = disturb_new()
    faults += count
    wrong += found
    if faults < 50:
        wrong.append(f"only {faults} faults were made: the library is not in place")
    print("\n".join(wrong) or f"{faults} faults, every file old or new, every next run mends")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
