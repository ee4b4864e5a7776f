#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Times `heddle tangle` on generated books of 250 to 2,000 chapters.

Prints, for each size: bytes of text; of a cold run (no generated file is there) and of an unchanged one the least and the
median milliseconds and the median processor time; the peak memory, also as a multiple of the text. Run it on a quiet
machine; where others compute too, processor time and the least of the times are what to compare.
Usage: tangle.py HEDDLE [CHAPTERS...]
"""
import os, pathlib, statistics, subprocess, sys, tempfile, time

RUNS = 9
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
    """One run: seconds, seconds of processor time, peak memory in bytes."""
    start = time.perf_counter()
    child = subprocess.Popen([heddle, "tangle", "-q", "--root", root])
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"heddle ended with {child.returncode}")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def set_aside(root, number):
    """Moves what was generated away. Where it was removed, ext4 takes 0.1 ms longer for each of the next new files."""
    aside = root / "aside" / str(number)
    aside.mkdir(parents=True)
    for name in ("src", "tests"):
        if (root / name).exists():
            (root / name).rename(aside / name)


def milliseconds(runs):
    least, median, work = min(r[0] for r in runs), statistics.median(r[0] for r in runs), statistics.median(r[1] for r in runs)
    return f"{1e3 * least:8.1f} {1e3 * median:8.1f} {1e3 * work:8.1f}"


def main():
    heddle, *sizes = sys.argv[1:]
    columns = f"{'least':>8} {'median':>8} {'work':>8}"
    print(f"{'':15} {'cold, ms':>26}   {'unchanged, ms':>26}   {'memory':>14}")
    print(f"{'chapters':>8} {'MB':>6} {columns}   {columns}   {'MB':>6} {'/ text':>7}")
    for size in [int(s) for s in sizes] or [250, 500, 1000, 2000]:
        with tempfile.TemporaryDirectory() as scratch:
            root = pathlib.Path(scratch)
            (root / "chapters").mkdir()
            for i in range(size):
                (root / "chapters" / f"{i:04}-c.md").write_text(chapter(i))
            text = sum(p.stat().st_size for p in (root / "chapters").iterdir())
            cold = []
            for number in range(RUNS):
                set_aside(root, number)
                cold.append(run(heddle, root))
            again = [run(heddle, root) for _ in range(RUNS)]
            peak = max(memory for *_, memory in cold + again)
            print(f"{size:8} {text / 1e6:6.1f} {milliseconds(cold)}   {milliseconds(again)}   {peak / 1e6:6.0f} {peak / text:7.1f}")


main()
