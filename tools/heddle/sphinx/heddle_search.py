# SPDX-License-Identifier: MIT
"""The text of all pages for the search, as a script: a page that was opened as a file may not read its neighbours, but may load it.

Sphinx's search would fetch every page that it lists. docs/_static/book_search.js shows excerpts from this text instead, page by
page. Generated sources are not searched: their code stands in the chapters, and each of them would be found a second time.
"""
import html
import json
import re
from pathlib import Path

from docutils import nodes

FILE = "searchtext.js"
UNSEARCHED = ("sources/", "404")
LEFT_OUT = re.compile(r'<svg.*?</svg>|<summary>.*?</summary>|<span class="ln">.*?</span>', re.S)
BLOCK_END = re.compile(r'</(?:p|pre|div|figcaption|td|th|tr|li)>|</span>(?=<(?:a|span) class="cell)')


def text_of(doctree):
    """A page's words in their order, below its title; of markup what a reader sees of it."""
    title = next(iter(doctree.findall(nodes.title)), None)

    def is_block(node):
        is_text = isinstance(node, nodes.TextElement) and not isinstance(node, nodes.comment)
        return is_text and node is not title and not isinstance(node.parent, nodes.TextElement)

    return re.sub(r"\s+", " ", " ".join(words(block) for block in doctree.findall(is_block))).strip()


def words(node):
    if isinstance(node, nodes.raw):
        markup = LEFT_OUT.sub(" ", node.astext()) if "html" in node.get("format", "") else ""
        return html.unescape(re.sub(r"<[^>]*>", "", BLOCK_END.sub(" ", markup)))
    return node.astext() if isinstance(node, nodes.Text) else "".join(words(child) for child in node.children)


def texts(env):
    if not hasattr(env, "heddle_texts"):
        env.heddle_texts = {}
    return env.heddle_texts


def keep_text(app, doctree):
    name = app.env.docname
    if name.startswith(UNSEARCHED):
        app.env.metadata[name]["nosearch"] = ""
    else:
        texts(app.env)[name] = text_of(doctree)


def forget(app, env, docname):
    texts(env).pop(docname, None)


def write_texts(app, env):
    """Before the pages: they name the script with its checksum."""
    file = Path(app.outdir, "_static", FILE)
    file.parent.mkdir(parents=True, exist_ok=True)
    listed = json.dumps(dict(sorted(texts(env).items())), ensure_ascii=False, separators=(",", ":"))
    file.write_text(f"var SEARCH_TEXT = {listed};\n", encoding="utf-8")


def add_scripts(app, pagename, templatename, context, doctree):
    if pagename == "search":
        app.add_js_file(FILE, loading_method="defer")
        app.add_js_file("book_search.js", loading_method="defer")


def setup(app):
    app.connect("doctree-read", keep_text, priority=900)
    app.connect("env-purge-doc", forget)
    app.connect("env-check-consistency", write_texts)
    app.connect("html-page-context", add_scripts)
