# SPDX-License-Identifier: MIT
"""Draws a plot of recordings: in goes the JSON of a heddle-plot block, out comes a figure with SVG, numbers and provenance.

The SVG is drawn twice, for wide and for narrow screens, so that its text is readable on a phone; it takes the page's colours.
"""
import functools
import hashlib
import html
import io
import json
import math
import re
import textwrap

import heddle_cache

VERSION = "15"  # part of the cache's key: raise it when the drawing changes
# Seven colours and markers, five dashes: the first 35 series of a figure all differ.
MARKERS, DASHES = "osD^vPX", ("-", (0, (5, 2)), (0, (1.2, 1.4)), "-.", (0, (8, 2)))
COLOURS = ("#010101", "#020202", "#030303", "#040404", "#050505", "#060606", "#070707")  # stand for --s0 to --s6
INK, FAINT = "#0a0a0a", "#0b0b0b"
WIDTHS = {"wide": 7.2, "narrow": 3.45}  # inches; 72 units of the drawing each
RATES = ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"))
TIMES = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns"))
# The same in words, for the axes: the prefix of a unit, and that of a count.
IN_WORDS = {"T": ("tera", "trillion"), "G": ("giga", "billion"), "M": ("mega", "million"), "k": ("kilo", "thousand"),
            "ms": "milliseconds", "µs": "microseconds", "ns": "nanoseconds", "s": "seconds"}
# Units that an author may have written; the axis has its own.
TIME_WORD = re.compile(r"\b(?:(?:milli|micro|nano)?seconds|ms|[µμu]s|ns)\b|(?<=[ (\[])s\b|^s$")
BYTES_WORD = re.compile(r"\b(?:kilo|mega|giga|tera)?bytes per second\b|\b[kKMGT]?i?B/s(?!\w)")
COUNT_WORD = re.compile(r"\b(?:thousand|million|billion|trillion) |\b[kMGT](?=flop)", re.IGNORECASE)
MARKER = 4.5  # units of the drawing, as are all lengths in it
APART = 1.05 * MARKER  # between the centres of two markers that would lie on each other


def escape(text):
    return html.escape(str(text), quote=True)


def figure(plot, cache):
    title = f'<strong class="figure-title">{escape(plot.get("title", ""))}.</strong>' if plot.get("title") else ""
    open_tag = f'<figure class="bench" id="{escape(plot["id"])}">'
    if not plot.get("measured", True):
        said = f"<figcaption>{title} No recording of this benchmark is here yet.</figcaption>"
        return f'{open_tag}<div class="not-measured">Not measured</div>{said}</figure>'
    drawings = legend(plot) + "".join(f'<div class="{name}">{drawing(plot, cache, inches)}</div>' for name, inches in WIDTHS.items())
    stale = '<strong class="stale">Stale: the code has changed since this was measured.</strong>' if plot.get("stale") else ""
    peak = ""
    if plot.get("peak"):
        value = f'{plot["peak"]["value"] * unit_of(plot)[0]:.3g} {axis_unit(plot)}'
        peak = f' The line at {escape(value)} is {escape(plot["peak"]["label"])}.'
    said = escape(plot.get("statistics", "Medians; bars from the lower to the upper quartile."))
    raw = f'<a href="{escape(plot["raw"])}">raw JSON</a>' if plot.get("raw") else ""
    return (f'{open_tag}{drawings}<figcaption><p>{title} {said}{peak} {stale}</p>'
            f'<p class="prov">{provenance(plot.get("provenance", {}))} {raw}</p>'
            f'<details><summary>The numbers</summary><div class="scroll">{table(plot)}</div></details></figcaption></figure>\n')


def provenance(origin):
    """Where the numbers are from, in one line: machine, build, commit and day."""
    machine = " ".join(escape(origin[k]) for k in ("cpu",) if origin.get(k)) or escape(origin.get("machine", ""))
    if origin.get("machine") and origin.get("cpu"):
        machine += f' ({escape(origin["machine"])})'
    libraries = ", ".join(f"{escape(k)} {escape(v)}" for k, v in sorted(origin.get("libraries", {}).items()))
    kernels = "kernels: " + ", ".join(escape(k.split(",")[0]) for k in origin["kernels"]) if origin.get("kernels") else ""
    build = " ".join(escape(origin[k]) for k in ("compiler", "flags") if origin.get(k))
    numbers = [(origin[k], word) for k, word in (("threads", "thread"), ("repetitions", "repetition")) if origin.get(k)]
    counts = [f"{escape(n)} {word}{'' if str(n) == '1' else 's'}" for n, word in numbers]
    commit = f'commit <code>{escape(str(origin["commit"])[:8])}</code>' if origin.get("commit") else ""
    return "; ".join(part for part in (machine, build, libraries, kernels, ", ".join(counts), commit, escape(origin.get("date", ""))) if part) + "."


def unit_of(plot):
    """(factor, name): a value times the factor is a readable number of the unit."""
    if plot.get("relative_to"):
        return 1.0, ""
    largest = max((p["median"] for s in plot["series"] for p in s["points"]), default=1.0)
    if plot.get("quantity", "seconds") == "seconds":
        size, name = next(((size, name) for size, name in TIMES if largest >= size), TIMES[-1])
        return 1 / size, name
    size, prefix = next(((size, prefix) for size, prefix in RATES if largest >= size), (1.0, ""))
    name = {"bytes_per_second": "B/s", "items_per_second": "/s"}.get(plot["quantity"], "")
    return 1 / size, prefix + name


def axis_unit(plot):
    """The one unit of the axis, in words."""
    unit, quantity = unit_of(plot)[1], plot.get("quantity", "seconds")
    if quantity == "seconds":
        return IN_WORDS.get(unit, "")
    prefix, count_word = IN_WORDS.get(unit[:1], ("", "")) if unit not in ("B/s", "/s") else ("", "")
    if quantity == "bytes_per_second":
        return f"{prefix}bytes per second"
    return f"{count_word} per second".strip() if quantity == "items_per_second" else count_word


def axis_title(plot):
    """What an axis shows, with one unit: the axis's own stands in place of what the author's words name, or after them."""
    words, unit, quantity = plot.get("y", ""), axis_unit(plot) if not plot.get("relative_to") else "", plot.get("quantity", "seconds")
    if plot.get("relative_to"):
        return words
    if quantity in ("seconds", "bytes_per_second"):
        named = TIME_WORD if quantity == "seconds" else BYTES_WORD
        return named.sub(unit, words) if named.search(words) else ", ".join(part for part in (words, unit) if part)
    count_word = unit.removesuffix("per second").strip()
    return f"{count_word} {COUNT_WORD.sub('', words) or quantity.replace('_', ' ')}".strip()


def number(value, unit):
    return f"{value * unit[0]:.3g} {unit[1]}".strip()


def count(value, sizes):
    """One of the sizes as people read it: 4,000,000 is 4 M, and 1024 is 1 Ki, but not beside 1000."""
    if value != int(value):
        return f"{value:g}"
    value = int(value)
    for zeros, name in ((9, "G"), (6, "M"), (3, "k")):
        if value >= 10 ** max(zeros, 4) and value % 10**zeros == 0:
            return f"{value // 10**zeros} {name}"
    is_binary = all(size % 1024 == 0 for size in sizes if size >= 1000)
    for bits, name in ((30, "Gi"), (20, "Mi"), (10, "Ki")):
        if is_binary and value >= 1 << bits and value % (1 << bits) == 0:
            return f"{value >> bits} {name}"
    return f"{value:,}".replace(",", "\u202f") if value >= 10000 else str(value)


def table(plot):
    unit = unit_of(plot)
    sizes = sorted({p["x"] for s in plot["series"] for p in s["points"]})
    head = "".join(f'<th scope="col">{escape(s["label"])}</th>' for s in plot["series"])
    rows = ""
    for x in sizes:
        cells = ""
        for series in plot["series"]:
            point = next((p for p in series["points"] if p["x"] == x), None)
            spread = f' title="{escape(number(point["low"], unit))} to {escape(number(point["high"], unit))}"' if point else ""
            cells += f'<td{spread}>{format(point["median"] * unit[0], ".3g") if point else "–"}</td>'
        rows += f'<tr><th scope="row">{count(x, sizes)}</th>{cells}</tr>'
    caption = escape(axis_title(plot))
    first = f'<th scope="col">{escape(plot.get("x", ""))}</th>'
    return f"<table><caption>{caption}</caption><thead><tr>{first}{head}</tr></thead><tbody>{rows}</tbody></table>"


def drawing(plot, cache, inches):
    """SVG text, drawn once for equal data: the cache is keyed by the content."""
    shown = {key: value for key, value in plot.items() if key not in ("id", "raw", "provenance", "stale", "statistics")}
    key = hashlib.sha256(json.dumps([shown, inches, VERSION], sort_keys=True).encode()).hexdigest()[:12]
    return heddle_cache.kept(cache / f"plot-{key}.svg", lambda: themed(draw(plot, inches, key), plot, key))


def draw(plot, inches, key):
    import matplotlib  # costs most of a second, and a cached figure does not need it

    matplotlib.use("svg")
    import matplotlib.pyplot as plt

    plt.rcParams.update({
        "svg.fonttype": "none", "svg.hashsalt": key, "font.size": 9.5, "font.family": "DejaVu Sans", "grid.color": FAINT,
        "text.parse_math": False,  # a dollar in a name is a dollar
        "axes.linewidth": 0.8, "lines.linewidth": 1.6, "lines.markersize": 4.5,
        **{name: INK for name in ("text.color", "axes.edgecolor", "axes.labelcolor", "xtick.color", "ytick.color")},
    })
    fig, axes = plt.subplots(figsize=(inches, 3.5 if inches > 5 else 3.7), layout="constrained", dpi=72)
    drawn = draw_series(axes, plot)
    set_axes(axes, plot, inches)
    fig.draw_without_rendering()  # lays out: from here on it is known where a point lies
    set_apart(axes, drawn)
    buffer = io.StringIO()
    fig.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    plt.close(fig)
    return buffer.getvalue()


def legend(plot):
    """The names of the series, each beside a piece of its line; text of the page, in columns of equal width. One series needs none."""
    entries = [(series["label"], style_of(i)) for i, series in enumerate(plot["series"])]
    if plot.get("peak"):
        entries.append((plot["peak"]["label"], None))
    if len(entries) < 2:
        return ""
    longest = max(len(label) for label, _ in entries)
    rows = "".join(f"<li>{sample(style)}<span>{escape(label)}</span></li>" for label, style in entries)
    return f'<ul class="legend" style="--longest:{longest * 0.56 + 4:.1f}em">{rows}</ul>'


def sample(style):
    """A piece of a line with its marker, as SVG; of no series: the thin line of a peak."""
    colour = "var(--ink)" if style is None else f"var(--s{COLOURS.index(style['color'])})"
    line = {"-": "", "-.": "6.4 1.6 1 1.6"}.get(style["linestyle"] if style else "-", None)
    if line is None:
        line = " ".join(f"{1.6 * n:g}" for n in style["linestyle"][1])
    dashes = f' stroke-dasharray="{line}"' if line else ""
    mark = f'<path d="{marker(style["marker"])}" fill="{colour}"/>' if style else ""
    width = 1.6 if style else 0.9
    return ('<svg viewBox="0 0 40 12" aria-hidden="true" focusable="false">'
            f'<path d="M0 6H40" fill="none" stroke="{colour}" stroke-width="{width}"{dashes}/>{mark}</svg>')


@functools.cache
def marker(name):
    """The outline of one of Matplotlib's markers, in the middle of a sample."""
    from matplotlib.markers import MarkerStyle

    style = MarkerStyle(name)
    path, size = style.get_path().transformed(style.get_transform()), MARKER * 1.5
    out = ""
    for points, code in path.iter_segments(curves=True, simplify=False):
        places = " ".join(f"{20 + size * x:.1f} {6 - size * y:.1f}" for x, y in points.reshape(-1, 2))
        out += {1: "M", 2: "L", 3: "Q", 4: "C", 79: "Z"}[int(code)] + ("" if code == 79 else places)
    return out


def style_of(i):
    return {"color": COLOURS[i % len(COLOURS)], "marker": MARKERS[i % len(MARKERS)], "linestyle": DASHES[i % len(DASHES)]}


def draw_series(axes, plot):
    """Medians as marked lines, quartiles as bars, the peak as a thin line across; what Matplotlib made of each series."""
    factor, _ = unit_of(plot)
    drawn = []
    for i, series in enumerate(plot["series"]):
        points = sorted(series["points"], key=lambda p: p["x"])
        y = [p["median"] * factor for p in points]
        below = [max(0, (p["median"] - p["low"]) * factor) for p in points]
        above = [max(0, (p["high"] - p["median"]) * factor) for p in points]
        drawn.append(axes.errorbar([p["x"] for p in points], y, yerr=[below, above], capsize=2.5, elinewidth=1, **style_of(i)))
    if plot.get("peak"):
        axes.axhline(plot["peak"]["value"] * factor, color=INK, linewidth=0.9)
    return drawn


def set_apart(axes, drawn):
    """Points of one size that would lie on each other stand beside each other, in the order of their series.

    Sizes so close that their markers touch, such as 2,047 and 2,048, are one column: a series keeps its place in all of it.
    """
    to_units = axes.transData
    axes.set_xlim(axes.get_xlim()), axes.set_ylim(axes.get_ylim())
    places = [to_units.transform(list(zip(*line.get_data(), strict=True))) for line, _, _ in drawn]
    moved = [[0.0] * len(place) for place in places]
    columns = columns_of(sorted((float(x), float(y), i, k) for i, place in enumerate(places) for k, (x, y) in enumerate(place)))
    middles = [(column[0][0] + column[-1][0]) / 2 for column in columns]
    for column, middle in zip(columns, middles, strict=True):
        width = column[-1][0] - column[0][0]
        room = min((abs(other - middle) for other in middles if other != middle), default=10 * MARKER)
        for cluster in clusters(sorted((y, i, k) for _, y, i, k in column)):
            series = sorted({i for _, i, _ in cluster})
            step = min(APART + width, 0.85 * room / len(series))
            for _, i, k in cluster:
                moved[i][k] = (series.index(i) - (len(series) - 1) / 2) * step
    back = to_units.inverted()
    for (line, caps, bars), place, offsets in zip(drawn, places, moved, strict=True):
        x = [float(back.transform((px + offset, py))[0]) for (px, py), offset in zip(place, offsets, strict=True)]
        for part in (line, *caps):
            part.set_xdata(x)
        for bar in bars:
            bar.set_segments([[(at, low), (at, high)] for at, ((_, low), (_, high)) in zip(x, bar.get_segments(), strict=True)])


def columns_of(points):
    """Of points sorted by their place across: those that touch the first of a column, together."""
    columns = []
    for point in points:
        if columns and point[0] - columns[-1][0][0] < 0.75 * MARKER:
            columns[-1].append(point)
        else:
            columns.append([point])
    return columns


def clusters(points):
    """Of points sorted by height: those that touch their neighbour, together."""
    cluster = []
    for point in points:
        if cluster and point[0] - cluster[-1][0] >= APART:
            yield cluster
            cluster = []
        cluster.append(point)
    if cluster:
        yield cluster


def named(sizes, logarithmic, inches):
    """The sizes that stand below the axis: from the left those whose names keep out of each other's way.

    Powers of two come first: where others stand close beside one, they are there to be compared with it.
    """
    place = math.log2 if logarithmic else float
    if len(sizes) < 2:
        return sizes
    apart = (place(sizes[-1]) - place(sizes[0])) * (0.085 if inches > 5 else 0.13)
    shown = []
    for size in sorted(sizes, key=lambda size: (math.frexp(size)[0] != 0.5, size)):
        if all(abs(place(size) - place(other)) >= apart for other in shown):
            shown.append(size)
    return sorted(shown)


def numbered(low, high):
    """Where a logarithmic axis has numbers: two, at least, say what a place on it means."""
    from matplotlib import ticker

    for subs in ((1,), (1, 2, 5), (1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9)):
        places = [factor * 10.0**power for power in range(-30, 31) for factor in subs]
        if sum(low <= place <= high for place in places) >= 2:
            return ticker.LogLocator(subs=subs, numticks=60)
    return ticker.MaxNLocator(4)  # so short an axis is as good as a linear one


def set_axes(axes, plot, inches):
    from matplotlib import ticker

    log = plot.get("log") or ""
    if "x" in log:
        axes.set_xscale("log", base=2)
    sizes = sorted({p["x"] for s in plot["series"] for p in s["points"]})
    axes.xaxis.set_major_locator(ticker.FixedLocator(named(sizes, "x" in log, inches)))
    axes.xaxis.set_minor_locator(ticker.NullLocator())
    axes.xaxis.set_major_formatter(ticker.FuncFormatter(lambda value, _: count(value, sizes)))
    if "y" in log:
        axes.set_yscale("log")
        axes.yaxis.set_major_formatter(ticker.FuncFormatter(lambda value, _: f"{value:g}"))
        axes.yaxis.set_major_locator(numbered(*axes.get_ylim()))
        axes.yaxis.set_minor_formatter(ticker.NullFormatter())
    else:
        axes.set_ylim(bottom=0)
    if plot.get("relative_to"):
        axes.axhline(1, color=INK, linewidth=0.9)
    # The axis is half an inch shorter than the figure, and a letter takes about a fourteenth of an inch.
    axes.set_xlabel(textwrap.fill(plot.get("x", ""), int((inches - 0.5) * 14)))
    axes.set_title(axis_title(plot), loc="left", fontsize=9.5)
    axes.grid(axis="y", linewidth=0.7)
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)


def themed(svg, plot, key):
    svg = svg[svg.index("<svg"):]
    svg = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->", "", svg, flags=re.S)
    svg = re.sub(r' (width|height)="[\d.]+pt"', "", svg, count=2)
    svg = re.sub(r'\bid="([^"]+)"', rf'id="p{key}-\1"', svg).replace("xlink:href", "href")
    svg = svg.replace('href="#', f'href="#p{key}-').replace("url(#", f"url(#p{key}-")
    for i, colour in enumerate(COLOURS):
        svg = svg.replace(colour, f"var(--s{i})")
    svg = svg.replace(INK, "var(--ink)").replace(FAINT, "var(--faint)").replace("'DejaVu Sans'", "inherit")
    # A tenth of a unit is a seventh of a pixel; what is read, between tags, stays. Names that nothing refers to are only weight.
    svg = re.sub(r"(?<![>\d])-?\d+\.\d{2,}", lambda n: f"{float(n.group(0)):.1f}".removesuffix(".0"), svg)
    svg = re.sub(r' id="([^"]+)"', lambda n: n.group(0) if f"#{n.group(1)}" in svg else "", svg)
    svg = re.sub(r"\s*\n\s*", " ", svg)
    return svg.replace("<svg", f'<svg role="img" aria-label="{escape(plot.get("alt", ""))}"', 1)
