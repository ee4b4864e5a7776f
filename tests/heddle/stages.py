#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks the shape of heddle: which file may include which, and that between read and write nothing touches the world.

The order is source <- diagnostic <- document <- stages <- read, run, write <- main. A file includes files of the layers
before its own; files of one layer keep apart, but for the pairs that say why. A file that is in no layer is a fault.
An allowance that no file needs any more is a fault too. Each rule first has to find a fault planted in a copy of a file,
so that a rule that sees nothing fails.
"""
import pathlib
import re
import sys

TOOL = pathlib.Path(__file__).resolve().parents[2] / "tools" / "heddle"
# The files of each layer, without their ending. Only the layers from "read" on touch files, streams, clocks and threads.
LAYERS = [
    {"source"},
    {"diagnostic"},
    {"document"},
    {"book", "lexer", "banner"},
    {"file_set", "encoding", "target_path", "dot_label", "markdown"},
    {"yaml"},
    {"info_string", "settings", "expand", "dependencies", "program", "plot", "dot", "recording", "notebook", "outputs",
     "anchors", "contents"},  # parts of stages
    {"list", "measured"},
    {"figure"},
    {"weave_block", "figures_page"},
    {"notebook_page"},  # a row shows less of what a block shows
    {"parse", "resolve", "tangle", "cells", "weave", "plan", "refusal"},  # the stages
    {"read", "write", "parallel", "options"},
    {"pipeline", "site_input"},
    {"commands"},
    {"cells_command", "outputs_command", "tangle_command", "weave_command"},
    {"main"},
]
LAYER = {name: number for number, names in enumerate(LAYERS) for name in names}
PURE = LAYER["read"]  # the number of layers before it
# Within a layer or against the order, with the reason.
ALLOWED = {
    ("cells", "tangle"),   # the headers whose state a program names
    ("refusal", "cells"),  # a program that must not compile is known by its checksum
}
HEADERS = r"fstream|iostream|filesystem|cstdio|ctime|chrono|thread|random|locale|clocale|unistd\.h|fcntl\.h|sys/\w+\.h"
WORLD = re.compile(rf"#include <({HEADERS})>|\b(fopen|getenv|popen|std::cout|std::cerr)\b|\b(system|printf|rand)\(")


def includes(text):
    return re.findall(r'#include "(\w+)\.hpp"', text)


def stale(allowed, texts):
    """The allowances that no file needs."""
    used = {(name, other) for name, text in texts for other in includes(text) if LAYER.get(other, 0) >= LAYER.get(name, 0)}
    return [f"no need to allow that {name} includes {other}" for name, other in sorted(allowed - used)]


def faults(name, text):
    """The rules that a file's text breaks. What it writes into programs, in strings, does not count."""
    if name not in LAYER:
        return [f"{name} is in no layer of {pathlib.Path(__file__).name}: say where it belongs"]
    found = []
    text = re.sub(r'^(?!#include).*$', lambda line: re.sub(r'"(\\.|[^"\\])*"', '""', line.group(0)), text, flags=re.M)
    for other in includes(text):
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
    if not stale({("weave", "plan")}, [("weave", '#include "list.hpp"\n')]):
        sys.exit("the planted allowance without use was not found")
    texts = [(path.stem, path.read_text()) for path in sorted(TOOL.glob("*.[ch]pp"))]
    found = [fault for name, text in texts for fault in faults(name, text)] + stale(ALLOWED, texts)
    print("\n".join(found) or "the stages keep apart")
    sys.exit(1 if found else 0)


main()
