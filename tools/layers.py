#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The layers of the book: the library as it is at the end of each chapter from the third on, with the tests up to there.

    layers.py test NUMBER    compiles a layer's tests in one go and runs them
    layers.py commands       the first and the last layer as a reader has them: unpacked, and built by the two commands of their README
    layers.py zip FOLDER     writes ten-NUMBER.zip for each, the same bytes each time and on every machine
    layers.py record         writes into docs/layers.json which files have passed: those of all layers, if they passed here

What has passed need not be compiled again: a layer whose files docs/layers.json names passes at once, unless LAYERS=all asks for all,
or CI is set. Of another one, a test that passed here with the same headers, by the same compiler, is left out; build/layers/passed
remembers it. So layers that share their headers compile a test once. Standard library only; exit status 0 or 1.
"""
import argparse
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
FLAGS = ["-std=c++20", "-Og", "-g0", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow"]
COMMANDS = [["cmake", "-S", ".", "-B", "build"], ["cmake", "--build", "build", "--target", "check"]]
# What stands at the top of every file of tests: it may stand once in a program.
CATCH = re.compile(r"^#if __has_include\(<catch2/catch_all\.hpp>\)\n.*?^#endif\n", re.M | re.S)
# The library of the chapters before this one asks for what this one brings: devices, and what broadcasting says of shapes and types.
FIRST = 3
OLDEST = (1980, 1, 1, 0, 0, 0)  # that a zip can say of a file


class Fault(Exception):
    """A layer that does not build or does not pass; the messages of those that say so."""


def in_ci() -> bool:
    return os.environ.get("CI", "") not in ("", "0", "false")


def chapters(root: Path, first: int = FIRST) -> dict[str, Path]:
    """Number -> chapter, of those that have one, in order, from the first whose library stands alone. Appendices have no number."""
    numbered = {re.match(r"\d+", path.name)[0]: path for path in sorted((root / "chapters").glob("[0-9]*.md"))}
    return {number: path for number, path in numbered.items() if int(number) >= first}


def run(*command, cwd=None) -> str:
    """What a command says. Throws Fault with it if the command fails."""
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    if done.returncode != 0:
        raise Fault(f"{' '.join(words[:3])} ... ended with status {done.returncode}\n{done.stdout}")
    return done.stdout


def layer(root: Path, heddle: Path, number: str, folder: Path) -> dict[str, bytes]:
    """The files of a layer, as its zip has them: path -> text. Those that heddle writes lie below `folder` too."""
    run(heddle, "tangle", "-q", "--root", root, "--as-of", number, "--out", folder)
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    title = re.search(r"^title: (.*)$", chapters(root, 0)[number].read_text(encoding="utf-8"), re.M)[1]
    readme = (PROJECT / "tools/layer/README.md").read_text(encoding="utf-8")
    files["README.md"] = readme.format(number=int(number), title=title).encode()
    files["CMakeLists.txt"] = (PROJECT / "tools/layer/CMakeLists.txt").read_bytes()
    files["tests/main.cpp"] = (PROJECT / "tools/layer/main.cpp").read_bytes()
    files["LICENSE"] = (PROJECT / "LICENSE").read_bytes()
    if any(b"<book/data.hpp>" in text for text in files.values()):
        files["book/data.hpp"] = (PROJECT / "tools/book/book/data.hpp").read_bytes()
        files["book/data.cpp"] = (PROJECT / "tools/book/data.cpp").read_bytes()
        files |= {f"data/{path.name}": path.read_bytes() for path in (root / "chapters/data").iterdir()}
    return files


def digest(*parts: bytes) -> str:
    """Of texts one after the other; where one ends and the next begins counts."""
    sums = b"".join(hashlib.sha256(part).digest() for part in parts)
    return hashlib.sha256(sums).hexdigest()


def digest_of(files: dict[str, bytes]) -> str:
    return digest(*(part for path in sorted(files) for part in (path.encode(), files[path])))


class Passed:
    """What has passed on this machine: names of empty files."""

    def __init__(self, build: Path):
        self.folder = build / "passed"
        self.folder.mkdir(parents=True, exist_ok=True)

    def __contains__(self, key: str) -> bool:
        return (self.folder / key).exists()

    def add(self, key: str) -> None:
        (self.folder / key).touch()


def recorded(root: Path) -> dict[str, str]:
    record = root / "docs/layers.json"
    return json.loads(record.read_text(encoding="utf-8")) if record.exists() else {}


def is_recorded(root: Path, number: str, files: dict[str, bytes]) -> bool:
    """Does the record say that these very files have passed? Who asks for all does not ask it."""
    return os.environ.get("LAYERS") != "all" and not in_ci() and recorded(root).get(number) == digest_of(files)


def one_text(root: Path, tests: dict[str, bytes]) -> str:
    """Files of tests as one text, which includes each header once; messages name the files."""
    parts = [f'#include "{PROJECT}/tests/catch.hpp"\n']
    for path, text in sorted(tests.items()):
        parts.append(CATCH.sub("", f'#line 1 "{path}"\n{text.decode()}'))
    data = root / "chapters/data"
    parts.append(f'#define BOOK_CARRIED_DATA "{data}"\n#define BOOK_FETCHED_DATA "{data}"\n')
    parts.append(f'#include "{PROJECT}/tools/book/data.cpp"\n')
    return "".join(parts)


def test(options, number: str) -> str:
    """Compiles and runs what has not passed; what was done, in a few words."""
    folder = options.build / number
    files = layer(options.root, options.heddle, number, folder / "tree")
    if is_recorded(options.root, number, files):
        return "as recorded"
    passed = Passed(options.build)
    headers = digest_of({path: text for path, text in files.items() if path.startswith(("src/", "book/", "data/"))})
    strict = ["-Werror"] if in_ci() else []
    way = digest(run(options.compiler, "--version").encode(), " ".join(FLAGS + strict).encode(), headers.encode())
    tests = {path: text for path, text in files.items() if path.endswith("_test.cpp")}
    keys = {path: digest(way.encode(), path.encode(), text) for path, text in tests.items()}
    todo = {path: text for path, text in tests.items() if keys[path] not in passed}
    if todo:
        source, program = folder / "tests.cpp", folder / "tests"
        source.write_text(one_text(options.root, todo), encoding="utf-8")
        include = [f"-I{folder / 'tree/src'}", f"-I{PROJECT / 'tools/book'}"]
        said = run(options.compiler, *FLAGS, *strict, *include, source, "-o", program, *options.link, "-lz", "-pthread", "-ldl")
        print(said + run(program, cwd=folder), end="")
        program.unlink()
    for path in todo:
        passed.add(keys[path])
    passed.add(digest_of(files))
    return f"{len(todo)} of {len(tests)} files of tests compiled and run" if todo else "passed before"


def zip_of(number: str, files: dict[str, bytes]) -> bytes:
    """Stored, not compressed: what a compressor makes depends on its version."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(f"ten-{number}/{path}", OLDEST)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            archive.writestr(entry, files[path])
    return made.getvalue()


def write_zips(root: Path, heddle: Path, build: Path, out: Path, first: int = FIRST) -> None:
    """Brings the zips in `out` up to date; a file that would not change is not touched."""
    out.mkdir(parents=True, exist_ok=True)
    wanted = {f"ten-{number}.zip": zip_of(number, layer(root, heddle, number, build / number / "tree")) for number in chapters(root, first)}
    for name, text in wanted.items():
        path = out / name
        if not path.exists() or path.read_bytes() != text:
            path.with_suffix(".new").write_bytes(text)
            path.with_suffix(".new").replace(path)
    for path in out.iterdir():
        if path.name not in wanted:
            path.unlink()


def key_of_commands(files: dict[str, bytes]) -> str:
    return digest(b"commands", digest_of(files).encode())


def unpacked(options) -> set[str]:
    """The layers that are built as a reader builds them: the first and the last."""
    numbers = chapters(options.root, options.first)
    return {min(numbers), max(numbers)}


def run_commands(options, number: str) -> str:
    """Unpacks a layer's zip into an empty folder and does there what its README says."""
    files = layer(options.root, options.heddle, number, options.build / number / "tree")
    passed, key = Passed(options.build), key_of_commands(files)
    if is_recorded(options.root, number, files):
        return "as recorded"
    if key in passed:
        return "passed before"
    readme = files["README.md"].decode()
    if any(" ".join(command) not in readme for command in COMMANDS):
        raise Fault("the README of a layer does not name the commands")
    folder = options.build / number / "unpacked"
    shutil.rmtree(folder, ignore_errors=True)
    zipfile.ZipFile(io.BytesIO(zip_of(number, files))).extractall(folder)
    for command in COMMANDS:
        said = run(*command, cwd=folder / f"ten-{number}")
    if "All tests passed" not in said:
        raise Fault(f"the second command ran no tests\n{said}")
    shutil.rmtree(folder)
    passed.add(key)
    return "built by the two commands, all tests passed"


def record(options) -> str:
    """Writes docs/layers.json. Throws Fault where a layer has not passed."""
    passed, digests = Passed(options.build), {}
    for number in chapters(options.root, options.first):
        files = layer(options.root, options.heddle, number, options.build / number / "tree")
        digests[number] = digest_of(files)
        if digests[number] not in passed or (number in unpacked(options) and key_of_commands(files) not in passed):
            raise Fault(f"layer {number} has not passed here")
    (options.root / "docs/layers.json").write_text(json.dumps(digests, indent=1) + "\n", encoding="utf-8")
    return "docs/layers.json is written"


def main() -> int:
    parser = argparse.ArgumentParser(description="The library as it is at the end of each chapter.")
    parser.add_argument("what", choices=["test", "commands", "zip", "record"])
    parser.add_argument("name", nargs="?", help="the number of a chapter, or a folder")
    parser.add_argument("--root", type=Path, default=PROJECT, help="the book's folder")
    parser.add_argument("--heddle", type=Path, default=PROJECT / "build/bin/heddle")
    parser.add_argument("--build", type=Path, default=PROJECT / "build/layers", help="where layers are built")
    parser.add_argument("--first", type=int, default=FIRST, help="the first chapter whose library stands alone")
    parser.add_argument("--compiler", default="c++")
    parser.add_argument("--link", nargs="*", default=[], help="what a program of tests is linked with: the main function and Catch2")
    options = parser.parse_args()
    options.root, options.heddle, options.build = options.root.resolve(), options.heddle.resolve(), options.build.resolve()
    try:
        if options.what == "test":
            print(f"layer {options.name}: {test(options, options.name)}")
        elif options.what == "commands":
            for number in sorted(unpacked(options)):
                print(f"layer {number}: {run_commands(options, number)}")
        elif options.what == "zip":
            write_zips(options.root, options.heddle, options.build, Path(options.name), options.first)
        else:
            print(record(options))
    except Fault as fault:
        print(f"layer {options.name}: {fault}" if options.what == "test" else fault, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
