# SPDX-License-Identifier: MIT
"""A built site as readers see it: every page in the system's Chromium, opened as a file. Each fault is one line of text."""
import shutil
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

import copied_code

# Axe looks at every page in the first two views for what depends on width and scheme. Its other rules ask how the page is
# built: one view shows that, but on one page of each folder, the smallest, where the frame, the same on all, is seen in all four.
# The many pages of headers and sources are made by one template each: a page of those where every element stands in one that
# was seen in it before has nothing left for axe.
VIEWS = ((1280, "light"), (360, "dark"), (1280, "dark"), (360, "light"))
TEMPLATES = ("api", "sources")
# No page may be wider than its window at these either: a drawer folds away, or is beside the text, at widths between them.
# A page of a template that has nothing new is seen at the narrowest alone: its text fits at all widths if it does there.
WIDTHS = (640, 800, 1024, 1200, 1366, 1440, 1920)
# The page hears of a new size with its next frame, and then marks what can be scrolled.
LAYOUT = Path(__file__).with_name("layout.js").read_text(encoding="utf-8")
LAYOUT_WIDTHS = (1280, 360)
RUN_AXE = Path(__file__).with_name("axe.js").read_text(encoding="utf-8")
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
SERIOUS = ("serious", "critical")
AXE = {"preload": False, "resultTypes": ["violations"]}
OF_VIEWS = ["color-contrast", "link-in-text-block", "scrollable-region-focusable"]
SEEN = AXE | {"runOnly": {"type": "rule", "values": OF_VIEWS}}
BUILT = AXE | {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"], "rules": {rule: {"enabled": False} for rule in OF_VIEWS}}
# The words of code have colours, which the rules of the views have seen, and nothing else that a rule could ask for.
WITHOUT_COLOURS = """() => document.querySelectorAll("pre span:not([id], [class*=anchor], :has(a, [id]))").forEach(
  (span) => { if (span.isConnected) span.replaceWith(span.textContent); })"""
# Which elements stand in which, each by its name, classes and the names of its attributes.
NESTED = """() => { const name = (e) => [e.tagName, ...[...e.classList].sort(), "with", ...e.getAttributeNames().sort()].join(" ");
  return [...new Set([...document.querySelectorAll("body *")].map((e) => name(e.parentElement) + " > " + name(e)))]; }"""
COPY_BUTTONS = "article .cell button.copy-button"
# What the figure of each button says of its block.
COPIED_FROM = """(buttons) => [...document.querySelectorAll(buttons)].map((button) => {
  const figure = button.closest("figure");
  const places = [...figure.querySelectorAll("a.cell-src")].map((a) => a.firstChild.textContent);
  return { classes: [...figure.classList], id: figure.id, places, loads: figure.hasAttribute("data-copy") };
})"""


# The system's browser, or nothing.
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def is_new(tab, nested):
    """Does an element of the page stand in one that none of these pages had it in? They have from now on."""
    found = set(tab.evaluate(NESTED)) - nested
    nested |= found
    return bool(found)


def page_faults(browser, site: Path, paths):
    """No console error, no request beyond the site, no sideways scroll, nothing serious from axe; each with the views it is seen in."""
    root, seen, nested = site.as_uri() + "/", [], {name: set() for name in TEMPLATES}
    of_folder = {path.parent: path for path in sorted(paths, key=lambda path: -path.stat().st_size)}
    tab = browser.new_page()
    tab.on("console", lambda m: seen.append((f"console: {m.text}", "")) if m.type == "error" else None)
    tab.on("pageerror", lambda e: seen.append((f"script: {e}", "")))
    tab.on("request", lambda r: seen.append((f"request to {r.url}", "")) if not r.url.startswith((root, "data:")) else None)
    for path in paths:
        seen.clear()
        # Without motion, so that no colour is caught half way between two schemes.
        tab.emulate_media(color_scheme="light", reduced_motion="reduce")
        tab.goto(path.as_uri())
        template = path.relative_to(site).parts[0] if path.relative_to(site).parts[0] in TEMPLATES else None
        for_axe = template is None or is_new(tab, nested[template]) or path == of_folder[path.parent]
        for width in sorted({*WIDTHS, *LAYOUT_WIDTHS}) if for_axe else [min(LAYOUT_WIDTHS)]:
            tab.set_viewport_size({"width": width, "height": 900})
            if tab.evaluate("document.documentElement.scrollWidth > innerWidth"):
                seen.append(("scrolls sideways", f"{width} px"))
            if width in LAYOUT_WIDTHS:
                seen += [(fault, f"{width} px") for fault in tab.evaluate(LAYOUT)]
        if for_axe:
            has_frame = path == of_folder[path.parent]
            tab.evaluate(Axe().axe_script)
            seen += axe_in_views(tab, SEEN, VIEWS if has_frame else VIEWS[:2])
            tab.evaluate(WITHOUT_COLOURS)
            seen += axe_in_views(tab, BUILT, VIEWS if has_frame else VIEWS[:1])
        faults = {}
        for fault, view in seen:
            faults.setdefault(fault, []).append(view)
        for fault, where in faults.items():
            yield f"{path.relative_to(site)}: {fault}" + (f" at {'; '.join(dict.fromkeys(where))}" if any(where) else "")
    tab.close()


def motion_faults(browser, site: Path, path: Path):
    """A link into a page is there at once, also for a reader who has not asked for less motion."""
    tab = browser.new_page(reduced_motion="no-preference")
    tab.goto(path.as_uri())
    if tab.evaluate("getComputedStyle(document.documentElement).scrollBehavior") != "auto":
        yield f"{path.relative_to(site)}: a deep link scrolls there"
    tab.close()


def show(tab, width, scheme):
    tab.set_viewport_size({"width": width, "height": 900})
    tab.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    tab.evaluate(SETTLED)


def axe_in_views(tab, rules, views):
    """The faults in each view, and which one it is."""
    found = []
    for width, scheme in views:
        show(tab, width, scheme)
        found += [(fault, f"{width} px, {scheme}") for fault in axe_faults(tab, rules)]
    return found


def axe_faults(tab, rules):
    for found in tab.evaluate(RUN_AXE, rules):
        if found["impact"] in SERIOUS:
            node = found["nodes"][0]
            yield f"axe {found['id']} ({len(found['nodes'])}): {node['html'][:120]} {node['any'][0]['message'] if node['any'] else ''}"


def search_faults(browser, site: Path, word, wanted):
    """The search, opened as a file, finds the word on the wanted page, and asks for nothing that it may not read there."""
    tab = browser.new_page()
    said = []
    tab.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    tab.goto(f"{site.as_uri()}/search.html?q={word}")
    try:
        tab.wait_for_selector(f'#search-results a[href*="{wanted}"]', timeout=5000)
    except Exception:  # playwright has no other way to say that nothing came
        yield f"search.html: {word} is not found on {wanted}"
    titles = [title.strip() for title in tab.locator("#search-results ul.search > li > a").all_text_contents()]
    yield from (f"search.html: {title} is listed twice" for title in sorted(set(titles)) if titles.count(title) > 1)
    bare = [title for title, item in zip(titles, tab.locator("#search-results ul.search > li").all()) if item.locator("p.context mark").count() == 0]
    if bare:
        yield f"search.html: no excerpt is shown of {', '.join(bare[:3])}"
    yield from (f"search.html?q={word}: console: {text}" for text in said[:1])
    tab.close()


def copied_blocks(browser, site: Path, path: Path):
    """Presses every copy button of a page and reads the clipboard."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, permissions=["clipboard-read", "clipboard-write"], reduced_motion="reduce")
    tab = context.new_page()
    tab.goto(path.as_uri())
    tab.evaluate("document.querySelectorAll('article details').forEach((d) => { d.open = true; })")
    blocks = []
    for button, about in zip(tab.query_selector_all(COPY_BUTTONS), tab.evaluate(COPIED_FROM, COPY_BUTTONS)):
        classes = [word.removeprefix("cell-") for word in about["classes"]]
        kind = next((word for word in ("refused", "scoped") if word in classes), classes[1])
        button.focus()
        tab.keyboard.press("Enter")
        if about["loads"]:  # its text has to be loaded
            tab.wait_for_function("(button) => button.textContent.includes('copied')", arg=button, timeout=5000)
        text = tab.evaluate("navigator.clipboard.readText()")
        blocks.append(copied_code.Copied(kind, f"{path.relative_to(site)}#{about['id']}", tuple(about["places"]), text))
    missing = tab.locator("article .cell div.highlight").count() - len(blocks)
    context.close()
    return blocks, [f"{path.relative_to(site)}: {missing} blocks have no copy button"] if missing else []
