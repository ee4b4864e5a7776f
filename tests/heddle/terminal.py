#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What needs a terminal, a second process or a full disk: colours, output that is lost,
and a run that waits for another and is interrupted: terminal.py HEDDLE."""
import fcntl
import os
import pathlib
import pty
import signal
import subprocess
import sys
import tempfile
import time

CHAPTER = "# A\n\n```cpp exprot\nint a();\n```\n"


def colours(heddle, folder, *words, **environment):
    """Are the messages coloured on a terminal?"""
    terminal, other = pty.openpty()
    env = {k: v for k, v in os.environ.items() if k != "NO_COLOR"} | environment
    subprocess.run([heddle, "tangle", *words], cwd=folder, stderr=other, env=env, timeout=60)
    os.close(other)
    said = os.read(terminal, 65536)
    os.close(terminal)
    assert b"unknown tag" in said, said
    return b"\x1b[" in said


def interrupted(heddle, folder):
    """A run waits while another holds the folder, and ends by a signal without having written."""
    (folder / "chapters/01-a.md").write_text(CHAPTER.replace("exprot", 'export file="n/a.hpp"'))
    lock = os.open(folder / "chapters", os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    child = subprocess.Popen([heddle, "tangle"], cwd=folder)
    time.sleep(0.3)
    waits = child.poll() is None
    child.send_signal(signal.SIGINT)
    status = child.wait(timeout=60)
    os.close(lock)
    written = (folder / "src").exists()
    after = subprocess.run([heddle, "tangle", "-q"], cwd=folder, timeout=60).returncode
    return waits and status == -signal.SIGINT and not written and after == 0 and (folder / "src/n/a.hpp").exists()


def lost(heddle, folder, *words):
    """Is it an error when nobody can hear what a command says?"""
    with open("/dev/full", "wb") as full:
        done = subprocess.run([heddle, *words], cwd=folder, stdout=full, stderr=subprocess.PIPE, timeout=60)
    return done.returncode == 4 and b"cannot write to standard output" in done.stderr


def main():
    heddle = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        (folder / "chapters").mkdir()
        (folder / "chapters/01-a.md").write_text(CHAPTER)
        results = {
            "a terminal shows colours": colours(heddle, folder),
            "NO_COLOR turns them off": not colours(heddle, folder, NO_COLOR="1"),
            "an empty NO_COLOR does not": colours(heddle, folder, NO_COLOR=""),
            "--color never turns them off": not colours(heddle, folder, "--color", "never"),
            "--color always is stronger than NO_COLOR": colours(heddle, folder, "--color=always", NO_COLOR="1"),
            "help that is lost is an error": lost(heddle, folder, "tangle", "--help"),
            "a waiting run can be interrupted": interrupted(heddle, folder),
            "a list that is lost is an error": lost(heddle, folder, "list", "--json"),
        }
    wrong = [what for what, holds in results.items() if not holds]
    print("\n".join(f"FAILED {what}" for what in wrong) or f"{len(results)} passed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
