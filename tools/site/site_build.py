# SPDX-License-Identifier: MIT
"""Builds the site: chapters and docs/ in, build/site/ out. Each step does only what its inputs ask for; the last good site stays.

    programs and records   cmake --build (skipped by --no-compile); the chapters' tests after the pages
    pages                  heddle weave -> build/woven, copied to build/pages: first those that differ in more than the
                           numbers of lines that they link to
    comments               heddle tangle -> build/headers, Doxygen -> build/doxygen (only headers that differ)
    HTML                   Sphinx, warnings are errors -> build/site-next, copied to build/site when all went well

usage: site_build.py [--root DIR] [--no-compile] [--heddle FILE]; exit status 0 or 1. Standard library only; Sphinx runs in build/venv.
"""
import argparse
import errno
import fcntl
import filecmp
import hashlib
import html
import json
import os
import re
import shutil
import sys
import time
import xml.etree.ElementTree as ElementTree
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

import api_xml
import progress
import warm_sphinx

PROJECT = Path(__file__).resolve().parents[2]
NOTHING = "nothing has changed"
# What the system says of a disk that is full, read-only or broken; a file that a page misses is the page's fault.
DISK_FAULT = re.compile(rf"(?:\[Errno |OSError\()({'|'.join(str(e) for e in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO))})\b")
FILED = ("_images", "_downloads")  # what Sphinx copies for the pages that name it
_said = {}  # by command, what it said the last time
FAULTY_PAGES = 1  # Sphinx's exit status when it has read everything, and found faults


class Fault(Exception):
    """A step that failed; its messages."""


def build_site(root: Path, heddle: Path, compile_programs: bool = True, shown=None) -> str:
    """Builds what has changed; what was done, in a few words. Throws Fault.

    A process that builds again and again gives `shown`, which is called whenever build/site has changed on the way: what somebody
    has just written is there seconds before all that it has moved. Sphinx then stays loaded between two builds.
    """
    try:
        with lock(root / "build"):
            if shown:
                warm_sphinx.start(build_python(root / "build"))
            return build_alone(root, heddle, compile_programs, shown or (lambda: None), shown is not None)
    except OSError as error:
        raise Fault(f"{error.filename or root / 'build'}: {error.strerror or error}") from error


@contextmanager
def lock(build: Path):
    """One build of a site at a time: they share their folders. The kernel lets go of it when the process ends, however it ends."""
    build.mkdir(exist_ok=True)
    folder = os.open(build, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("site: another build is under way; this one waits", file=sys.stderr, flush=True)
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def build_alone(root: Path, heddle: Path, compile_programs: bool, shown, author_waits: bool) -> str:
    start, changed, at_leisure = time.monotonic(), 0, []
    if compile_programs and author_waits:
        quick = quick_chapters(root)
        changed += build_soon(root, heddle, quick, shown)
        at_leisure = [f"prelude-{stem}" for stem in quick]
    # The chapters' tests say something to the last line of a page; they are no reason to wait for the page.
    for target in ("book_records", "book_outputs") if compile_programs else (None,):
        if target:
            compile_book(root, target, *at_leisure)
            at_leisure = []
        changed += build_pages(root, heddle, shown)
    if not changed:
        return NOTHING
    return f"{changed} file{'' if changed == 1 else 's'} changed in {time.monotonic() - start:.1f} s"


def quick_chapters(root: Path) -> list[str]:
    """The chapters that somebody has just saved and whose cells have to run again; tangles them."""
    build, stamp = root / "build", root / "build" / "cells.stamp"
    if not stamp.exists() or not (build / "site" / "index.html").exists():
        return []
    before = stamp.stat().st_mtime_ns
    edited = [p.stem for p in sorted((root / "chapters").glob("*.md")) if p.stat().st_mtime_ns > before and (build / "quick" / p.stem).is_dir()]
    if edited:
        compile_book(root, "book_programs")
    return [stem for stem in edited if program_of(build, stem) != recorded_program(build / "outputs" / f"{stem}.json")]


def program_of(build: Path, stem: str) -> str:
    """What a chapter's cells are, as its program tells the one that records them."""
    text = (build / "cells" / f"{stem}.cpp").read_text(encoding="utf-8")
    return re.search(rf'heddle::runtime::run\(argc, argv, {{"chapters/{re.escape(stem)}\.md", "([0-9a-f]+)"', text)[1]


def recorded_program(record: Path) -> str:
    return json.loads(record.read_text(encoding="utf-8")).get("program", "") if record.exists() else ""


def build_soon(root: Path, heddle: Path, stems: list[str], shown) -> int:
    """The pages of some chapters, with what their cells show when they are compiled in a hurry; the number of files that changed.

    Nothing else is touched: the records of the others may be out of date for as long as this takes."""
    build = root / "build"
    if not stems:
        return 0
    compile_book(root, *(f"quick-record-{stem}" for stem in stems))
    records = build / "quick" / "records"
    shutil.rmtree(records, ignore_errors=True)
    records.mkdir()
    for record in (build / "outputs").glob("*.json"):
        quick = build / "quick" / "outputs" / record.name
        shutil.copyfile(quick if record.stem.removesuffix("_fails") in stems else record, records / record.name)
    # What is wrong is said by what follows, which makes everything.
    if progress.run([heddle, "weave", "--root", root, "--outputs", records, "--out", build / "woven", "-q"], root).returncode:
        return 0
    copy_pages(build, [page for page in pages_to_copy(build) if page.parent.name == "chapters" and page.stem in stems])
    try:
        changed = render_and_publish(root, build)
    except Fault:
        return 0
    if changed:
        shown()
    return changed


def build_pages(root: Path, heddle: Path, shown) -> int:
    """From the records to build/site; the number of files that changed."""
    build, changed = root / "build", 0
    progress.say("weaving the chapters")
    run([heddle, "weave", "--root", root, "--out", build / "woven", "-q"], root)
    run([heddle, "tangle", "--root", root, "--out", build / "headers", "-q"], root)
    if messages := api_xml.update(build / "headers" / "src", build, root / "docs" / "Doxyfile", progress.say):
        raise Fault("\n".join(chapter_lines(message, build) for message in messages))
    pages = pages_to_copy(build)
    soon = [page for page in pages if says_something_new(build, page)]
    if soon and len(soon) < len(pages) and (build / "site" / "index.html").exists():
        copy_pages(build, soon)
        changed += render_and_publish(root, build)
        shown()
    copy_pages(build, pages)
    done = render_and_publish(root, build)
    if done:
        shown()
    return changed + done + (publish_layers(root, heddle, build) if (root / "docs" / "layers.json").exists() else 0)


def publish_layers(root: Path, heddle: Path, build: Path) -> int:
    """Makes the files that heddle_layer.py links, after all pages: nobody who saves waits for them."""
    run([sys.executable, PROJECT / "tools/layers.py", "zip", build / "zips", "--root", root, "--heddle", heddle, "--build", build / "zipped"], root)
    return publish(build)


def pages_to_copy(build: Path) -> list[Path]:
    """Names of the pages that are other ones in build/woven than in build/pages, or only in one of them."""
    woven, pages = build / "woven", build / "pages"
    names = {path.relative_to(folder) for folder in (woven, pages) for path in walk(folder)}
    same = {n for n in names if (woven / n).exists() and (pages / n).exists() and filecmp.cmp(woven / n, pages / n, shallow=False)}
    return sorted(names - same)


def says_something_new(build: Path, page: Path) -> bool:
    """Does a page differ in more than the lines of the chapters that it links to? A line of text above them moves them all."""
    texts = [folder / page for folder in (build / "woven", build / "pages")]
    if not all(text.exists() for text in texts):
        return True
    new, old = (re.sub(rb"#b-L\d+|\.\w+:\d+", b"", text.read_bytes()) for text in texts)
    return new != old


def copy_pages(build: Path, names: list[Path]) -> None:
    for name in names:
        made, kept = build / "woven" / name, build / "pages" / name
        if not made.exists():
            kept.unlink()
            continue
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(made, kept)


def render_and_publish(root: Path, build: Path) -> int:
    """The number of files that changed; nothing is done where nothing has changed since the last time."""
    key, stamp = fingerprint(root, build), build / "site.stamp"
    if stamp.exists() and stamp.read_text() == key and (build / "site" / "index.html").exists():
        return 0
    render(root, build)
    changed = publish(build)
    stamp.write_text(key)
    return changed


def compile_book(root: Path, *targets: str) -> None:
    tree = root / "build" / "dev"
    if not (tree / "build.ninja").exists():
        # As the Makefile has it: warnings are errors in CI, and stop no reader.
        strict = "OFF" if os.environ.get("CI", "") in ("", "0", "false") else "ON"
        progress.say("configuring the build")
        run(["cmake", "--preset", "dev", f"-DCMAKE_COMPILE_WARNING_AS_ERROR={strict}"], root)
    run(["cmake", "--build", tree, "--target", "heddle", *targets], root, progress.build_step)


def render(root: Path, build: Path) -> None:
    """Runs Sphinx into build/site-next. What it complained about is read again the next time, or the complaint would be lost."""
    doctrees, under_way = build / "doctrees", build / "site-next.under-way"
    # A build that was killed has left some of what Sphinx keeps and not the rest, and Sphinx takes it for a whole.
    if under_way.exists():
        for kept in (doctrees, build / "site-next"):
            shutil.rmtree(kept, ignore_errors=True)
    elif names_gone(root, build):
        # Sphinx takes nothing away: the page of a chapter that is gone, or that a build made which then failed, would stay.
        for kept in (doctrees, build / "site-next"):
            shutil.rmtree(kept, ignore_errors=True)
    under_way.touch()
    (build / "site-next.names").write_text("\n".join(names(root, build)), encoding="utf-8")
    environment = os.environ | {"BOOK_BUILD": str(build), "LC_ALL": "C.UTF-8", "MPLCONFIGDIR": str(build / "figures"),
                                "HEDDLE_SPHINX": str(extension())}
    # What it says is read before it is shown, so never in colours, which some environments ask for even in a pipe.
    options = ["-b", "html", "-N", "-n", "-W", "--keep-going", "-c", root / "docs", "-d", doctrees]
    words = [str(word) for word in (*options, build / "pages", build / "site-next")]
    done = warm_sphinx.run(build_python(build), words, root, environment, progress.sphinx_step)
    if done.returncode in (0, FAULTY_PAGES):
        under_way.unlink()
    if done.returncode == 0:
        return
    said = done.stderr
    pages = {Path(match) for match in re.findall(rf"{re.escape(str(build))}/pages/(\S+?)\.(?:md|rst)\b", said)}
    broke_off = done.returncode != FAULTY_PAGES or DISK_FAULT.search(said)
    if broke_off or not pages:  # what it has kept may be in pieces
        for kept in (doctrees, build / "site-next"):
            shutil.rmtree(kept, ignore_errors=True)
    for page in pages:
        (doctrees / f"{page}.doctree").unlink(missing_ok=True)
    raise Fault(source_names(reason(said) if broke_off else said, build).strip())


def names(root: Path, build: Path) -> list[str]:
    """What Sphinx makes files of, by its name; and where the site will be found, which decides on a sitemap and a picture."""
    return [*sorted(str(path) for folder in (build / "pages", root / "docs") for path in walk(folder)), *addresses()]


def names_gone(root: Path, build: Path) -> bool:
    """Is something gone that Sphinx has been given, in a build that went well or in one that did not?"""
    record = build / "site-next.names"
    before = record.read_text(encoding="utf-8").split("\n") if record.exists() else []
    return not record.exists() or not set(before) <= set(names(root, build))


def reason(said: str) -> str:
    """Why Sphinx broke off: the system's words, without the traceback, or everything where it is a fault of Sphinx's own."""
    system = DISK_FAULT.search(said)
    return f"Sphinx broke off: {os.strerror(int(system.group(1)))}" if system else said


def source_names(text: str, build: Path) -> str:
    """Sphinx's messages with the names of what people edit: chapters/ and docs/, not the pages made from them."""
    pages = re.escape(str(build / "pages")) + "/"
    text = re.sub(pages + r"(chapters/)", r"\1", text)
    text = re.sub(pages + r"sources/(tests/)", r"\1", text)
    text = re.sub(pages + r"sources/", "src/", text)
    text = re.sub(pages, "docs/", text)
    text = re.sub(r"docs/(chapters/\S+)\.rst\b", r"\1", text)
    return re.sub(r"\n?build finished with problems.*\n?", "\n", text)


def chapter_lines(message: str, build: Path) -> str:
    """Doxygen's messages with the chapter's line in place of the header's: the tree with #line knows it."""

    def place(match):
        header, wanted = match.group(1), int(match.group(2))
        twin = build / "tangled" / "src" / header
        if not twin.exists():
            return match.group(0)
        at, line, chapter = 0, 0, None
        for text in twin.read_text(encoding="utf-8").split("\n"):
            if directive := re.match(r'#line (\d+) "(.*)"', text):
                line, chapter = int(directive.group(1)) - 1, directive.group(2)
                continue
            at, line = at + 1, line + 1
            if at == wanted:
                return f"{chapter}:{line}:" if chapter else match.group(0)
        return match.group(0)

    return re.sub(r"(?m)^(\S+\.hpp):(\d+):", place, message)


def publish(build: Path) -> int:
    """Brings build/site to what was made; the number of files that changed. All are copied before the first takes its place."""
    made, shown = build / "site-next", build / "site"
    wanted = {p.relative_to(made): p for p in made.rglob("*") if p.is_file() and p.name not in (".buildinfo", "objects.inv")}
    named = used(wanted)
    wanted = {name: path for name, path in wanted.items() if name.parts[0] not in FILED or name in named}
    recordings = build / "pages" / "recordings"
    wanted |= {Path("recordings") / p.name: p for p in recordings.glob("*.json")}
    wanted |= {Path("layers") / p.name: p for p in (build / "zips").glob("*.zip")}
    gone = [p for p in shown.rglob("*") if p.is_file() and p.relative_to(shown) not in wanted]
    scratches = {}
    try:
        for name, path in wanted.items():
            target = shown / name
            if target.exists() and filecmp.cmp(path, target, shallow=False):
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            scratches[target] = target.with_name(target.name + ".new")
            shutil.copyfile(path, scratches[target])
    except OSError:
        for scratch in scratches.values():
            scratch.unlink(missing_ok=True)
        raise
    gone = set(gone) - set(scratches.values())  # a copy that an earlier build left is one of this build's by now
    for path in gone:
        path.unlink()
    for target, scratch in scratches.items():
        scratch.replace(target)
    return len(gone) + len(scratches)


def used(wanted) -> set[Path]:
    """The pictures and downloads that a page names. What a page named before is still where Sphinx has put it."""
    pages = [path.read_text(encoding="utf-8") for name, path in wanted.items() if name.suffix == ".html"]
    return {Path(unquote(html.unescape(name))) for page in pages for name in re.findall(rf'(?:{"|".join(FILED)})/[^"?#]+', page)}


def failed_tests(build: Path) -> list[str]:
    """The chapters' tests that failed when they last ran, each with its first fault: their failure fails no build."""
    report = build / "outputs" / "tests.xml"
    failed = []
    for case in ElementTree.parse(report).iter("testcase") if report.exists() else []:
        fault = next((case.find(kind) for kind in ("failure", "error") if case.find(kind) is not None), None)
        if fault is not None:
            place = re.search(r"^at (\S+:\d+)", fault.text or "", re.M)
            failed.append(f"{place.group(1) + ': ' if place else ''}the test '{case.get('name')}' fails")
    return failed


def addresses() -> list[str]:
    """What docs/conf.py reads of the environment."""
    return [f"{name}={os.environ.get(name, '')}" for name in ("BOOK_REPOSITORY", "BOOK_URL")]


def fingerprint(root: Path, build: Path) -> str:
    """Changes when a file that Sphinx reads does, by name, size and time, so that a look costs milliseconds; or an address."""
    files = [path for folder in (build / "pages", root / "docs", build / "doxygen", extension()) for path in walk(folder)]
    files += [root / "chapters" / "book.yaml", build / "outputs" / "tests.xml", build / "venv" / "requirements.txt", Path(__file__)]
    seen = hashlib.sha256("\n".join(addresses()).encode())
    for file in sorted(files):
        if file.exists():
            state = file.stat()
            seen.update(f"{file}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    return seen.hexdigest()


def extension() -> Path:
    """The Sphinx extension, which has Sphinx read all pages again when its code has changed."""
    return PROJECT / "tools" / "heddle" / "sphinx"


def walk(folder: Path):
    return [p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts]


def build_python(build: Path) -> Path:
    python = build / "venv" / "bin" / "python"
    if not python.exists():
        raise Fault("the site's Python packages are not installed; `make setup` installs them")
    return python


def run(command, root: Path, step=None) -> None:
    """Throws Fault with what the command says if it fails. `step` is given each line of its output, for the progress."""
    done = progress.run(command, root, step)
    if done.returncode:
        raise Fault((done.stdout + done.stderr).strip())
    if done.stderr.strip() and done.stderr != _said.get(words_of(command)):  # the pages are made twice, its warnings said once
        progress.clear()
        print(done.stderr.strip(), file=sys.stderr)
    _said[words_of(command)] = done.stderr


def words_of(command) -> tuple:
    return tuple(str(word) for word in command)


def add_options(parser) -> None:
    parser.add_argument("--root", type=Path, default=PROJECT, help="the book's folder")
    parser.add_argument("--heddle", type=Path, default=PROJECT / "build" / "bin" / "heddle", help="the heddle to weave with")
    parser.add_argument("--no-compile", action="store_true", help="take programs and records as they are")


def parse(parser):
    arguments = parser.parse_args()
    arguments.root, arguments.heddle = arguments.root.resolve(), arguments.heddle.resolve()
    return arguments


def answer_orders(arguments) -> int:
    """Builds once for each line that comes in; what happens is told as a line of JSON each: `shown`, then `done` or `fault`."""
    def tell(**what):
        print(json.dumps(what), flush=True)

    for _ in sys.stdin:
        try:
            done = build_site(arguments.root, arguments.heddle, not arguments.no_compile, lambda: tell(shown=True))
            progress.clear()
            tell(done=done, tests="\n".join(failed_tests(arguments.root / "build")))
        except Fault as fault:
            progress.clear()
            tell(fault=str(fault))
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description="Builds build/site/ from the chapters and docs/.")
    add_options(parser)
    parser.add_argument("--orders", action="store_true", help="stay, and build for each line that comes in")
    arguments = parse(parser)
    if arguments.orders:
        return answer_orders(arguments)
    try:
        done = build_site(arguments.root, arguments.heddle, not arguments.no_compile)
    except Fault as fault:
        print(f"{fault}\nsite: not built; build/site is as it was", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nsite: interrupted; the next run goes on", file=sys.stderr)
        return 130
    for words in failed_tests(arguments.root / "build"):
        print(words, file=sys.stderr)
    print(f"site: {done}; build/site/index.html")
    return 0


if __name__ == "__main__":
    sys.exit(main())
