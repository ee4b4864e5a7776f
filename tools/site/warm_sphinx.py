# SPDX-License-Identifier: MIT
"""Runs Sphinx; after start() in a process that has loaded it, and that forks for each run, which saves a second each time.

As a program, in the site's Python, it is that process: a request a line, as JSON, on its input; the exit status on its output.
"""
import importlib
import json
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import progress

# What the site's extensions load; the extensions themselves, which people edit, and conf.py are loaded by each run.
LOADED = ["sphinx.cmd.build", "sphinx.application", "sphinx.builders.html", "sphinx.writers.html5", "sphinx.domains.cpp", "sphinx.search.en",
          "sphinx.environment.adapters.toctree", "myst_parser.sphinx_ext.main", "myst_parser.parsers.sphinx_", "breathe", "breathe.directives.setup",
          "furo", "pygments.lexers.c_cpp", "pygments.formatters.html", "docutils.writers._html_base", "sphinx.ext.mathjax"]
_process = {}


def start(python: Path) -> None:
    """Begins to load the Sphinx of this Python, if that has not begun; whoever started it takes it along at its end."""
    if _process.get("python") != python:  # another book has its own, and that of a book that is gone can load no more
        if old := _process.pop("it", None):
            old.stdin.close()
            old.wait()
        _process["python"] = python
        _process["it"] = subprocess.Popen([str(python), __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def cpu_seconds() -> float:
    """What the loaded process and the runs that it has forked have used so far; 0 where the system does not tell."""
    try:
        fields = Path(f"/proc/{_process['it'].pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except (KeyError, OSError):
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def run(python: Path, words: list[str], folder: Path, environment: dict, step) -> subprocess.CompletedProcess:
    """Runs sphinx-build with these words; `step` is given each line that it prints. What it says of faults is in `stderr`."""
    with tempfile.TemporaryDirectory() as scratch:
        out, err = Path(scratch) / "out", Path(scratch) / "err"
        request = {"words": words, "folder": str(folder), "environment": environment, "out": str(out), "err": str(err)}
        warm = _process.get("it")
        if warm and warm.poll() is None:
            out.touch()
            over = threading.Event()
            teller = threading.Thread(target=tell, args=(out, step, over), daemon=True)
            teller.start()
            warm.stdin.write(json.dumps(request) + "\n")
            warm.stdin.flush()
            answer = warm.stdout.readline().strip()
            over.set()
            teller.join()
            if answer:
                return subprocess.CompletedProcess(words, int(answer), "", err.read_text(errors="replace"))
            _process.clear()  # it has died; a run of its own finds out why
        with err.open("w", encoding="utf-8") as faults, \
                subprocess.Popen([str(python), "-m", "sphinx", *words], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=faults,
                                 text=True) as running:
            for line in progress.lines_of(running):
                step(line)
        return subprocess.CompletedProcess(words, running.returncode, "", err.read_text(errors="replace"))


def tell(path: Path, step, over: threading.Event) -> None:
    """Gives `step` the lines of a file as they are written."""
    with path.open(encoding="utf-8", errors="replace") as lines:
        while not over.wait(0.2):
            for line in lines:
                step(line)


def serve() -> None:
    for module in LOADED:
        try:
            importlib.import_module(module)
        except ImportError:  # another version has other parts: a run loads what it needs
            pass
    answers = os.dup(1)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            build(json.loads(line))
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        os.write(answers, f"{status if status >= 0 else 128 - status}\n".encode())


def build(request: dict) -> None:
    """One run of Sphinx, in a process of its own that ends here."""
    status = 3
    try:
        for descriptor, name in ((0, os.devnull), (1, request["out"]), (2, request["err"])):
            os.dup2(os.open(name, os.O_RDWR | os.O_CREAT, 0o600), descriptor)
        os.chdir(request["folder"])
        os.environ.clear()
        os.environ.update(request["environment"])
        from sphinx.cmd.build import main
        status = main(request["words"])
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:  # noqa: BLE001 -- the process ends here whatever it is, and says why
        import traceback
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(status if isinstance(status, int) else 3)


if __name__ == "__main__":
    try:
        serve()
    except KeyboardInterrupt:
        pass
