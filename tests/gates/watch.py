# SPDX-License-Identifier: MIT
"""heddle_watch.py on one chapter of a small book: watch.py SOURCE_TREE BUILD_TREE. A save is noticed and a difference shown, the
other chapter is not compiled, and --once ends with the status of the chapter. Stopped while it builds, it leaves no compiler behind."""
import os
import pathlib
import queue
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

WAIT_SECONDS = 120


def heddle_of_a_new_tree(source, root):
    """Where heddle is built together with the first chapter, it is not there when the program begins."""
    sys.path.insert(0, str(source / "tools/watch"))
    import heddle_watch
    chapter = heddle_watch.Chapter(root, root / "build/dev", None, "01-first")
    (root / "build/bin").mkdir(parents=True)
    heddle = root / "build/bin/heddle"
    heddle.write_text("#!/bin/sh\necho \"chapters/01-first.md:1:1: warning: $1\"\n")
    heddle.chmod(0o755)
    assert "warning: check" in chapter.compared(root / "build/outputs")


def main():
    source, build = (pathlib.Path(word) for word in sys.argv[1:3])
    launcher = {"CMAKE_CXX_COMPILER_LAUNCHER": "ccache"} if shutil.which("ccache") else {}
    with tempfile.TemporaryDirectory() as folder:
        top = pathlib.Path(folder)
        environment = os.environ | launcher | {"CCACHE_BASEDIR": folder, "CCACHE_NOHASHDIR": "1"}

        def call(*words, status=0):
            done = subprocess.run([str(w) for w in words], env=environment, capture_output=True, text=True, check=False)
            if done.returncode != status:
                sys.exit(f"{words}: status {done.returncode}, expected {status}\n{done.stdout}{done.stderr}")
            return done.stdout + done.stderr

        heddle_of_a_new_tree(source, top / "new tree")
        call("cmake", "--install", build, "--component", "heddle", "--prefix", top / "prefix")
        shutil.copytree(source / "tests/consumer/book", top / "book")
        call("cmake", "-S", top / "book", "-B", top / "book/build", "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={top / 'prefix'}")
        watch = [sys.executable, top / "prefix/bin/heddle-watch", "--root", top / "book"]
        chapter = top / "book/chapters/01-counting.md"

        assert "there is no chapters/none.md; the chapters are: 01-counting, 02-doubling" in call(*watch, "--once", "none", status=2)
        assert "01-counting: all is well" in call(*watch, "--once", "01-counting")
        assert not (top / "book/build/outputs/02-doubling.json").exists(), "the other chapter was run"
        chapter.write_text(chapter.read_text().replace("```output\n42\n", "```output\n43\n"))
        said = call(*watch, "--once", "01-counting", status=1)
        assert "    - 43\n    + 42" in said and "02-doubling" not in said, said
        chapter.write_text(chapter.read_text().replace("CHECK(next(0) == 1)", "CHECK(next(0) == 2)"))
        assert "1 == 2" in call(*watch, "--once", "01-counting", status=1)
        chapter.write_text(chapter.read_text().replace("CHECK(next(0) == 2)", "CHECK(next(0) == 1)"))

        lines = queue.Queue()
        running = subprocess.Popen([*watch, "01-counting"], env=environment, stdout=subprocess.PIPE, text=True)
        threading.Thread(target=lambda: [lines.put(line) for line in running.stdout], daemon=True).start()
        try:
            while not lines.get(timeout=WAIT_SECONDS).startswith("watch: waiting"):
                pass
            chapter.write_text(chapter.read_text().replace("```output\n43\n", "```output\n42\n"))
            while "all is well" not in lines.get(timeout=WAIT_SECONDS):
                pass
            chapter.write_text(chapter.read_text().replace("next(41)", "next(40)"))
            while not lines.get(timeout=WAIT_SECONDS).startswith("    + 41"):
                pass
        except queue.Empty:
            sys.exit("a save was not noticed")
        finally:
            # The optimised cells follow: it is compiling now, or soon.
            running.terminate()
            running.wait()
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            stopped_while_it_compiles(watch, top / "book", environment, number)
    return 0


def stopped_while_it_compiles(watch, book, environment, number):
    """Told to end by a signal, it ends what it has started before it does: whoever removes the folder then finds nobody writing in it."""
    chapter = book / "chapters/01-counting.md"
    marks = (book / "began", book / "ended")
    compiler = book / "slow compiler"
    compiler.write_text(f"#!/bin/sh\ntouch '{marks[0]}'\nsleep 2\ntouch '{marks[1]}'\n")
    compiler.chmod(0o755)
    subprocess.run(["cmake", "-S", book, "-B", book / "build", f"-DCMAKE_CXX_COMPILER_LAUNCHER={compiler}"], env=environment, capture_output=True,
                   check=True)
    marks[0].unlink(missing_ok=True)
    chapter.write_text(re.sub(r"next\(4.*\)", f"next(40 + {number})", chapter.read_text()))
    with subprocess.Popen([*watch, "--once", "01-counting"], env=environment, stdout=subprocess.DEVNULL) as running:
        end = time.monotonic() + WAIT_SECONDS
        while not marks[0].exists() and time.monotonic() < end:
            time.sleep(0.05)
        assert marks[0].exists(), "nothing was compiled"
        running.send_signal(number)
        # Ctrl-C is how a reader ends it: no fault.
        assert running.wait() == (0 if number == signal.SIGINT else 128 + number)
    time.sleep(3)
    assert not marks[1].exists(), "a compiler went on after its watcher had ended"


if __name__ == "__main__":
    sys.exit(main())
