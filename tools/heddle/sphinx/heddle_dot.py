# SPDX-License-Identifier: MIT
"""Draws a Graphviz diagram as inline SVG that takes the page's colours, light and dark: text in, markup out, cached by content."""
import hashlib
import html
import re
import subprocess
from pathlib import Path

import heddle_cache

FONTS = [f"-{part}fontname=DejaVu Sans" for part in "GNE"]
STYLE = ["-Gbgcolor=transparent", *FONTS, "-Nfontsize=12", "-Efontsize=11", "-Gfontsize=12", "-Earrowsize=0.7"]
# Names of colours that an author may use in either scheme; the style sheet gives each its two values.
PAGE_COLOURS = {
    "black": "ink", "white": "paper", "lightgrey": "faint", "blue": "s0", "orange": "s1", "green": "s2", "purple": "s3", "red": "error"
}
VERSION = "4"  # part of the cache's key: raise it when the drawing changes


class DotError(Exception):
    """What dot says of a diagram that it cannot draw."""


def drawing(dot, alt, cache: Path):
    """A div with the themed SVG; `alt` says in words what it shows."""
    key = hashlib.sha256("\0".join([VERSION, dot]).encode()).hexdigest()[:12]
    svg = heddle_cache.kept(cache / f"dot-{key}.svg", lambda: themed(run(dot), key))
    role = "group" if " href=" in svg else "img"
    label = f'<svg role="{role}" aria-label="{html.escape(alt, quote=True)}"'
    return f'<div class="diagram-box">{svg.replace("<svg", label, 1)}</div>'


def run(dot):
    try:
        command = ["dot", "-Tsvg", *STYLE]
        done = subprocess.run(command, input=dot, capture_output=True, text=True, check=False, timeout=60)
    except FileNotFoundError as error:
        raise DotError("the program dot is not installed (package graphviz)") from error
    except subprocess.TimeoutExpired as error:
        raise DotError("dot takes longer than a minute") from error
    # A warning is an error, as everywhere; that a font is missing is the machine's fault and changes no meaning.
    said = [line for line in done.stderr.split("\n") if line.strip() and "font" not in line.lower()]
    if done.returncode or said:
        raise DotError("dot: " + "; ".join(re.sub(r"^(Error|Warning): (<stdin>: )?", "", line) for line in said))
    return done.stdout


def themed(svg, key):
    svg = svg[svg.index("<svg"):]
    svg = re.sub(r"<!--.*?-->\n?|<title>[^<]*</title>\n?", "", svg, flags=re.S)
    width = float(re.search(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+)', svg).group(1))
    # Points become CSS pixels at a third more; it may shrink to seven tenths of that, then its box scrolls.
    size = f'style="--w:{width * 4 / 3:.0f}px"'
    svg = re.sub(r'\s(?:width|height)="[\d.]+pt"', "", svg, count=2).replace("<svg", f"<svg {size}", 1)
    svg = re.sub(r'\sid="([^"]+)"', rf' id="d{key}-\1"', svg).replace("url(#", f"url(#d{key}-")
    svg = re.sub(r'\sxlink:title="[^"]*"|\sxmlns:xlink="[^"]*"|\sfont-family="[^"]*"', "", svg).replace("xlink:href=", "href=")
    svg = re.sub(r'\shref="([^"]*)"', lambda link: link.group(0) if leads_to_a_page(html.unescape(link.group(1))) else "", svg)
    for name, variable in PAGE_COLOURS.items():
        svg = re.sub(rf'\b(fill|stroke)="{name}"', rf'style="\1:var(--{variable})"', svg)
    for paint in ("fill", "stroke"):
        svg = re.sub(rf'(<(?!text)[^<>]*?)\b({paint})="#([0-9a-f]{{2}})\3\3"', grey, svg)
    # Two styles on one element are one.
    return re.sub(r'style="([^"]*)"\s+style="([^"]*)"', r'style="\1;\2"', svg).replace("\n", " ").strip()


def grey(match):
    """A grey, of which Graphviz gives the level, becomes as much of the page's ink on its paper: text on it is read in both schemes."""
    element, property_, level = match.groups()
    ink = 100 - round(int(level, 16) / 2.55)
    return f'{element}style="{property_}:color-mix(in srgb,var(--ink) {ink}%,var(--paper))"'


def leads_to_a_page(address):
    """A browser runs the code in an address like javascript:..., and skips spaces and control characters in its first word."""
    scheme = re.match(r"([^/?#]*):", re.sub(r"[\x00-\x20]", "", address))
    return not scheme or scheme.group(1).lower() in ("http", "https", "mailto")
