# SPDX-License-Identifier: MIT
"""A small site that has every fault that the checks are for, and the words by which each has to be reported."""
import random
import string
import tempfile
from contextlib import contextmanager
from pathlib import Path

EXPECTED = [
    "links.html: broken link gone.html",
    "links.html: broken anchor #nowhere",
    "links.html: two elements have the id twice",
    "links.html: its title is that of ",
    "book.css: broken link gone.woff2",
    "chapters/heavy.html: 7",
    "chapters/styled.html: 3",
    "console.html: console: something is wrong",
    "script.html: script: ",
    "request.html: request to http://localhost:9/",
    "wide.html: scrolls sideways at 360 px",
    "between.html: scrolls sideways at 1366 px",
    "axe color-contrast",
    "axe image-alt",
    "api/second.html: axe color-contrast",
    "api/third.html: axe image-alt",
    "api/dark.html: axe color-contrast",
    "search.html: Tensor is not found",
    "search.html?q=Tensor: console: nothing can be fetched",
    "chapters/a.html#marked: the copied text holds a chunk mark",
    "chapters/a.html#empty: the copied text is empty",
    "chapters/a.html#elsewhere: the copied line is not in n/a.hpp: int other();",
    "chapters/a.html#lost: its file n/lost.hpp has not been generated",
    "chapters/a.html#uncompiled:1:9: error: ",
    "chapters/a.html: 1 blocks have no copy button",
]
FRAME = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>t</title>{head}
<style>body {{ background: #fff; color: #000 }}</style></head><body><main><h1>t</h1><article>{body}</article></main></body></html>"""
PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="
# Copies what stands beside it, as a button with a faulty handler would.
COPY = "navigator.clipboard.writeText(this.parentNode.querySelector('pre').dataset.copy)"


def block(kind, name, text, target=""):
    link = f'<a class="cell-src" href="#{name}">{target}</a>' if target else ""
    shown = text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return (f'<figure class="cell cell-{kind}" id="{name}">{link}<div class="highlight"><pre data-copy="{shown}">code</pre>'
            f'<button class="copy-button" onclick="{COPY}">copy</button></div></figure>')


def noise(letters):
    """Text that does not compress, the same every time."""
    source = random.Random(1)
    return "".join(source.choice(string.ascii_letters) for _ in range(letters))


PAGES = {
    "links.html": ('<link rel="stylesheet" href="book.css">',
                   '<a href="gone.html">a</a> <a href="#nowhere">b</a> <i id="twice"></i><i id="twice"></i>'),
    "chapters/heavy.html": ("", f'<p style="overflow-wrap: anywhere">{noise(100_000)}</p>'),
    "chapters/styled.html": ('<link rel="stylesheet" href="../heavy.css">', ""),
    "console.html": ("", "<script>console.error('something is wrong')</script>"),
    "script.html": ("", "<script>undefined.x</script>"),
    "request.html": ("", '<img alt="a" src="http://localhost:9/x.png">'),
    "wide.html": ("", '<div style="width: 700px">wide</div>'),
    "between.html": ("<style>@media (min-width: 1300px) and (max-width: 1400px) { p { width: 1500px } }</style>", "<p>wide</p>"),
    "contrast.html": ("", '<p style="color: #bbb">hard to read</p>'),
    "image.html": ("", f'<img src="{PIXEL}">'),
    "api/first.html": ("", f'<p><img alt="a" src="{PIXEL}"></p>'),
    "api/second.html": ("", '<p class="new" style="color: #bbb">hard to read</p>'),
    "api/third.html": ("", f'<p><img src="{PIXEL}"></p>'),
    "api/dark.html": ("<style>@media (prefers-color-scheme: dark) { .late { color: #bbb } }</style>", '<p class="late">hard to read</p>'),
    "search.html": ("", '<div id="search-results"></div><script>if (location.search) console.error("nothing can be fetched")</script>'),
    "chapters/a.html": ("", "".join([
        block("cell", "marked", "<<a chunk>>"),
        block("cell", "empty", " "),
        block("export", "elsewhere", "int other();", "n/a.hpp"),
        block("export", "lost", "int lost();", "n/lost.hpp"),
        block("cell", "uncompiled", "int x = no_such_name;"),
        '<figure class="cell cell-cell" id="bare"><div class="highlight"><pre>code</pre></div></figure>',
    ])),
}


@contextmanager
def made():
    """The folders of the site, of its generated sources and of a runtime header."""
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder).resolve()
        files = {f"site/{name}": FRAME.format(head=head, body=body) for name, (head, body) in PAGES.items()}
        files["site/heavy.css"] = f"/* {noise(45_000)} */"
        files |= {"site/book.css": "@font-face { font-family: x; src: url(gone.woff2) }", "generated/src/n/a.hpp": "int f();\n"}
        files |= {"runtime/heddle/runtime.hpp": ""}
        for name, text in files.items():
            path = top / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        yield top / "site", top / "generated", top / "runtime"
