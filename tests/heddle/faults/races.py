#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A person saves a file while heddle runs, and heddles run side by side: races.py HEDDLE FAULT_LIBRARY [TRIES].

Saves happen right before each call that opens or changes a file, in turn, so that no gap is left out; and at random
times, TRIES of them. The person's text must be in the file afterwards, or the run must have begun after the save.
First a text is lost on purpose, to show that this would be seen.
"""
import fcntl
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

HEDDLE, LIBRARY = (str(pathlib.Path(word).resolve()) for word in sys.argv[1:3])
TRIES = int(sys.argv[3]) if len(sys.argv) > 3 else 60
MINE = "WHAT A PERSON JUST SAVED"
said = set()  # the codes of what heddle said about saves
ORDER = "title: T\nparts:\n  - title: P\n    chapters:\n"


def run(root, *words, **environment):
    return subprocess.run([HEDDLE, *words], cwd=root, env={**os.environ, **environment}, capture_output=True, text=True, timeout=120)


def write_book(root, chapters=3, version="a", padding=0):
    """A book whose cells show something else than its chapters say, with the records of their runs."""
    (root / "chapters").mkdir(parents=True, exist_ok=True)
    for i in range(chapters):
        text = f"---\ntitle: C{i}\nexports: n/h{i}.hpp\n---\n\n# C{i}\n\n```cpp export\nint f_{version}_{i}();\n```\n\n"
        text += f"```cpp\n{i}\n```\n```output\nold\n```\n\n{'x' * padding}\n"
        (root / "chapters" / f"{i + 1:02}-c{i}.md").write_text(text)
    (root / "build" / "outputs").mkdir(parents=True, exist_ok=True)
    run(root, "cells", "-q")
    for i in range(chapters):
        name = f"{i + 1:02}-c{i}"
        program = (root / "build" / "cells" / f"{name}.cpp").read_text()
        words = program[program.index("run(argc, argv"):].split('"')
        record = {"program": words[3], "cells": [{"status": "ok", "events": [{"stream": "new\n"}]}], "failure": None}
        (root / "build" / "outputs" / f"{name}.json").write_text(json.dumps(record))


def fault_of(root, path, may_succeed, done):
    """What is wrong after a run during which a person saved `path`. A chapter saved in time is read; a generated file is a conflict."""
    text = (root / path).read_text() if (root / path).exists() else ""
    if MINE not in text:
        return "the text is lost"
    if done.returncode not in (0, 3):
        return f"exit status {done.returncode}: {done.stderr[:200]}"
    if done.returncode == 0 and not may_succeed:
        return "exit status 0 beside an edit of a generated file"
    if list(root.rglob("*.heddle-tmp")):
        return "a temporary file is left"
    return ""


def edited(text):
    return text.replace("# C1\n", f"# C1\n\n{MINE}\n") if "# C1" in text else text + f"// {MINE}\n"


def sweep(command, path, how, may_succeed):
    """A save before call 1, 2, 3 ... of the command. Returns the number of tries and what went wrong."""
    wrong = []
    with tempfile.TemporaryDirectory() as scratch:
        start = pathlib.Path(scratch) / "start"
        write_book(start)
        run(start, "tangle", "-q")
        if command[0] == "tangle":
            chapter = start / "chapters" / "02-c1.md"
            chapter.write_text(chapter.read_text().replace("f_a_1", "f_b_1"))
        for at in range(1, 1000):
            root = pathlib.Path(scratch) / "book"
            shutil.rmtree(root, ignore_errors=True)
            shutil.copytree(start, root)
            (root / (path + ".mine")).write_text(edited((root / path).read_text()))
            done = run(root, *command, LD_PRELOAD=LIBRARY, FAULT_AT=str(at), FAULT_SAVE=str(root / path), FAULT_HOW=how,
                       ASAN_OPTIONS="verify_asan_link_order=0")
            if not (root / (path + ".saved")).exists():
                return at - 1, wrong  # the run ended before that call
            said.update(code for code in ("[changed-meanwhile]", "[hand-edit]") if code in done.stderr)
            fault = fault_of(root, path, may_succeed, done)
            if fault:
                wrong.append(f"{' '.join(command)}, saved {how} before call {at}: {fault}")
    return 0, wrong + ["no run gets through"]


def at_random(command, path, tries, seed):
    """Saves by rename at random times. Returns how many were lost."""
    chance = random.Random(seed)
    lost = 0
    with tempfile.TemporaryDirectory() as scratch:
        start = pathlib.Path(scratch) / "start"
        write_book(start, 30, padding=20000)
        run(start, "tangle", "-q")
        write_book(start, 30, "b", padding=20000)
        root = pathlib.Path(scratch) / "book"
        for i in range(tries + 1):
            shutil.rmtree(root, ignore_errors=True)
            shutil.copytree(start, root)
            target = root / path
            begun = time.monotonic()
            process = subprocess.Popen([HEDDLE, *command, "-q"], cwd=root, stderr=subprocess.DEVNULL)
            if i == 0:  # how long a run takes
                process.wait()
                takes = time.monotonic() - begun
                continue
            time.sleep(chance.uniform(0, 1.2 * takes))
            copy = target.with_name(".edit.tmp")
            copy.write_text(edited(target.read_text()))
            os.replace(copy, target)
            process.wait()
            lost += MINE not in target.read_text()
    return lost


def together(tries):
    """Several `new chapter` at once: every entry is in the order, every number is given once."""
    wrong = []
    for i in range(tries):
        with tempfile.TemporaryDirectory() as scratch:
            root = pathlib.Path(scratch)
            write_book(root)
            (root / "chapters" / "book.yaml").write_text(ORDER + "".join(f"      - {i + 1:02}-c{i}.md\n" for i in range(3)))
            titles = ["Alpha", "Beta", "Gamma", "Alpha"]
            all_of_them = [subprocess.Popen([HEDDLE, "new", "chapter", title, "-q"], cwd=root, stderr=subprocess.DEVNULL) for title in titles]
            statuses = sorted(process.wait(timeout=60) for process in all_of_them)
            names = sorted(path.name for path in (root / "chapters").glob("0[4-9]-*.md"))
            order = (root / "chapters" / "book.yaml").read_text()
            if statuses != [0, 0, 0, 2] or len({name[:2] for name in names}) != 3 or any(name not in order for name in names):
                wrong.append(f"new chapter at once: {statuses}, {names}, {order}")
    return wrong


def behind_a_killed_run():
    """`new chapter` waits for another, which is killed between its two files: it finishes that one's work before its own."""
    with tempfile.TemporaryDirectory() as scratch:
        root = pathlib.Path(scratch)
        write_book(root)
        order, folder = root / "chapters" / "book.yaml", os.open(root / "chapters", os.O_RDONLY)
        order.write_text(ORDER + "".join(f"      - {i + 1:02}-c{i}.md\n" for i in range(3)))
        fcntl.flock(folder, fcntl.LOCK_EX)
        waits = subprocess.Popen([HEDDLE, "new", "chapter", "Beta", "-q"], cwd=root, stderr=subprocess.PIPE, text=True)
        time.sleep(0.5)
        (root / "chapters" / ".04-alpha.md.heddle-tmp").write_text("# Alpha\n\nText.\n")
        order.write_text(order.read_text() + "      - 04-alpha.md\n")
        os.close(folder)
        message = waits.communicate(timeout=60)[1]
        there = [(root / "chapters" / name).exists() for name in ("04-alpha.md", "05-beta.md")]
        return [] if waits.returncode == 0 and all(there) else [f"new chapter behind a killed one: {waits.returncode}, {there}, {message}"]


def main():
    with tempfile.TemporaryDirectory() as scratch:
        root = pathlib.Path(scratch)
        write_book(root)
        lost = subprocess.CompletedProcess([], 0, "", "")
        if not fault_of(root, "chapters/02-c1.md", True, lost):
            sys.exit("a text that was lost on purpose was not missed")
    wrong, saves = [], 0
    for how in ("rename", "place"):
        for command, path, may_succeed in ((["accept"], "chapters/02-c1.md", True),
                                    (["tangle"], "src/n/h1.hpp", False)):
            count, found = sweep(command, path, how, may_succeed)
            saves += count
            wrong += found
    if "[changed-meanwhile]" not in said:
        wrong.append("no run said that a file was saved meanwhile")
    if saves < 20:
        wrong.append(f"only {saves} saves were made: the library is not in place")
    for command, path in ((["accept"], "chapters/05-c4.md"), (["tangle"], "src/n/h17.hpp")):
        lost = at_random(command, path, TRIES, 1)
        if lost:
            wrong.append(f"{command[0]}: {lost} of {TRIES} saves at random times were lost")
    wrong += together(max(TRIES // 6, 5)) + behind_a_killed_run()
    print("\n".join(wrong) or f"{saves} saves, one before each call, {2 * TRIES} at random times, "
          f"{max(TRIES // 6, 5)} times four new chapters at once: nothing is lost")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
