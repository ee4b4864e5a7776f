# SPDX-License-Identifier: MIT
"""The site's build and its server, on a small book of their own: test_build.py HEDDLE [NAME].

Each test has a fresh copy of the book. It is built with the project's docs/ (less its API pages) and the Python packages in
build/venv; nothing is compiled.
"""
import fcntl
import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
CHAPTER = """\
---
title: A small chapter
exports: n/a.hpp
namespace: n
---

# A small chapter

**You will be able to** say hello.

Here stands a quiet word.

```cpp export
/// The answer.
/// \\param a  any number
inline int answer(int a) { return a < 0 ? a : 42; }
```

```dot alt="one thing leads to another"
digraph { a -> b }
```
"""
INDEX = """\
# A small book

## Contents

<!-- heddle:contents -->

```{toctree}
:hidden:

sources
```
"""
WAIT_SECONDS = 60


def make_book(folder):
    root = Path(folder).resolve()
    docs = root / "docs"
    shutil.copytree(PROJECT / "docs", docs, ignore=shutil.ignore_patterns("api", "recordings", "*.md", "__pycache__"))
    shutil.copy(PROJECT / "docs" / "sources.md", docs)
    (docs / "index.md").write_text(INDEX)
    (root / "chapters").mkdir()
    (root / "chapters" / "01-a.md").write_text(CHAPTER)
    (root / "build").mkdir()
    (root / "build" / "venv").symlink_to(PROJECT / "build" / "venv")
    return root


def command(script, root, heddle):
    return [sys.executable, PROJECT / "tools" / "site" / script, "--root", root, "--heddle", heddle, "--no-compile"]


def build(root, heddle):
    colours = os.environ | {"CI": "true", "FORCE_COLOR": "1"}  # what makes programs print colours into a pipe
    return subprocess.run(command("site_build.py", root, heddle), env=colours, capture_output=True, text=True, check=False)


def with_extensions(code):
    """Runs Python code where Sphinx and the site's extensions are."""
    python = PROJECT / "build" / "venv" / "bin" / "python"
    env = os.environ | {"PYTHONPATH": str(PROJECT / "tools" / "heddle" / "sphinx")}
    return subprocess.run([python, "-c", code], capture_output=True, text=True, check=False, env=env)


def edit(root, old, new, file="chapters/01-a.md"):
    path = root / file
    text = path.read_text()
    assert old in text, f"{file} does not hold {old!r}"
    path.write_text(text.replace(old, new))


def page(root, name="chapters/01-a.html"):
    return (root / "build" / "site" / name).read_text()


def test_second_build_does_nothing(root, heddle):
    first, second = build(root, heddle), build(root, heddle)
    assert first.returncode == 0, first.stderr
    assert "nothing has changed" in second.stdout, second.stdout + second.stderr
    edit(root, "quiet", "loud")
    left = root / "build" / "site" / "chapters" / "01-a.html.new"  # by a build that was killed
    left.touch()
    third = build(root, heddle)
    assert "changed in" in third.stdout and "a loud word" in page(root), third.stdout + third.stderr
    assert not left.exists()


def test_an_interrupted_build_says_so_and_the_next_goes_on(root, heddle):
    running = subprocess.Popen(command("site_build.py", root, heddle), stderr=subprocess.PIPE, text=True)
    end = time.monotonic() + WAIT_SECONDS
    while not (root / "build" / "doctrees").exists() and time.monotonic() < end:
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    said = running.communicate(timeout=WAIT_SECONDS)[1]
    assert running.returncode == 130 and "interrupted" in said and "Traceback" not in said, said
    done = build(root, heddle)
    assert done.returncode == 0 and "a quiet word" in page(root), done.stderr


def test_what_a_killed_build_has_left_is_not_believed(root, heddle):
    assert build(root, heddle).returncode == 0
    # As a kill leaves it that came after the pages and before the index of the search.
    (root / "build" / "site-next" / "searchindex.js").unlink()
    (root / "build" / "site-next.under-way").touch()
    edit(root, "quiet", "loud")
    done = build(root, heddle)
    assert done.returncode == 0 and "a loud word" in page(root), done.stderr
    for seconds in (0.1, 0.3, 0.5, 0.8, 1.2):
        edit(root, "loud", "louder")
        running = subprocess.Popen(command("site_build.py", root, heddle), stderr=subprocess.DEVNULL, start_new_session=True)
        time.sleep(seconds)
        os.killpg(running.pid, signal.SIGKILL)
        running.wait(WAIT_SECONDS)
        done = build(root, heddle)
        assert done.returncode == 0 and (root / "build" / "site" / "searchindex.js").exists(), done.stderr


def test_builds_wait_for_each_other(root, heddle):
    held = os.open(root / "build", os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    running = subprocess.Popen(command("site_build.py", root, heddle), stderr=subprocess.PIPE, text=True)
    assert "another build is under way" in running.stderr.readline()
    assert not (root / "build" / "pages").exists(), "it did not wait"
    os.close(held)
    assert running.wait(WAIT_SECONDS) == 0
    edit(root, "quiet", "loud")
    several = [subprocess.Popen(command("site_build.py", root, heddle), stderr=subprocess.DEVNULL) for _ in range(3)]
    assert [one.wait(WAIT_SECONDS) for one in several] == [0, 0, 0] and "a loud word" in page(root)


def test_a_full_disk_is_named_and_the_next_build_is_whole(root, heddle):
    """At every size of the disk: while heddle writes, while Sphinx does, and while the site is copied."""
    (root / "build" / "venv").unlink()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "none", root / "build"]
    if subprocess.run(mount, stderr=subprocess.DEVNULL, check=False).returncode:
        return print("        skipped: no file system can be mounted here")
    try:
        (root / "build" / "venv").symlink_to(PROJECT / "build" / "venv")
        said = []
        for size in ("64k", "300k", "900k"):
            subprocess.run(["mount", "-o", f"remount,size={size}", root / "build"], check=True)
            done = build(root, heddle)
            assert done.returncode == 1 and "Traceback" not in done.stderr and "No space left on device" in done.stderr, done.stderr
            said.append(done.stderr)
            shown = list((root / "build" / "site").rglob("*"))
            assert not [p for p in shown if p.is_file()], shown
        assert "cannot-write" in said[0] and "Sphinx broke off" in said[1], said
        subprocess.run(["mount", "-o", "remount,size=50m", root / "build"], check=True)
        done = build(root, heddle)
        assert done.returncode == 0 and "</svg>" in page(root), done.stderr
        subprocess.run(["mount", "-o", "remount,ro", root / "build"], check=True)
        edit(root, "quiet", "loud")
        done = build(root, heddle)
        assert done.returncode == 1 and "Read-only file system" in done.stderr and "Traceback" not in done.stderr, done.stderr
        assert "a quiet word" in page(root)
        return None
    finally:
        subprocess.run(["umount", root / "build"], check=True)


def test_a_warning_is_an_error_at_the_chapters_line(root, heddle):
    build(root, heddle)
    edit(root, "a quiet word.", "[a word](nowhere.md).")
    line = 1 + CHAPTER[:CHAPTER.index("Here stands")].count("\n")
    for _ in range(2):  # a fault must not be forgotten by the next build
        done = build(root, heddle)
        assert done.returncode == 1 and re.search(rf"^chapters/01-a.md:{line}: WARNING", done.stderr, re.M), done.stdout + done.stderr
        assert str(root) not in done.stderr, done.stderr
    assert "a quiet word" in page(root), "the last good site is gone"
    edit(root, "[a word](nowhere.md).", "mended.")
    done = build(root, heddle)
    assert done.returncode == 0 and "Here stands mended" in page(root), done.stderr


def test_a_bad_diagram_is_an_error_at_its_line(root, heddle):
    line = 1 + CHAPTER[:CHAPTER.index("```dot")].count("\n")
    edit(root, "digraph { a -> b }", "digraph { a -> ")
    done = build(root, heddle)
    assert done.returncode == 1 and f"chapters/01-a.md:{line + 1}:" in done.stderr and "syntax error" in done.stderr, done.stderr
    # What only dot itself can know.
    edit(root, "digraph { a -> ", "digraph { a [shape=nothing] }")
    done = build(root, heddle)
    assert done.returncode == 1 and f"chapters/01-a.md:{line}: " in done.stderr and "unknown shape nothing" in done.stderr, done.stderr
    edit(root, "digraph { a [shape=nothing] }", "digraph { a [label=<<table><tr>x</tr></table>>] }")
    done = build(root, heddle)
    assert done.returncode == 1 and f"chapters/01-a.md:{line}: " in done.stderr and "syntax error" in done.stderr, done.stderr


def test_an_excerpt_is_the_chapters_cell(root, heddle):
    with (root / "chapters" / "01-a.md").open("a") as chapter:
        chapter.write("\n```cpp\nanswer(-1) < 0\n```\n")
    with (root / "docs" / "index.md").open("a") as index:
        index.write("\n```{heddle-excerpt} chapters/01-a\nanswer(-1) < 0\n```\n")
    done = build(root, heddle)
    assert done.returncode == 0 and 'class="cell cell-cell"' in page(root, "index.html"), done.stderr
    # The page follows the chapter, or the build says that it cannot.
    edit(root, "answer(-1) < 0", "answer(-2) < 0")
    done = build(root, heddle)
    assert done.returncode == 1 and "chapters/01-a has no cell 'answer(-1) < 0'" in done.stderr, done.stderr


def test_search_knows_symbols_and_no_parameters(root, heddle):
    code = ("import heddle_api as a, sphinx.domains.cpp as c\n"
            "c.CPPDomain.get_objects = lambda self: [(n, n, k, 'p', 'i', 1) for n, k in "
            "(('T', 'class'), ('T<U>', 'class'), ('T::U', 'templateParam'), ('T::f', 'function'))]\n"
            "print([(n, p) for n, *_, p in a.Symbols.get_objects(object.__new__(a.Symbols))])\n")
    done = with_extensions(code)
    assert done.stdout.strip() == "[('T', 0), ('T<U>', 1), ('T::U', -1), ('T::f', 1)]", done.stdout + done.stderr


def test_a_class_that_is_gone_from_a_header_is_forgotten(root, heddle):
    code = ("import heddle_api as a, types\n"
            "env = types.SimpleNamespace(breathe_file_state={'/nowhere/x.xml': (0, {'api/a', 'api/b'}), a.__file__: (0, {'api/c'})})\n"
            "print(a.forget_what_is_gone(None, env, set(), set(), {'api/b'}), list(env.breathe_file_state) == [a.__file__])\n")
    done = with_extensions(code)
    assert done.stdout.strip() == "['api/a'] True", done.stdout + done.stderr


def test_what_a_chapter_says_is_text_and_never_code_of_the_page(root, heddle):
    bad = '<script>alert(1)</script><img src=x onerror=alert(1)>'
    with (root / "chapters" / "01-a.md").open("a") as chapter:
        chapter.write(f'\n```cpp text reason="{bad}"\n`{bad}` --> @ $\n```\n\n```cpp test="{bad}"\nCHECK(true);\n```\n')
        addresses = ["javascript:alert(1)", "JAVA&#9;SCRIPT:alert(1)", " data:text/html,x", "b.html", "#c", "https://example.org/a:b"]
        nodes = "".join(f'n{i} [label="</svg>{bad}", URL="{address}"]; ' for i, address in enumerate(addresses))
        chapter.write(f'\n```dot alt="--> {bad}"\ndigraph {{ {nodes} g [style=filled, fillcolor="red:blue"] }}\n```\n')
    done = build(root, heddle)
    assert done.returncode == 0, done.stderr
    for name in ("chapters/01-a.html", "sources/tests/01_a_test.cpp.html"):
        assert "<script>alert" not in page(root, name) and "<img src=x" not in page(root, name), name
    markup = page(root)
    links = re.findall(r'<g id="[^"]*-a_node\d+"><a(?: href="([^"]*)")?', markup)
    assert links == ["", "", "", *addresses[3:]], links
    ids = set(re.findall(r'\bid="([^"]*)"', markup))
    assert (used := re.findall(r'url\(#([^)]*)\)', markup)) and ids.issuperset(used), used


def test_doxygens_warning_is_an_error_at_the_chapters_line(root, heddle):
    # The project's headers live in ten/, and so do this book's when Doxygen shall read them.
    edit(root, "exports: n/a.hpp", "exports: ten/a.hpp")
    edit(root, "/// \\param a  any number", "/// \\param nobody  is here")
    subprocess.run([heddle, "tangle", "--line", "--root", root, "--out", root / "build" / "tangled", "-q"], check=True)
    done = build(root, heddle)
    line = 1 + CHAPTER[:CHAPTER.index("/// \\param")].count("\n")
    found = re.search(r"^chapters/01-a.md:(\d+): .*nobody", done.stderr, re.M)
    assert done.returncode == 1 and found and abs(int(found.group(1)) - line) <= 1, done.stdout + done.stderr


def test_api_pages_follow_the_headers(root, heddle):
    (root / "src" / "ten").mkdir(parents=True)
    (root / "src" / "ten" / "a.hpp").write_text("int a();\n")
    check = [sys.executable, PROJECT / "tools" / "site" / "api_pages.py", "--check", root]
    assert "docs/api/a.rst: missing" in subprocess.run(check, capture_output=True, text=True, check=False).stderr
    subprocess.run([sys.executable, PROJECT / "tools" / "site" / "api_pages.py", root], check=True)
    assert subprocess.run(check, check=False).returncode == 0
    (root / "src" / "ten" / "a.hpp").rename(root / "src" / "ten" / "b.hpp")
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "b.rst: missing" in done.stderr and "a.rst: no header" in done.stderr, done.stderr


def test_numbers_that_are_read_in_a_figure_are_not_rounded(root, heddle):
    sys.path.insert(0, str(PROJECT / "tools" / "heddle" / "sphinx"))
    import heddle_plot

    drawn = heddle_plot.themed('<svg><text x="10.256">0.001</text></svg>', {}, "k")
    assert 'x="10.3"' in drawn and ">0.001<" in drawn, drawn


def test_the_series_of_a_figure_all_look_different(root, heddle):
    sys.path.insert(0, str(PROJECT / "tools" / "heddle" / "sphinx"))
    import heddle_plot

    assert len({str(heddle_plot.style_of(i)) for i in range(35)}) == 35


def test_a_name_in_a_figure_is_text_and_no_formula(root, heddle):
    point = '{"n": 8, "seconds": {"median": 1, "low": 1, "high": 1}}'
    (root / "docs" / "recordings").mkdir()
    (root / "docs" / "recordings" / "01-a.m.json").write_text(
        '{"schema": 1, "machine": {"name": "m"}, "build": {}, "benchmarks": [{"title": "a", "points": [%s]}]}' % point)
    with (root / "chapters" / "01-a.md").open("a") as chapter:
        chapter.write("\n```plot\nrecording: a\nx: 'for $5 or $\\frac'\nlabels: {a: 'x^2 $a_b$'}\nalt: a\n```\n")
    done = build(root, heddle)
    assert done.returncode == 0, done.stderr
    drawn = "".join(re.findall(r"<svg.*?</svg>", page(root), re.S))
    assert "for $5 or $\\frac" in drawn and "x^2 $a_b$" in drawn


def test_a_long_name_of_an_axis_is_broken_where_the_figure_is_narrow(root, heddle):
    code = ("import heddle_plot as p\nplot = {'series': [{'label': 'a', 'points': [{'x': x, 'median': x, 'low': x, 'high': x} for x in (1, 2)]}],"
            "'x': '1 loops, 2 element by element, 3 broadcasting, 4 einsum, 5 the library', 'quantity': 'seconds'}\n"
            "print([p.draw(plot, inches, 'k').count('loops, 2 element by element, 3 broadcasting, 4 einsum, 5') for inches in p.WIDTHS.values()])")
    done = with_extensions(code)
    assert done.stdout.strip() == "[1, 0]", done.stdout + done.stderr


def test_names_of_functions_in_formulas_have_space_around_them(root, heddle):
    code = ("import heddle_math as m, re\nfrom docutils import nodes\n"
            "for tex in (r'r \\cos \\varphi', r'2 \\ln (1 - u)', r'\\log_2 n', r'i \\cdot \\mathrm{ab}_0 + y'):\n"
            "    drawn = m.mathml(nodes.math('', tex), False).replace('<mspace', '_<mspace')\n"
            "    print(re.sub(r'\\s|<[^>]*>|&ApplyFunction;', '', drawn))\n")
    done = with_extensions(code)
    assert done.stdout.split() == ["r_cos_φ", "2_ln(1−u)", "log2_n", "i⋅ab0+y"], done.stdout + done.stderr


def test_greys_of_a_diagram_follow_the_colours_of_the_page(root, heddle):
    sys.path.insert(0, str(PROJECT / "tools" / "heddle" / "sphinx"))
    import heddle_dot

    drawn = heddle_dot.themed(heddle_dot.run('digraph { a [style=filled, fillcolor="gray85", color="gray50", label="x"] }'), "k")
    shape = re.search(r"<ellipse[^>]*>", drawn).group(0)
    assert shape.count("color-mix(in srgb,var(--ink)") == 2 and "15%" in shape and "50%" in shape and "#" not in drawn, drawn


def site_modules():
    sys.path.insert(0, str(PROJECT / "tools" / "site"))
    import progress
    import site_build
    return site_build, progress


def test_a_page_that_only_links_to_other_lines_waits(root, heddle):
    site_build, _ = site_modules()
    texts = {"same.md": ("a", "a"), "moved.md": ('"#b-L12","line 12 (A)"', '"#b-L14","line 14 (A)"'), "new.md": (None, "a"),
             "gone.md": ("a", None), "written.md": ("12 words", "13 words")}
    for name, both in texts.items():
        for folder, text in zip(("pages", "woven"), both):
            (root / "build" / folder).mkdir(exist_ok=True)
            if text is not None:
                (root / "build" / folder / name).write_text(text)
    pages = site_build.pages_to_copy(root / "build")
    assert [str(p) for p in pages] == ["gone.md", "moved.md", "new.md", "written.md"], pages
    soon = [str(p) for p in pages if site_build.says_something_new(root / "build", p)]
    assert soon == ["gone.md", "new.md", "written.md"], soon
    site_build.copy_pages(root / "build", pages)
    assert not site_build.pages_to_copy(root / "build")


def test_what_is_written_is_shown_before_what_it_moves(root, heddle):
    site_build, _ = site_modules()
    (root / "chapters" / "02-b.md").write_text("---\nexports: n/b.hpp\n---\n\n# B\n\n```cpp chunk=\"part\"\nint b();\n```\n")
    edit(root, "```dot", "```cpp export file=\"n/b.hpp\"\n<<part>>\n```\n\n```dot")
    times = []
    first = site_build.build_site(root, heddle, False, lambda: None)
    assert first != site_build.NOTHING
    edit(root, "Here stands a quiet word.", "One more line.\n\nHere stands a quiet word.")
    site_build.build_site(root, heddle, False, lambda: times.append(("One more line" in page(root), page(root, "chapters/02-b.html"))))
    assert len(times) == 2 and times[0][0] and times[0][1] != times[1][1], [t[0] for t in times]


def test_a_long_build_says_what_it_does(root, heddle):
    code = ("import progress as p; p.QUIET_SECONDS = p.LOG_SECONDS = 0; p._state['said'] = p.time.monotonic()\n"
            "p.build_step('[12/40] Building CXX object tests/CMakeFiles/cells-05-m.dir/__/build/compiled/cells/05-m.cpp.o')\n"
            "p.build_step('nothing'); p.sphinx_step('reading sources... [ 12%] chapters/01-a'); p.sphinx_step('loading')\n"
            "p.QUIET_SECONDS = 99; p.say('too soon')")
    env = os.environ | {"PYTHONPATH": str(PROJECT / "tools" / "site")}
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=env).stderr
    assert said == "site: 0:00 [12/40] compiling the cells of chapters/05-m.md\nsite: 0:00 reading the page chapters/01-a (12 %)\n", said


def test_serve_rebuilds_and_reloads(root, heddle):
    server = subprocess.Popen([*command("serve.py", root, heddle), "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        said = lines_of(server.stdout)
        address = expect(said, r"http://localhost:\d+/").group(0)
        events = lines_of(urllib.request.urlopen(address + ".reload", timeout=WAIT_SECONDS))
        first = expect(events, r"data: (\d+)").group(1)
        assert "new EventSource" in fetch(address + "chapters/01-a.html") and "new EventSource" not in page(root)
        edit(root, "a -> b }", "a -> ")
        expect(said, r"chapters/01-a.md:\d+:.*syntax error")
        expect(said, r"the last good site is shown")
        assert "a quiet word" in fetch(address + "chapters/01-a.html")
        edit(root, "a -> ", "a -> b }")
        edit(root, "quiet", "loud")
        start = time.monotonic()
        expect(events, rf"data: (?!{first}\b)\d+")
        assert "a loud word" in fetch(address + "chapters/01-a.html")
        print(f"        the page was there {time.monotonic() - start:.1f} s after the change")
    finally:
        server.terminate()
        server.wait()


def lines_of(stream):
    """A queue of the stream's lines, so that waiting for one can end."""
    lines = queue.Queue()

    def read():
        try:
            for line in stream:
                lines.put(line if isinstance(line, str) else line.decode())
        except (OSError, ValueError):
            pass

    threading.Thread(target=read, daemon=True).start()
    return lines


def expect(lines, pattern):
    """The next line that matches, within a minute."""
    seen, end = [], time.monotonic() + WAIT_SECONDS
    while True:
        try:
            seen.append(lines.get(timeout=max(0.01, end - time.monotonic())))
        except queue.Empty:
            raise AssertionError(f"{pattern!r} did not come; seen: {''.join(seen)}") from None
        if match := re.search(pattern, seen[-1]):
            return match


def fetch(address):
    with urllib.request.urlopen(address, timeout=WAIT_SECONDS) as answer:
        return answer.read().decode()


def main(heddle, only=""):
    tests = {name: test for name, test in globals().items() if name.startswith("test_") and only in name}
    failed = 0
    for name, test in tests.items():
        with tempfile.TemporaryDirectory() as folder:
            start = time.monotonic()
            try:
                test(make_book(folder), heddle)
                print(f"passed  {name}  ({time.monotonic() - start:.1f} s)", flush=True)
            except AssertionError as fault:
                failed += 1
                print(f"FAILED  {name}\n{fault}", flush=True)
    print(f"{len(tests) - failed} passed, {failed} failed")
    return 1 if failed or not tests else 0


if __name__ == "__main__":
    os.environ.pop("BOOK_REPOSITORY", None)
    sys.exit(main(Path(sys.argv[1]).resolve(), *sys.argv[2:]))
