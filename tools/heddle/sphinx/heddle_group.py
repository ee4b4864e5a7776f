# SPDX-License-Identifier: MIT
"""Folded benchmarks that follow each other are one fold: a reader on the way to their plot passes one line, not eight."""
from docutils import nodes

import heddle_policy
from heddle_code import escape

TITLE, OPEN = "heddle_folded", "heddle_open"  # of a folded benchmark's node: its title, and its markup with the code in sight
FEWEST = 2


def mark(node, block, markup):
    """Remembers of a block what a group needs."""
    node[TITLE], node[OPEN] = block.get("title", ""), markup


def is_folded_benchmark(block):
    return block["kind"] == "bench" and bool(block.get("fold") or block.get("hide")) and not block.get("solution")


def group(app, doctree):
    for parent in {id(node.parent): node.parent for node in doctree.findall(nodes.raw) if TITLE in node}.values():
        run = []
        for node in [*parent.children, None]:
            if node is not None and isinstance(node, nodes.raw) and TITLE in node:
                run.append(node)
                continue
            if len(run) >= FEWEST:
                parent.replace(run[0], heddle_policy.own(group_html(run)))
                for other in run[1:]:
                    parent.remove(other)
            run = []


def group_html(run):
    titles = ", ".join(f"<em>{escape(node[TITLE])}</em>" for node in run)
    return (f'<details class="bench-group"><summary>show the code of {len(run)} benchmarks: {titles}</summary>'
            f'{"".join(node[OPEN] for node in run)}</details>\n')


def setup(app):
    app.connect("doctree-read", group)
