# SPDX-License-Identifier: MIT
"""The Sphinx side of `heddle weave`: directives for blocks, plots, diagrams and generated sources, the chapter's head, MathML.

Each directive's body is one JSON object. It becomes HTML that needs no script; a fault in it is a warning at the page's line,
which is the chapter's line.
"""
import xml.etree.ElementTree as ElementTree
import zlib
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

import heddle_api
import heddle_block
import heddle_code
import heddle_copy
import heddle_contents
import heddle_data
import heddle_dot
import heddle_group
import heddle_head
import heddle_layer
import heddle_listing
import heddle_math
import heddle_notebook
import heddle_plot
import heddle_policy
import heddle_search

logger = logging.getLogger(__name__)
HEAD_STARTS = ("You will", "You need")


class JsonDirective(SphinxDirective):
    """A directive whose body is one JSON object, rendered by `render`."""

    has_content = True

    def run(self):
        try:
            return self.nodes(heddle_data.read("\n".join(self.content), self.name.removeprefix("heddle-")))
        except (ValueError, KeyError, TypeError, AttributeError, heddle_dot.DotError) as error:
            said = f"no {error}" if isinstance(error, KeyError) else error
            logger.warning("%s: %s", self.name, said, location=self.get_location())
            return []

    def nodes(self, data):
        return [heddle_policy.own(self.render(data))]

    @property
    def cache(self):
        return Path(self.config.heddle_build) / "figures"


class Block(JsonDirective):
    def nodes(self, data):
        made = super().nodes(data)
        if heddle_group.is_folded_benchmark(data):
            heddle_group.mark(made[0], data, self.render(data | {"fold": False, "hide": False}))
        return made

    def render(self, block):
        if "copy" in block:
            heddle_copy.keep(self.env, block["copy"])
        return heddle_block.block_html(block, test_results(self.env), self.cache)


class Excerpt(SphinxDirective):
    """Cells of a chapter on another page, as they ran: the argument names the chapter, the body holds each cell's code."""

    required_arguments = 1
    has_content = True

    def run(self):
        chapter = self.arguments[0]
        page = Path(self.config.heddle_build) / "pages" / f"{chapter}.md"
        self.env.note_dependency(str(page))
        try:
            cells = cells_of(page.read_text(encoding="utf-8")) if page.exists() else {}
        except ValueError as error:
            logger.warning("heddle-excerpt: %s: %s", chapter, error, location=self.get_location())
            return []
        markup = []
        for code in "\n".join(self.content).split("\n\n"):
            if code.strip() not in cells:
                logger.warning("heddle-excerpt: %s has no cell '%s'", chapter, code, location=self.get_location())
                return []
            markup.append(heddle_block.block_html(cells[code.strip()], {}, Path(self.config.heddle_build) / "figures"))
        return [heddle_policy.own("".join(markup))]


def cells_of(page):
    """Code -> block, of the cells on a page that heddle wrote. A cell's links would lead from its own page only; it has none."""
    blocks = [block for block in heddle_data.on_page(page, "block") if block["kind"] == "cell"]
    return {block["code"].strip(): block for block in blocks if "goes_to" not in block and "refs" not in block}


class Source(JsonDirective):
    def render(self, source):
        return heddle_block.source_html(source)


class Plot(JsonDirective):
    def render(self, plot):
        return heddle_plot.figure(plot, self.cache)


class Listing(JsonDirective):
    def render(self, listing):
        return heddle_listing.figure(listing)


class Notebook(JsonDirective):
    def render(self, notebook):
        return heddle_notebook.rows_html(notebook, self.cache)


class Dot(JsonDirective):
    def render(self, diagram):
        drawing = heddle_dot.drawing(diagram["dot"], diagram["alt"], self.cache)
        return f'<figure class="diagram" id="{heddle_code.escape(diagram["id"])}">{drawing}</figure>'


def test_results(env):
    """Title -> passed, from Catch2's JUnit report when the chapters' tests have run."""
    report = Path(env.config.heddle_build) / "outputs" / "tests.xml"
    env.note_dependency(str(report))
    if not report.exists():
        return {}
    cases = ElementTree.parse(report).iter("testcase")
    return {c.get("name"): c.find("failure") is None and c.find("error") is None for c in cases if c.find("skipped") is None}


def mark_chapter_head(app, doctree):
    """The paragraphs below a chapter's title that say what it gives and what it needs become its head."""
    title = next(iter(doctree.findall(nodes.title)), None)
    if title is None or not app.env.docname.startswith("chapters/"):
        return
    head = nodes.container(classes=["chapter-head"])
    following = title.parent.children[title.parent.index(title) + 1:]
    for node in following:
        if not isinstance(node, nodes.paragraph) or not node.astext().startswith(HEAD_STARTS):
            break
        title.parent.remove(node)
        head.append(node)
    if head.children:
        title.parent.insert(title.parent.index(title) + 1, head)


def level_headings(app, pagename, templatename, context, doctree):
    """Captions of the contents are headings to a screen reader; Sphinx leaves out of which level."""
    for part in ("body", "furo_navigation_tree"):
        if context.get(part):
            context[part] = context[part].replace('role="heading">', 'role="heading" aria-level="2">')


def number_chapter(app, pagename, templatename, context, doctree):
    """Over a chapter's title stands its number, which the front page's contents give ("1 Tensors")."""
    if not pagename.startswith("chapters/") or not context.get("body"):
        return
    trees = app.env.get_doctree(app.config.root_doc).findall(addnodes.toctree)
    label = next((title for tree in trees for title, name in tree["entries"] if name == pagename and title), "")
    number = label.split(" ")[0]
    if number.isdigit() or len(number) == 1:
        word = "Chapter" if number.isdigit() else "Appendix"
        context["body"] = context["body"].replace("<h1>", f'<p class="chapter-number">{word} {number}</p>\n<h1>', 1)


def setup(app):
    app.add_config_value("heddle_build", "", "")
    directives = {"block": Block, "plot": Plot, "dot": Dot, "asm": Listing, "source": Source, "notebook": Notebook}
    for name, directive in directives.items():
        app.add_directive(f"heddle-{name}", directive)
    app.add_directive("heddle-excerpt", Excerpt)
    app.add_lexer("md", heddle_code.ChapterLexer)
    app.connect("doctree-read", mark_chapter_head)
    app.connect("html-page-context", level_headings, priority=900)
    app.connect("html-page-context", number_chapter)
    heddle_group.setup(app)
    heddle_math.setup(app)
    heddle_head.setup(app)
    heddle_layer.setup(app)
    heddle_policy.setup(app)
    heddle_search.setup(app)
    heddle_copy.setup(app)
    heddle_contents.setup(app)
    heddle_api.setup(app)
    app.add_js_file("book.js")
    # Pages are read again when the code that renders them has changed.
    code = b"".join(file.read_bytes() for file in sorted(Path(__file__).parent.glob("*.py")))
    return {"env_version": zlib.crc32(code), "parallel_read_safe": False, "parallel_write_safe": True}
