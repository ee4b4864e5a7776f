#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Small books as people write them, each after a public report: run.py HEDDLE RUNTIME_FOLDER RUNTIME_LIBRARY [CASE...].

A case is a bash script in cases/, which runs in an empty folder with the functions of lib.bash; its first lines say
where it comes from and what is right. It prints what went wrong.
"""
import concurrent.futures
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PLANTED = "ch <<'M'\n# T\n\n```cpp\n1\n```\nM\nrun_cells 01-x; [ \"$(shown 01-x 0)\" = 2 ] && ok; bad 'shows something else'"


def run(script, environment):
    """What a case says that went wrong; "" where all is right."""
    with tempfile.TemporaryDirectory() as folder:
        text = f". '{HERE / 'lib.bash'}'\n{script}\nbad 'the case came to no end'"
        done = subprocess.run(["bash", "-c", text], cwd=folder, env=environment, capture_output=True, text=True, errors="replace", timeout=300)
        return "" if done.returncode == 0 else (done.stdout.strip().split("\n")[-1] or done.stderr.strip())


def main():
    heddle, runtime, library, *names = sys.argv[1:]
    environment = {**os.environ, "HEDDLE": heddle, "RUNTIME": runtime, "RTLIB": library, "LC_ALL": "C.UTF-8"}
    if not run(PLANTED, environment):
        sys.exit("the planted fault was not found")
    cases = [path for path in sorted((HERE / "cases").glob("*.case")) if not names or path.stem in names]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        found = list(pool.map(lambda path: run(path.read_text(), environment), cases))
    for path, wrong in zip(cases, found):
        if wrong:
            right = [line[9:] for line in path.read_text().split("\n") if line.startswith("# right: ")]
            print(f"FAILED {path.stem}: {wrong}\n  right: {right[0]}")
    print(f"{found.count('')} pass, {len(found) - found.count('')} fail")
    return 0 if found and not any(found) else 1


if __name__ == "__main__":
    sys.exit(main())
