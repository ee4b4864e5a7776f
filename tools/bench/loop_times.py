# SPDX-License-Identifier: MIT
"""How long an author waits after a save: changes a chapter, builds as `make serve` does, and prints a table.

    loop_times.py [--only NAME]... [--copy DIR]

It works on a copy of the book as it is now (build/loop-times, kept, so that only its first build is long): nothing that it changes is
in the way of whoever writes meanwhile, and what it changes stays there when it is killed.

output: from the save until the chapter's record is there; page: until build/site shows the change; all: until everything that the
change has moved is built; of test-one, until it ends. CPU: what the programs of this run used up to the page, or the end, both cores
together: on a machine that others use too, it is the number to compare. ccache is off while it measures, or the second run would
measure that.
"""
import argparse
import filecmp
import os
import re
import resource
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools" / "site"))
import site_build  # noqa: E402
import warm_sphinx  # noqa: E402

HEADING = r"\A(---\n.*?\n---\n\n# [^\n]*\n)"


@dataclass
class Case:
    """A save. In `becomes` and `shown` {n} is a number that no build has seen, and {after} the one behind it."""
    chapter: str
    pattern: str
    becomes: str
    shown: str  # is then on the chapter's page
    output_goal: int | None  # seconds
    page_goal: int
    first: bool = False  # since the chapter's headers have changed: none of them is compiled


# What a cell prints is not in its code: the page has it from the run.
CELL = (r"(\nv1::matmul\(a, b\)\n)", r'\nstd::cout << "cell " << {n} + 1 << "\\n";\1', "cell {after}")
CASES = {
    "prose, top of chapter 1": Case("01-tensors", HEADING, r"\1\nA line of prose {n}.\n", "A line of prose {n}", None, 3),
    "prose, chapter 2": Case("02-broadcasting", HEADING, r"\1\nA line of prose {n}.\n", "A line of prose {n}", None, 3),
    "prose, chapter 5": Case("05-matmul", HEADING, r"\1\nA line of prose {n}.\n", "A line of prose {n}", None, 3),
    "a cell, chapter 5, first save": Case("05-matmul", *CELL, 5, 8, True),
    "a cell, chapter 5": Case("05-matmul", *CELL, 5, 8),
    "a leaf header, graph.hpp": Case("05-matmul", r"(/// A diagram from left to right)\.",
                                     r"inline int planted{n}() {{ return {n}; }}\n\n\1.", "planted{n}", None, 15),
    "tensor.hpp": Case("01-tensors", r"(/// An empty tensor of shape \[0\]\.)", r"static int planted{n}() {{ return {n}; }}\n\1",
                       "planted{n}", None, 45),
}
TEST_ONE = "test-one, a cell of chapter 5"
TEST_ONE_GOAL = 30


def cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime + warm_sphinx.cpu_seconds()


class Changed:
    """The chapter of a case with the change in it, and afterwards as it was; `shown`, `number`: what to look for."""

    def __init__(self, case: Case):
        self.path, number = ROOT / "chapters" / f"{case.chapter}.md", time.time_ns() % 1_000_000_000
        self.before = self.path.read_text(encoding="utf-8")
        self.text, count = re.subn(case.pattern, case.becomes.format(n=number), self.before, count=1, flags=re.S)
        if count != 1:
            sys.exit(f"{self.path}: nothing to change: the pattern {case.pattern} is out of date")
        self.shown = case.shown.format(n=number, after=number + 1)

    def __enter__(self):
        self.path.write_text(self.text, encoding="utf-8")
        return self

    def __exit__(self, *_):
        self.path.write_text(self.before, encoding="utf-8")


def measure(case: Case) -> list[str]:
    build = ROOT / "build"
    records = [build / "outputs" / f"{case.chapter}.json", build / "quick" / "outputs" / f"{case.chapter}.json"]
    page = ROOT / "build" / "site" / "chapters" / f"{case.chapter}.html"
    if case.first:
        (build / "quick" / case.chapter / "key").unlink(missing_ok=True)
    seen = {}
    start, cpu = time.time(), cpu_seconds()
    with Changed(case) as changed:

        def shown():
            plain = re.sub(r"<[^>]*>", "", page.read_text(encoding="utf-8"))
            if changed.shown in plain:
                seen.setdefault("page", time.time() - start)
                seen.setdefault("cpu", cpu_seconds() - cpu)

        site_build.build_site(ROOT, ROOT / "build" / "bin" / "heddle", True, shown)
        every = time.time() - start
        # The quick record is the first one, where there is one.
        output = min([r.stat().st_mtime - start for r in records if r.exists() and r.stat().st_mtime > start], default=0)
    if "page" not in seen:
        sys.exit(f"{page}: it does not show the change, {changed.shown}")
    goal = f"{case.output_goal or '-'} / {case.page_goal}"
    return [f"{output:.1f}" if output else "-", f"{seen['page']:.1f}", f"{every:.1f}", f"{seen['cpu']:.0f}", goal]


def measure_test_one() -> list[str]:
    start, cpu = time.time(), cpu_seconds()
    case = CASES["a cell, chapter 5"]
    with Changed(case) as changed:
        words = [sys.executable, ROOT / "tools" / "watch" / "heddle_watch.py", "--once", case.chapter]
        done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    if changed.shown not in done.stdout:
        sys.exit(f"test-one does not show the change:\n{done.stdout}{done.stderr}")
    return ["-", "-", f"{time.time() - start:.1f}", f"{cpu_seconds() - cpu:.0f}", f"all {TEST_ONE_GOAL}"]


def make_copy(copy: Path) -> None:
    """Brings `copy` to what the book is now; a file that is the same keeps its time, and is not built again."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    wanted = {name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()}
    for path in [p for p in copy.rglob("*") if copy / "build" not in p.parents and p.is_file()]:
        if str(path.relative_to(copy)) not in wanted:
            path.unlink()
    for name in wanted:
        made = copy / name
        if made.exists() and filecmp.cmp(ROOT / name, made, shallow=False):
            continue
        made.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, made)
    (copy / "build").mkdir(exist_ok=True)
    if not (copy / "build" / "venv").exists():
        (copy / "build" / "venv").symlink_to(ROOT / "build" / "venv")


def measure_all(names: list[str]) -> None:
    heddle = ROOT / "build" / "bin" / "heddle"
    site_build.build_site(ROOT, heddle, True, lambda: None)
    os.environ["CCACHE_DISABLE"] = "1"
    rows = [["change", "output s", "page s", "all s", "CPU s", "goal s"]]
    try:
        for name in names:
            rows.append([name, *(measure(CASES[name]) if name in CASES else measure_test_one())])
            print(" | ".join(rows[-1]), file=sys.stderr, flush=True)
            site_build.build_site(ROOT, heddle, True, lambda: None)
    finally:
        widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        for row in rows:
            print(f"{row[0]:<{widths[0]}}  " + "  ".join(f"{cell:>{width}}" for cell, width in zip(row[1:], widths[1:])))


def main() -> int:
    parser = argparse.ArgumentParser(description="Measures what an author waits for.")
    parser.add_argument("--only", action="append", choices=[*CASES, TEST_ONE], help="this case (may be given again)")
    parser.add_argument("--copy", type=Path, default=ROOT / "build" / "loop-times", help="where the copy of the book lies")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)  # this is the copy
    arguments = parser.parse_args()
    if arguments.here:
        measure_all(arguments.only or [*CASES, TEST_ONE])
        return 0
    copy = arguments.copy.resolve()
    copy.mkdir(parents=True, exist_ok=True)
    make_copy(copy)
    only = [word for name in arguments.only or [] for word in ("--only", name)]
    return subprocess.run([sys.executable, copy / "tools" / "bench" / "loop_times.py", "--here", *only], cwd=copy, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
