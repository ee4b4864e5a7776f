#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Fetches the MNIST database from its public mirrors: fetch_mnist.py [--mirror URL]... FOLDER.

A file is kept only when its size and its SHA-256 are the published ones: it is written beside its place under a name that
no other run uses, read back and checked, and then renamed. What is there already, and right, is not fetched again. Exit
status: 0 when all four files are there, 4 when one could not be had, 2 for a wrong command line.
"""
import argparse
import hashlib
import http.client
import os
import pathlib
import secrets
import signal
import sys
import time
import urllib.request
from contextlib import contextmanager

MIRRORS = [
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://raw.githubusercontent.com/fgnt/mnist/master/",
]
FILES = {  # name: bytes, SHA-256
    "train-images-idx3-ubyte.gz": (9_912_422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
    "train-labels-idx1-ubyte.gz": (28_881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
    "t10k-images-idx3-ubyte.gz": (1_648_877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
    "t10k-labels-idx1-ubyte.gz": (4_542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
}
PART = ".part"  # the ending of what is not checked yet
SECONDS = 30  # without a byte from a mirror
LIMIT = 600  # seconds for one file from one mirror, however its bytes come: the largest then needs 17 kB a second
STEP = 1 << 16  # bytes


class Refused(Exception):
    """A mirror did not give the file; the text says why."""


def fault(size, digest, wanted):
    """What is wrong with a file of that size and SHA-256, or None."""
    if size != wanted[0]:
        return f"{size:,} bytes, expected {wanted[0]:,}"
    if digest != wanted[1]:
        return f"SHA-256 {digest}, expected {wanted[1]}"
    return None


def fault_of_file(path, wanted):
    data = path.read_bytes()
    return fault(len(data), hashlib.sha256(data).hexdigest(), wanted)


@contextmanager
def limit(seconds):
    """Ends what runs too long, wherever it waits: a mirror may trickle its headers too. For the main thread."""

    def ring(*_):
        raise Refused(f"not done after {seconds:g} seconds")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def download(url, part, wanted):
    """Writes what `url` gives to `part`, no more than one step beyond the size wanted. Raises Refused unless it is the file."""
    size = 0
    try:
        with limit(LIMIT), urllib.request.urlopen(url, timeout=SECONDS) as answer, part.open("xb") as out:
            while size <= wanted[0] and (data := answer.read(STEP)):
                out.write(data)
                size += len(data)
            out.flush()
            os.fsync(out.fileno())
    except (http.client.HTTPException, OSError, ValueError) as error:
        if isinstance(error, OSError) and error.filename == str(part):
            raise  # the disk, not the mirror
        raise Refused(f"{error or type(error).__name__}") from error
    # Of the file that stays, not of what came: only the disk can say what it holds.
    wrong = fault_of_file(part, wanted)
    if wrong:
        raise Refused(f"more than {wanted[0]:,} bytes" if size > wanted[0] else wrong)


def fetch(name, folder, mirrors):
    """Brings one file into the folder from the first mirror that has it. Returns what each mirror said; none said no when it is there."""
    said = []
    for mirror in mirrors:
        url = mirror.rstrip("/") + "/" + name
        part = folder / f"{name}.{os.getpid()}-{secrets.token_hex(4)}{PART}"
        try:
            download(url, part, FILES[name])
            os.replace(part, folder / name)
            return True, said
        except Refused as refusal:
            said.append(f"{url}: {refusal}")
        finally:
            part.unlink(missing_ok=True)
    return False, said


def remove_rests(folder):
    """What runs that were killed have left. What is younger than a download can take may be another run's, which goes on."""
    for part in folder.glob("*" + PART):
        try:
            old = time.time() - part.stat().st_mtime > 2 * LIMIT
        except FileNotFoundError:
            continue
        if old and part.name.startswith(tuple(FILES)):
            part.unlink(missing_ok=True)


def bring(folder, mirrors):
    """All four files. Returns the exit status."""
    folder.mkdir(parents=True, exist_ok=True)
    remove_rests(folder)
    for name, wanted in FILES.items():
        path = folder / name
        if path.is_file():
            wrong = fault_of_file(path, wanted)
            if not wrong:
                print(f"{path}: is there")
                continue
            print(f"{path}: has {wrong}; fetched again", file=sys.stderr)
        found, said = fetch(name, folder, mirrors)
        for words in said:
            print(f"fetch_mnist: {words}", file=sys.stderr)
        # Another run may have brought it meanwhile.
        if not found and not (path.is_file() and fault_of_file(path, wanted) is None):
            path.unlink(missing_ok=True)
            print(f"fetch_mnist: no mirror gave {name} ({wanted[0]:,} bytes, SHA-256 {wanted[1]}); nothing of it was kept.\n"
                  f"hint: run it again later, or put the file into a folder and name that in TEN_MNIST_DIR", file=sys.stderr)
            return 4
        print(f"{path}: {wanted[0]:,} bytes, checked")
    return 0


def main(arguments):
    parser = argparse.ArgumentParser(description="Fetches the MNIST database, checked.")
    parser.add_argument("--mirror", action="append", help="a URL in place of the public ones; may stand several times")
    parser.add_argument("folder", type=pathlib.Path)
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends as Ctrl-C does: through every `finally`
    try:
        return bring(options.folder, options.mirror or MIRRORS)
    except KeyboardInterrupt:
        print("fetch_mnist: interrupted; nothing unchecked was kept", file=sys.stderr)
        return 130
    except OSError as error:
        print(f"fetch_mnist: {error}", file=sys.stderr)
        return 4


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
