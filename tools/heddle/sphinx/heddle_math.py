# SPDX-License-Identifier: MIT
"""Formulas as MathML, made when the site is built: no script, no font from elsewhere. Faults are warnings at their line."""
import html
import re

from docutils import nodes
from docutils.utils.math import latex2mathml
from sphinx.util import logging

logger = logging.getLogger(__name__)
# The name of a function, and the invisible sign after it that applies it, which one with a subscript has not.
FUNCTION = (r"(?:<mi>[a-z]{2,}</mi>\s*<mo>&ApplyFunction;</mo>"
            r"|<msub>\s*<mi>(?:log|exp|max|min)</mi>\s*<m[in]>[^<]*</m[in]>\s*</msub>)")
THIN = '<mspace width="0.17em"></mspace>'


def mathml(node, block):
    try:
        return spaced(latex2mathml.tex2mathml(node.astext(), as_block=block))
    except Exception as error:  # docutils reports faults in TeX through several types
        logger.warning("math: %s", error, location=node)
        return f"<code>{html.escape(node.astext())}</code>"


def spaced(markup):
    """Thin spaces around the names of functions, as TeX has them and browsers do not; none before a parenthesis or a sign."""
    # Only a style has a level in MathML 3, and what it draws is the same.
    markup = re.sub(r'<mo([^>]*) scriptlevel="\+1">([^<]*)</mo>', r'<mstyle scriptlevel="+1"><mo\1>\2</mo></mstyle>', markup)
    markup = re.sub(rf"(?<=</m[in]>)(\s*)(?={FUNCTION})|(?<=</msu[bp]>)(\s*)(?={FUNCTION})", THIN, markup)
    return re.sub(rf"({FUNCTION})(?=\s*<m(?!o))", rf"\1{THIN}", markup)


def visit_math(self, node):
    self.body.append(mathml(node, False))
    raise nodes.SkipNode


def visit_math_block(self, node):
    anchor = f' id="{node["ids"][0]}"' if node.get("ids") else ""
    self.body.append(f'<div class="math"{anchor}>{mathml(node, True)}</div>')
    raise nodes.SkipNode


def setup(app):
    app.add_html_math_renderer("mathml", (visit_math, None), (visit_math_block, None))
