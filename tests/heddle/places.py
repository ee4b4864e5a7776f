#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Faults planted in every kind of block: the compiler, the sanitizers, the debugger and Catch2 name the chapter's line.

places.py HEDDLE RUNTIME_FOLDER RUNTIME_LIBRARY CATCH_MAIN [CATCH_LIBRARY]: writes small books, compiles them as a build does, and
looks in what was said for chapters/01-a.md:LINE. The line is that of the text in «» in the chapter.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

HEAD = "---\ntitle: A\nexports: n/a.hpp\n---\n\n# A\n\n"
GOOD = "```cpp\nint good = 1;\ngood\n```\n\n"

# What is compiled, the chapter's blocks, what the compiler says. «» marks the line and is taken out.
COMPILED = {
    "a cell": ("cells", "```cpp\nint a = 1;\n«nowhere»(a);\n```\n", "'nowhere' was not declared"),
    "the shown expression of a cell": ("cells", "```cpp\nint a = 1;\na +\n«nowhere»\n```\n", "'nowhere' was not declared"),
    "an expression behind a statement": ("cells", "```cpp\nint a = 1; «nowhere»\n```\n", "'nowhere' was not declared"),
    "a cell after a raw string": ("cells", "```cpp\nauto s = R\"(\n#include <no>\n\n)\";\n«nowhere»();\n```\n", "'nowhere'"),
    "a macro of several lines": ("cells", "```cpp\n#define M(x) \\\n    (x) + \\\n    1\nM(«nowhere»)\n```\n", "'nowhere'"),
    "a cell in a list": ("cells", "- item\n\n  ```cpp\n  «nowhere»();\n  ```\n", "'nowhere'"),
    "a cell that is to throw": ("cells", "```cpp throws=\"x\"\n«nowhere»();\n```\n", "'nowhere'"),
    "a statement without its semicolon": ("cells", "```cpp\n«int a = 1»\n```\n" + GOOD, "expected .,. or .;."),
    "a missing header": ("cells", "```cpp\n«#include <no/such/header>»\n1\n```\n", "No such file"),
    "an overloaded function that is not called":
        ("cells", "```cpp define\nint f();\nint f(int);\n```\n\n```cpp\n«f»\n```\n", "no context to resolve"),
    "a function in a cell":
        ("cells", "```cpp\nint ok = 1;\n```\n\n```cpp\nint twice(int x) {\n    «return y + x;»\n}\n```\n", "not declared"),
    "a definition": ("cells", "```cpp define\nint a;\n«nowhere» b;\n```\n", "'nowhere' does not name a type"),
    "a chunk in a cell": ("cells", "```cpp\nint a = 1;\n<<c>>\n```\n\n```cpp chunk=\"c\"\na = 2;\n«nowhere»();\n```\n", "'nowhere'"),
    "a line after a chunk": ("cells", "```cpp\n<<c>>\n«nowhere»();\n```\n\n```cpp chunk=\"c\"\nint a = 2;\n\n```\n", "'nowhere'"),
    "a chunk in a definition": ("cells", "```cpp define\nstruct S {\n    <<c>>\n};\n```\n\n```cpp chunk=\"c\"\n«nowhere» x;\n```\n", "'nowhere'"),
    "an export": ("cells", "```cpp export\nint a;\n\n«nowhere» b;\n```\n\n" + GOOD, "'nowhere' does not name a type"),
    "a chunk in an export": (
        "cells", "```cpp export\nstruct S {\n    <<c>>\n};\n```\n\n```cpp chunk=\"c\"\nint y;\n«nowhere» x;\n```\n" + GOOD,
        "'nowhere'"),
    "a warning": ("cells", "```cpp define\ninline int f(int x) {\n    «int y»;\n    return x;\n}\n```\n\n" + GOOD, "warning: unused variable"),
    "a test": ("tests", "```cpp test=\"t\"\nint a = 1;\nCHECK(«nowhere» == a);\n```\n", "'nowhere' was not declared"),
    "a chunk in a test": ("tests", "```cpp test=\"t\"\n<<c>>\n```\n\n```cpp chunk=\"c\"\n«nowhere»();\n```\n", "'nowhere'"),
    "a benchmark": ("bench", "```cpp bench=\"b\"\nfor (auto _ : state) {\n    «nowhere»();\n}\n```\n", "'nowhere'"),
    "a chunk in a benchmark": ("bench", "```cpp bench=\"b\"\n#include <set>\n<<c>>\n```\n\n```cpp chunk=\"c\"\n\n«nowhere»();\n```\n", "'nowhere'"),
}

# What is compiled and run: the flags, the chapter's blocks, what the run says.
RUN = {
    "an address sanitizer's report": (
        ["-g", "-O1", "-fsanitize=address"],
        GOOD + "```cpp\nint* p = new int[2];\ndelete[] p;\n«display(*p);»\n```\n", "heap-use-after-free"),
    "a report on a chunk's line": (
        ["-g", "-O1", "-fsanitize=address"],
        "```cpp\nint* p = new int[2];\n<<use it>>\n```\n\n```cpp chunk=\"use it\"\nint volatile i = 2;\n«display(p[i]);»\n```\n",
        "heap-buffer-overflow"),
    "an undefined-behaviour report": (
        ["-g", "-O1", "-fsanitize=undefined", "-fno-sanitize-recover=all"],
        GOOD + "```cpp\nint volatile big = 2147483647;\n«display(big + 1);»\n```\n", "signed integer overflow"),
}


class Book:
    """A folder with one chapter, compiled the way Heddle.cmake does it."""

    def __init__(self, folder, text, tools):
        heddle, self.runtime, self.library, *self.catch = tools
        self.root = pathlib.Path(folder)
        (self.root / "chapters").mkdir()
        self.line = (HEAD + text).split("«")[0].count("\n") + 1
        (self.root / "chapters/01-a.md").write_text((HEAD + text).replace("«", "").replace("»", ""))
        self.call(heddle, "tangle", "--line", "--out", "build/tangled", "-q")
        self.call(heddle, "cells", "--out", "build/cells", "-q")

    def call(self, *command):
        done = subprocess.run([str(c) for c in command], cwd=self.root, capture_output=True, text=True, timeout=120,
                              env={"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C"})
        return done.stdout + done.stderr

    def compile(self, kind, *more):
        program = {"cells": "01-a.cpp", "tests": "01-a_tests.cpp", "bench": "01-a_bench.cpp"}[kind]
        include = ["-I", "build/tangled/src", "-I", "build/tangled", "-I", self.runtime]
        return self.call("c++", "-std=c++20", "-Wall", "-Wextra", *include, "build/cells/" + program, *more)

    def says(self, said, what):
        """Is the chapter's line named, and what is wrong with it?"""
        return re.search(rf"chapters/01-a\.md:{self.line}\b", said) and re.search(what, said)


def passed(name, book, said, what):
    if book.says(said, what):
        return True
    print(f"FAILED {name}: expected line {book.line} and /{what}/ in\n{said}")
    return False


def compiled(name, tools):
    kind, text, what = COMPILED[name]
    with tempfile.TemporaryDirectory() as folder:
        book = Book(folder, text, tools)
        return passed(name, book, book.compile(kind, "-fsyntax-only"), what)


def run(name, tools):
    flags, text, what = RUN[name]
    with tempfile.TemporaryDirectory() as folder:
        book = Book(folder, text, tools)
        said = book.compile("cells", *flags, book.library, "-o", "cells")
        return passed(name, book, said + book.call("./cells"), what)


def asserted(name, tools):
    """A failing assertion of a test block."""
    with tempfile.TemporaryDirectory() as folder:
        book = Book(folder, "```cpp test=\"t\"\nint a = 1;\n«CHECK(a == 2);»\n```\n", tools)
        said = book.compile("tests", book.catch[0], book.library, *book.catch[1:], "-o", "t")
        return passed(name, book, said + book.call("./t"), "1 == 2")


def debugged(name, tools):
    """A breakpoint at a chapter's line, set and reached; None where there is no debugger."""
    if shutil.which("gdb") is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        book = Book(folder, GOOD + "```cpp\nint volatile a = 1;\n«a = a + 1;»\n```\n", tools)
        said = book.compile("cells", "-g", "-O0", book.library, "-o", "cells")
        said += book.call("gdb", "-nx", "-batch", "-ex", f"break chapters/01-a.md:{book.line}", "-ex", "run --direct",
                          "-ex", "info locals", "./cells")
        if "ptrace" in said:
            return None
        return passed(name, book, said, r"Breakpoint 1, heddle_cells[^$]*good = 1")


def can_fail(name, tools):
    """The gate finds a line that is wrong by one."""
    with tempfile.TemporaryDirectory() as folder:
        book = Book(folder, COMPILED["a cell"][1], tools)
        said = book.compile("cells", "-fsyntax-only")
        book.line += 1
        return not book.says(said, "nowhere")


def main():
    tools = [pathlib.Path(word).resolve() for word in sys.argv[1:]]
    checks = [(compiled, name) for name in COMPILED] + [(run, name) for name in RUN]
    checks += [(asserted, "a failing assertion"), (debugged, "a breakpoint"), (can_fail, "a wrong line is found")]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(lambda check: check[0](check[1], tools), checks))
    for (_, name), result in zip(checks, results):
        if result is None:
            print(f"skipped {name}")
    failed, skipped = results.count(False), results.count(None)
    print(f"{len(results) - failed - skipped} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


sys.exit(main())
