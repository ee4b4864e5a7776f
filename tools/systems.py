#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""On which systems the two commands were tried: docs/systems.json, written by tools/fresh.sh, and what README.md says of it.

systems.py facts                                       the system that this runs on, as JSON
systems.py record FACTS LOG COMMIT SECONDS STATUS COMMAND    adds a run, in place of an older one of the same command and system
systems.py readme [--check]                            writes README.md's table; with --check only tells whether it is so
"""
import datetime
import json
import os
import pathlib
import platform
import re
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TOP / "tools" / "bench"))
import machine_facts  # noqa: E402
RUNS = TOP / "docs/systems.json"
README = TOP / "README.md"
MARKS = ("<!-- tried: written by tools/systems.py from docs/systems.json -->\n", "<!-- /tried -->\n")
VERSIONS = {"g++": ["g++", "-dumpfullversion"], "CMake": ["cmake", "--version"], "Doxygen": ["doxygen", "--version"],
            "Graphviz": ["dot", "-V"], "Catch2": ["dpkg-query", "-W", "-f", "${Version}", "catch2"],
            "fmt": ["dpkg-query", "-W", "-f", "${Version}", "libfmt-dev"]}


def facts():
    release = dict(re.findall(r'^(\w+)="?([^"\n]*)"?$', pathlib.Path("/etc/os-release").read_text(), re.M))
    versions = {"Python": platform.python_version()}
    for name, command in VERSIONS.items():
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        except FileNotFoundError:
            continue
        if number := re.search(r"\d+(\.\d+)+", done.stdout + done.stderr):
            versions[name] = number.group()
    number = release.get("VERSION_ID", "testing")
    return {"system": f"{release['NAME'].split()[0]} {number}", "suite": release.get("VERSION_CODENAME", ""),
            "architecture": platform.machine(), "cores": os.cpu_count(), "versions": versions,
            "processor": machine_facts.processor(machine_facts.read("/proc/cpuinfo"))[0]}


def record(facts_file, log, commit, seconds, status, command):
    run = json.loads(pathlib.Path(facts_file).read_text()) or {"system": "?", "suite": "?", "architecture": "?", "cores": 0, "versions": {}}
    said = pathlib.Path(log).read_text(errors="replace")
    run |= {"command": command, "date": datetime.date.today().isoformat(), "commit": commit, "seconds": int(seconds), "status": int(status)}
    # ctest's words; one command may run it twice.
    run["failed"] = sorted(set(re.findall(r"^\s*\d+ - (\S+) \((?:Failed|Not Run|Timeout|SEGFAULT|Subprocess aborted)", said, re.M)))
    run["skipped"] = sorted(set(re.findall(r"^\s*\d+ - (\S+) \(Skipped\)", said, re.M)))
    run["tests"] = sum(int(n) for n in re.findall(r"tests failed out of (\d+)", said))
    key = ("system", "suite", "architecture", "command")
    runs = [r for r in load() if any(r[k] != run[k] for k in key)]
    runs = sorted([*runs, run], key=lambda r: [r[k] for k in key])
    RUNS.write_text(json.dumps(runs, indent=1, ensure_ascii=False) + "\n")
    readme()


def load():
    return json.loads(RUNS.read_text()) if RUNS.exists() else []


def outcome(run):
    if run["status"]:
        return "fails" + (f": {', '.join(run['failed'])}" if run["failed"] else "")
    count = f", {run['tests']} tests" if run["tests"] else ""
    return f"passes in {round(run['seconds'] / 60)} min{count}" + (f", {len(run['skipped'])} skipped" if run["skipped"] else "")


def table():
    lines = ["| system | command | tried | |", "|---|---|---|---|"]
    for run in load():
        versions = ", ".join(f"{name} {number}" for name, number in sorted(run["versions"].items()) if name in ("g++", "Python"))
        cores = f"{run['cores']} cores" + (f" of {run['processor']}" if "processor" in run else "")
        system = f"{run['system']} ({run['suite']}), {run['architecture']}, {cores}; {versions}"
        lines.append(f"| {system} | `{run['command']}` | {run['date']} | {outcome(run)} |")
    return "\n".join(lines) + "\n"


def readme(check=False):
    text = README.read_text()
    before, rest = text.split(MARKS[0])
    wanted = before + MARKS[0] + table() + MARKS[1] + rest.split(MARKS[1])[1]
    if check:
        return 0 if text == wanted else "README.md does not say what docs/systems.json does; run: tools/systems.py readme"
    README.write_text(wanted)
    return 0


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["facts"]:
            print(json.dumps(facts()))
        case ["record", *values] if len(values) == 6:
            record(*values)
        case ["readme", *options]:
            sys.exit(readme("--check" in options))
        case _:
            sys.exit(__doc__)
