# SPDX-License-Identifier: MIT
"""Draws a plot of recordings: in goes the JSON of a heddle-plot block, out comes a figure with SVG, numbers and provenance."""
import hashlib
import html
import io
import json
import re

escape = html.escape
MARKERS, DASHES = "osD^v", ("-", "--", "-.", ":", "-")
COLOURS = ("#010101", "#020202", "#030303", "#040404", "#050505")  # stand for --s0 to --s4
INK = "#0a0a0a"
SCALE = {"time": 1.0, "bytes_per_second": 1e-9, "items_per_second": 1e-9}


def figure(plot, cache):
    title = f'<strong>{escape(plot.get("title", ""))}.</strong>'
    if not plot.get("measured", True):
        return f'<figure class="bench" id="{escape(plot["id"])}"><figcaption>{title} <em>Not measured.</em></figcaption></figure>'
    wide, narrow = (drawing(plot, cache, width) for width in (7.2, 3.6))
    stale = '<p class="stale">Stale: the code has changed since this was measured.</p>' if plot.get("stale") else ""
    origin = plot.get("provenance", {})
    said = ", ".join(f"{escape(k)} {escape(str(origin[k]))}" for k in ("cpu", "compiler", "flags", "commit", "date", "repetitions") if k in origin)
    raw = f'<a href="{escape(plot["raw"])}">raw JSON</a>' if plot.get("raw") else ""
    return (f'<figure class="bench" id="{escape(plot["id"])}"><div class="wide">{wide}</div><div class="narrow">{narrow}</div>'
            f'<figcaption>{title} Median; bars are quartiles. {stale}<span class="prov">{said}</span>'
            f'<details><summary>numbers</summary><div class="scroll" tabindex="0">{table(plot)}</div></details>{raw}</figcaption></figure>')


def table(plot):
    sizes = sorted({p["x"] for s in plot["series"] for p in s["points"]})
    head = "".join(f'<th scope="col">{escape(s["label"])}</th>' for s in plot["series"])
    rows = ""
    for x in sizes:
        cells = "".join(f'<td>{next((format(p["median"], ".4g") for p in s["points"] if p["x"] == x), "")}</td>' for s in plot["series"])
        rows += f'<tr><th scope="row">{x}</th>{cells}</tr>'
    return f'<table><thead><tr><th scope="col">{escape(plot.get("x", ""))}</th>{head}</tr></thead><tbody>{rows}</tbody></table>'


def drawing(plot, cache, width_inches):
    """SVG text, drawn once for equal data: the cache is keyed by the content."""
    key = hashlib.sha256(json.dumps([plot, width_inches, 1], sort_keys=True).encode()).hexdigest()[:16]
    kept = cache / f"{key}.svg"
    if not kept.exists():
        cache.mkdir(parents=True, exist_ok=True)
        kept.write_text(draw(plot, width_inches, key), encoding="utf-8")
    return kept.read_text(encoding="utf-8")


def draw(plot, width_inches, key):
    import matplotlib  # costs most of a second, and a cached figure does not need it

    matplotlib.use("svg")
    import matplotlib.pyplot as plt

    plt.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": key, "font.size": 10, "text.color": INK, "axes.edgecolor": INK,
                         "axes.labelcolor": INK, "xtick.color": INK, "ytick.color": INK, "font.family": "DejaVu Sans"})
    scale = SCALE.get(plot.get("quantity", "time"), 1.0)
    fig, axes = plt.subplots(figsize=(width_inches, 3.6), layout="constrained")
    for i, series in enumerate(plot["series"]):
        points = sorted(series["points"], key=lambda p: p["x"])
        x, y = [p["x"] for p in points], [p["median"] * scale for p in points]
        spread = [[max(0, (p["median"] - p["low"]) * scale) for p in points], [max(0, (p["high"] - p["median"]) * scale) for p in points]]
        axes.errorbar(x, y, yerr=spread, color=COLOURS[i % 5], marker=MARKERS[i % 5], linestyle=DASHES[i % 5], label=series["label"], capsize=2)
    if plot.get("peak"):
        axes.axhline(plot["peak"]["value"] * scale, color=INK, linewidth=1, linestyle=":", label=plot["peak"]["label"])
    if "x" in plot.get("log", ""):
        axes.set_xscale("log", base=2)
    if "y" in plot.get("log", ""):
        axes.set_yscale("log")
    else:
        axes.set_ylim(bottom=0)
    axes.set_xlabel(plot.get("x", ""))
    axes.set_ylabel(plot.get("y", ""))
    axes.spines[["top", "right"]].set_visible(False)
    fig.legend(loc="outside upper left", ncols=2 if width_inches > 5 else 1, frameon=False)
    buffer = io.StringIO()
    fig.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    plt.close(fig)
    return themed(buffer.getvalue(), plot, key)


def themed(svg, plot, key):
    svg = svg[svg.index("<svg"):]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.S)
    svg = re.sub(r' (width|height)="[\d.]+pt"', "", svg, count=2)
    svg = re.sub(r'id="([^"]+)"', rf'id="p{key}-\1"', svg).replace('href="#', f'href="#p{key}-').replace("url(#", f"url(#p{key}-")
    for i, colour in enumerate(COLOURS):
        svg = svg.replace(colour, f"var(--s{i})")
    svg = svg.replace(INK, "var(--color-foreground-secondary)")
    return svg.replace("<svg", f'<svg role="img" aria-label="{escape(plot.get("alt", ""), quote=True)}"', 1)
