#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks the shape of heddle: which file may include which, and that between read and write nothing touches the world.

The order is source <- diagnostic <- document <- stages <- read, run, write <- main. A file includes files of the layers
before its own; files of one layer keep apart, but for the pairs that say why. A file that is in no layer is a fault.
Each rule first has to find a fault planted in a copy of a file, so that a rule that sees nothing fails.
"""
import pathlib
import re
import sys

TOOL = pathlib.Path(__file__).resolve().parents[2] / "tools" / "heddle"
# The files of each layer, without their ending. Only the last three layers touch files, streams, clocks and threads.
LAYERS = [
    {"source"},
    {"diagnostic"},
    {"document"},
    {"book"},
    {"file_set"},
    {"encoding", "target_path", "yaml"},
    {"lexer", "info_string", "settings", "expand", "dependencies", "program", "list",
     "plot", "dot", "recording", "measured", "anchors", "contents", "weave_block",
     "notebook", "notebook_page", "figures_page"},  # parts of stages
    {"parse", "resolve", "tangle", "cells", "weave", "plan", "outputs", "refusal"},  # the stages
    {"read", "run", "write", "parallel"},
    {"pipeline", "site_input", "commands", "cells_command", "outputs_command", "tangle_command", "weave_command"},
    {"main"},
]
PURE = 8  # layers
LAYER = {name: number for number, names in enumerate(LAYERS) for name in names}
# Within a layer or against the order, with the reason.
ALLOWED = {
    ("expand", "lexer"),      # raw strings keep their indentation
    ("list", "expand"),       # what a benchmark says with its chunks put in
    ("program", "lexer"),     # a line in a raw string is no directive
    ("list", "lexer"),        # the hash of a benchmark ignores layout
    ("list", "resolve"),      # the path of a chapter's tests
    ("list", "tangle"),       # the headers that a benchmark includes
    ("tangle", "resolve"), ("cells", "resolve"), ("weave", "resolve"),  # names of files
    ("plan", "tangle"),       # whether a file is heddle's own
    ("cells", "tangle"),      # the headers that a chapter's programs include
    ("yaml", "encoding"),     # characters that cannot be seen
    ("measured", "recording"),
    ("anchors", "resolve"), ("contents", "resolve"),  # names of pages
    ("refusal", "cells"), ("refusal", "outputs"),  # the programs that must not compile, beside what the others showed
    ("weave", "outputs"),     # what the cells showed
    ("weave_block", "anchors"), ("weave_block", "outputs"), ("weave_block", "plot"), ("weave_block", "recording"),
    ("weave_block", "expand"), ("weave_block", "list"),  # the values that a block's JSON is made of
    ("notebook_page", "anchors"), ("notebook_page", "outputs"), ("notebook_page", "notebook"),
    ("notebook_page", "resolve"), ("notebook_page", "weave_block"),  # a row shows less of what a chapter shows
    ("figures_page", "anchors"), ("figures_page", "contents"), ("figures_page", "plot"), ("figures_page", "recording"),
    ("figures_page", "resolve"),  # names of pages
    ("pipeline", "commands"),  # the options
    ("commands", "pipeline"), ("cells_command", "pipeline"), ("outputs_command", "pipeline"),
    ("tangle_command", "pipeline"), ("weave_command", "pipeline"),  # how all begin and end
    ("cells_command", "commands"), ("outputs_command", "commands"), ("tangle_command", "commands"),
    ("weave_command", "commands"),
    ("weave_command", "site_input"), ("outputs_command", "site_input"),  # what they read beside the chapters
}
HEADERS = r"fstream|iostream|filesystem|cstdio|ctime|chrono|thread|random|locale|clocale|unistd\.h|fcntl\.h|sys/\w+\.h"
WORLD = re.compile(rf"#include <({HEADERS})>|\b(fopen|getenv|popen|std::cout|std::cerr)\b|\b(system|printf|rand)\(")


def faults(name, text):
    """The rules that a file's text breaks. What it writes into programs, in strings, does not count."""
    if name not in LAYER:
        return [f"{name} is in no layer of {pathlib.Path(__file__).name}: say where it belongs"]
    found = []
    text = re.sub(r'^(?!#include).*$', lambda line: re.sub(r'"(\\.|[^"\\])*"', '""', line.group(0)), text, flags=re.M)
    for other in re.findall(r'#include "(\w+)\.hpp"', text):
        if other != name and LAYER.get(other, len(LAYERS)) >= LAYER[name] and (name, other) not in ALLOWED:
            found.append(f"{name} includes {other}, which is not before it")
    if LAYER[name] < PURE:
        found += [f"{name} touches the world: {match.group(0)}" for match in WORLD.finditer(text)]
    return found


def main():
    planted = [("parse", '#include "weave.hpp"\n'), ("parse", "#include <fstream>\n"), ("parse", 'auto* f = fopen("x", "r");\n'),
               ("source", '#include "diagnostic.hpp"\n'), ("resolve", '#include "read.hpp"\n'), ("write", '#include "main.hpp"\n'),
               ("brand_new", "int x;\n")]
    for name, text in planted:
        if not faults(name, text):
            sys.exit(f"the planted fault was not found: {name}: {text}")
    found = []
    for path in sorted(TOOL.glob("*.[ch]pp")):
        found += faults(path.stem, path.read_text())
    print("\n".join(found) or "the stages keep apart")
    sys.exit(1 if found else 0)


main()
