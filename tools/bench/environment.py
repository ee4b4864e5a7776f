# SPDX-License-Identifier: MIT
"""What steers the libraries that are measured: variables of the environment, and the kernels that a library runs.

A library for linear algebra holds kernels for many processors and chooses among them when it is loaded. A variable that
somebody set once, for another purpose, overrides that choice without a word. So benchmarks run without such variables,
and a recording says which were set and which kernels ran.
"""
import json
import os
import re
import subprocess
import sys

STEERING = ("OPENBLAS_", "GOTO_", "BLIS_", "MKL_", "OMP_", "GOMP_", "KMP_", "ONEDNN_", "DNNL_", "ATEN_")
# Libraries whose benchmarks have to say which kernels ran: in the title of a benchmark, and in front of its label.
CHOOSING = ("OpenBLAS", "BLIS", "MKL")
# Asked in a process of its own, for the choice is made once, when the library is loaded.
ASK_OPENBLAS = """
import ctypes, json
library = ctypes.CDLL("libopenblas.so.0")
said = {}
for name in ("config", "corename"):
    function = getattr(library, "openblas_get_" + name)
    function.restype = ctypes.c_char_p
    said[name] = function().decode()
print(json.dumps(said))
"""


class Forced(Exception):
    """A benchmark whose title does not tell what ran, in words for the person at the terminal."""


def cleared(environment):
    """The environment without what steers the libraries, and the names of the variables that were set."""
    names = sorted(name for name in environment if name.startswith(STEERING))
    return {name: value for name, value in environment.items() if name not in names}, names


def clear():
    """The same for this very process, before it loads a library; the names of the variables that were set."""
    names = cleared(os.environ)[1]
    for name in names:
        del os.environ[name]
    return names


def openblas_here(environment):
    """The version and the kernels of OpenBLAS when nobody tells it which to take; nothing where it is not installed."""
    done = subprocess.run([sys.executable, "-c", ASK_OPENBLAS], env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        return {}
    said = json.loads(done.stdout)
    version = re.search(r"\d+(\.\d+)+", said["config"])
    return {"OpenBLAS": {"version": version.group() if version else "unknown", "kernels": said["corename"]}}


def library_of(label):
    """The library and the kernels of a label such as "OpenBLAS SkylakeX"."""
    library, _, kernels = label.partition(" ")
    return library, kernels


def check_kernels(benchmarks, chosen):
    """Refuses a benchmark that ran other kernels than its library chooses, unless its title names them, and one of a
    library that chooses whose kernels nobody knows.

    benchmarks  those of a recording; "kernels" is the label of one
    chosen      by library: the kernels that it takes when nobody tells it
    """
    for benchmark in benchmarks:
        title, (library, kernels) = benchmark["title"], library_of(benchmark.get("kernels", ""))
        unsaid = [name for name in CHOOSING if name.lower() in title.lower() and (name != library or not kernels)]
        if unsaid:
            raise Forced(f"benchmark '{title}' does not say which kernels {unsaid[0]} ran: "
                         f"give it a label, such as state.SetLabel(\"{unsaid[0]} Haswell\")")
        if library in CHOOSING and library not in chosen:
            raise Forced(f"benchmark '{title}' runs {library}, which cannot be asked here which kernels it chooses")
        own = chosen.get(library, {}).get("kernels", kernels)
        if kernels != own and kernels.lower() not in title.lower():
            raise Forced(f"benchmark '{title}' ran {library} with the kernels {kernels}, where it chooses {own} by itself: "
                         f"somebody forced them, and the title does not say so")
