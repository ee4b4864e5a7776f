# SPDX-License-Identifier: MIT
"""Drawings that are made once for equal data: a folder of files, each named after its content, and each whole."""
import os


def kept(file, make):
    """The text of `file`, which `make` gives where it is not there yet. A build that fails on the way leaves no part of it."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        scratch = file.with_name(f"{file.name}.{os.getpid()}")
        try:
            scratch.write_text(make(), encoding="utf-8")
            scratch.replace(file)
        finally:
            scratch.unlink(missing_ok=True)
    return file.read_text(encoding="utf-8")
