# SPDX-License-Identifier: MIT
"""Takes the picture in README.md: a part of chapter 1 as the site shows it, light beside dark. usage: screenshot.py [SITE] [OUT]

Needs the packages of docs/requirements-test.txt and Debian's Chromium; Pillow comes with matplotlib.
"""
import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

PROJECT = Path(__file__).resolve().parents[2]
WIDTH, HEIGHT = 760, 900
# The first diagram that a cell shows, with what is said before it.
SCROLL = """(figure) => {
  document.querySelector(".back-to-top")?.remove();
  scrollTo(0, figure.previousElementSibling.getBoundingClientRect().top + scrollY - 70);
}"""


def take(site: Path) -> list[Image.Image]:
    pictures = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for scheme in ("light", "dark"):
            tab = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme=scheme, reduced_motion="reduce")
            tab.goto((site / "chapters" / "01-tensors.html").as_uri())
            tab.locator("figure.cell:has(.diagram-box)").first.evaluate(SCROLL)
            tab.wait_for_timeout(200)
            pictures.append(Image.open(io.BytesIO(tab.screenshot())).convert("RGB"))
        browser.close()
    return pictures


def main(site: Path, out: Path) -> None:
    light, dark = take(site)
    both = Image.new("RGB", (2 * WIDTH, HEIGHT))
    both.paste(light, (0, 0))
    both.paste(dark, (WIDTH, 0))
    both.quantize(128).save(out, optimize=True)


if __name__ == "__main__":
    given = [Path(argument).resolve() for argument in sys.argv[1:]]
    main(*(given + [PROJECT / "build" / "site", PROJECT / "docs" / "screenshot.png"][len(given):]))
