# SPDX-License-Identifier: MIT
"""Is what the copy buttons give real code? In: the copied text of every block of a chapter's page; out: faults.

No text holds a mark of a chunk. The text of a block of the library (or of a test) stands, line for line, in the generated
file that its bar names. Cells, tests and benchmarks are put as they were copied, in order, into one program that includes the
library, each chapter's in a namespace; it compiles. What must not compile is left out.
"""
import re
import subprocess
from pathlib import Path
from typing import NamedTuple


class Copied(NamedTuple):
    kind: str
    name: str  # the page and the block's id
    targets: tuple  # the generated files that the block goes to, below the folder of sources or of the project
    text: str

# What the programs of this book link beside the library: where its data lies.
TESTS = Path(__file__).resolve().parents[1]
OWN = Path(__file__).resolve().parents[2] / "tools" / "book"


def mark_faults(blocks):
    for block in blocks:
        if re.search(r"^\s*<<.+>>\s*$|⟨.+⟩", block.text, re.M):
            yield f"{block.name}: the copied text holds a chunk mark"
        if not block.text.strip():
            yield f"{block.name}: the copied text is empty"


def place_faults(blocks, generated: Path):
    """The lines of the text are lines of its file, in this order."""
    for block in blocks:
        for target in block.targets:
            file = next((f for f in (generated / "src" / target, generated / target) if f.is_file()), None)
            if file is None:
                yield f"{block.name}: its file {target} has not been generated"
            elif line := first_missing(lines_of(block.text), lines_of(file.read_text(encoding="utf-8"))):
                yield f"{block.name}: the copied line is not in {target}: {line}"


def lines_of(text):
    # Includes move to the head of a generated file with the conditions around them; its blank lines and margins are its own.
    text = re.sub(r"^#if.*\n(?:#include .*\n|\n)+#endif.*$", "", text, flags=re.M)
    return [line.strip() for line in text.split("\n") if line.strip() and not line.startswith("#include")]


def first_missing(wanted, found):
    rest = iter(found)
    return next((line for line in wanted if line not in rest), None)


def program_faults(blocks, generated: Path, runtime: Path, namespace: str):
    folders = [generated / "src", runtime, OWN, TESTS, "/usr/include/eigen3"]
    said = compile_text(program(blocks, generated, namespace), folders)
    if said:
        yield f"the copied cells, tests and benchmarks do not compile: {said}"


def program(blocks, generated: Path, namespace: str):
    """The copied texts as one translation unit; a cell's last expression becomes a statement."""
    headers = [f"#include <{h.relative_to(generated / 'src')}>" for h in sorted((generated / "src").rglob("*.hpp"))]
    # What the compiler is given with each program by the build is not for a reader to include.
    headers += [f"#include <{h.relative_to(OWN)}>" for h in sorted(OWN.rglob("*.hpp")) if h.name != "instances.hpp"]
    parts = ["#include <heddle/runtime.hpp>", *headers, "#include <catch.hpp>", "#include <benchmark/benchmark.h>"]
    chapters = {}
    for block in blocks:
        if block.kind in ("cell", "scoped", "test", "bench", "define"):
            bodies = chapters.setdefault(block.name.split("#")[0], {"cell": [], "test": [], "bench": [], "define": []})
            parts += re.findall(r"^#include.*$", block.text, re.M)
            code = re.sub(r"^#include.*$", "", block.text, flags=re.M).rstrip()
            scoped = block.kind == "scoped"
            bodies["cell" if scoped else block.kind].append((block.name, f"{{ {code}\n;}}" if scoped else code))
    parts.append(f"using namespace {namespace};" if namespace else "")
    for number, bodies in enumerate(chapters.values()):
        parts += [f"namespace chapter_{number} {{", *chapter(bodies), "}"]
    return "\n".join(parts) + "\n"


def chapter(bodies):
    """A chapter's definitions, its cells as one function, its tests and benchmarks as one each."""
    yield from (code for _, code in bodies["define"])
    yield "void cells() {"
    for name, code in bodies["cell"]:
        # On a line of its own: the code may end in a comment.
        yield f'#line 1 "{name}"\n{code}' + ("" if code.endswith((";", "}")) else "\n;")
    yield "}"
    for kind, argument in (("test", ""), ("bench", "benchmark::State& state")):
        for i, (name, code) in enumerate(bodies[kind]):
            yield f'void {kind}_{i}({argument}) {{\n#line 1 "{name}"\n{code}\n}}'


def compile_text(text, folders):
    """What the compiler says first, a few errors of it, or nothing."""
    command = ["g++", "-std=c++20", "-fsyntax-only", "-w", "-fmax-errors=5", "-x", "c++", *(f"-I{f}" for f in folders), "-"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    errors = [line for line in done.stderr.split("\n") if "error:" in line]
    return "; ".join(errors) or done.stderr if done.returncode else ""
