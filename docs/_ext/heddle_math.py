# SPDX-License-Identifier: MIT
"""Formulas as MathML, made when the site is built: no script, no font from elsewhere. Faults are warnings at their line."""
import html

from docutils import nodes
from docutils.utils.math import latex2mathml
from sphinx.util import logging

logger = logging.getLogger(__name__)


def mathml(node, block):
    try:
        return latex2mathml.tex2mathml(node.astext(), as_block=block)
    except Exception as error:  # docutils reports faults in TeX through several types
        logger.warning("math: %s", error, location=node)
        return f"<code>{html.escape(node.astext())}</code>"


def visit_math(self, node):
    self.body.append(mathml(node, False))
    raise nodes.SkipNode


def visit_math_block(self, node):
    anchor = f' id="{node["ids"][0]}"' if node.get("ids") else ""
    self.body.append(f'<div class="math"{anchor}>{mathml(node, True)}</div>')
    raise nodes.SkipNode


def setup(app):
    app.add_html_math_renderer("mathml", (visit_math, None), (visit_math_block, None))
