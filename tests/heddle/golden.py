#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs heddle on the small books in golden/ and compares everything it leaves behind.

A case is a folder: in/ (the book), cmd (arguments), from (optional: the folder below the book to run in),
setup (optional bash, run in the copied book; exit 77 skips the case),
and what is expected: status, stdout.txt, stderr.txt, out/ (every file that is new or changed), removed.txt (files and folders that are gone).
Usage: golden.py HEDDLE [--update] [CASE...]
"""
import pathlib, re, shlex, shutil, subprocess, sys, tempfile

HERE = pathlib.Path(__file__).resolve().parent
GOLDEN = HERE / "golden"
SOURCES = HERE.parent.parent / "tools" / "heddle"
ELSEWHERE = {"changed-meanwhile"}  # shown by faults/races.py, for nothing happens meanwhile in a case


def tree(folder):
    """The regular files below a folder: path -> bytes."""
    return {str(p.relative_to(folder)): p.read_bytes()
            for p in sorted(folder.rglob("*")) if p.is_file() and not p.is_symlink()}


def folders(folder):
    """The folders below a folder: path -> is anything in it?"""
    return {str(p.relative_to(folder)): any(p.iterdir()) for p in folder.rglob("*") if p.is_dir() and not p.is_symlink()}


def run(case, heddle):
    """What the case leaves behind: name in the case's folder -> bytes; nothing if it cannot run here."""
    with tempfile.TemporaryDirectory() as scratch:
        book = pathlib.Path(scratch) / "book"
        shutil.copytree(case / "in", book)
        if (case / "setup").exists():
            done = subprocess.run(["bash", "-e", str(case / "setup")], cwd=book, env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HEDDLE": heddle},
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60)
            if done.returncode == 77:
                return None
        before, before_folders = tree(book), folders(book)
        command = [heddle, *shlex.split((case / "cmd").read_text())]
        below = (case / "from").read_text().strip() if (case / "from").exists() else "."
        try:
            done = subprocess.run(command, cwd=book / below, capture_output=True, timeout=60, stdin=subprocess.DEVNULL)
            after, after_folders = tree(book), folders(book)
        finally:
            subprocess.run(["umount", str(book / "src")], stderr=subprocess.DEVNULL) if (case / "mounts").exists() else None
        left = {"status": b"%d\n" % done.returncode, "stdout.txt": done.stdout, "stderr.txt": done.stderr}
        left.update({"out/" + p: t for p, t in after.items() if before.get(p) != t})
        gone = sorted([p for p in before if p not in after] + [p + "/" for p in before_folders if p not in after_folders])
        # No run leaves a folder that it has emptied, or that it has made for nothing.
        gone += [f"all in {p}/" for p, full in sorted(after_folders.items()) if not full and before_folders.get(p, True)]
        if gone:
            left["removed.txt"] = "".join(p + "\n" for p in gone).encode()
        return left


def words_of_help(text):
    """A help text without its layout, which differs between versions of CLI11: the words, in lines or not."""
    text = re.sub(rb"(-\w),\s*--", rb"\1,--", text.replace(b"Usage: ", b""))
    return re.sub(rb"\s+", b" ", re.sub(rb"\b(OPTIONS|SUBCOMMANDS|POSITIONALS):", lambda m: m.group().capitalize(), text)).strip()


def same(got, want):
    """Equal, or help texts that are equal but for their layout."""
    def plain(text):
        return words_of_help(text) if text is not None and b"-h," in text else text

    return got.keys() == want.keys() and all(got[n] == want[n] or plain(got[n]) == plain(want[n]) for n in got)


def expected(case):
    names = ["status", "stdout.txt", "stderr.txt", "removed.txt"]
    want = {n: (case / n).read_bytes() for n in names if (case / n).exists()}
    if (case / "out").exists():
        want.update({"out/" + p: t for p, t in tree(case / "out").items()})
    return want


def update(case, left):
    shutil.rmtree(case / "out", ignore_errors=True)
    for name in ("status", "stdout.txt", "stderr.txt", "removed.txt"):
        (case / name).unlink(missing_ok=True)
    for name, text in left.items():
        (case / name).parent.mkdir(parents=True, exist_ok=True)
        (case / name).write_bytes(text)


def uncovered():
    """Codes of diagnostics in the sources that no case shows."""
    codes = set()
    for path in SOURCES.glob("*/*.cpp"):
        codes.update(re.findall(r'"([a-z0-9]+(?:-[a-z0-9]+)+)"', path.read_text()))
    shown = "".join(p.read_text(errors="replace") for p in GOLDEN.glob("*/stderr.txt"))
    return sorted(c for c in codes if f"[{c}]" not in shown and c not in ELSEWHERE)


def main():
    words = sys.argv[1:]
    renew = "--update" in words
    heddle, *names = [w for w in words if w != "--update"]
    heddle = str(pathlib.Path(heddle).resolve())
    cases = [GOLDEN / n for n in names] or sorted(p for p in GOLDEN.iterdir() if (p / "cmd").exists())
    failed = skipped = 0
    for case in cases:
        left = run(case, heddle)
        if left is None:
            skipped += 1
            print(f"skipped {case.name}")
        elif renew:
            update(case, left)
        elif not same(left, expected(case)):
            failed += 1
            want = expected(case)
            for name in sorted(set(left) | set(want)):
                if left.get(name) != want.get(name):
                    print(f"FAILED {case.name}/{name}\n  expected {want.get(name)!r}\n  got      {left.get(name)!r}")
    missing = [] if names else uncovered()
    for code in missing:
        print(f"FAILED no golden case shows [{code}]")
    print(f"{len(cases) - failed - skipped} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or missing else 0


sys.exit(main())
