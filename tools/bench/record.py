#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the chapters' benchmarks and records the figures, with everything needed to judge them, in docs/recordings/.

    tools/bench/record.py [--machine NAME] [--smoke | --targets] [CHAPTER...]

A chapter is named by its file or its stem; with none named, all that have bench blocks are run. `make bench` compiles
the programs first, those that --targets names. Beside the benchmarks a recording holds what the chapter's volatile
cells showed. Variables that steer the libraries are taken out of the environment. Nothing is written unless every
program has run to its end. Exit status: 0 fine, 1 a benchmark
failed, 2 usage, 4 something that the recording needs is missing.
"""
import argparse
import datetime
import json
import os
import pathlib
import re
import shlex
import statistics
import subprocess
import sys
import tempfile
import time

import environment
import machine_facts

SCHEMA = 1
STANDARD_KEYS = {
    "name", "family_index", "per_family_instance_index", "run_name", "run_type", "repetitions", "repetition_index",
    "threads", "iterations", "real_time", "cpu_time", "time_unit", "label",
}
SECONDS = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1.0}
# A mean and its deviation, as `timeit` prints them.
DEVIATION = re.compile(r"([\d.]+(?:e[+-]?\d+)?) (ns|us|µs|ms|s) ± ([\d.]+(?:e[+-]?\d+)?) (ns|us|µs|ms|s)")
RUNS_OF_CELLS = 5  # at most, until no time deviates by more than itself


class Fault(Exception):
    """What went wrong, in words for the person at the terminal, and the exit status that goes with it."""

    def __init__(self, status, text):
        super().__init__(text)
        self.status = status


# From value to value.

def bench_blocks(listing):
    """The benchmarks of `heddle list --json` by chapter, in the order of the book."""
    chapters = {}
    for block in listing:
        if block["kind"] == "bench":
            chapters.setdefault(block["file"], []).append(block)
    return chapters


def recordable(listing):
    """The volatile cells of `heddle list --json` that can be recorded, by chapter, in the order of the book."""
    chapters = {}
    for block in listing:
        if block["kind"] == "cell" and "hash" in block:
            chapters.setdefault(block["file"], []).append(block)
    return chapters


def chosen(chapters, names, kind="a bench"):
    """The chapters that the command line names, or all; `kind` is what they have."""
    if not chapters:
        raise Fault(2, f"no chapter has {kind} block")
    if not names:
        return list(chapters)
    found = []
    for name in names:
        stem = pathlib.PurePath(name).name.removesuffix(".md")
        fitting = [c for c in chapters if pathlib.PurePath(c).stem == stem]
        if not fitting:
            known = ", ".join(pathlib.PurePath(c).stem for c in chapters)
            raise Fault(2, f"no chapter {stem} with {kind} block; there are: {known}")
        found += [c for c in fitting if c not in found]
    return found


def run_names(block):
    """What Google Benchmark calls the runs of a block, and the n of each."""
    title = block["title"]
    return {f"{title}/{n}": n for n in block["sizes"]} if block.get("sizes") else {title: 1}


def smallest(blocks):
    """A filter for the smallest size of each block. What is no operator stays as it is: not every regex library takes `\\,` for a comma."""
    first = [min(run_names(b).items(), key=lambda item: item[1])[0] for b in blocks]
    return "^(" + "|".join(re.sub(r"([.^$*+?()\[\]{}|\\])", r"\\\1", name) for name in first) + ")$"


def significant(value):
    """Six digits: more than any clock tells, and equal bytes on every machine."""
    return float(f"{value:.6g}")


def spread(values):
    """The median and the quartiles of a quantity's repetitions."""
    low, median, high = statistics.quantiles(values, n=4, method="inclusive") if len(values) > 1 else values * 3
    return {"median": significant(median), "low": significant(low), "high": significant(high)}


def quantities(run):
    """What one repetition measured: seconds of processor time an iteration, rates and counters."""
    found = {"seconds": run["cpu_time"] * SECONDS[run["time_unit"]]}
    found.update({k: v for k, v in run.items() if k not in STANDARD_KEYS and isinstance(v, (int, float))})
    return found


def measured(report, blocks):
    """The recording's `benchmarks`, in the order of the chapter, from Google Benchmark's report."""
    runs, labels_of = {}, {}
    for run in report["benchmarks"]:
        if run.get("error_occurred"):
            raise Fault(1, f"benchmark '{run['run_name']}' says: {run.get('error_message', 'error')}")
        if run.get("run_type", "iteration") == "iteration":
            runs.setdefault(run["run_name"], []).append(quantities(run))
            labels_of[run["run_name"]] = run.get("label", "")
    out = []
    for block in blocks:
        points = []
        for name, n in sorted(run_names(block).items(), key=lambda item: item[1]):
            if name not in runs:
                raise Fault(1, f"benchmark '{name}' is missing from the report; is the program of an older chapter?")
            repetitions = runs[name]
            points.append({"n": n, **{q: spread([r[q] for r in repetitions]) for q in repetitions[0]}})
        labels = {label for name in run_names(block) if (label := labels_of.get(name))}
        if len(labels) > 1:
            raise Fault(1, f"benchmark '{block['title']}' has several labels: {', '.join(sorted(labels))}")
        kernels = {"kernels": labels.pop()} if labels else {}
        out.append({"title": block["title"], "hash": block["hash"], **kernels, "points": points})
    return out


def measured_elsewhere(text):
    """From the recording that is replaced: what is no code of this book, such as PyTorch's times, and the versions of
    the libraries that it is code of."""
    old = json.loads(text)
    kept = [b for b in old["benchmarks"] if not b["hash"]]
    return kept, old["build"]["libraries"] if kept else {}


def unsteady(cells):
    """The first time of a recorded cell that deviates by more than itself, or nothing."""
    events = [event for cell in cells for event in cell["events"]]
    texts = [event.get("stream", "") + event.get("display", {}).get("text/plain", "") for event in events]
    for found in (found for text in texts for found in DEVIATION.finditer(text)):
        mean, deviation = (float(found.group(i)) * SECONDS[found.group(i + 1)] for i in (1, 3))
        if deviation > mean:
            return found.group()
    return None


def recorded_cells(record, blocks):
    """The recording's `cells`: of each volatile cell what it showed, from the record of its chapter's run."""
    failure = record.get("failure")
    out = []
    for block in blocks:
        if failure and failure["cell"] <= block["cell"]:
            raise Fault(1, f"{block['file']}: cell {failure['cell'] + 1} {failure.get('message', 'failed')}")
        events = record["cells"][block["cell"]]["events"]
        out.append({"code": block["code"], "hash": block["hash"], "events": events})
    return out


def shown_flags(command):
    """The flags of a compiler's command line that decide about speed; no path is among them."""
    kept = [w for w in shlex.split(command) if re.match(r"-(O|m|D|f|std=)", w) and "/" not in w]
    return " ".join(w for w in kept if not w.startswith("-std="))


def text_of(recording):
    """The file: one line a point, so that a change of one figure is a change of one line."""
    head = {k: v for k, v in recording.items() if k not in ("benchmarks", "cells")}
    lines = json.dumps(head, indent=1, ensure_ascii=False)[:-2] + ',\n "benchmarks": ['
    for b in recording["benchmarks"]:
        title = json.dumps(b["title"], ensure_ascii=False)
        points = ",\n".join("   " + json.dumps(p) for p in b["points"])
        comma = "" if b is recording["benchmarks"][-1] else ","
        kernels = f' "kernels": {json.dumps(b["kernels"], ensure_ascii=False)},' if b.get("kernels") else ""
        lines += f'\n  {{"title": {title}, "hash": "{b["hash"]}",{kernels} "points": [\n{points}\n  ]}}{comma}'
    lines += "\n ]"
    if recording.get("cells"):
        lines += ',\n "cells": [\n  ' + ",\n  ".join(json.dumps(c, ensure_ascii=False) for c in recording["cells"]) + "\n ]"
    return lines + "\n}\n"


# What asks the machine.

def output_of(command, missing):
    """Standard output of a command that must succeed; `missing` says what to do when it is not there."""
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except FileNotFoundError as error:
        raise Fault(4, f"{command[0]} is not there: {missing}") from error
    except subprocess.CalledProcessError as error:
        raise Fault(4, f"{shlex.join(command)} failed: {error.stderr.strip()}") from error


def listing(heddle, root):
    """The blocks of the book."""
    text = output_of([str(heddle), "list", "--json", "--root", str(root)], "make bench builds it")
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise Fault(4, f"{heddle.name} list --json does not say JSON: {error}") from error


def run_program(program, flags, limit, environ, folder=None):
    """Runs a compiled program to its end, and returns what it printed."""
    if not program.exists():
        raise Fault(4, f"{program.name} has not been compiled; make bench does")
    try:
        done = subprocess.run([str(program), *flags], capture_output=True, text=True, timeout=limit, env=environ, cwd=folder)
    except subprocess.TimeoutExpired as error:
        raise Fault(1, f"{program.name} did not end within {limit} s") from error
    if done.returncode != 0:
        how = f"died of signal {-done.returncode}" if done.returncode < 0 else f"ended with status {done.returncode}"
        raise Fault(1, f"{program.name} {how}\n{done.stderr[-2000:]}".rstrip())
    return done.stdout


def report_of(program, flags, limit, environ):
    """Runs a benchmark program and returns its report."""
    said = run_program(program, ["--benchmark_format=json", *flags], limit, environ)
    try:
        report = json.loads(said)
    except json.JSONDecodeError as error:
        raise Fault(1, f"{program.name} wrote a report that is not JSON: {error}") from error
    if not isinstance(report, dict) or not report.get("benchmarks"):
        raise Fault(1, f"{program.name} ran no benchmark")
    return report


def cells_shown(options, stem, blocks, environ):
    """Runs the chapter's cells, again while one of their times deviates by more than itself."""
    program = options.build / "tests" / f"cells-{stem}"
    for _ in range(RUNS_OF_CELLS):
        with tempfile.TemporaryDirectory() as folder:
            kept = pathlib.Path(folder) / "record.json"
            run_program(program, ["--keep-going", "--out", str(kept)], options.limit, environ, folder)
            cells = recorded_cells(json.loads(kept.read_text(encoding="utf-8")), blocks)
        if not unsteady(cells):
            return cells
    raise Fault(1, f"{stem}: in each of {RUNS_OF_CELLS} runs a time deviates by more than itself, such as "
                   f"{unsteady(cells)}; measure on a quiet machine")


def build_facts(build, stem):
    """The compiler, its flags and the libraries of a chapter's benchmark program."""
    database = build / "compile_commands.json"
    if not database.exists():
        raise Fault(4, f"{database.name} is not in the build folder; make bench writes it")
    commands = json.loads(database.read_text())
    command = next((c["command"] for c in commands if c["file"].endswith(f"/{stem}_bench.cpp")), None)
    if command is None:
        raise Fault(4, f"the build folder does not know {stem}_bench.cpp; make bench configures it anew")
    compiler = next(w for w in shlex.split(command) if not w.endswith("ccache"))
    banner = output_of([compiler, "--version"], "the compiler of the build folder is needed to name its version")
    version = re.search(r"\d+\.\d+\.\d+", banner.splitlines()[0])
    name = "g++" if "Free Software Foundation" in banner else "clang++" if "clang" in banner else pathlib.Path(compiler).name
    cache = (build / "CMakeCache.txt").read_text()
    return {
        "compiler": f"{name} {version.group() if version else 'unknown'}",
        "flags": shown_flags(command),
        "libraries": {shown: package_version(cache, package) for shown, package in (("Eigen", "Eigen3"), ("Google Benchmark", "benchmark"))},
    }


def package_version(cache, package):
    """The version of a package that CMake found, from the file that it was found by."""
    found = re.search(rf"^{package}_DIR:PATH=(.*)$", cache, re.M)
    for path in sorted(pathlib.Path(found.group(1)).glob("*onfig*ersion.cmake")) if found else []:
        version = re.search(r'set\s*\(\s*PACKAGE_VERSION\s+"([^"]+)"', path.read_text())
        if version:
            return version.group(1)
    return "unknown"


def commit_of(root):
    """The commit that is measured, and whether files differ from it. Recordings do not count: they are what is written."""
    git = ["git", "-C", str(root)]
    missing = "a recording names the commit that was measured"
    commit = output_of([*git, "rev-parse", "HEAD"], missing).strip()
    return commit, bool(output_of([*git, "status", "--porcelain", "--", ".", ":!docs/recordings"], missing).strip())


def replace(path, text):
    """Writes a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name("." + path.name + ".tmp")
    try:
        beside.write_text(text, encoding="utf-8")
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


# The commands.

def targets(chapters, cells, names):
    """What has to be built before the chapters can be recorded."""
    stems = [pathlib.PurePath(name).stem for name in names]
    print(" ".join([f"bench-{stem}" for stem in stems] + [f"cells-{stem}" for name, stem in zip(names, stems) if name in cells]))


def smoke(options, chapters, names):
    """Runs each benchmark once at its smallest size; says nothing of speed."""
    environ, _ = environment.cleared(os.environ)
    for chapter in names:
        blocks = chapters[chapter]
        program = options.build / "bench" / f"bench-{pathlib.PurePath(chapter).stem}"
        report = report_of(program, ["--benchmark_filter=" + smallest(blocks), "--benchmark_min_time=0"], options.limit, environ)
        first = [{**b, "sizes": [min(b["sizes"])] if b.get("sizes") else []} for b in blocks]
        print(f"{chapter}: {len(measured(report, first))} benchmarks run")


def record(options, chapters, cells, names):
    """Measures, and writes one file a chapter."""
    facts = machine_facts.machine(options.machine)
    environ, steering = environment.cleared(os.environ)
    kernels = environment.openblas_here(environ)
    commit, dirty = commit_of(options.root)
    load = options.load if options.load is not None else machine_facts.busy_cores(1.0)
    if dirty:
        print("record: files differ from the commit; the recording will say so (dirty)")
    if load > 0.2:
        print(f"record: {load:.1f} cores are busy with other work; trust the ratios, not the figures")
    if steering:
        print(f"record: taken out of the environment, for they steer the libraries: {', '.join(steering)}")
    for warning in machine_facts.warnings():
        print("record: " + warning)
    flags = [
        "--benchmark_enable_random_interleaving=true",
        f"--benchmark_repetitions={options.repetitions}",
        f"--benchmark_min_time={options.min_time}",
    ]
    texts = {}
    for chapter in names:
        stem, blocks = pathlib.PurePath(chapter).stem, chapters[chapter]
        build = build_facts(options.build, stem)
        runs = sum(len(run_names(b)) for b in blocks)
        print(f"record: {chapter}: {runs} measurements, {options.repetitions} repetitions each, in random order", flush=True)
        started = time.monotonic()
        benchmarks = measured(report_of(options.build / "bench" / f"bench-{stem}", flags, options.limit, environ), blocks)
        environment.check_kernels(benchmarks, kernels)
        used = {environment.library_of(b.get("kernels", ""))[0] for b in benchmarks}
        build["libraries"].update({name: facts_of["version"] for name, facts_of in kernels.items() if name in used})
        shown = cells_shown(options, stem, cells[chapter], environ) if chapter in cells else []
        print(f"record: {chapter}: measured in {time.monotonic() - started:.0f} s")
        path = options.out / f"{stem}.{facts['name']}.json"
        if path.exists():
            try:
                kept, libraries = measured_elsewhere(path.read_text(encoding="utf-8"))
            except (ValueError, KeyError, TypeError) as error:
                raise Fault(4, f"{path.name} is there and is no recording: {error}") from error
            benchmarks += kept
            build["libraries"] = {**libraries, **build["libraries"]}
        texts[path] = text_of({
            "schema": SCHEMA, "chapter": chapter, "machine": facts, "build": build, "commit": commit, "dirty": dirty,
            "date": options.date, "command": "make bench", "threads": 1, "repetitions": options.repetitions,
            "clock": "processor time", "load": round(load, 2),
            "environment": {"cleared": steering, "chosen": {name: kernels[name]["kernels"] for name in sorted(kernels) if name in used}},
            "benchmarks": benchmarks, "cells": shown,
        })
    for path, text in texts.items():
        replace(path, text)
        print(f"record: wrote {os.path.relpath(path, options.root)}")


def arguments(words):
    """The command line."""
    top = pathlib.Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description="Runs the chapters' benchmarks and records the figures.")
    parser.add_argument("chapters", nargs="*", metavar="CHAPTER", help="file or stem; default: all with bench blocks")
    parser.add_argument("--machine", help="name of this machine in the recordings (default: from its processor)")
    parser.add_argument("--smoke", action="store_true", help="run each benchmark once at its smallest size, record nothing")
    parser.add_argument("--targets", action="store_true", help="only name what has to be built first")
    parser.add_argument("--repetitions", type=int, default=11, help="of each measurement, at least 9 (default 11)")
    parser.add_argument("--min-time", type=float, default=0.02, help="seconds a repetition takes at least (default 0.02)")
    parser.add_argument("--limit", type=int, default=900, help="seconds after which a program is stopped (default 900)")
    parser.add_argument("--root", type=pathlib.Path, default=top, help="the book's folder")
    parser.add_argument("--build", type=pathlib.Path, help="the build folder (default: build/release below the root)")
    parser.add_argument("--heddle", type=pathlib.Path, help="heddle (default: bin/heddle in the build folder)")
    parser.add_argument("--out", type=pathlib.Path, help="where to write (default: docs/recordings below the root)")
    parser.add_argument("--date", default=datetime.datetime.now(datetime.timezone.utc).date().isoformat(), help="date to record")
    parser.add_argument("--load", type=float, help="busy cores to record (default: measured for a second)")
    options = parser.parse_args(words)
    if options.machine is not None and not re.fullmatch(r"[a-z0-9][a-z0-9.-]*", options.machine):
        parser.error("--machine: lower-case letters, digits, '-' and '.'")
    if options.repetitions < 9:
        parser.error("--repetitions: at least 9, or quartiles mean little")
    options.build = options.build or options.root / "build" / "release"
    options.heddle = options.heddle or options.build / "bin" / "heddle"
    options.out = options.out or options.root / "docs" / "recordings"
    return options


def main(words):
    """Returns the exit status."""
    options = arguments(words)
    try:
        blocks = listing(options.heddle, options.root)
        chapters, cells = bench_blocks(blocks), recordable(blocks)
        names = chosen(chapters, options.chapters)
        if options.targets:
            targets(chapters, cells, names)
        elif options.smoke:
            smoke(options, chapters, names)
        else:
            record(options, chapters, cells, names)
    except environment.Forced as fault:
        print(f"record: {fault}; nothing was recorded", file=sys.stderr)
        return 1
    except Fault as fault:
        print(f"record: {fault}; nothing was recorded" if not options.smoke else f"record: {fault}", file=sys.stderr)
        return fault.status
    except OSError as error:
        print(f"record: {error.strerror}: {error.filename}", file=sys.stderr)
        return 4
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
