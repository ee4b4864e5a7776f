# SPDX-License-Identifier: MIT
"""How long an author waits after a save: changes a chapter, builds as `make serve` does, prints a table and puts the chapter back.

    loop_times.py [--only NAME]...   needs a built tree (make site); the chapters it changes must be committed

output: from the save until the chapter's record is there; page: until build/site shows the change; all: until everything that the
change has moved is built. CPU: what the programs of this run used, both cores together: on a machine that others use too, it is the
number to compare. ccache is off while it measures, or the second run would measure that.
"""
import argparse
import os
import re
import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools" / "site"))
import site_build  # noqa: E402
import warm_sphinx  # noqa: E402

# Name: chapter, a pattern and what it becomes, what is then on the chapter's page, the goals for output and page in seconds.
# {n} is a number that no build has seen.
CASES = {
    "prose, top of chapter 1": ("01-tensors", r"\A(---\n.*?\n---\n\n# [^\n]*\n)", r"\1\nA line of prose {n}.\n", "A line of prose {n}", None, 3),
    "prose, chapter 5": ("05-matmul", r"\A(---\n.*?\n---\n\n# [^\n]*\n)", r"\1\nA line of prose {n}.\n", "A line of prose {n}", None, 3),
    "a cell, chapter 5": ("05-matmul", r"(gv\(R\"\(neural_network)\[", r'std::cout << "cell {n}\\n";\n\1[', "cell {n}", 5, 8),
    "a leaf header, graph.hpp": ("05-matmul", r"(/// A diagram from left to right)\.", r"inline int planted{n}() {{ return {n}; }}\n\n\1.",
                                 "planted{n}", None, 15),
    "tensor.hpp": ("01-tensors", r"(/// An empty tensor of shape \[0\]\.)", r"static int planted{n}() {{ return {n}; }}\n\1", "planted{n}", None, 45),
}


def cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime + warm_sphinx.cpu_seconds()


def measure(name: str) -> list[str]:
    stem, pattern, becomes, shown_text, output_goal, page_goal = CASES[name]
    chapter, record = ROOT / "chapters" / f"{stem}.md", ROOT / "build" / "outputs" / f"{stem}.json"
    page = ROOT / "build" / "site" / "chapters" / f"{stem}.html"
    before, number = chapter.read_text(encoding="utf-8"), time.time_ns() % 1_000_000_000
    text, count = re.subn(pattern, becomes.format(n=number), before, count=1, flags=re.S)
    if count != 1:
        sys.exit(f"{chapter}: nothing to change for '{name}': its pattern is out of date")
    seen = {}

    def shown():
        plain = re.sub(r"<[^>]*>", "", page.read_text(encoding="utf-8"))
        if shown_text.format(n=number) in plain:
            seen.setdefault("page", time.time() - start)
            seen.setdefault("cpu", cpu_seconds() - cpu)

    start, cpu = time.time(), cpu_seconds()
    try:
        chapter.write_text(text, encoding="utf-8")
        site_build.build_site(ROOT, ROOT / "build" / "bin" / "heddle", True, shown)
        every = time.time() - start
        output = record.stat().st_mtime - start
    finally:
        chapter.write_text(before, encoding="utf-8")
    if "page" not in seen:
        sys.exit(f"{name}: the page does not show the change")
    goal = f"{output_goal or '-'} / {page_goal}"
    return [name, f"{output:.1f}" if output > 0 else "-", f"{seen['page']:.1f}", f"{every:.1f}", f"{seen['cpu']:.0f}", goal]


def main() -> int:
    parser = argparse.ArgumentParser(description="Measures what an author waits for.")
    parser.add_argument("--only", action="append", choices=list(CASES), help="this case (may be given again)")
    names = parser.parse_args().only or list(CASES)
    changed = subprocess.run(["git", "status", "--porcelain", "chapters"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    if changed:
        print(f"loop_times: commit these first, they would be changed and put back:\n{changed}", file=sys.stderr)
        return 2
    os.environ["CCACHE_DISABLE"] = "1"
    heddle = ROOT / "build" / "bin" / "heddle"
    site_build.build_site(ROOT, heddle, True, lambda: None)
    rows = [["change", "output s", "page s", "all s", "CPU s to page", "goal s"]]
    try:
        for name in names:
            rows.append(measure(name))
            print(" | ".join(rows[-1]), file=sys.stderr, flush=True)
            site_build.build_site(ROOT, heddle, True, lambda: None)
    finally:
        widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        for row in rows:
            print(f"{row[0]:<{widths[0]}}  " + "  ".join(f"{cell:>{width}}" for cell, width in zip(row[1:], widths[1:])))
    return 0


if __name__ == "__main__":
    sys.exit(main())
