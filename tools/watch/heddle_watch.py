#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""One chapter, again and again: on each save its cells are compiled, run and compared, and its tests run; nothing else is built.

    heddle_watch.py [--root DIR] [--build DIR] [--heddle FILE] [--once] CHAPTER

CHAPTER is the name of a file in chapters/, with its ending or without. After a save the cells are not optimised at first, for that
takes a third of the time; the same cells as the book has them follow, and what they show differently is said. --build names the folder
that CMake has configured.
--once does it once and ends: status 0, 1 for a fault in the chapter, 2 for a wrong call. Of the messages only the chapter's are shown;
the difference between what a cell shows and what the chapter says is among them. The package watchfiles tells of a save; where it is
not installed, the files' times do.
"""
import argparse
import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

LOOK_SECONDS = 0.2


def main() -> int:
    parser = argparse.ArgumentParser(description="Builds, runs, tests and compares one chapter on each save.")
    parser.add_argument("chapter")
    parser.add_argument("--root", type=Path, default=Path.cwd(), help="the book's folder")
    parser.add_argument("--build", type=Path, help="CMake's folder (default: build/dev or build below the root)")
    parser.add_argument("--heddle", help="the heddle to compare with (default: the one beside this script, else the one in PATH)")
    parser.add_argument("--once", action="store_true", help="do it once and end")
    arguments = parser.parse_args()
    root = arguments.root.resolve()
    name = Path(arguments.chapter).name.removesuffix(".md")
    if not (root / "chapters" / f"{name}.md").is_file():
        known = ", ".join(sorted(p.stem for p in (root / "chapters").glob("*.md"))) or "none"
        print(f"watch: there is no chapters/{name}.md; the chapters are: {known}", file=sys.stderr)
        return 2
    build = arguments.build or next((b for b in (root / "build/dev", root / "build") if (b / "CMakeCache.txt").exists()), None)
    if build is None or not (build / "CMakeCache.txt").exists():
        print(f"watch: {build or root / 'build'} is no build folder; run: cmake -S {root} -B {root / 'build'} -G Ninja", file=sys.stderr)
        return 2
    chapter = Chapter(root, build.resolve(), arguments.heddle, name)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    try:
        if arguments.once:
            return 0 if chapter.run(quick=False) else 1
        watch(root / "chapters", chapter)
    except KeyboardInterrupt:
        print()
    return 0


def heddle_at(given, root: Path) -> str:
    for place in (given, root / "build/bin/heddle", Path(__file__).resolve().with_name("heddle")):
        if place and Path(place).is_file():
            return str(Path(place).resolve())
    return shutil.which("heddle") or "heddle"


class Chapter:
    """What is done for a chapter, and what is said of it."""

    def __init__(self, root: Path, build: Path, heddle: str | None, name: str):
        self.root, self.build, self.heddle, self.name = root, build, heddle, name

    def run(self, quick: bool) -> bool:
        """Are its cells and tests compiled, run and as the chapter says? What is not is on the terminal. Cells come first.

        `quick`: somebody waits, so the cells run as fast as they can be compiled, and once more at the end as the book has them.
        """
        start = time.monotonic()
        quick = quick and self.quick_outputs().is_dir()
        said = self.said_of_cells(quick)
        cells = time.monotonic() - start
        well = self.made(f"tests-{self.name}") and self.tested() and not faulty(said)
        verdict = "all is well" if well else "see above"
        print(f"{self.name}: {verdict} (cells after {cells:.1f} s, all after {time.monotonic() - start:.1f} s)", flush=True)
        if quick and said is not None:
            again = self.said_of_cells(False, said, f"prelude-{self.name}")
            well = well and not faulty(again)
            if again != said:
                print(f"{self.name}: {'all is well' if well else 'see above'}, optimised (after {time.monotonic() - start:.1f} s)", flush=True)
        return well

    def said_of_cells(self, quick: bool, known: str | None = None, *more: str) -> str | None:
        """Builds and compares the cells; what is said of them, or nothing where they cannot be built. It is shown if it is not known."""
        if not self.made(f"quick-record-{self.name}" if quick else f"record-{self.name}", *more):
            return None
        said = self.compared(self.quick_outputs() if quick else self.record().parent)
        if said and said != known:
            print(said, flush=True)
        return said

    def made(self, *targets: str) -> bool:
        # A site that is served builds in the same folder, and waits for the same lock.
        folder = self.root / "build" if self.root / "build" in self.build.parents else self.build
        alone = [shutil.which("flock"), folder] if shutil.which("flock") else []
        done = ran([*alone, "cmake", "--build", self.build, "--target", *targets])
        if done.returncode:
            # Ninja's own lines say what was done, and the commands; what is left is what the compiler says.
            lines = [line for line in (done.stdout + done.stderr).split("\n") if not re.match(r"\[\d+/\d+\] |FAILED: |ninja: |\S*sh /|: && ", line)]
            print("\n".join(lines).strip(), flush=True)
        return done.returncode == 0

    def compared(self, outputs: Path) -> str:
        # Only now: heddle's own build makes it together with the first chapter.
        color = "always" if sys.stdout.isatty() else "never"
        words = [heddle_at(self.heddle, self.root), "check", "--root", self.root, "--outputs", outputs, "--color", color]
        done = ran(words)
        return of_chapter(done.stdout + done.stderr, f"chapters/{self.name}.md")

    def quick_outputs(self) -> Path:
        return next((p for p in (self.build / "quick" / "outputs", self.build.parent / "quick" / "outputs") if p.is_dir()), Path("none"))

    def record(self) -> Path:
        """build/outputs for a build in build/dev, else outputs/ in the build's folder: the newer one."""
        places = [folder / "outputs" / f"{self.name}.json" for folder in (self.build, self.build.parent)]
        return max((p for p in places if p.exists()), key=lambda p: p.stat().st_mtime, default=places[0])

    def tested(self) -> bool:
        program = next((p for p in (self.build / "tests" / f"tests-{self.name}", self.build / f"tests-{self.name}") if p.exists()), None)
        if program is None:
            print(f"{self.name}: there is no program of its tests below {self.build}", file=sys.stderr)
            return False
        done = ran([program], cwd=self.build)
        # A chapter without tests has no fault: Catch2 says so, by a status of its own.
        well = done.returncode == 0 or "No tests ran" in done.stdout + done.stderr or "No test cases" in done.stdout + done.stderr
        if not well:
            print((done.stdout + done.stderr).strip(), flush=True)
        return well


def ran(words: list, cwd: Path | None = None) -> subprocess.CompletedProcess:
    """What a command says and its status. If this program is stopped meanwhile, so is all that the command has started.

    The command has a process group of its own, so that one signal reaches all of it; in exchange, no terminal's does.
    """
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(words, **pipes, text=True, cwd=cwd, process_group=0) as child:
        try:
            stdout, stderr = child.communicate()
        except BaseException:
            # Ninja ends its compilers when it is told to end, and not when it is killed.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGTERM)
            child.communicate()
            raise
    return subprocess.CompletedProcess(words, child.returncode, stdout, stderr)


def faulty(said: str | None) -> bool:
    """Are there errors in what was said of a chapter, or could it not even be built?"""
    return said is None or "error" in re.sub(r"\x1b\[[\d;]*m", "", said)


def of_chapter(said: str, path: str) -> str:
    """The messages about one chapter: each begins with a place and goes on to the next one."""
    kept, mine = [], False
    for line in said.rstrip("\n").split("\n"):
        plain = re.sub(r"\x1b\[[\d;]*m", "", line)
        if place := re.match(r"(\S+?)(?::\d+:\d+)?: (error|warning|note)", plain):
            mine = place.group(1) == path or (place.group(2) == "note" and mine)
        if mine:
            kept.append(line)
    return "\n".join(kept)


def watch(folder: Path, chapter: Chapter) -> None:
    state, alarms = times(folder), ticks(folder)
    while True:
        chapter.run(quick=True)
        print("watch: waiting for a save (stop with Ctrl-C)", flush=True)
        # What was saved while the chapter was run is a save too.
        while (now := times(folder)) == state:
            next(alarms)
        state = now
        print("watch: a save", flush=True)  # an editor's task takes the messages up to the next line above for this save's


def ticks(folder: Path):
    """Yields when it is worth a look at the files' times."""
    try:
        from watchfiles import watch as watch_files
    except ImportError:
        while True:
            yield time.sleep(LOOK_SECONDS)
    # Now and then without a change too: what happens before the system has begun to tell would be missed.
    yield from watch_files(folder, debounce=100, step=20, rust_timeout=1000, yield_on_timeout=True)


def times(folder: Path) -> dict:
    found = {}
    for path in folder.rglob("*"):
        try:
            found[path] = path.stat().st_mtime_ns
        except FileNotFoundError:  # an editor replaces files
            continue
    return found


if __name__ == "__main__":
    sys.exit(main())
