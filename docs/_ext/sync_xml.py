# SPDX-License-Identifier: MIT
"""Runs Doxygen over each library header and copies the XML that differs, so that an unchanged comment rebuilds nothing.

usage: sync_xml.py ROOT BUILD; reads ROOT/docs/Doxyfile and ROOT/src/ten/*.hpp, writes BUILD/doxygen/<header stem>/xml
"""
import filecmp
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def main(root: Path, build: Path) -> int:
    headers = sorted((root / "src" / "ten").glob("*.hpp"))
    settings = (root / "docs" / "Doxyfile").read_text()
    for header in headers:
        with tempfile.TemporaryDirectory() as scratch:
            extra = f"\nINPUT = {header.relative_to(root)}\nOUTPUT_DIRECTORY = {scratch}\n"
            run = subprocess.run(["doxygen", "-"], input=settings + extra, text=True, cwd=root)
            if run.returncode:
                return run.returncode
            sync(Path(scratch) / "xml", build / "doxygen" / header.stem / "xml")
    for folder in (build / "doxygen").glob("*"):
        if folder.name not in {header.stem for header in headers}:
            shutil.rmtree(folder)
    return 0


def sync(made: Path, kept: Path) -> None:
    kept.mkdir(parents=True, exist_ok=True)
    for file in kept.iterdir():
        if not (made / file.name).exists():
            file.unlink()
    for file in made.iterdir():
        target = kept / file.name
        if not target.exists() or not filecmp.cmp(file, target, shallow=False):
            shutil.copyfile(file, target)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()))
