#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks the shape of heddle: stages do not include each other, and between read and write nothing touches the world.

Each rule first has to find a fault planted in a copy of a stage, so that a rule that sees nothing fails.
"""
import pathlib, re, sys

TOOL = pathlib.Path(__file__).resolve().parents[2] / "tools" / "heddle"
STAGES = ["parse", "resolve", "tangle", "cells", "weave", "plan"]
HELPERS = ["source", "diagnostic", "lexer", "info_string", "settings", "expand", "list", "dependencies"]
# Functions that belong to no stage in particular but are declared beside one.
ALLOWED = {("tangle", "resolve"), ("plan", "tangle"), ("cells", "resolve"), ("cells", "tangle"), ("weave", "resolve"), ("weave", "tangle")}
WORLD = re.compile(r'#include <(fstream|iostream|filesystem|cstdio|ctime|chrono|thread|random|unistd\.h|fcntl\.h|sys/\w+\.h)>'
                   r'|\b(fopen|getenv|popen|std::cout|std::cerr)\b|\b(system|printf)\(')


def faults(name, text):
    """The rules that a stage's text breaks. What it writes into programs, in strings, does not count."""
    found = []
    text = re.sub(r'^(?!#include).*$', lambda line: re.sub(r'"(\\.|[^"\\])*"', '""', line.group(0)), text, flags=re.M)
    for other in STAGES:
        if other != name and (name, other) not in ALLOWED and f'#include "{other}.hpp"' in text and name in STAGES:
            found.append(f"{name} includes the stage {other}")
    for match in WORLD.finditer(text):
        found.append(f"{name} touches the world: {match.group(0)}")
    return found


def main():
    for planted in ('#include "weave.hpp"\n', "#include <fstream>\n", 'auto* f = fopen("x", "r");\n'):
        if not faults("parse", planted):
            sys.exit(f"the planted fault was not found: {planted}")
    all_faults = []
    for name in STAGES + HELPERS:
        for path in (TOOL / f"{name}.cpp", TOOL / f"{name}.hpp"):
            if path.exists():
                all_faults += faults(name, path.read_text())
    print("\n".join(all_faults) or "the stages keep apart")
    sys.exit(1 if all_faults else 0)


main()
