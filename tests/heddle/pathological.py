#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Inputs that are out of all proportion: heddle ends in linear time and bounded memory, with the status that it should.

Usage: pathological.py HEDDLE [--times] [CASE...]. Each case runs under limits of processor time and memory that linear work
stays far below and quadratic work exceeds by far, so that the speed of the machine does not matter. --times prints
seconds of processor time and memory for a quarter, a half and all of each case instead: they are to double. (A program
that needs less memory than this script had when it started it shows what the script had.)
"""
import os
import pathlib
import resource
import subprocess
import sys
import tempfile

SECONDS = 30           # of processor time; the slowest case takes about one
MEMORY = 3 * 1024**3   # bytes of address space; the largest case has 10 MB of text
HEAD = "---\ntitle: T\nexports: n/a.hpp\n---\n\n"
EXPORT = HEAD + "```cpp export\n{}\n```\n\n"


def chunks(names, body):
    return "".join(f'```cpp chunk="{name}"\n{body(i)}\n```\n\n' for i, name in enumerate(names))


def prose(n):
    return EXPORT.format("int x;") + "A sentence of a chapter that is far too long, with *words* and `code`.\n\n" * n


def blocks(n):
    return HEAD + "".join(f"```cpp export\nint x{i};\n```\n" for i in range(n))


def uses(n):
    return EXPORT.format("<<c>>\n" * n) + chunks(["c"], lambda i: "// nothing")


def parts(n):
    return EXPORT.format("<<c>>") + chunks(["c"] * n, lambda i: f"int x{i};")


def changes(n):
    return EXPORT.format("<<c>>") + chunks(["c"], lambda i: "int x;") + "".join(f'```cpp chunk="c" after\nint x{i};\n```\n\n' for i in range(n))


def nested_chunks(n):
    return EXPORT.format("<<c0>>") + chunks([f"c{i}" for i in range(n)], lambda i: f"<<c{i + 1}>>" if i + 1 < n else "int x;")


def cycles(n):
    return EXPORT.format("<<c0>>") + chunks([f"c{i}" for i in range(n)], lambda i: f"<<c{(i + 1) % n}>>\n<<c0>>")


def indented_chunks(n):
    return EXPORT.format("<<c0>>") + chunks([f"c{i}" for i in range(900)],
                                            lambda i: " " * (n // 900) + f"<<c{i + 1}>>" if i < 899 else "int x;")


def many_copies(n):
    return EXPORT.format("<<big>>") + chunks(["big"], lambda i: "int x;\n" * 10_000) + \
        "".join(f'```cpp export file="n/f{i}.hpp"\n<<big>>\n```\n\n' for i in range(n))


def long_line(n):
    return EXPORT.format("// " + "x" * n)


def blank_lines(n):
    return EXPORT.format("\n" * n + "int x;")


def tags(n):
    return HEAD + "```cpp " + "hied " * n + "\n1\n```\n"


def same_tags(n):
    return HEAD + "```cpp " + "hide " * n + "fold " * n + "\n1\n```\n"


def faults(n):
    return HEAD + "```cpp hied\n1\n```\n\n" * n


def unknown_names(n):
    used = "\n".join(f"<<a name that nobody knows {i}>>" for i in range(n // 10))
    return EXPORT.format(used) + chunks([f"a name that somebody knows {i}" for i in range(n)], lambda i: "int x;")


def raw_strings(n):
    return EXPORT.format('auto x = R"(\n)";\n' * n)


def open_raw_string(n):
    return EXPORT.format('auto x = R"(\n' * n)


def pattern(n):
    return HEAD + f'```cpp throws="{"a" * n}"\n1\n```\n'


def patterns(n):
    return HEAD + '```cpp throws="(a*)*b"\n1\n```\n' * n


def settings(text):
    """A book of one chapter with this chapters/book.yaml."""
    return {"01-a.md": "# T\n", "book.yaml": text}


def reserved(n):
    return HEAD + "`a {heddle-x}`b` ``c {heddle-x}` heddle-x:: " * n + "\n\n{heddle-x}`a`\n"


# name: maker, size, exit status, what the messages hold
CASES = {
    "prose": (prose, 140_000, 0, ""),
    "blocks": (blocks, 100_000, 0, ""),
    "uses": (uses, 10_000, 0, ""),
    "parts": (parts, 10_000, 0, ""),
    "versions": (changes, 999, 0, ""),
    "changes": (changes, 10_000, 1, "expansion-limit"),
    "nested chunks": (nested_chunks, 10_000, 1, "expansion-limit"),
    "cycles": (cycles, 10_000, 1, "chunk-cycle"),
    "indented chunks": (indented_chunks, 10_000_000, 1, "expansion-limit"),
    "many copies": (many_copies, 1_000, 1, "expansion-limit"),
    "long line": (long_line, 10_000_000, 0, ""),
    "blank lines": (blank_lines, 190_000, 0, ""),
    "tags": (tags, 2_000_000, 1, "unknown-tag"),
    "same tags": (same_tags, 1_000_000, 1, "duplicate-attribute"),
    "faults": (faults, 50_000, 1, "unknown-tag"),
    "unknown names": (unknown_names, 10_000, 1, "unknown-chunk"),
    "raw strings": (raw_strings, 100_000, 0, ""),
    "open raw string": (open_raw_string, 100_000, 1, "open-block"),
    "pattern": (pattern, 1_000_000, 1, "bad-regex"),
    "patterns": (patterns, 10_000, 0, ""),
    "reserved directives": (reserved, 50_000, 1, "reserved-directive"),
    "reserved fences": (lambda n: HEAD + "```{heddle-x} " * n + "\n", 100_000, 1, "reserved-directive"),
    "hidden characters": (lambda n: HEAD + "```cpp hied\n```\n```cpp chunk=\"" + "\u200d" * n + "\"\n```\n", 500_000, 1, "unknown-tag"),
    "keys": (lambda n: settings("".join(f"key{i}: v\n" for i in range(n))), 100_000, 1, "unknown-key"),
    "keys on a line": (lambda n: settings("{" + ", ".join(f"key{i}: v" for i in range(n)) + "}\n"), 100_000, 1, "unknown-key"),
    "keys of a chapter": (lambda n: "---\n" + "".join(f"key{i}: v\n" for i in range(n)) + "---\n# T\n", 100_000, 1, "unknown-key"),
    "one key": (lambda n: settings("title: v\n" * n), 100_000, 1, "duplicate-key"),
    "entries": (lambda n: settings("parts:\n- chapters:\n" + "".join(f"  - {i}.md\n" for i in range(n))), 100_000, 1, "unknown-chapter"),
    "chapters to come": (lambda n: settings("parts:\n- chapters:\n" + "  - title: t\n" * n + "  - 01-a.md\n"), 100_000, 0, ""),
    "block quotes": (lambda n: HEAD + "> " * n + "a\n", 50_000, 0, ""),
    "block quote lines": (lambda n: HEAD + (">" * 100 + "a\n") * n, 50_000, 0, ""),
    "lists": (lambda n: HEAD + "".join("  " * i + "* a\n" for i in range(n)), 2_000, 0, ""),
    "brackets": (lambda n: HEAD + "[" * n + "a" + "]" * n + "\n", 50_000, 0, ""),
    "emphasis": (lambda n: HEAD + "*a **a " * n + "\n", 65_000, 0, ""),
    "code spans": (lambda n: HEAD + "".join("e" + "`" * i for i in range(n)) + "\n", 2_500, 0, ""),
    "measured": (lambda n: HEAD + '{measured}`"a" seconds at 1` ' * n + "\n", 100_000, 0, ""),
    "measured without an end": (lambda n: HEAD + "{measured}`x " + "if " * n + "`\n", 2_000_000, 1, "bad-measured"),
    "measured in code": (lambda n: HEAD + "{measured}`x` " + "".join("e" + "`" * i for i in range(n)) + "\n", 2_500, 1, "bad-measured"),
    "measured in fences": (lambda n: HEAD + "{measured}`x`\n" + "````\n```\n" * n + "````\n", 100_000, 1, "bad-measured"),
    "references": (lambda n: HEAD + "".join(f"[{i}]: u\n" for i in range(n)) + "[0] " * n + "\n", 50_000, 0, ""),
    "html": (lambda n: HEAD + "a <!-- " * n + "\n", 50_000, 0, ""),
    "fences": (lambda n: HEAD + "````\n```\n" * n + "````\n", 100_000, 0, ""),
}


def limit(seconds, memory):
    def set_limits():
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    return set_limits


def run(heddle, text, json=False):
    """Exit status, messages, seconds of processor time and bytes of memory."""
    with tempfile.TemporaryDirectory() as scratch:
        root = pathlib.Path(scratch)
        (root / "chapters").mkdir()
        for name, content in (text if isinstance(text, dict) else {"01-a.md": text}).items():
            (root / "chapters" / name).write_text(content)
        command = [heddle, "tangle", "-q", "--root", scratch] + ["--json"] * json
        with open(root / "messages", "w+") as messages:
            child = subprocess.Popen(command, stderr=messages, preexec_fn=limit(SECONDS, MEMORY))
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            messages.seek(0)
            return child.returncode, messages.read(), usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def times(heddle, names):
    print(f"{'case':18} {'MB':>6}  {'seconds of a quarter, a half, all':>34}   memory in MB")
    for name in names:
        make, size, *_ = CASES[name]
        texts = [make(size // part) for part in (4, 2, 1)]
        done = [run(heddle, text) for text in texts]
        print(f"{name:18} {len(str(texts[2])) / 1e6:6.1f}  " + "  ".join(f"{d[2]:10.3f}" for d in done) + "   "
              + "  ".join(f"{d[3] / 1e6:6.0f}" for d in done))


def main():
    heddle, *words = sys.argv[1:]
    heddle = str(pathlib.Path(heddle).resolve())
    names = [w for w in words if not w.startswith("--")] or list(CASES)
    if "--times" in words:
        return times(heddle, names)
    planted = subprocess.run([sys.executable, "-c", "while True: pass"], preexec_fn=limit(1, MEMORY), check=False)
    if planted.returncode >= 0:
        sys.exit("the planted endless loop was not stopped")
    failed = 0
    for name in names:
        make, size, status, words = CASES[name]
        for json in (False, True):
            got, messages, _, _ = run(heddle, make(size), json)
            if got != status or words not in messages:
                failed += 1
                print(f"FAILED {name}{' as JSON' * json}: exit status {got}, not {status}; {messages[:300]}")
    print(f"{2 * len(names) - failed} passed, {failed} failed")
    return failed


sys.exit(1 if main() else 0)
