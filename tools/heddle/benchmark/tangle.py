#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Times `heddle tangle` on generated books of 250 to 2,000 chapters.

Prints, for each size: bytes of text, median milliseconds of a cold run (no generated file is there) and of an unchanged
one, and the peak memory as a multiple of the text. Usage: tangle.py HEDDLE [CHAPTERS...]
"""
import os, pathlib, shutil, statistics, subprocess, sys, tempfile, time

RUNS = 7
SENTENCE = "The stride of a dimension is the number of elements between neighbours in it. " * 3
CHUNKS = 20


def chapter(number):
    """A chapter of about 8 kB with an export block, its chunks and a test."""
    lines = ["---", f"title: Chapter {number}", f"exports: big/c{number:04}.hpp", f"namespace: c{number:04}", "---", "",
             f"# Chapter {number}", "", "```cpp export", "struct All {"]
    lines += [f"    <<part {number} {k}>>" for k in range(CHUNKS)]
    lines += ["};", "```", ""]
    for k in range(CHUNKS):
        lines += [f"## Section {k}", "", SENTENCE, "", f'```cpp chunk="part {number} {k}"', f"int value_{k} = {k};",
                  f"int twice_{k}() const {{", f"    return 2 * value_{k};", "}", "```", ""]
    lines += [f'```cpp test="chapter {number} holds"', f"CHECK(c{number:04}::All().twice_1() == 2);", "```", ""]
    return "\n".join(lines)


def run(heddle, root):
    """One run: seconds and peak memory in bytes."""
    start = time.perf_counter()
    child = subprocess.Popen([heddle, "tangle", "-q", "--root", root])
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"heddle ended with {child.returncode}")
    return time.perf_counter() - start, usage.ru_maxrss * 1024


def clear(root):
    for name in ("src", "tests"):
        shutil.rmtree(root / name, ignore_errors=True)


def main():
    heddle, *sizes = sys.argv[1:]
    print(f"{'chapters':>8} {'MB':>6} {'cold ms':>8} {'unchanged ms':>13} {'memory / text':>14}")
    for size in [int(s) for s in sizes] or [250, 500, 1000, 2000]:
        with tempfile.TemporaryDirectory() as scratch:
            root = pathlib.Path(scratch)
            (root / "chapters").mkdir()
            for i in range(size):
                (root / "chapters" / f"{i:04}-c.md").write_text(chapter(i))
            text = sum(p.stat().st_size for p in (root / "chapters").iterdir())
            cold = []
            for _ in range(RUNS):
                clear(root)
                cold.append(run(heddle, root)[0])
            again = [run(heddle, root) for _ in range(RUNS)]
            peak = max(memory for _, memory in again)
            print(f"{size:8} {text / 1e6:6.1f} {1e3 * statistics.median(cold):8.0f} "
                  f"{1e3 * statistics.median(s for s, _ in again):13.0f} {peak / text:14.1f}")


main()
