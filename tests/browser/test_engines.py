# SPDX-License-Identifier: MIT
"""The chapters in the other engines: test_engines.py firefox|webkit SITE, or test_engines.py firefox|webkit --planted.

Every chapter is opened once in Debian's Firefox or WebKit. A line with a formula is as high as any other, and a formula that stands
alone about as high as in Chromium. With --planted the page has a font that says of itself what no line has room for, and a formula
that is high in one engine, and both have to be found. Without the browser it ends with status 77, skipped.
"""
import glob
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import marionette
from site_browser import CHROMIUM, chromium

MEASURE = Path(__file__).with_name("measure.js").read_text(encoding="utf-8")
HIGHEST_LINE = 1.25  # of the line's height; a line with an index of an index may be a little higher
HIGHEST_FORMULA = 1.6  # of its height in Chromium: Firefox sets the rows of a matrix further apart
FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
WEBKIT_DRIVER, XVFB = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
MINI_BROWSER = sorted(name for folder in ("lib", "lib64", "libexec", "lib/*") for name in glob.glob(f"/usr/{folder}/webkit*gtk*/MiniBrowser"))
PLANTED = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>t</title><style>
p {{ line-height: 20px }} math[display=block] {{ display: block; height: {formula}px }}
</style></head><body><article><p>high <math><mi>x</mi><mspace height="{high}px"></mspace></math> line</p><p>a line</p>
<math display="block"><mi>y</mi></math></article></body></html>"""


@contextmanager
def firefox():
    """Yields what opens a page in Firefox and measures it, and what takes its picture."""
    with marionette.started(FIREFOX) as browser:
        browser.resize(1280, 1000)

        def measured(page):
            browser.open(page.as_uri())
            return browser.run(MEASURE)

        yield measured, browser.picture


@contextmanager
def display():
    """A screen that nobody sees; its name."""
    with subprocess.Popen([XVFB, "-displayfd", "1", "-screen", "0", "1400x1800x24", "-nolisten", "tcp"],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            yield ":" + server.stdout.readline().strip()
        finally:
            server.terminate()


@contextmanager
def webkit():
    """The same in WebKit, Safari's engine, as GTK's MiniBrowser has it."""
    from selenium.webdriver import WebKitGTK
    from selenium.webdriver.webkitgtk.options import Options
    from selenium.webdriver.webkitgtk.service import Service

    with display() as screen:
        # Its sandbox needs rights that a container has not, and its compositor a graphics card.
        os.environ.update(DISPLAY=screen, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS="1", WEBKIT_DISABLE_COMPOSITING_MODE="1")
        options = Options()
        options.binary_location = MINI_BROWSER[-1]
        options.add_argument("--automation")
        browser = WebKitGTK(options=options, service=Service(WEBKIT_DRIVER))
        try:
            browser.set_window_size(1280, 1000)

            def measured(page):
                browser.get(page.as_uri())
                return browser.execute_script(MEASURE)

            yield measured, browser.get_screenshot_as_png
        finally:
            browser.quit()


ENGINES = {"firefox": (firefox, [FIREFOX]), "webkit": (webkit, [WEBKIT_DRIVER, XVFB, *MINI_BROWSER[-1:]] if MINI_BROWSER else [None])}


def in_chromium(pages):
    with chromium() as browser:
        tab = browser.new_page(viewport={"width": 1280, "height": 1000})
        found = {}
        for page in pages:
            tab.goto(page.as_uri())
            found[page] = tab.evaluate("() => {" + MEASURE + "}")
        return found


def faults_of(page, here, there):
    """What is wrong with a page `here`, in the light of what Chromium measured."""
    for words, height in here["lines"]:
        if not height <= HIGHEST_LINE:
            yield f"{page}: a line is {height:.2f} times as high as a line: {words}"
    if len(here["formulas"]) != len(there["formulas"]):
        yield f"{page}: {len(here['formulas'])} formulas, and {len(there['formulas'])} in Chromium"
    for (words, height), (_, wanted) in zip(here["formulas"], there["formulas"]):
        if not wanted / HIGHEST_FORMULA <= height <= HIGHEST_FORMULA * wanted:
            yield f"{page}: a formula is {height / wanted:.2f} times as high as in Chromium: {words}"


def compare(engine, pages, references, pictures=None):
    faults, seen = [], 0
    with ENGINES[engine][0]() as (measured, picture):
        for page in pages:
            found = measured(page)
            seen += len(found["lines"]) + len(found["formulas"])
            faults += faults_of(page.name, found, references[page])
            if pictures:
                pictures.mkdir(parents=True, exist_ok=True)
                (pictures / f"{page.stem}-{engine}.png").write_bytes(picture())
    return faults, seen


def main(engine, site):
    pages = sorted((site / "chapters").glob("*.html"))
    # What the pages looked like, for a person who wants to see it.
    faults, seen = compare(engine, pages, in_chromium(pages), site.parent / "engines")
    print("\n".join(faults) or f"{seen} lines and formulas of {len(pages)} chapters are as high as they should be in {engine}")
    return 1 if faults or not seen else 0


def planted(engine):
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder).resolve() / "planted.html"
        page.write_text(PLANTED.format(high=5, formula=20), encoding="utf-8")
        references = in_chromium([page])
        page.write_text(PLANTED.format(high=60, formula=60), encoding="utf-8")
        faults, _ = compare(engine, [page], references)
    missed = [words for words in ("times as high as a line: high", "times as high as in Chromium: y") if not any(words in fault for fault in faults)]
    print("\n".join([*faults, *(f"FAILED  not found: {words}" for words in missed)]))
    return 1 if missed else 0


if __name__ == "__main__":
    name = sys.argv[1]
    if CHROMIUM is None or None in ENGINES[name][1]:
        print(f"skipped: this system has no {name}, or no Chromium to compare it with")
        sys.exit(77)
    sys.exit(planted(name) if "--planted" in sys.argv else main(name, Path(sys.argv[2]).resolve()))
