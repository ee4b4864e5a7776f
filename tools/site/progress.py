# SPDX-License-Identifier: MIT
"""Says what a long build is doing, by file and chapter: in a terminal on one line that is written over, elsewhere every few seconds.

A build that is over in a moment says nothing.
"""
import os
import re
import subprocess
import sys
import time

QUIET_SECONDS = 1.0  # what takes less needs no words
LOG_SECONDS = 5.0    # between two lines in a file
_state = {"start": time.monotonic(), "said": 0.0, "line": False}


def say(what: str) -> None:
    now = time.monotonic()
    terminal = sys.stderr.isatty()
    if now - _state["said"] > 60:
        _state["start"] = now - 0.001  # another build
        _state["said"] = now
        return
    if now - _state["start"] < QUIET_SECONDS or (not terminal and now - _state["said"] < LOG_SECONDS):
        return
    seconds = int(now - _state["start"])
    text = f"site: {seconds // 60}:{seconds % 60:02} {what}"
    print(f"\r\033[K{text[:os.get_terminal_size(2).columns - 1]}" if terminal else text, end="" if terminal else "\n", file=sys.stderr, flush=True)
    _state["said"], _state["line"] = now, terminal


def clear() -> None:
    """Takes the line away before something else is written."""
    if _state["line"]:
        print("\r\033[K", end="", file=sys.stderr, flush=True)
        _state["line"] = False


def build_step(line: str) -> None:
    """A line of Ninja's, in the book's words: [12/40] Building CXX object .../cells/05-matmul.cpp.o"""
    step = re.match(r"(\[\d+/\d+\]) (.*)", line)
    if not step:
        return
    count, what = step.groups()
    if program := re.search(r"/(?:build|compiled)/cells/([^/]+?)(_tests|_bench)?\.cpp\.o$", what):
        kind = {"_tests": "tests", "_bench": "benchmarks", None: "cells"}[program.group(2)]
        what = f"compiling the {kind} of chapters/{program.group(1)}.md"
    elif source := re.search(r"Building CXX object (?:\S*\.dir/)?(\S+)\.o$", what):
        what = f"compiling {source.group(1)}"
    say(f"{count} {what}")


def sphinx_step(line: str) -> None:
    """A line of Sphinx's: reading sources... [ 12%] chapters/01-tensors"""
    if step := re.match(r"(reading sources|writing output)\.\.\. \[\s*(\d+)%\] (\S+)", line):
        say(f"{'reading' if step.group(1).startswith('r') else 'writing'} the page {step.group(3)} ({step.group(2)} %)")


def lines_of(running: subprocess.Popen):
    """What a program prints, line by line; it goes with whoever waits for it and is interrupted."""
    try:
        yield from running.stdout
    except BaseException:
        running.kill()
        raise


def without_commands(said):
    """What a failed build says of its faults: Ninja's own lines, and the command after each FAILED, are none."""
    faults, command = [], False
    for line in said:
        if not command and not re.match(r"\[\d+/\d+\] |FAILED: |ninja: build stopped", line):
            faults.append(line)
        command = line.startswith("FAILED: ")
    return faults


def run(command, folder, step=None) -> subprocess.CompletedProcess:
    """Runs a command whose output is kept; each line of it is given to `step` as it comes."""
    words = [str(word) for word in command]
    if step is None:
        return subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    said = []
    with subprocess.Popen(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as running:
        for line in lines_of(running):
            said.append(line)
            step(line)
    clear()
    faults = without_commands(said) if running.returncode else []
    return subprocess.CompletedProcess(words, running.returncode, "".join(faults), "")
