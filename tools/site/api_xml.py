# SPDX-License-Identifier: MIT
"""Runs Doxygen over each library header whose text has changed and copies the XML that differs, so that the rest is not read again.

usage: api_xml.py SOURCES BUILD DOXYFILE; reads SOURCES/ten/*.hpp, writes BUILD/doxygen/<header stem>/xml.
Every warning is an error. Messages name the file as Doxygen does; tools/site/site_build.py leads them to the chapter.
"""
import filecmp
import hashlib
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path


def update(sources: Path, build: Path, doxyfile: Path, say=lambda what: None) -> list[str]:
    """Doxygen's messages; none when all is well. `say` is told which header is read."""
    settings = doxyfile.read_text(encoding="utf-8")
    headers = sorted((sources / "ten").glob("*.hpp"))
    messages = []
    for header in headers:
        kept = build / "doxygen" / header.stem
        key = hashlib.sha256(settings.encode() + Path(__file__).read_bytes() + header.read_bytes()).hexdigest()
        stamp = kept / "made_from"
        if stamp.exists() and stamp.read_text() == key:
            continue
        say(f"reading the comments of {header.name}")
        with tempfile.TemporaryDirectory() as scratch:
            extra = f'\nINPUT = "{header.relative_to(sources)}"\nOUTPUT_DIRECTORY = "{scratch}"\n'
            run = subprocess.run(["doxygen", "-"], input=settings + extra, text=True, cwd=sources, capture_output=True, check=False)
            # Doxygen says the same of every place that it puts a comment.
            said = "\n".join(dict.fromkeys(run.stderr.replace(f"{sources}/", "").strip().split("\n")))
            if run.returncode or said:
                messages.append(said or f"doxygen ended with status {run.returncode} on {header.name}")
                continue
            hide_private(Path(scratch) / "xml")
            sync(Path(scratch) / "xml", kept / "xml")
            stamp.write_text(key)
    for folder in (build / "doxygen").glob("*"):
        if folder.name not in {header.stem for header in headers}:
            shutil.rmtree(folder)
    return messages


def hide_private(folder: Path) -> None:
    """Takes private members and classes out, which Doxygen's XML holds whatever the settings say."""
    for file in folder.glob("*.xml"):
        tree = ElementTree.parse(file)
        private = [(above, child) for above in tree.iter() for child in above
                   if child.tag in ("memberdef", "innerclass") and child.get("prot") == "private"]
        for above, child in private:
            above.remove(child)
        if private:
            tree.write(file, encoding="utf-8", xml_declaration=True)


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
    faults = update(*(Path(argument).resolve() for argument in sys.argv[1:4]))
    print("\n".join(faults), end="\n" if faults else "", file=sys.stderr)
    sys.exit(1 if faults else 0)
