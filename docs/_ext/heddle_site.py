# SPDX-License-Identifier: MIT
"""Sphinx directives for what `heddle weave` writes: blocks of a chapter, plots of recordings, generated sources; and MathML.

Each directive's body is JSON; it becomes HTML without scripts. A fault in it is a warning at the page's line.
"""
import html
import json
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from docutils import nodes
from docutils.utils.math import latex2mathml
from sphinx.highlighting import PygmentsBridge
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

import heddle_plot

logger = logging.getLogger(__name__)
escape = html.escape
SPOKEN_KIND = {"cell": "", "export": "export", "define": "define", "test": "test", "bench": "benchmark", "chunk": "", "text": "not compiled"}


class JsonDirective(SphinxDirective):
    """A directive whose body is one JSON object, rendered by `render`."""

    has_content = True

    def run(self):
        try:
            markup = self.render(json.loads("\n".join(self.content)))
        except (ValueError, KeyError, TypeError) as error:
            logger.warning("%s: %r", self.name, error, location=self.get_location())
            return []
        return [nodes.raw("", markup, format="html")]


class Block(JsonDirective):
    def render(self, block):
        outputs = "".join(output_html(output) for output in block.get("outputs", []))
        code = code_html(block["code"], block.get("refs", {}), self.env)
        if "copy" in block:
            code = f'<div data-copy="{escape(block["copy"], quote=True)}">{code}</div>'
        if block.get("hide") or block.get("fold"):
            code = f'<details><summary>{"hidden code" if block.get("hide") else "code"}</summary>{code}</details>'
        failed = " cell-error" if any(o["type"] == "error" for o in block.get("outputs", [])) else ""
        bar = bar_html(block, test_results(self.env))
        return f'<figure class="cell cell-{block["kind"]}{failed}" id="{escape(block["id"])}">{bar}{code}{outputs}</figure>'


class Source(JsonDirective):
    def render(self, source):
        lines = highlight(source["text"], self.env).split("\n")
        starts = {segment["first"]: segment for segment in source.get("segments", [])}
        rows = []
        for number, line in enumerate(lines, 1):
            segment = starts.get(number)
            back = f'<a class="src-back" href="{escape(segment["href"])}">{escape(segment["text"])}</a>' if segment else ""
            rows.append(f'<span id="L{number}" class="src-line"><a class="linenos" href="#L{number}">{number:4}</a> {line}{back}</span>')
        body = "\n".join(rows)
        return f'<div class="source highlight"><pre tabindex="0">{body}</pre></div>'


class Plot(JsonDirective):
    def render(self, plot):
        return heddle_plot.figure(plot, Path(self.config.heddle_build) / "plots")


def bar_html(block, results):
    parts = []
    if block["kind"] == "chunk":
        parts.append(f'<span class="chunk-name">⟨{escape(block.get("title", ""))}⟩ ≡</span>')
    elif SPOKEN_KIND[block["kind"]]:
        parts.append(f'<span class="cell-kind">{SPOKEN_KIND[block["kind"]]}</span>')
        if block.get("title"):
            parts.append(f'<span class="cell-title">{escape(block["title"])}</span>')
    if block.get("reason"):
        parts.append(f'<span>{escape(block["reason"])}</span>')
    for place in block.get("goes_to", []):
        parts.append(f'<a class="cell-src" href="{escape(place["href"])}">{escape(place["text"])}:{place["line"]}</a>')
    if block.get("used_in"):
        links = ", ".join(f'<a href="{escape(use["href"])}">{escape(use["text"])}</a>' for use in block["used_in"])
        parts.append(f"<span>in {links}</span>")
    if "part" in block:
        links = " ".join(f'<a href="{escape(p["href"])}">{i}</a>' for i, p in enumerate(block.get("parts", []), 1))
        parts.append(f'<span>part {block["part"][0]} of {block["part"][1]} {links}</span>')
    if block.get("volatile"):
        parts.append("<span>output differs from run to run</span>")
    if block["kind"] == "test" and block.get("title") in results:
        word = "passed" if results[block["title"]] else "failed"
        parts.append(f'<span class="cell-{word}">{word}</span>')
    return f'<figcaption class="cell-bar">{"".join(parts)}</figcaption>' if parts else ""


def output_html(output):
    mime = output["mime"]
    rich = next((mime[kind] for kind in ("image/svg+xml", "text/html") if kind in mime), None)
    body = rich if rich is not None else f'<pre tabindex="0">{escape(mime.get("text/plain", ""))}</pre>'
    label = "error" if output["type"] == "error" else "output"
    said = '<span class="error-word">error</span>' if label == "error" else ""
    return f'<div class="cell-out cell-out-{label}" role="group" aria-label="{label}">{said}{body}</div>'


def highlight(code, env):
    """Highlighted C++ without its frame; the page's style sheets hold the light and the dark colours."""
    framed = PygmentsBridge("html", env.config.pygments_style).highlight_block(code, "cpp", nowrap=True)
    return framed.rstrip("\n")


def code_html(code, refs, env):
    names = []

    def mark(match):
        names.append(match.group(1))
        return f"CHUNKREF{len(names) - 1}X"

    pattern = "|".join(re.escape(name) for name in refs)
    marked = re.sub(rf"<<({pattern})>>", mark, code) if refs else code
    markup = highlight(marked, env)
    for index, name in enumerate(names):
        link = f'<a class="chunkref" href="{escape(refs[name]["href"])}">⟨{escape(name)}⟩</a>'
        markup = re.sub(rf'<span class="n[a-z]*">CHUNKREF{index}X</span>|CHUNKREF{index}X', lambda _: link, markup)
    return f'<div class="highlight-cpp notranslate"><div class="highlight"><pre tabindex="0">{markup}</pre></div></div>'


def test_results(env):
    """Title -> passed, from Catch2's JUnit report when the tests have run."""
    report = Path(env.config.heddle_build) / "outputs" / "tests.xml"
    if not report.exists():
        return {}
    env.note_dependency(str(report))
    cases = ElementTree.parse(report).iter("testcase")
    return {c.get("name"): c.find("failure") is None and c.find("error") is None for c in cases if c.find("skipped") is None}


def mathml(node, block):
    try:
        return latex2mathml.tex2mathml(node.astext(), as_block=block)
    except Exception as error:  # docutils reports faults in TeX through several types
        logger.warning("math: %s", error, location=node)
        return f"<code>{escape(node.astext())}</code>"


def visit_math(self, node):
    self.body.append(mathml(node, False))
    raise nodes.SkipNode


def visit_math_block(self, node):
    self.body.append(f'<div class="math">{mathml(node, True)}</div>')
    raise nodes.SkipNode


def setup(app):
    app.add_config_value("heddle_build", "", "env")
    app.add_directive("heddle-block", Block)
    app.add_directive("heddle-plot", Plot)
    app.add_directive("heddle-source", Source)
    app.add_html_math_renderer("mathml", (visit_math, None), (visit_math_block, None))
    app.add_js_file("book.js")
    return {"parallel_read_safe": False, "parallel_write_safe": True}
