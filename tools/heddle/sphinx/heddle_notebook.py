# SPDX-License-Identifier: MIT
"""The notebook beside the book: one row of a table for each cell, from the JSON that `heddle weave` writes to markup."""
import re

import heddle_block
from heddle_code import escape, highlighted


def rows_html(notebook, cache_folder):
    """Roles are spelt out: on a narrow screen the style sheet lays the cells of the table below each other."""
    rows = "".join(row_html(cell, cache_folder) for cell in notebook["cells"])
    head = "".join(f'<th role="columnheader" scope="col">{word}</th>' for word in ("cell", "the notebook", "this book"))
    return (f'<table class="notebook" role="table"><thead role="rowgroup"><tr role="row">{head}</tr></thead>'
            f'<tbody role="rowgroup">{rows}</tbody></table>\n')


def row_html(cell, cache_folder):
    number = escape(cell["number"])
    theirs = f'<div class="highlight"><pre>{highlighted(cell["code"], "python")}\n</pre></div>'
    if "output" in cell:
        theirs += f'<div class="cell-out" role="group" aria-label="output"><pre>{escape(cell["output"])}</pre></div>'
    ours = "".join(block_html(block, cache_folder) for block in cell.get("blocks", []))
    if "replaced" in cell:
        where = f' See {heddle_block.link(cell["chapter"])}.' if "chapter" in cell else ""
        ours += f'<p>{words(cell["replaced"])}{where}</p>'
    if "note" in cell:
        ours += f'<p class="cell-note">{words(cell["note"])}</p>'
    if "planned" in cell:
        ours += f'<p class="cell-note">To come, in the chapter “{escape(cell["planned"])}”.</p>'
    return (f'<tr role="row" id="in-{number}"><th role="rowheader" scope="row"><a href="#in-{number}">In [{number}]</a></th>'
            f'<td role="cell">{theirs}</td><td role="cell">{ours}</td></tr>')


def words(text):
    """Words of the notebook's file, in which code stands between backticks."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))


def block_html(block, cache_folder):
    place = f'<p class="notebook-place">{heddle_block.link(block)}</p>'
    if "figure" in block:
        return f'{place}<p>A figure: {escape(block["figure"])}</p>'
    code = heddle_block.code_html(block["code"], block.get("refs", {}))
    if block.get("fold") or block.get("hide"):  # as in the chapter
        code = f'<details><summary>{heddle_block.summary(block, False)}</summary>{code}</details>'
    outputs = "".join(heddle_block.output_html(output, cache_folder) for output in block.get("outputs", []))
    if block.get("recorded"):
        outputs += f'<p class="cell-note">{heddle_block.recorded_words(block["recorded"])}</p>'
    if block.get("skipped"):
        outputs += f'<p class="cell-note">Skipped here: {escape(block["skipped"])}.</p>'
    if block.get("not_run"):
        outputs += '<p class="cell-note">This cell has not been run here.</p>'
    return f'<div class="cell cell-{escape(block["kind"])}">{place}{code}{outputs}</div>'
