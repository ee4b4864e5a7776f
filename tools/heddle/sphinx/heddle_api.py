# SPDX-License-Identifier: MIT
"""Leads the API pages back to the book: each symbol gets a link to the block of the chapter that introduces it.

Doxygen says on which line of a header a symbol stands; the page of that header, written by heddle, says which block the line is from.
"""
import posixpath
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.domains.cpp import CPPDomain
from sphinx.util import logging

import heddle_data

logger = logging.getLogger(__name__)
NAMESPACE, DETAIL = "namespace", "::detail"
PARAMETERS = {"templateParam", "functionParam"}
FIRST, UNSEARCHED = 0, -1  # Sphinx's priorities: what a search for its name finds first, what the search leaves out


class Symbols(CPPDomain):
    """C++ as Sphinx has it, but that search finds classes first, and not the parameters of every template."""

    def get_objects(self):
        for *entry, kind, page, anchor, priority in super().get_objects():
            if kind in PARAMETERS:
                priority = UNSEARCHED
            elif kind == "class" and "<" not in entry[0]:  # specialisations are no names that people search for
                priority = FIRST
            yield *entry, kind, page, anchor, priority


def take_apart(doctree):
    """Breathe puts notes into the paragraphs that they follow, and a paragraph in HTML ends where a note begins."""
    def is_block(node):
        return isinstance(node, (nodes.Admonition, nodes.Body)) and not isinstance(node, nodes.Inline)

    for paragraph in list(doctree.findall(nodes.paragraph)):
        if not any(is_block(child) for child in paragraph.children):
            continue
        parts = []
        for child in list(paragraph.children):
            if not is_block(child) and (not parts or not isinstance(parts[-1], nodes.paragraph)):
                parts.append(nodes.paragraph())
            if is_block(child):
                parts.append(child)
            else:
                parts[-1].append(child)
        paragraph.replace_self([part for part in parts if part.astext().strip()])


def link_back(app, doctree):
    docname = app.env.docname
    if not docname.startswith("api/") or docname == "api/index":
        return
    take_apart(doctree)
    build, stem = Path(app.config.heddle_build), posixpath.basename(docname)
    page = build / "pages" / "sources" / "ten" / f"{stem}.hpp.md"
    if not page.exists():
        return
    app.env.note_dependency(str(page))
    try:
        segments = read_segments(page.read_text(encoding="utf-8"))
    except (ValueError, KeyError, TypeError) as error:
        said = f"no {error}" if isinstance(error, KeyError) else error
        logger.warning("%s: %s", page.name, said, location=docname)
        return
    lines = symbol_lines(build / "doxygen" / stem / "xml")
    for rubric in doctree.findall(nodes.rubric):
        rubric["ids"] = []  # every class has the same titles; an id must be unique
    spaces = full_names([d for d in doctree.findall(addnodes.desc) if is_namespace(d)])
    for description in list(doctree.findall(addnodes.desc)):
        if description in spaces:
            unwrap(description, spaces[description])
    add_links(doctree, None, segments, lines)


def add_links(node, above, segments, lines):
    """`above` is the segment of the symbol around: a member from the same block needs no link of its own."""
    around = node if isinstance(node, addnodes.desc) else None
    for description in [d for d in node.findall(addnodes.desc) if d is not node and nearest(d) is around]:
        signature = description[0]
        line = next((lines[i] for target in signature.findall(nodes.target) for i in target["ids"] if i in lines), None)
        segment = max((s for s in segments if line is not None and s["first"] <= line), key=lambda s: s["first"], default=above)
        if segment is not None and segment != above:
            href = posixpath.relpath(posixpath.join("sources/ten", segment["href"]), "api")
            back = nodes.reference("", segment["text"], refuri=href, internal=True, classes=["api-back"], reftitle="where the book introduces it")
            content = next(description.findall(addnodes.desc_content))
            content.insert(0, nodes.paragraph("", "", back, classes=["api-back-line"]))
        add_links(description, segment, segments, lines)


def nearest(node):
    parent = node.parent
    while parent is not None and not isinstance(parent, addnodes.desc):
        parent = parent.parent
    return parent


def is_namespace(description):
    keyword = next(description[0].findall(addnodes.desc_sig_keyword), None)
    return keyword is not None and keyword.astext() == NAMESPACE


def full_names(spaces):
    """The descriptions of namespaces, outer ones first -> their names with those of the namespaces around them."""
    found = {}
    for description in spaces:
        around = found.get(nearest(description))
        own = description[0].astext().removeprefix(NAMESPACE).strip()
        found[description] = f"{around}::{own}" if around else own
    return found


def unwrap(description, name):
    """The members of a namespace stand on the page itself, below its name, to which links lead."""
    content = next(description.findall(addnodes.desc_content))
    anchor = nodes.inline(ids=description[0]["ids"][:1])
    if not content.children:
        return description.replace_self([nodes.paragraph("", "", anchor, classes=["api-anchor"])])
    purpose = ", for the library’s own use" if name.endswith(DETAIL) else ""
    title = nodes.rubric("", "", anchor, nodes.Text("In the namespace "), nodes.literal("", name), nodes.Text(purpose), classes=["api-namespace"])
    description.replace_self([title, *content.children])


def read_segments(page):
    """From the JSON of the page's heddle-source block."""
    return [segment for source in heddle_data.on_page(page, "source") for segment in source["segments"]]


def symbol_lines(folder):
    """Doxygen's id of a symbol -> its line in the header."""
    found = {}
    for file in sorted(folder.glob("*.xml")):
        root = ElementTree.parse(file).getroot()
        for element in root.iter():
            if element.tag in ("compounddef", "memberdef") and element.get("kind") not in ("file", "namespace", "dir"):
                location = element.find("location")
                if location is not None and location.get("line"):
                    found[element.get("id")] = int(location.get("line"))
    return found


def forget_what_is_gone(app, env, added, changed, removed):
    """Breathe fails on the file of a class that a header has no longer. The pages that showed it are read again instead."""
    state = getattr(env, "breathe_file_state", {})
    gone = [file for file in state if not Path(file).exists()]
    return sorted({page for file in gone for page in state.pop(file)[1]} - removed)


def setup(app):
    app.add_domain(Symbols, override=True)
    app.connect("env-get-outdated", forget_what_is_gone, priority=400)  # before Breathe looks
    # After Breathe and Sphinx have made the symbols, before the doctree is kept.
    app.connect("doctree-read", link_back, priority=900)
