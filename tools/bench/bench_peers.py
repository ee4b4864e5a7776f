#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Multiplies matrices by ten and by the libraries that packages bring, in one process, and adds the times to a recording.

    tools/bench/bench_peers.py [--machine NAME] [--rounds N] [--threads N]

ten and Eigen are compiled here, with plain -O2 and for this processor, by each compiler that is installed. Every library runs as
it comes; those that choose their kernels by the name of the processor, which may be younger than they are, run a second time with
the ones for its instructions, if they had not chosen them. `make bench-peers` installs the libraries into an environment of its own.
The times go into docs/recordings/11-small.<machine>.json, beside those of `make bench`. Exit status: 0 fine, 1 a wrong
product, 2 usage, 4 a compiler or a library is not to be had.
"""
import argparse
import glob
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

import environment
import machine_facts
import record
import series_beside

CHAPTER = "chapters/11-small.md"
TOP = pathlib.Path(__file__).resolve().parents[2]
SOURCES = TOP / "tools" / "bench" / "peers"
SQUARES = [16, 32, 64, 100, 128, 256, 500, 512, 1000, 1024, 2048]
# Shapes that are no squares, as m, k, n; the largest of the three names the point.
OTHERS = [(5, 784, 10), (64, 1024, 1024), (1024, 1024, 10), (2048, 64, 2048)]
SHARED = ["-std=c++20", "-shared", "-fPIC", "-fvisibility=hidden", f"-I{TOP}/src", "-pthread"]
FLAGS = {"-O2": ["-O2"], "native": ["-O3", "-march=native", "-DNDEBUG"]}
ASK = """
import ctypes, sys
function = getattr(ctypes.CDLL(sys.argv[1]), sys.argv[2])
function.restype = ctypes.c_char_p
print(function().decode())
"""


class Absent(Exception):
    """Something that has to be installed first."""


def compiled(folder):
    """Name -> library, of the sources with each compiler and set of flags; also the program that times them."""
    folder.mkdir(parents=True, exist_ok=True)
    compilers = [c for c in ("g++", "clang++") if shutil.which(c)]
    if "g++" not in compilers:
        raise Absent("g++ is not installed")
    jobs = [(compiler, words, flags, "ten") for compiler in compilers for words, flags in FLAGS.items()]
    jobs.append(("g++", "native", [*FLAGS["native"], "-fopenmp"], "eigen"))
    found = {}
    for compiler, words, flags, source in jobs:
        name = "Eigen" if source == "eigen" else f"ten, {compiler} {words}"
        file = folder / (re.sub(r"\W+", "-", f"{source} {compiler} {words}") + ".so")
        unique = ["-fno-gnu-unique"] if compiler == "g++" else []  # each its own threads and buffers
        run([compiler, *SHARED, *unique, *flags, SOURCES / f"{source}.cpp", "-o", file])
        found[name] = f"{file}:product:set_threads"
    run(["g++", "-std=c++20", "-O2", "-march=native", SOURCES / "peers.cpp", "-o", folder / "peers", "-ldl", "-pthread"])
    return found


def run(command, **more):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, **more)
    if done.returncode != 0:
        raise Absent(f"{command[0]}: {done.stderr.strip()[:400]}")
    return done.stdout


def first(*patterns):
    """The first file that matches one of the patterns, or nothing."""
    return next((name for pattern in patterns for name in sorted(glob.glob(str(pattern)))), None)


def packaged(venv):
    """Name -> (library and its functions, the function that says which kernels it chose)."""
    debian = "/usr/lib/*-linux-gnu"
    newest = first(venv / "lib/python*/site-packages/scipy_openblas32/lib/libscipy_openblas.so")
    mkl = first(venv / "lib/libmkl_rt.so.*")
    own = first(f"{debian}/openblas-pthread/libopenblas.so.0")
    blis = first(f"{debian}/blis-pthread/libblis.so.*", f"{debian}/libblis.so.*")
    return {
        "MKL": (mkl, f"{mkl}:cblas_sgemm:MKL_Set_Num_Threads", None),
        "OpenBLAS, newest": (newest, f"{newest}:scipy_cblas_sgemm:scipy_openblas_set_num_threads", "scipy_openblas_get_corename"),
        "OpenBLAS, Debian's": (own, f"{own}:cblas_sgemm:openblas_set_num_threads", "openblas_get_corename"),
        "BLIS": (blis, f"{blis}:cblas_sgemm:bli_thread_set_num_threads", "bli_arch"),
    }


def best_variables():
    """What makes libraries that do not know this processor take the kernels for its instructions. MKL has nothing of the kind."""
    return {"OPENBLAS_CORETYPE": "SkylakeX", "BLIS_ARCH_TYPE": "skx"} if "avx512f" in machine_facts.read("/proc/cpuinfo") else {}


def kernels_of(venv, file, function, variables):
    """Which kernels a library chooses, as it says itself, in a process of its own."""
    environ = {**environment.cleared(os.environ)[0], "LD_LIBRARY_PATH": str(venv / "lib"), **variables}
    if function == "bli_arch":
        code = ("import ctypes, sys\nlib = ctypes.CDLL(sys.argv[1])\nlib.bli_init()\nlib.bli_arch_string.restype = ctypes.c_char_p\n"
                "print(lib.bli_arch_string(lib.bli_arch_query_id()).decode())")
        return run([sys.executable, "-c", code, file], env=environ).strip()
    if function:
        return run([sys.executable, "-c", ASK, file, function], env=environ).strip()
    code = ("import ctypes, sys\nlib = ctypes.CDLL(sys.argv[1])\nx = (ctypes.c_float * 4096)()\none = ctypes.c_float(1)\n"
            "lib.cblas_sgemm(101, 111, 111, 64, 64, 64, one, x, 64, x, 64, one, x, 64)")
    said = run([sys.executable, "-c", code, file], env={**environ, "MKL_VERBOSE": "1"})
    found = re.search(r"MKL_VERBOSE (?:oneMKL|Intel\(R\) MKL) \S+.*?architecture (.*?)(?: enabled processors| with |,)", said)
    return found.group(1).replace("(R)", "") if found else "unknown"


def timed(program, venv, threads, rounds, shapes, libraries, variables):
    """What peers.cpp prints: a dictionary for each shape and library."""
    layer = "SEQUENTIAL" if threads == 1 else "TBB"
    environ = {**environment.cleared(os.environ)[0], "LD_LIBRARY_PATH": str(venv / "lib"), "MKL_THREADING_LAYER": layer, **variables}
    words = [f"{name}={place}" for name, place in libraries.items()]
    shapes = ",".join(f"{m}x{k}x{n}" for m, k, n in shapes)
    done = subprocess.run([str(program), str(threads), str(rounds), shapes, *words], env=environ, stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        raise record.Fault(1 if done.returncode == 1 else 4, "the program that times the libraries failed")
    return [json.loads(line) for line in done.stdout.split("\n") if line]


def all_series(points, kernels, suffix, threads):
    """The series of the recording: the squares of each library, and a series for each shape that is none."""
    found = {}
    beside = f", {threads} threads" if threads > 1 else ""
    for p in points:
        m, k, n = p["m"], p["k"], p["n"]
        own = suffix if p["name"] in kernels else ""
        title = f"{p['name']}{own}{beside}" + ("" if m == k == n else f": {m}x{k}x{n}")
        flops = 2 * m * k * n
        parts = [flops / seconds / peak for seconds, peak in zip(p["seconds"], p["peak"])]
        found.setdefault(title, (kernels.get(p["name"], ""), []))[1].append(
            series_beside.point(max(m, k, n), p["seconds"], flops, part_of_peak=parts))
    return [series_beside.series(f"peer {title}", some, which) for title, (which, some) in found.items()]


def measure(folder, venv, threads, rounds):
    """All series, and the libraries' names with the kernels that ran."""
    shapes = [(n, n, n) for n in SQUARES] + OTHERS
    own, other = compiled(folder), {name: what for name, what in packaged(venv).items() if what[0]}
    if not other:
        raise Absent("no library to measure beside; make bench-peers installs them")
    names = {name: kernels_of(venv, file, function, {}) for name, (file, _, function) in other.items()}
    added = all_series(timed(folder / "peers", venv, threads, rounds, shapes, own | {name: place for name, (_, place, _) in other.items()}, {}),
                       names, "", threads)
    best = best_variables()
    better = {name: found for name, (file, _, function) in other.items() if (found := kernels_of(venv, file, function, best)) != names[name]}
    if better:
        again = {"ten, g++ -O2": own["ten, g++ -O2"]} | {name: other[name][1] for name in better}
        points = [p for p in timed(folder / "peers", venv, threads, rounds, shapes, again, best) if p["name"] in better]
        added += all_series(points, better, " with the best kernels", threads)
    return added, {f"{name} kernels": kernels for name, kernels in names.items()}


def main(words):
    """Returns the exit status."""
    parser = argparse.ArgumentParser(description="Multiplies matrices by ten and by other libraries, and records the times.")
    parser.add_argument("--machine", help="name of this machine in the recordings (default: from its processor)")
    parser.add_argument("--rounds", type=int, default=11, help="of all libraries in turn (default 11)")
    parser.add_argument("--threads", type=int, default=1, help="that multiply (default 1)")
    parser.add_argument("--venv", type=pathlib.Path, default=TOP / "build" / "venv-peers", help="where the libraries are")
    parser.add_argument("--out", type=pathlib.Path, default=TOP / "docs" / "recordings", help="where the recordings are")
    parser.add_argument("--date", default=time.strftime("%Y-%m-%d", time.gmtime()), help="date to record")
    options = parser.parse_args(words)
    facts = machine_facts.machine(options.machine)
    path = options.out / f"{pathlib.PurePath(CHAPTER).stem}.{facts['name']}.json"
    try:
        added, libraries = measure(TOP / "build" / "peers", options.venv, options.threads, options.rounds)
        series_beside.add(path, added, libraries, {"chapter": CHAPTER, "machine": facts, "date": options.date, "command": "make bench-peers"})
    except record.Fault as fault:
        print(f"bench-peers: {fault}; nothing was recorded", file=sys.stderr)
        return fault.status
    except (Absent, OSError, ValueError, KeyError) as error:
        print(f"bench-peers: {error}; nothing was recorded", file=sys.stderr)
        return 4
    for one in added:
        parts = ", ".join(f"{p['n']}: {p['part_of_peak']['median']:.0%}" for p in one["points"])
        print(f"{one['title']}{' (' + one['kernels'] + ')' if one.get('kernels') else ''}: {parts}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
