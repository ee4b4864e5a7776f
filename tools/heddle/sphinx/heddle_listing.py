# SPDX-License-Identifier: MIT
"""A listing of assembly as HTML: the inner loop of a function, each run of instructions with the chapter's line that it was made from.

The lines of the chapter are comments of the assembly, above their instructions; the style sheet puts them beside where there is room.
"""
import itertools

from heddle_block import escape, highlighted

SHOWN = 30  # lines of a loop that is shown whole; of a longer one the first lines are, and the rest is folded
FIRST = 16


def figure(listing):
    name = f'<span class="cell-title"><code>{escape(listing["function"])}</code></span>'
    title = "the inner loop of the function, as the compiler made it"
    bar = (f'<figcaption class="cell-bar"><span class="cell-kind" title="{title}">assembly</span>{name}'
           f'<span class="cell-right"><code>{escape(listing["compiler"])}</code></span></figcaption>')
    lines = listing.get("lines", [])
    body = loop_html(lines) if lines else '<p class="cell-note">Not recorded.</p>'
    return f'<figure class="cell cell-asm" id="{escape(listing["id"])}">{bar}{body}{note(listing)}</figure>\n'


def loop_html(lines):
    first, rest = folded(lines)
    more = f"<details><summary>show the other {len(rest)} lines of the loop</summary>{code_html(rest)}</details>" if rest else ""
    return code_html(first) + more


def folded(lines):
    """The lines that are shown at first, and those that a reader opens."""
    return (lines, []) if len(lines) <= SHOWN else (lines[:FIRST], lines[FIRST:])


def code_html(lines):
    parts = []
    for code, run in itertools.groupby(lines, key=lambda line: line.get("code", "")):
        text = "".join(("" if line["text"].endswith(":") else "    ") + line["text"] + "\n" for line in run)
        source = f'<span class="made-from">; {escape(code)}\n</span>' if code else '<span class="made-from"></span>'
        parts.append(f'<span class="made">{source}<span class="made-code">{highlighted(text, "nasm")}\n</span></span>')
    return f'<div class="highlight notranslate"><pre class="listing">{"".join(parts)}</pre></div>'


def note(listing):
    """What is checked of the loop, and who made it."""
    if not listing.get("lines"):
        return ""
    checked = ", ".join(escape(claim) for claim in listing.get("claims", []))
    stale = ' <strong class="stale">Stale: the code has changed since.</strong>' if listing.get("stale") else ""
    return (f'<p class="cell-note">Checked of this loop: {checked}. Made by {escape(listing["made_by"])} for {escape(listing["machine"])}: '
            f'<a href="{escape(listing["raw"])}">raw JSON</a>.{stale}</p>')
