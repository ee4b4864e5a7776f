# SPDX-License-Identifier: MIT
"""What a figure of recordings looks like, measured: test_plot.py, in build/venv.

Drawn plots of planted numbers are taken apart: numbers of an axis, units, distances of markers. Legends and figures are laid out by
Chromium under the site's own style sheet; without it those tests are skipped, and the others decide.
"""
import itertools
import math
import random
import re
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(PROJECT / "tools" / "heddle" / "sphinx"))

import heddle_plot  # noqa: E402
import site_browser  # noqa: E402

SVG, LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
LEAST_APART = 0.7 * heddle_plot.MARKER  # between the centres of two markers that can be told apart
A_TIME = re.compile(r"\b(?:(?:milli|micro|nano)?seconds|ms|us|µs|ns|s)\b")
A_RATE = re.compile(r"\b(?:kilo|mega|giga|tera)?bytes per second\b|\b[kMGT]?B/s")
A_COUNT = re.compile(r"\b(?:thousand|million|billion|trillion)\b|\b[kMGT]FLOP")
NAMES = (("a", "ten"), ("Eigen", "OpenBLAS, kernels of Haswell", "the loops of chapter 7", "ten"), ("W" * 24, "M" * 24, "i" * 24, "@" * 24),
         ("a name of many words that no narrow window can show in one line", "b"), ("no_space_to_break_this_long_name_of_a_series_at", "c"),
         tuple(f"series {i}" for i in range(12)))
# Of each legend of the page: the list's box, and of each entry the boxes of sample and name, and whether the name fits its own.
LEGENDS = """() => [...document.querySelectorAll(".legend")].map((list) => {
  const box = (element) => { const { left, right, top, bottom } = element.getBoundingClientRect(); return [left, right, top, bottom]; };
  const range = document.createRange();
  const lines = (element) => {
    range.selectNodeContents(element);
    return [...range.getClientRects()].map(({ left, right, top, bottom }) => [left, right, top, bottom]);
  };
  const entry = ({ firstChild, lastChild }) => ({ sample: box(firstChild), name: box(lastChild), lines: lines(lastChild) });
  return { list: box(list), width: innerWidth, entries: [...list.children].map(entry) };
})"""
# Words of a drawing that leave its figure.
OUTSIDE = """() => [...document.querySelectorAll(".bench svg text")].filter((text) => {
  const inside = text.closest("svg").getBoundingClientRect(), { left, right, width } = text.getBoundingClientRect();
  return width && (left < inside.left || right > inside.right);
}).map((text) => text.textContent)"""


def plot_of(heights, sizes=(1, 2, 4, 8), **keys):
    """A plot with one series for each list of heights, which has one for each size."""
    series = [{"label": f"series {i}", "points": [{"x": x, "median": y, "low": y, "high": y} for x, y in zip(sizes, ys, strict=True)]}
              for i, ys in enumerate(heights)]
    return {"id": "b", "series": series, "x": "rows", "y": "seconds", "log": "x", "alt": "a"} | keys


def words_of(plot, inches):
    root = ElementTree.fromstring(re.sub(r"^.*?(?=<svg)", "", heddle_plot.draw(plot, inches, "k"), flags=re.S))
    return ["".join(text.itertext()) for text in root.iter(SVG + "text")]


def markers_of(plot, inches):
    """Of each marker: its series and its centre, in units of the drawing."""
    root = ElementTree.fromstring(re.sub(r"^.*?(?=<svg)", "", heddle_plot.draw(plot, inches, "k"), flags=re.S))
    shapes = {path.get("id"): path.get("d") for path in root.iter(SVG + "path")}
    for use in root.iter(SVG + "use"):
        fill = re.search(r"fill: (#\w+)", use.get("style", ""))
        outline = shapes[use.get(LINK).removeprefix("#")]
        if fill and fill[1] in heddle_plot.COLOURS and outline.count("L") + outline.count("C") > 1:  # else the end of a bar
            yield heddle_plot.COLOURS.index(fill[1]), (float(use.get("x")), float(use.get("y")))


def test_a_logarithmic_axis_has_two_numbers_whatever_it_spans():
    random.seed(1)
    spans = [(2.1, 4.8), (1.1, 1.9), (5.2, 9.8), (3.0, 3.1), (12, 45), (0.021, 0.048), (1, 10), (0.9, 1100), (7, 7)]
    spans += [(low, low * random.uniform(1.05, 200)) for low in (10 ** random.uniform(-3, 3) for _ in range(25))]
    for low, high in spans:
        words = words_of(plot_of([[low, high, low, high]], quantity="a counter", y="things", log="xy"), 7.2)
        numbers = words[words.index("rows") + 1 : words.index(words[-1])]
        values = [float(number) for number in numbers]
        assert len(values) >= 2, (low, high, words)
        assert values == sorted(set(values)) and len(values) <= 13, (low, high, words)


def test_an_axis_of_one_power_counts_by_one_two_and_five():
    words = words_of(plot_of([[1.2, 9, 3, 4]], quantity="a counter", y="things", log="xy"), 7.2)
    assert words[words.index("rows") + 1 : -1] == ["2", "5"], words


def test_of_sizes_close_together_the_power_of_two_is_named():
    assert heddle_plot.named([0, 1, 2, 1000], False, 7.2) == [1, 1000]
    for sizes, wanted in (((496, 504, 512, 520, 528, 1008, 1016, 1024, 1032, 1040), {512, 1024}), ((100, 500, 1000, 2032, 2048, 2064), {2048}),
                          ((24, 48, 96, 240, 480, 1008), {24, 1008}), ((16, 30, 500, 1000, 1024), {16, 1024})):
        for logarithmic, inches in itertools.product((True, False), heddle_plot.WIDTHS.values()):
            shown = heddle_plot.named(list(sizes), logarithmic, inches)
            assert wanted <= set(shown) and shown == sorted(shown), (sizes, logarithmic, inches, shown)


def test_sizes_of_one_axis_are_written_alike():
    for sizes, wanted in (((512, 1024, 4096), ["512", "1 Ki", "4 Ki"]), ((1000, 1024), ["1000", "1024"]), ((1 << 20, 3 << 30), ["1 Mi", "3 Gi"]),
                          ((512, 1008, 1024, 1040), ["512", "1008", "1024", "1040"]), ((10_000, 4_000_000), ["10 k", "4 M"]),
                          ((0, 0.5), ["0", "0.5"])):
        assert [heddle_plot.count(size, sizes) for size in sizes] == wanted, sizes


def test_an_axis_has_one_unit():
    times = ("seconds", "s", "time in ms", "time, seconds", "time (ns)", "time", "", "microseconds of a call", "time in µs")
    rates = ("bytes per second", "gigabytes per second", "GB/s", "bandwidth", "", "bandwidth in MiB/s")
    counts = ("flops per second", "billion flops per second", "GFLOP/s", "operations per second", "")
    for quantity, words, unit in (("seconds", times, A_TIME), ("bytes_per_second", rates, A_RATE), ("items_per_second", counts, A_COUNT)):
        for y, power in itertools.product(words, range(-9, 13)):
            title = heddle_plot.axis_title(plot_of([[10.0**power] * 4], quantity=quantity, y=y))
            found = unit.findall(title)
            # Below a thousand no word says how many.
            assert len(found) == 1 or (quantity == "items_per_second" and power < 3 and not found), (quantity, y, power, title)
            if quantity == "seconds":
                assert found[0] == heddle_plot.axis_unit(plot_of([[10.0**power] * 4])), (y, power, title)
    assert heddle_plot.axis_title(plot_of([[1e-3] * 4], y="seconds")) == "milliseconds"
    assert heddle_plot.axis_title(plot_of([[2e9] * 4], quantity="items_per_second", y="GFLOP/s")) == "billion FLOP/s"
    assert heddle_plot.axis_title(plot_of([[2e6] * 4], quantity="cache_misses", y="")) == "million cache misses"
    assert heddle_plot.axis_title(plot_of([[2.0] * 4], y="times as fast, s apart", relative_to="a")) == "times as fast, s apart"


def test_markers_on_each_other_can_be_told_apart():
    flat = {n: [[3.0] * 8 for _ in range(n)] for n in (2, 3, 5, 7)}
    eight, close = (16, 32, 64, 128, 256, 512, 1024, 2048), (128, 256, 512, 1024, 2032, 2048, 2064, 4096)
    a_little_apart = [[3.0 + 0.02 * i + 0.05 * (k % 3) for k in range(8)] for i in range(5)]
    apart = [(rows, eight) for rows in flat.values()]
    for heights, sizes in [*apart, (flat[2], close), (flat[5], close), (a_little_apart, close)]:
        for log, inches in itertools.product(("x", "xy"), heddle_plot.WIDTHS.values()):
            drawn = list(markers_of(plot_of(heights, sizes, log=log), inches))
            assert len(drawn) == 8 * len(heights)
            nearest = min(math.dist(a, b) for (i, a), (k, b) in itertools.combinations(drawn, 2) if i != k)
            assert nearest >= LEAST_APART, (len(heights), sizes, log, inches, nearest)


def test_a_marker_that_nothing_lies_on_stays_at_its_size():
    drawn = list(markers_of(plot_of([[1, 2, 3, 4], [8, 9, 8, 9]]), 7.2))
    first, second = ([round(x, 3) for i, (x, _) in drawn if i == series] for series in (0, 1))
    assert first == second, (first, second)


def on_a_page(figures):
    """The figures as the site has them, for Chromium: its own style sheet, and the places where the text of a page begins and ends."""
    style = (PROJECT / "docs" / "_static" / "book.css").as_uri()
    return (f'<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="stylesheet" href="{style}"></head>'
            f'<body style="margin: 0"><div class="main"><article style="max-width: 48em; margin: 0 16px">'
            f'{"".join(figures)}</article></div></body></html>')


def seen(figures, script):
    """What a script says of the figures at three widths."""
    with tempfile.TemporaryDirectory() as folder, site_browser.chromium() as browser:
        page = Path(folder, "figures.html")
        page.write_text(on_a_page(figures), encoding="utf-8")
        tab = browser.new_page()
        tab.goto(page.as_uri())
        for width in (360, 768, 1280):
            tab.set_viewport_size({"width": width, "height": 900})
            yield width, tab.evaluate(script)


def named(names, **keys):
    plot = plot_of([[3.0 + i] * 4 for i in range(len(names))], **keys)
    for series, name in zip(plot["series"], names, strict=True):
        series["label"] = name
    return plot


def legend_faults(legend):
    left, right, _, _ = legend["list"]
    entries = legend["entries"]
    columns = {}
    for entry in entries:
        sample, name = entry["sample"], entry["name"]
        columns.setdefault(round(sample[0]), []).append(name[0] - sample[0])
        first = entry["lines"][0]
        if sample[0] < left - 0.5 or any(line[1] > min(right, legend["width"]) + 0.5 for line in entry["lines"]):
            yield "a name touches the edge"
        if any(line[1] > name[1] + 0.5 for line in entry["lines"]):
            yield "a name is wider than its place"
        if len(entry["lines"]) == 1 and abs((sample[2] + sample[3]) - (first[2] + first[3])) > 4:
            yield "a sample is not beside its name"
        if name[0] - sample[1] < 3:
            yield "a sample touches its name"
    if any(max(gaps) - min(gaps) > 0.5 for gaps in columns.values()):
        yield "names of a column do not begin at one place"
    starts = sorted(entry["sample"][0] for entry in entries)
    steps = [b - a for a, b in itertools.pairwise(starts) if b - a > 0.5]
    if steps and max(steps) - min(steps) > 1:
        yield "columns are not equally wide"
    for a, b in itertools.combinations(entries, 2):
        if any(p[0] < q[1] and q[0] < p[1] and p[2] + 3 < q[3] and q[2] + 3 < p[3] for p in a["lines"] for q in b["lines"]):
            yield "a name lies over another"


def test_legends_are_in_columns_and_no_name_touches_the_edge():
    figures = [f'<figure class="bench">{heddle_plot.legend(named(names))}</figure>' for names in NAMES]
    for width, legends in seen(figures, LEGENDS):
        for names, legend in zip(NAMES, legends, strict=True):
            assert not list(legend_faults(legend)), (width, names, sorted(set(legend_faults(legend))))


def test_words_of_a_drawing_stay_in_it():
    long = "what it is a long name for: sizes of matrices that are no powers of two, in rows and columns of numbers"
    with tempfile.TemporaryDirectory() as cache:
        axes = (("rows", "seconds"), (long, "seconds of one product, all data in the cache"))
        plots = [named(names, x=x, y=y, log=log) for names in NAMES[:2] for x, y in axes for log in ("x", "xy")]
        plots.append(plot_of([[1e-9, 1.0, 2.0, 3.0]], sizes=(123457, 234567, 10**9 + 1, 10**10 + 1), log="xy"))
        figures = [heddle_plot.figure(plot | {"id": f"b{i}"}, Path(cache)) for i, plot in enumerate(plots)]
        for width, outside in seen(figures, OUTSIDE):
            assert not outside, (width, outside)


def main(only=""):
    tests = {name: test for name, test in globals().items() if name.startswith("test_") and only in name}
    failed = skipped = 0
    for name, test in tests.items():
        if site_browser.CHROMIUM is None and "seen" in test.__code__.co_names:
            print(f"skipped  {name}: this system has no Chromium")
            skipped += 1
            continue
        try:
            test()
            print(f"passed  {name}", flush=True)
        except AssertionError as fault:
            failed += 1
            print(f"FAILED  {name}\n{fault}", flush=True)
    # What cannot be looked at here is counted as skipped, also where all the rest is right.
    return 1 if failed or not tests else 77 if skipped else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
