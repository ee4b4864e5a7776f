# SPDX-License-Identifier: MIT
"""Code that grows, as HTML: the lines that a block adds and removes, the whole behind them, and the ways to other versions."""
from heddle_code import code_html, code_markup, framed, link

CONTEXT = 3  # lines as before that stand around a change


def versions_html(block):
    """What the bar says of a block's versions."""
    if "stage" not in block:
        return []
    here, all_versions = block["stage"]
    words = [f"version {here} of {all_versions}"]
    if "earlier" in block:
        does = "replaces" if block["change"] == "replace" else f'goes {block["change"]}'
        words.append(f'{does} {link(block["earlier"])}')
    if "later" in block:
        done = "replaced by" if block["later"]["change"] == "replace" else "grows in"
        words.append(f'{done} {link(block["later"])}')
    return words


def diff_html(block):
    """The lines around the changes, each with its sign, and the new text as a whole for who asks for it."""
    refs = block.get("refs", {})
    old, new = (code_markup(block[key], refs).split("\n") for key in ("before", "after"))
    rows, at_old, at_new = [], 0, 0
    for index, (mark, count) in enumerate(block["diff"]):
        if mark == "=":
            last = index == len(block["diff"]) - 1
            rows += same_rows(new[at_new:at_new + count], index == 0, last)
        lines = old[at_old:at_old + count] if mark == "-" else new[at_new:at_new + count]
        tag = {"-": "del", "+": "ins"}.get(mark)
        rows += [f"<{tag}>{within(tag, line)}\n</{tag}>" for line in lines] if tag else []
        at_old += count if mark in "-=" else 0
        at_new += count if mark in "+=" else 0
    length = block["after"].count("\n")
    whole = f'<details class="whole"><summary>the whole, {plural(length)}</summary>{code_html(block["after"], refs)}</details>'
    return f'<div class="code-diff">{framed("".join(rows))}</div>{whole}'


def within(tag, line):
    """What is removed is struck out, but for its margin, which would be a line of dashes."""
    text = line.lstrip(" \t")
    return f"{line[:len(line) - len(text)]}<span>{text}</span>" if tag == "del" else line


def same_rows(lines, first, last):
    """Lines as before; only those near a change are shown."""
    head, tail = 0 if first else CONTEXT, 0 if last else CONTEXT
    rows = [f"<span>{line}\n</span>" for line in lines]
    left_out = len(rows) - head - tail
    if left_out < 2:  # the words in their place would take as much room
        return rows
    return rows[:head] + [f'<span class="gap">{plural(left_out)} as before\n</span>'] + rows[len(rows) - tail:]


def plural(lines):
    return f'{lines} line{"" if lines == 1 else "s"}'
