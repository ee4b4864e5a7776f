#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compiles what the chapters' `asm` blocks name and records the inner loops in docs/recordings/, or checks what was recorded.

    tools/bench/listings.py [--check] [CHAPTER...]

A chapter is named by its file or its stem; with none named, all that have `asm` blocks are compiled, each by the command that its
block names. `make listings` configures the build folder first, whose compile_commands.json tells where headers are. `--check` writes
nothing: it looks whether what the chapters claim is true of what the compiler here makes, and where that is the compiler of the
recording to the last digit, whether it makes the recorded loop. A compiler of another major version may choose otherwise: then nothing
is checked, and that is said. Exit status: 0 fine, 1 a claim is false or a function is not there, 2 usage, 4 something is missing,
77 nothing could be checked here.
"""
import argparse
import json
import os
import pathlib
import platform
import re
import shlex
import subprocess
import sys

import assembly
import record

Fault = record.Fault
SKIPPED = 77
# The programs of a chapter, in the order in which they are looked through: what a benchmark calls it calls by its address or in a loop,
# so a benchmark has a function as it stands there, where a cell may have it inlined into the one line that calls it.
PROGRAMS = ("_bench.cpp", ".cpp", "_tests.cpp")
SIGNS = {"=": lambda a, b: a == b, "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b}


# From value to value.

def blocks_by_chapter(listing):
    """The `asm` blocks of `heddle list --json` by chapter, in the order of the book."""
    chapters = {}
    for block in listing:
        if block["kind"] == "asm":
            chapters.setdefault(block["file"], []).append(block)
    return chapters


def command_for(database, name, compiler):
    """The command that writes the assembly of a program: the block's compiler and flags, the build's headers and standard. The source
    has the present lines of the chapters. Nothing where the build does not know the program."""
    for entry in database:
        words = shlex.split(entry["command"])
        if pathlib.PurePath(entry["file"]).name != name or "-DHEDDLE_DEBUG" in words:
            continue
        kept = []
        for i, word in enumerate(words):
            if word.startswith(("-I", "-D", "-std=")):
                kept.append(word.replace("/compiled/", "/"))
            elif word == "-isystem":
                kept += [word, words[i + 1]]
        return [*shlex.split(compiler), *kept, "-S", "-masm=intel", "-g1", "-w", "-o", "-", entry["file"].replace("/compiled/", "/")]
    return None


def chosen(function, names):
    """The symbol that a block's function is, of those that a program has: symbol -> demangled name."""
    found = [symbol for symbol, name in names.items() if assembly.is_called(function, name)]
    whole = [symbol for symbol in found if "[clone" not in names[symbol]]
    found = whole or found
    if len(found) > 1:
        raise Fault(1, f"several functions are called '{function}': {', '.join(sorted(names[s] for s in found))}; write its parameters too")
    return found[0] if found else None


def candidates(function, names):
    """Functions whose names hold the wanted one's, for the person who wrote it otherwise."""
    bare = re.split(r"[<(]", function)[0].split("::")[-1].strip()
    near = sorted({name for name in names.values() if re.search(rf"\b{re.escape(bare)}\b", assembly.plain_name(name)[0])})
    return f"; there are: {', '.join(near[:12])}" if near else ""


def listing_of(block, body, chapter_lines):
    """What is recorded of a function's inner loop. \\param chapter_lines  path -> lines"""
    loop = assembly.inner_loop(body)
    if not loop:
        raise Fault(1, f"{place(block)}: '{block['function']}' has no loop as '{block['compiler']}' makes it")
    lines = []
    for text, item in assembly.readable(loop):
        source = chapter_lines.get(item.file, [])
        code = assembly.statement_at(source[item.line - 1], item.column) if 0 < item.line <= len(source) else ""
        lines.append({"text": text, **({"code": code} if code else {})})
    return {"function": block["function"], "compiler": block["compiler"], "hash": block["hash"],
            "counts": assembly.counts(loop, assembly.has_frame(body)), "lines": lines}


def place(block):
    return f"{block['file']}:{block['line']}"


def false_claims(block, counts):
    """What a block says that the counts do not bear out, in words."""
    out = []
    for claim in block["claims"]:
        left, right = counts[claim["left"]], counts.get(claim["right"], claim["right"])
        if not SIGNS[claim["sign"]](left, right):
            also = f" and {claim['right']} is {right}" if claim["right"] in counts else ""
            out.append(f"{block['file']}:{claim['line']}: {claim['left']} {claim['sign']} {claim['right']} is false of "
                       f"'{block['function']}': {claim['left']} is {left}{also}")
    return out


def text_of(chapter, machine, version, listings):
    """The file: one line an instruction, so that a change of one is a change of one line."""
    head = {"schema": record.SCHEMA, "chapter": chapter, "machine": {"name": machine},
            "build": {"compiler": short_version(version), "version": version}, "command": "make listings", "benchmarks": []}
    out = json.dumps(head, indent=1, ensure_ascii=False)[:-2] + ',\n "listings": ['
    for listing in listings:
        first = {k: v for k, v in listing.items() if k != "lines"}
        lines = ",\n".join("   " + json.dumps(line, ensure_ascii=False) for line in listing["lines"])
        out += "\n  " + json.dumps(first, ensure_ascii=False)[:-1] + f', "lines": [\n{lines}\n  ]}}' + ("" if listing is listings[-1] else ",")
    return out + "\n ]\n}\n"


def short_version(version):
    number = re.search(r"\d+\.\d+\.\d+", version)
    return f"g++ {number.group() if number else 'unknown'}"


def major(version):
    return short_version(version).split(".")[0]


# What asks the machine.

class Programs:
    """The functions of the chapters' programs, each compiled when it is first asked for."""

    def __init__(self, build):
        database = build / "compile_commands.json"
        if not database.exists():
            raise Fault(4, f"{database.name} is not in the build folder; make listings configures it")
        self.database = json.loads(database.read_text())
        self.made = {}

    def functions(self, name, compiler):
        """Symbol -> instructions and symbol -> demangled name, of one program; empty where the build does not have it."""
        if (name, compiler) not in self.made:
            command = command_for(self.database, name, compiler)
            found = assembly.functions(output_of(command)) if command else {}
            names = output_of(["c++filt"], "\n".join(found)).split("\n") if found else []
            self.made[name, compiler] = found, dict(zip(found, names))
        return self.made[name, compiler]

    def body(self, block):
        """The function that a block names, from the first of its chapter's programs that has it."""
        stem = pathlib.PurePath(block["file"]).stem
        all_names = {}
        for ending in PROGRAMS:
            found, names = self.functions(stem + ending, block["compiler"])
            try:
                symbol = chosen(block["function"], names)
            except Fault as fault:
                raise Fault(1, f"{place(block)}: {fault}") from fault
            if symbol:
                return found[symbol]
            all_names.update(names)
        if not all_names:
            raise Fault(4, f"the build folder knows no program of {block['file']}; make listings configures it anew")
        raise Fault(1, f"{place(block)}: no program of the chapter has a function '{block['function']}'"
                       f"{candidates(block['function'], all_names)}. One that is inlined wherever it is called is not there")


def output_of(command, given=None):
    try:
        done = subprocess.run(command, input=given, capture_output=True, text=True, check=True)
    except FileNotFoundError as error:
        raise Fault(4, f"{command[0]} is not there") from error
    except subprocess.CalledProcessError as error:
        raise Fault(1, f"{shlex.join(command[:2])} ... {command[-1]}:\n{error.stderr[-2000:]}".rstrip()) from error
    return done.stdout


def chapter_lines(root, chapters):
    """The lines of the book's chapters, by the paths that debug information has."""
    return {f"chapters/{p.name}": p.read_text(encoding="utf-8").split("\n") for p in sorted((root / "chapters").glob("*.md"))} if chapters else {}


# The commands.

def make(options, chapters, names):
    """The version of each chapter's compiler and its listings, as they are here: chapter -> listings."""
    programs, lines = Programs(options.build), chapter_lines(options.root, names)
    return {chapter: [listing_of(block, programs.body(block), lines) for block in chapters[chapter]] for chapter in names}


def record_listings(options, chapters, names, machine, version):
    """Compiles, and writes one file a chapter, or none if one function is missing."""
    for chapter, listings in make(options, chapters, names).items():
        path = options.out / f"{pathlib.PurePath(chapter).stem}.{machine}.json"
        record.replace(path, text_of(chapter, machine, version, listings))
        print(f"listings: wrote {os.path.relpath(path, options.root)}")


def check(options, chapters, names, machine, version):
    """Compares with what the compiler here makes. \\returns the exit status"""
    wanted, status = [], 0
    for chapter in names:
        path = options.out / f"{pathlib.PurePath(chapter).stem}.{machine}.json"
        old = json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
        if old is None:
            print(f"listings: {chapter}: {path.name} is not there; run: make listings")
            status = 1
        elif major(old["build"]["version"]) != major(version):
            print(f"listings: {chapter}: not checked, for {short_version(version)} is here and {old['build']['compiler']} was recorded")
        else:
            wanted.append((chapter, old))
    made = make(options, chapters, [chapter for chapter, _ in wanted])
    for chapter, old in wanted:
        for block, now in zip(chapters[chapter], made[chapter]):
            faults = false_claims(block, now["counts"])
            recorded = next((r for r in old["listings"] if all(r[k] == now[k] for k in ("function", "compiler"))), None)
            same = recorded is not None and all(recorded[k] == now[k] for k in ("counts", "lines"))
            if not faults and old["build"]["version"] == version and not same:
                faults = [f"{place(block)}: the recorded loop of '{block['function']}' is not what {version} makes; run: make listings"]
            for fault in faults:
                print("listings: " + fault)
            status = 1 if faults else status
        print(f"listings: {chapter}: {len(made[chapter])} compared with {version}")
    return status or (0 if wanted else SKIPPED)


def main(words):
    top = pathlib.Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description="Records the inner loops that the chapters' asm blocks name.")
    parser.add_argument("chapters", nargs="*", metavar="CHAPTER", help="file or stem; default: all with asm blocks")
    parser.add_argument("--check", action="store_true", help="compare with what the compiler here makes, write nothing")
    parser.add_argument("--root", type=pathlib.Path, default=top, help="the book's folder")
    parser.add_argument("--build", type=pathlib.Path, help="the build folder (default: build/dev below the root)")
    parser.add_argument("--heddle", type=pathlib.Path, help="heddle (default: bin/heddle in the folder of the builds)")
    parser.add_argument("--out", type=pathlib.Path, help="where the recordings are (default: docs/recordings below the root)")
    options = parser.parse_args(words)
    options.build = options.build or options.root / "build" / "dev"
    options.heddle = options.heddle or options.root / "build" / "bin" / "heddle"
    options.out = options.out or options.root / "docs" / "recordings"
    try:
        machine = {"x86_64": "x86-64", "AMD64": "x86-64"}.get(platform.machine())
        if machine is None:
            print(f"listings: the recordings are of x86-64, and this is {platform.machine()}")
            return SKIPPED if options.check else 4
        chapters = blocks_by_chapter(record.listing(options.heddle, options.root))
        names = record.chosen(chapters, options.chapters, "an asm")
        version = output_of(["g++", "--version"]).split("\n")[0]
        if options.check:
            return check(options, chapters, names, machine, version)
        record_listings(options, chapters, names, machine, version)
        return 0
    except Fault as fault:
        print(f"listings: {fault}", file=sys.stderr)
        return fault.status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
