# SPDX-License-Identifier: MIT
"""The site's build and its server, on a small book of their own: test_build.py HEDDLE [NAME].

Each test has a fresh copy of the book. It is built with the project's docs/ (less its API pages) and the Python packages in
build/venv; nothing is compiled.
"""
import base64
import fcntl
import http.client
import json
import os
import queue
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
import xml.etree.ElementTree as ElementTree
from contextlib import contextmanager
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
VENV_PYTHON = PROJECT / "build" / "venv" / "bin" / "python"
PICTURE = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==")


def make_book(folder):
    root = Path(folder).resolve()
    docs = root / "docs"
    shutil.copytree(PROJECT / "docs", docs, ignore=shutil.ignore_patterns("api", "recordings", "layers.json", "*.md", "__pycache__"))
    shutil.copy(PROJECT / "docs" / "sources.md", docs)
    (docs / "index.md").write_text(INDEX)
    (root / "chapters").mkdir()
    (root / "chapters" / "01-a.md").write_text(CHAPTER)
    (root / "tools" / "heddle").mkdir(parents=True)
    (root / "tools" / "heddle" / "sphinx").symlink_to(PROJECT / "tools" / "heddle" / "sphinx")
    (root / "build").mkdir()
    (root / "build" / "venv").symlink_to(PROJECT / "build" / "venv")
    return root


def command(script, root, heddle):
    return [sys.executable, PROJECT / "tools" / "site" / script, "--root", root, "--heddle", heddle, "--no-compile"]


def build(root, heddle):
    colours = os.environ | {"CI": "true", "FORCE_COLOR": "1"}  # what makes programs print colours into a pipe
    return subprocess.run(command("site_build.py", root, heddle), env=colours, capture_output=True, text=True, check=False)


@contextmanager
def address_known(address):
    """Where the site will be found: what docs/conf.py reads. Empty: nobody knows."""
    os.environ["BOOK_URL"] = address
    try:
        yield
    finally:
        del os.environ["BOOK_URL"]


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


def test_code_that_grows_shows_what_differs(root, heddle):
    edit(root, "```dot", """\
```cpp chunk="step"
int a = 1;
int b = 2 < 3;
```

```cpp export
inline void steps() {
    <<step>>
}
```

```cpp chunk="step" replace
int a = 1;
int b = 2 < 4;
```

```cpp chunk="step" after
int c = a & b;
```

```dot""")
    assert (done := build(root, heddle)).returncode == 0, done.stderr
    shown = page(root)
    parts = [re.sub("<[^>]*>", "", part) for part in re.findall(r"<(?:ins|del)>.*?</(?:ins|del)>", shown, re.S)]
    assert parts == ["int b = 2 &lt; 3;\n", "int b = 2 &lt; 4;\n", "int c = a &amp; b;\n"], parts
    words = [re.sub("<[^>]*>", "", bar) for bar in re.findall(r'<span class="cell-right">(.*?)</span>', shown) if "version" in bar]
    assert [bar[:bar.index(" · in ")] for bar in words] == [
        "version 1 of 3 · replaced by version 2", "version 2 of 3 · replaces version 1 · grows in version 3",
        "version 3 of 3 · goes after version 2"], words
    assert shown.count("<summary>the whole, 3 lines</summary>") == 1


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


def test_what_gets_past_heddle_is_refused_by_sphinx(root, heddle):
    """Two readers of Markdown differ: to cmark the fence ends further down, to the site with the note."""
    with (root / "chapters" / "01-a.md").open("a") as chapter:
        chapter.write("\n:::{note}\n```\n:::\n\n<script>alert(1)</script>\n\n```\n")
    done = build(root, heddle)
    assert done.returncode == 1 and re.search(r"chapters/01-a.md:\d+: WARNING: raw HTML in a chapter", done.stderr), done.stderr
    (root / "chapters" / "book.yaml").write_text("allow: [html]\n")
    done = build(root, heddle)
    assert done.returncode == 0 and "<script>alert(1)" in page(root), done.stderr


def test_what_a_cell_shows_is_cleaned_and_its_drawing_stays(root, heddle):
    code = """if True:
    import heddle_clean as c
    kept = '<svg viewBox="0 0 9 9" shape-rendering="crispEdges"><defs><linearGradient id="g"></linearGradient></defs>' \\
           '<rect x="1" fill="url(#g)" style="stroke:red"></rect></svg>' \\
           '<table class="t"><tbody><tr><td style="background:#fff">1</td></tr></tbody></table>'
    print(c.cleaned(kept) == kept)
    print(c.cleaned('<a href="#a">x</a><img alt="a" src="data:image/png;base64,AA==">'))
    for bad in ('<a href="https://e.org">x</a>', '<a href="b.html">x</a>', '<img src="//e.org/x">', '<p style="position:fixed;left:0">x</p>',
                '<p style="color:url(http://e.org)">x</p>', '<rect fill="url(http://e.org#a)"></rect>', '<script>x</script>', '<p onclick="x">x</p>',
                '<svg><image href="x.svg"></image></svg>', '<img src="data:image/svg+xml;base64,AA">', '<form><input></form>', '<style>p{}</style>'):
        print(c.cleaned(bad))
"""
    done = with_extensions(code)
    assert done.stdout.split("\n")[:2] == ["True", '<a href="#a">x</a><img alt="a" src="data:image/png;base64,AA==">'], done.stdout + done.stderr
    left = re.findall(r"e\.org|b\.html|x\.svg|position|url|script|onclick|svg\+xml|input|style>", "\n".join(done.stdout.split("\n")[2:]))
    assert len(done.stdout.split("\n")) == 15 and not left, done.stdout + done.stderr


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


def test_api_pages_name_namespaces_and_hide_what_is_private(root, heddle):
    edit(root, "exports: n/a.hpp\nnamespace: n", "exports: ten/a.hpp\nnamespace: ten")
    edit(root, "return a < 0 ? a : 42; }", """return a < 0 ? a : 42; }
/// Counts.
class Counter {
public:
    /// How many.
    int count() const { return note_.count; }

private:
    struct Note {
        int count = 0;
    };
    int hidden() const { return 0; }
    Note note_;
};
namespace detail {
/// Asked for by nobody else.
inline int inner() { return 1; }
}  // namespace detail""")
    edit(root, "sources\n", "sources\napi/index\n", "docs/index.md")
    subprocess.run([heddle, "tangle", "--root", root, "-q"], check=True)
    subprocess.run([sys.executable, PROJECT / "tools" / "site" / "api_pages.py", root], check=True)
    done = build(root, heddle)
    assert done.returncode == 0, done.stdout + done.stderr
    shown = page(root, "api/a.html")
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", shown))
    assert words.index("In the namespace ten ") < words.index("answer") < words.index("In the namespace ten::detail ") < words.index("inner"), words
    assert "How many." in words and not re.search("hidden|note_|Note|Private", words), words


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
        '{"schema": 1, "machine": {"name": "m"}, "build": {}, '
        '"benchmarks": [%s]}' % ", ".join('{"title": "%s", "points": [%s]}' % (title, point) for title in "ab"))
    with (root / "chapters" / "01-a.md").open("a") as chapter:
        chapter.write("\n```plot\nrecording: [a, b]\nx: 'for $5 or $\\frac'\nlabels: {a: 'x^2 $a_b$'}\nalt: a\n```\n")
    done = build(root, heddle)
    assert done.returncode == 0, done.stderr
    drawn = "".join(re.findall(r"<svg.*?</svg>", page(root), re.S))
    assert "for $5 or $\\frac" in drawn and "<span>x^2 $a_b$</span></li>" in page(root)


def test_a_listing_shows_instructions_and_the_lines_that_they_were_made_from(root, heddle):
    counts = dict.fromkeys(("instructions", "fmas", "loads", "stores", "broadcasts", "shuffles", "spills", "calls"), 1)
    lines = [{"text": "loop:"}] + [{"text": f"add r{i}, <3>", "code": "a < b;"} for i in range(40)]
    listing = {"function": "answer", "compiler": "g++ -O3", "hash": "0", "counts": counts, "lines": lines}
    recording = {"schema": 1, "chapter": "chapters/01-a.md", "machine": {"name": "x86-64"}, "build": {"compiler": "g++ 1.2.3"}, "benchmarks": []}
    (root / "docs" / "recordings").mkdir()
    (root / "docs" / "recordings" / "01-a.x86-64.json").write_text(json.dumps(recording | {"listings": [listing]}))
    with (root / "chapters" / "01-a.md").open("a") as chapter:
        chapter.write('\n```asm function="answer" compiler="g++ -O3"\nspills <= 1\nloads = stores\n```\n\n'
                      '```asm function="answer" compiler="g++ -O2"\nloads = 1\n```\n')
    done = build(root, heddle)
    assert done.returncode == 0, done.stderr
    figures = re.findall(r'<figure class="cell cell-asm".*?</figure>', page(root), re.S)
    words = [re.sub(r"<[^>]*>", "", figure) for figure in figures]
    assert "Stale" in words[0] and "Checked of this loop: spills &lt;= 1, loads = stores. Made by g++ 1.2.3 for x86-64" in words[0], words[0]
    assert "; a &lt; b;" in words[0] and "add r0, &lt;3&gt;" in words[0] and "show the other 25 lines of the loop" in words[0], words[0]
    assert "Not recorded." in words[1] and "Checked" not in words[1], words[1]


def test_a_long_name_of_an_axis_is_broken_where_the_figure_is_narrow(root, heddle):
    code = ("import heddle_plot as p\nplot = {'series': [{'label': 'a', 'points': [{'x': x, 'median': x, 'low': x, 'high': x} for x in (1, 2)]}],"
            "'x': '1 loops, 2 element by element, 3 broadcasting, 4 einsum, 5 the library', 'quantity': 'seconds'}\n"
            "print([p.draw(plot, inches, 'k').count('loops, 2 element by element, 3 broadcasting, 4 einsum, 5') for inches in p.WIDTHS.values()])")
    done = with_extensions(code)
    assert done.stdout.strip() == "[1, 0]", done.stdout + done.stderr


def test_the_notebook_shows_code_in_its_words_and_names_of_chunks(root, heddle):
    code = ("import heddle_notebook as n\n"
            "block = {'code': 'f();\\n  <<do it>>\\n', 'href': 'a.html#b', 'text': 'A', 'kind': 'cell', 'refs': {'do it': {'href': 'a.html#c'}}}\n"
            "print(n.row_html({'number': 1, 'code': 'f()', 'note': 'a `<b>` c', 'blocks': [block]}, None))")
    done = with_extensions(code)
    assert "a <code>&lt;b&gt;</code> c" in done.stdout and ">⟨do it⟩</a>" in done.stdout, done.stdout + done.stderr


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


def test_what_is_wrong_in_a_label_of_a_diagram_dot_says(root, heddle):
    for label in ("<b>x</i>", "<span>x</span>", "R & D"):
        (root / "chapters" / "01-a.md").write_text(CHAPTER + f'\n```dot alt="a"\ndigraph {{ a [label=<{label}>] }}\n```\n')
        done = build(root, heddle)
        line = CHAPTER.count("\n") + 2
        assert done.returncode == 1 and re.search(rf"chapters/01-a.md:{line}: WARNING: heddle-dot: dot: ", done.stderr), done.stderr


def test_data_of_another_version_or_type_is_refused(root, heddle):
    said = {'"type": "dot", "version": 2': "heddle wrote version 2 of its data, and this extension reads version 1: take both from one release",
            '"type": "dot"': "heddle wrote version None of its data",
            '"type": "plot", "version": 1': "the data is of type plot, not dot"}
    for head, words in said.items():
        (root / "docs" / "index.md").write_text(INDEX + f'\n```{{heddle-dot}}\n{{{head}, "id": "x", "dot": "digraph {{ a }}", "alt": "a"}}\n```\n')
        done = build(root, heddle)
        assert done.returncode == 1 and re.search(rf"index.md:\d+: WARNING: heddle-dot: {re.escape(words)}", done.stderr), done.stderr
    # The pages of a heddle that speaks otherwise: an excerpt reads them too.
    done = with_extensions("import heddle_site as s\ns.cells_of('```{heddle-block}\\n{\"type\": \"block\", \"version\": 2}\\n```')")
    assert "ValueError: heddle wrote version 2" in done.stderr, done.stderr
    # So does a page of the API, which says it at its name and stands without links back.
    (root / "build" / "pages" / "sources" / "ten").mkdir(parents=True)
    for data, words in {'{"type": "source", "version": 2}': "heddle wrote version 2", '{"type": "source", "version": 1}': "no 'segments'",
                        "{": "Expecting property name"}.items():
        (root / "build" / "pages" / "sources" / "ten" / "x.hpp.md").write_text(f"```{{heddle-source}}\n{data}\n```\n")
        done = with_extensions(f"""
import types
import heddle_api
from docutils import nodes
env = types.SimpleNamespace(docname="api/x", note_dependency=print)
app = types.SimpleNamespace(env=env, config=types.SimpleNamespace(heddle_build={str(root / 'build')!r}))
heddle_api.link_back(app, nodes.section())
""")
        assert done.returncode == 0 and re.search(rf"x\.hpp\.md: .*{re.escape(words)}", done.stderr), done.stdout + done.stderr


def site_modules():
    sys.path.insert(0, str(PROJECT / "tools" / "site"))
    import progress
    import site_build
    return site_build, progress


def test_a_change_of_the_extension_is_on_the_pages(root, heddle):
    site_build, _ = site_modules()
    own = root / "own"
    shutil.copytree(PROJECT / "tools" / "heddle" / "sphinx", own / "tools" / "heddle" / "sphinx")
    kept, site_build.PROJECT = site_build.PROJECT, own
    try:
        site_build.build_site(root, heddle, False)
        assert site_build.build_site(root, heddle, False) == site_build.NOTHING and "code of the library" in page(root)
        edit(own, "code of the library", "code of this library", "tools/heddle/sphinx/heddle_block.py")
        site_build.build_site(root, heddle, False)
        assert "code of this library" in page(root)
    finally:
        site_build.PROJECT = kept


def test_a_page_that_only_links_to_other_lines_waits(root, heddle):
    site_build, _ = site_modules()
    texts = {"same.md": ("a", "a"), "moved.md": ('"#b-L12","n/a.hpp:12"', '"#b-L14","n/a.hpp:14"'), "new.md": (None, "a"),
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


def test_a_saved_cell_is_shown_before_all_that_it_moves(root, heddle):
    """With a compiler that is played: what cells show is named after the record that it is from."""
    site_build, _ = site_modules()
    build, asked, seen = root / "build", [], []
    edit(root, "```dot", "```cpp\nanswer(1)\n```\n\n```dot")
    (root / "chapters" / "02-b.md").write_text("# B\n\n```cpp\n#include <n/a.hpp>\nanswer(2)\n```\n")
    for folder in ("outputs", "quick/outputs", "quick/01-a", "quick/02-b"):
        (build / folder).mkdir(parents=True)

    def played(book, *targets):
        asked.append(targets)
        subprocess.run([heddle, "cells", "--root", book, "--out", build / "cells", "-q"], check=True)
        (build / "cells.stamp").touch()
        for target in targets:
            for stem in ("01-a", "02-b") if target == "book_records" else (target.removeprefix("quick-record-"),) if "quick-" in target else ():
                display = {"text/plain": f"by {target} {len(asked)}"}
                cell = {"line": 1, "status": "ok", "seconds": 0.0, "events": [{"display": display}]}
                program = site_build.program_of(build, stem)
                record = {"schema": 1, "chapter": f"chapters/{stem}.md", "program": program, "cells": [cell], "failure": None}
                folder = build / ("outputs" if target == "book_records" else "quick/outputs")
                (folder / f"{stem}.json").write_text(json.dumps(record))

    site_build.compile_book = played
    site_build.build_site(root, heddle, True, lambda: None)
    assert asked == [("book_records",), ("book_outputs",)] and "by book_records 1" in page(root, "chapters/02-b.html"), asked
    asked.clear()
    edit(root, "a : 42;", "a : 43;")  # a header: the cells of both chapters have to run again
    site_build.build_site(root, heddle, True, lambda: seen.append([page(root, f"chapters/{stem}.html") for stem in ("01-a", "02-b")]))
    assert asked == [("book_programs",), ("quick-record-01-a",), ("book_records", "prelude-01-a"), ("book_outputs",)], asked
    assert "by quick-record-01-a 2" in seen[0][0] and "by book_records 1" in seen[0][1], seen[0]
    assert "by book_records 3" in seen[-1][0] and "by book_records 3" in seen[-1][1], seen[-1]
    asked.clear()
    edit(root, "quiet", "loud")
    site_build.build_site(root, heddle, True, lambda: None)
    assert asked == [("book_programs",), ("book_records",), ("book_outputs",)], asked


def test_a_long_build_says_what_it_does(root, heddle):
    code = ("import progress as p; p.QUIET_SECONDS = p.LOG_SECONDS = 0; p._state['said'] = p.time.monotonic()\n"
            "p.build_step('[12/40] Building CXX object tests/CMakeFiles/cells-05-m.dir/__/build/compiled/cells/05-m.cpp.o')\n"
            "p.build_step('[13/40] Building CXX object tools/CMakeFiles/core.dir/cells/refusal.cpp.o')\n"
            "p.build_step('nothing'); p.sphinx_step('reading sources... [ 12%] chapters/01-a'); p.sphinx_step('loading')\n"
            "p.QUIET_SECONDS = 99; p.say('too soon')")
    env = os.environ | {"PYTHONPATH": str(PROJECT / "tools" / "site")}
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=env).stderr
    steps = ("[12/40] compiling the cells of chapters/05-m.md", "[13/40] compiling cells/refusal.cpp", "reading the page chapters/01-a (12 %)")
    assert said == "".join(f"site: 0:00 {step}\n" for step in steps), said
    code = ("import progress as p; said = ['[1/2] a', 'FAILED: x.o ', 'c++ -c long', 'chapters/01-a.md:3:1: error: b', 'ninja: build stopped: c']\n"
            "print(p.without_commands(said))")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=env)
    assert done.stdout == "['chapters/01-a.md:3:1: error: b']\n", done


@contextmanager
def served(root, heddle, *options):
    """make serve, and its address; what it says is a queue of lines. When it ends it has left nothing."""
    command_line = [VENV_PYTHON, *command("serve.py", root, heddle)[1:], "--port", "0", *options]
    server = subprocess.Popen(command_line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        said = lines_of(server.stdout)
        yield server, said, expect(said, r"http://localhost:\d+/").group(0)
    finally:
        server.terminate()
        server.wait(WAIT_SECONDS)


def asked(address, path, host=None):
    """The status and the text of the answer to a request whose path is sent as it stands."""
    connection = http.client.HTTPConnection("127.0.0.1", int(address.split(":")[2].strip("/")), timeout=WAIT_SECONDS)
    try:
        connection.putrequest("GET", path, skip_host=True)
        connection.putheader("Host", host or address.split("/")[2])
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, answer.read().decode(errors="replace")
    finally:
        connection.close()


def test_serve_rebuilds_and_reloads(root, heddle):
    with served(root, heddle) as (_, said, address):
        expect(said, "files changed")
        events = lines_of(urllib.request.urlopen(address + ".serve/events", timeout=WAIT_SECONDS))
        first = json.loads(expect(events, r"data: (.*)").group(1))
        shown = fetch(address + "chapters/01-a.html")
        assert f'data-state="{first["state"]}"' in shown and first["fault"] == "" and ".serve" not in page(root), shown[-300:]
        edit(root, "a -> b }", "a -> ")
        expect(said, r"chapters/01-a.md:\d+:.*syntax error")
        expect(said, r"the last good site is shown")
        event = json.loads(expect(events, r"data: (.*)").group(1))
        assert "syntax error" in event["fault"] and event["state"] == first["state"], event
        assert "a quiet word" in fetch(address + "chapters/01-a.html")
        edit(root, "a -> ", "a -> b }")
        edit(root, "quiet", "loud")
        start = time.monotonic()
        expect(events, rf'data: (?!.*{first["state"]}).*"fault": ""')
        assert "a loud word" in fetch(address + "chapters/01-a.html")
        print(f"        the page was there {time.monotonic() - start:.1f} s after the change")


def test_serve_shows_the_faults_over_the_page(root, heddle):
    if not (shutil.which("chromium") or shutil.which("chromium-browser")):
        return print("        skipped: this system has no Chromium")
    look = """if True:
        import sys
        sys.path.insert(0, sys.argv[1])
        import site_browser
        with site_browser.chromium() as browser:
            tab = browser.new_page()
            tab.on("console", lambda message: print(message.text, flush=True) if message.type == "error" else None)
            tab.goto(sys.argv[2])
            print("open", flush=True)
            print("shows:", tab.wait_for_selector("#serve-fault", timeout=60000).text_content().replace(chr(10), " "), flush=True)
            tab.wait_for_selector("#serve-fault", state="detached", timeout=60000)
            tab.wait_for_selector("text=a loud word", timeout=60000)
            print("reloaded", flush=True)
    """
    with served(root, heddle) as (_, said, address):
        expect(said, "files changed")
        line = [VENV_PYTHON, "-c", look, Path(__file__).parent, address + "chapters/01-a.html"]
        browser = subprocess.Popen(line, stdout=subprocess.PIPE, text=True)
        lines = lines_of(browser.stdout)
        expect(lines, "open")
        edit(root, "a -> b }", "a -> ")
        expect(lines, "shows:.*syntax error")
        edit(root, "a -> ", "a -> b }")
        edit(root, "quiet", "loud")
        expect(lines, "reloaded")
        assert browser.wait(WAIT_SECONDS) == 0
    return None


def test_serve_gives_the_site_and_nothing_else(root, heddle):
    with served(root, heddle) as (server, said, address):
        expect(said, "files changed")
        (root / "build" / "site" / "out.txt").symlink_to("/etc/passwd")
        (root / "build" / "site" / "folder").symlink_to("/etc")
        for path in ("/%00", "/a%00b.html", "/" + "a" * 300, "/" + "a/" * 3000, "/out.txt", "/folder/passwd", "/chapters/", "/_static", "/_static/",
                     "/../../chapters/01-a.md", "/..%2f..%2fchapters%2f01-a.md", "/%2e%2e/%2e%2e/chapters/01-a.md", "//etc/passwd", "/%2fetc/passwd"):
            status, text = asked(address, path)
            assert status in (400, 404) and "root:" not in text and "quiet" not in text, (path[:50], status, text[:200])
        assert asked(address, "/chapters/01-a.html")[0] == 200 and asked(address, "/")[0] == 200
        for host in ("attacker.example", "localhost.attacker.example:80", "attacker.example:" + address.split(":")[2].strip("/"), "0.0.0.0", ""):
            assert asked(address, "/chapters/01-a.html", host or " ")[0] == 400, host
        number = f"{int(address.split(':')[2].strip('/')):04X}"
        heard = [line.split()[1] for file in ("tcp", "tcp6") for line in Path("/proc/net", file).read_text().split("\n")[1:] if line.strip()]
        assert {place for place in heard if place.endswith(f":{number}")} == {f"0100007F:{number}"}
        assert server.poll() is None


def test_serve_shows_the_sites_page_for_what_is_not_there(root, heddle):
    """At any address it has its styles and its script, also when the site is built for another place."""
    shutil.copy(PROJECT / "docs" / "404.md", root / "docs")
    for elsewhere in ("", "https://example.org/book/"):
        with address_known(elsewhere), served(root, heddle) as (_, said, address):
            expect(said, "files changed")
            for path in ("/nowhere", "/chapters/nowhere.html", "/a/b/c/", "/%00"):
                status, text = asked(address, path)
                assert status == 404 and "There is no such page</h1>" in re.sub("<a class=.headerlink.*?</a>", "", text), (path, status, text[:300])
                assert "/.serve/reload.js" in text and "/book/" not in text.replace("https://example.org/book/", ""), text[:300]
                links = re.findall(r'<(?:link|script)\b[^>]*\b(?:href|src)="([^"]*)"', text)
                for link in [link for link in links if "://" not in link]:
                    assert link.startswith("/") and asked(address, link)[0] == 200, link
            assert asked(address, "/chapters/01-a.html")[0] == 200


def test_serve_ends_what_takes_too_long(root, heddle):
    with served(root, heddle, "--limit", "1") as (_, said, address):
        expect(said, "files changed")
        place = ("127.0.0.1", int(address.split(":")[2].strip("/")))
        for slow in ("", "GET / HTTP/1.1\r\nHost: localhost\r\nX: "):
            with socket.create_connection(place, timeout=WAIT_SECONDS) as connection:
                start = time.monotonic()
                try:
                    connection.sendall(slow.encode())
                    while time.monotonic() - start < 10:
                        if slow:
                            connection.sendall(b"x")
                        connection.settimeout(0.2)
                        try:
                            if not connection.recv(1):
                                break
                        except TimeoutError:
                            continue
                except (ConnectionResetError, BrokenPipeError):
                    pass
                assert 0.5 < time.monotonic() - start < 8, "the connection stays"
        assert asked(address, "/")[0] == 200


def test_serve_names_a_port_that_it_cannot_have(root, heddle):
    def said_of(port):
        line = [VENV_PYTHON, *command("serve.py", root, heddle)[1:], "--port", str(port)]
        return subprocess.run(line, capture_output=True, text=True, check=False, timeout=WAIT_SECONDS)

    for port in (65536, 99999999999, -1, "x"):
        done = said_of(port)
        assert done.returncode == 2 and "is no port" in done.stderr or "expected one argument" in done.stderr, done.stderr
    with socket.create_server(("127.0.0.1", 0)) as other:
        done = said_of(other.getsockname()[1])
    assert done.returncode == 4 and "in use; choose another by PORT=" in done.stderr and "Traceback" not in done.stderr, done.stderr


def test_serve_leaves_nothing_when_it_is_stopped(root, heddle):
    slow = root / "slow"
    slow.write_text(f"#!/bin/sh\nsleep 1234 &\necho $$ $! > {root}/pids\nwait\n")
    slow.chmod(0o755)
    for number in (signal.SIGTERM, signal.SIGINT):
        with served(root, slow) as (server, _, address):
            assert asked(address, "/")[0] == 503
            end = time.monotonic() + WAIT_SECONDS
            while not (root / "pids").exists() or not (root / "pids").read_text().strip():
                assert time.monotonic() < end
                time.sleep(0.02)
            server.send_signal(number)
            assert server.wait(20) == 0
            time.sleep(0.1)
            for pid in (root / "pids").read_text().split():
                status = Path("/proc", pid, "status")
                assert not status.exists() or "State:\tZ" in status.read_text(), f"{number}: {pid} still runs"
            (root / "pids").unlink()


def test_serve_goes_on_when_folders_vanish(root, heddle):
    with served(root, heddle) as (_, said, address):
        expect(said, "files changed")
        for folder in ("chapters", "docs/_static"):
            (root / folder).rename(root / "away")
            expect(said, "the last good site is shown")
            (root / "away").rename(root / folder)
            expect(said, "serve: (nothing has changed|.* changed)")
        edit(root, "quiet", "loud")
        expect(said, "files changed")
        assert "a loud word" in fetch(address + "chapters/01-a.html")
        shutil.copytree(root / "chapters", root / "copy")
        shutil.rmtree(root / "chapters")
        expect(said, "the last good site is shown")
        shutil.copytree(root / "copy", root / "chapters")
        expect(said, "serve: (nothing has changed|.* changed)")
        edit(root, "loud", "soft")
        expect(said, "files changed")
        assert "a soft word" in fetch(address + "chapters/01-a.html")


def test_a_test_that_fails_is_named(root, heddle):
    (root / "build" / "outputs").mkdir()
    report = root / "build" / "outputs" / "tests.xml"
    report.write_text('<testsuites><testsuite><testcase name="good"/><testcase name="a sum"><failure message="x">FAILED:\n  CHECK( 1 == 2 )\n'
                      "at chapters/01-a.md:7\n</failure></testcase></testsuite></testsuites>")
    for _ in range(2):  # also when there is nothing to do
        done = build(root, heddle)
        assert done.returncode == 0 and "chapters/01-a.md:7: the test 'a sum' fails\n" in done.stderr and "good" not in done.stderr, done.stderr


def test_where_the_address_is_known_pages_and_sitemap_name_it(root, heddle):
    """The variable decides whether the site is built anew, and what it asked for goes when it goes."""
    shutil.copy(PROJECT / "docs" / "404.md", root / "docs")
    site, base = root / "build" / "site", "https://example.org/book/"
    for address in ("", base, base.rstrip("/"), ""):
        with address_known(address):
            first, second = build(root, heddle), build(root, heddle)
        assert first.returncode == 0 and "nothing has changed" in second.stdout, first.stderr + second.stdout
        said = {path: re.findall(r'<link rel="canonical" href="([^"]*)"', path.read_text()) for path in sorted(site.rglob("*.html"))}
        names = {path: str(path.relative_to(site)) for path in said}
        pages = {path: base + ("" if name == "index.html" else name) for path, name in names.items() if name != "404.html"}
        assert said == {path: [pages[path]] if address and path in pages else [] for path in said}, said
        sitemap = site / "sitemap.xml"
        assert sitemap.exists() == bool(address) and (site / "screenshot.png").exists() == bool(address)
        if address:
            places = [place.text for place in ElementTree.parse(sitemap).getroot().iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
            assert sorted(places) == sorted(place for path, place in pages.items() if names[path] not in ("search.html", "genindex.html")), places
            assert '<meta property="og:url" content="https://example.org/book/chapters/01-a.html">' in page(root)
            assert re.search(r'src="/book/_static/', page(root, "404.html")), "at another address the page that says so finds no styles"


def test_the_site_holds_what_the_sources_hold(root, heddle):
    """After every step it is, file by file, what a build from nothing makes."""
    second = root / "chapters" / "02-b.md"

    def same_as_from_nothing():
        with tempfile.TemporaryDirectory() as folder:
            fresh = make_book(folder)
            for name in ("chapters", "docs"):
                shutil.rmtree(fresh / name)
                shutil.copytree(root / name, fresh / name, symlinks=True)
            assert (done := build(fresh, heddle)).returncode == 0, done.stderr
            trees = [{str(p.relative_to(r)): p.read_bytes() for p in (r / "build" / "site").rglob("*") if p.is_file()} for r in (root, fresh)]
            trees = [{name: re.sub(rb"\?v=\w+", b"", text) for name, text in tree.items()} for tree in trees]
            other = sorted(name for name in set(trees[0]) | set(trees[1]) if trees[0].get(name) != trees[1].get(name))
            assert not other, other

    def step(what):
        done = build(root, heddle)
        assert done.returncode == 0, f"{what}: {done.stderr}"
        same_as_from_nothing()

    assert build(root, heddle).returncode == 0
    (root / "chapters" / "p.png").write_bytes(PICTURE)
    second.write_text("# A second chapter\n\n![a dot](p.png)\n")
    step("a chapter and a picture more")
    second.write_text("# A second chapter, renamed\n\nWords.\n")
    step("another title, and no picture")
    second.unlink()
    step("a chapter less")
    assert not (root / "build" / "site" / "chapters" / "02-b.html").exists()
    second.write_text("# A third chapter\n\n[nowhere](nowhere.md)\n")
    assert build(root, heddle).returncode == 1
    second.unlink()
    step("after a build that failed")
    (root / "docs" / "_static" / "more.css").write_text("/* more */")
    step("a style more")
    (root / "docs" / "_static" / "more.css").unlink()
    step("a style less")
    second.write_text("# A fourth chapter\n\nWords.\n")
    for seconds in (0.3, 0.9, 1.5):
        running = subprocess.Popen(command("site_build.py", root, heddle), stderr=subprocess.DEVNULL, start_new_session=True)
        time.sleep(seconds)
        os.killpg(running.pid, signal.SIGKILL)
        running.wait(WAIT_SECONDS)
    second.unlink()
    step("after builds that were killed")


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
    for name in ("BOOK_REPOSITORY", "BOOK_URL"):
        os.environ.pop(name, None)
    sys.exit(main(Path(sys.argv[1]).resolve(), *sys.argv[2:]))
