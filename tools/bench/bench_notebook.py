#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the notebook's matrix products in PyTorch, on one thread, and adds the times to this machine's recording.

    tools/bench/bench_notebook.py [--machine NAME] [--repetitions N] [--largest N]

Needs PyTorch, which `make bench-notebook` installs into an environment of its own; nothing else of the book needs it.
The times go into docs/recordings/05-matmul.<machine>.json, beside those of `make bench`, which keeps them. Their hash
is empty, for they are no code of this book. Exit status: 0 fine, 2 usage, 4 PyTorch or the file is not to be had.
"""
import argparse
import pathlib
import re
import subprocess
import sys
import time

import environment
import machine_facts
import series_beside
from series_beside import point, series

CHAPTER = "chapters/05-matmul.md"
SIZES = [16, 30, 60, 120, 250, 500, 1000, 1024]  # as in the chapter


def versions(torch):
    """The five versions of the notebook, by rung."""

    def loops(a, b):
        (ar, ac), (br, bc) = a.shape, b.shape
        assert ac == br
        c = torch.zeros(ar, bc)
        for i in range(ar):
            for j in range(bc):
                for k in range(ac):
                    c[i, j] += a[i, k] * b[k, j]
        return c

    def elementwise(a, b):
        (ar, ac), (br, bc) = a.shape, b.shape
        assert ac == br
        c = torch.zeros(ar, bc)
        for i in range(ar):
            for k in range(bc):
                c[i, k] = (a[i, :] * b[:, k]).sum()
        return c

    def broadcasting(a, b):
        (ar, ac), (br, bc) = a.shape, b.shape
        assert ac == br
        c = torch.zeros((ar, bc))
        for i in range(ar):
            c[i] = (a[i].unsqueeze(-1) * b).sum(dim=0)
        return c

    return {1: loops, 2: elementwise, 3: broadcasting, 4: lambda a, b: torch.einsum("ik,kj->ij", a, b), 5: torch.matmul}


def seconds_per_call(compute, repetitions, least=0.02):
    """The processor time of one call, as many times as asked, each the mean of calls that take `least` seconds."""
    compute()
    start = time.process_time()
    compute()
    calls = max(1, round(least / max(time.process_time() - start, 1e-7)))
    times = []
    for _ in range(repetitions):
        start = time.process_time()
        for _ in range(calls):
            compute()
        times.append((time.process_time() - start) / calls)
    return times


def kernels_here():
    """The library that multiplies for PyTorch and the kernels that it says it chose: asked of MKL in a process of its
    own, in which it reports its calls; else the instructions that PyTorch itself found."""
    ask = "import torch\nwith torch.backends.mkl.verbose(torch.backends.mkl.VERBOSE_ON): torch.rand(64, 64) @ torch.rand(64, 64)"
    said = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True).stdout
    found = re.search(r"MKL_VERBOSE (?:oneMKL|Intel\(R\) MKL) (\S+).*?architecture (.*?)(?: enabled processors| with |,)", said)
    if found:
        instructions = re.search(r"\(Intel\(R\) ([^()]*)\)", found.group(2))
        return f"MKL {found.group(1)} {instructions.group(1) if instructions else found.group(2).replace('(R)', '')}"
    import torch

    return f"PyTorch {torch.backends.cpu.get_cpu_capability()}"


def measure(torch, repetitions, largest):
    """Both series: the rungs at the notebook's shape, and the library's product of square matrices."""
    torch.set_num_threads(1)
    torch.manual_seed(0)
    a, b = torch.rand(5, 784), torch.randn(784, 10)
    ladder = [point(rung, seconds_per_call(lambda: f(a, b), repetitions)) for rung, f in versions(torch).items()]
    squares = []
    for n in [n for n in SIZES if n <= largest]:
        x, y = torch.randn(n, n), torch.randn(n, n)
        squares.append(point(n, seconds_per_call(lambda: torch.matmul(x, y), repetitions), 2 * n**3))
    kernels = kernels_here()
    return [series("ladder PyTorch", ladder, kernels), series("PyTorch", squares, kernels)]


def main(words):
    """Returns the exit status."""
    top = pathlib.Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description="Runs the notebook's matrix products in PyTorch and records the times.")
    parser.add_argument("--machine", help="name of this machine in the recordings (default: from its processor)")
    parser.add_argument("--repetitions", type=int, default=11, help="of each measurement (default 11)")
    parser.add_argument("--largest", type=int, default=SIZES[-1], help="rows of the largest square matrix (default 1024)")
    parser.add_argument("--out", type=pathlib.Path, default=top / "docs" / "recordings", help="where the recordings are")
    parser.add_argument("--date", default=time.strftime("%Y-%m-%d", time.gmtime()), help="date to record")
    options = parser.parse_args(words)
    steering = environment.clear()
    if steering:
        print(f"bench-notebook: taken out of the environment, for they steer PyTorch: {', '.join(steering)}")
    try:
        import torch
    except ImportError as error:
        print(f"bench-notebook: {error}; make bench-notebook installs PyTorch; nothing was recorded", file=sys.stderr)
        return 4
    facts = machine_facts.machine(options.machine)
    path = options.out / f"{pathlib.PurePath(CHAPTER).stem}.{facts['name']}.json"
    added = measure(torch, options.repetitions, options.largest)
    try:
        series_beside.add(path, added, {"PyTorch": torch.__version__}, {
            "chapter": CHAPTER, "machine": facts, "date": options.date, "command": "make bench-notebook", "threads": 1,
            "repetitions": options.repetitions, "clock": "processor time"})
    except (OSError, ValueError, KeyError) as error:
        print(f"bench-notebook: {path.name}: {error}; nothing was recorded", file=sys.stderr)
        return 4
    for one in added:
        print(f"bench-notebook: {one['title']}: " + ", ".join(f"{p['n']}: {p['seconds']['median']:.3g} s" for p in one["points"]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
