#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks the shape of heddle: which folder may include which, and that between read and write nothing touches the world.

A file includes files of its own folder and of the folders before it. Within a folder nothing is in a circle.
Each rule first has to find a fault planted in a copy of a file, so that a rule that sees nothing fails.
"""
import graphlib
import pathlib
import re
import sys

TOOL = pathlib.Path(__file__).resolve().parents[2] / "tools" / "heddle"
FOLDERS = ["text", "book", "parse", "resolve", "tangle", "cells", "weave", "disk", "command"]
PURE = FOLDERS.index("disk")  # the folders before it know no files, streams, clocks and threads
ALSO_PURE = {"disk/plan"}
OWN = {"runtime", "benchmark", "sphinx"}  # folders of programs of their own
HEADERS = r"fstream|iostream|filesystem|cstdio|ctime|chrono|thread|random|locale|clocale|unistd\.h|fcntl\.h|sys/\w+\.h"
WORLD = re.compile(rf"#include <({HEADERS})>|\b(fopen|getenv|popen|std::cout|std::cerr)\b|\b(system|printf|rand)\(")


def includes(text):
    """The files of heddle that a text includes, as folder/stem."""
    return re.findall(r'#include "(?:\./)?([\w/]+)\.hpp"', text)


def faults(name, text):
    """The rules that a file's text breaks; `name` is folder/stem. What it writes into programs, in strings, does not count."""
    folder = name.split("/")[0]
    if folder not in FOLDERS:
        return [f"{name} is in no folder of {pathlib.Path(__file__).name}: say where it belongs"]
    found = []
    text = re.sub(r'^(?!#include).*$', lambda line: re.sub(r'"(\\.|[^"\\])*"', '""', line.group(0)), text, flags=re.M)
    for other in includes(text):
        place = other.split("/")[0]
        if place not in FOLDERS or FOLDERS.index(place) > FOLDERS.index(folder):
            found.append(f"{name} includes {other}, which is not before it")
    if FOLDERS.index(folder) < PURE or name in ALSO_PURE:
        found += [f"{name} touches the world: {match.group(0)}" for match in WORLD.finditer(text)]
    return found


def circles(texts):
    """Files that include each other, by way of others or at once."""
    graph = {}
    for name, text in texts:
        graph.setdefault(name, set()).update(other for other in includes(text) if other != name)
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        return ["a circle: " + " includes ".join(reversed(error.args[1]))]
    return []


def main():
    planted = [("parse/parse", '#include "weave/weave.hpp"\n'), ("parse/parse", "#include <fstream>\n"),
               ("parse/parse", 'auto* f = fopen("x", "r");\n'), ("text/source", '#include "book/document.hpp"\n'),
               ("resolve/resolve", '#include "disk/read.hpp"\n'), ("disk/write", '#include "command/options.hpp"\n'),
               ("disk/plan", "#include <unistd.h>\n"), ("brand_new", "int x;\n"), ("parse/parse", '#include "elsewhere/x.hpp"\n')]
    for name, text in planted:
        if not faults(name, text):
            sys.exit(f"the planted fault was not found: {name}: {text}")
    if not circles([("a/x", '#include "a/y.hpp"\n'), ("a/y", '#include "a/x.hpp"\n')]):
        sys.exit("the planted circle was not found")
    paths = [path for path in sorted(TOOL.rglob("*.[ch]pp")) if path.relative_to(TOOL).parts[0] not in OWN]
    texts = [(str(path.relative_to(TOOL).with_suffix("")), path.read_text()) for path in paths]
    found = [fault for name, text in texts for fault in faults(name, text)] + circles(texts)
    print("\n".join(found) or f"{len(texts)} files keep to the order of their folders")
    sys.exit(1 if found else 0)


main()
