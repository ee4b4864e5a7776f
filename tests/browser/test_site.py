# SPDX-License-Identifier: MIT
"""Opens every page of a built site in Debian's Chromium by file:// and checks it. usage: test_site.py SITE

Checked at 360 and 1280 px, light and dark: no console error, no request outside the site, no sideways scroll, axe with nothing
serious. Also: internal links resolve, search finds `Tensor`, copied texts hold no chunk marks, pages stay within 60 KB compressed.
"""
import gzip
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

PAGE_BUDGET_BYTES = 60 * 1024


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.links, self.ids, self.copies = [], set(), []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.ids.update(found[k] for k in ("id", "name") if found.get(k))
        self.links += [found[k] for k in ("href", "src") if found.get(k)]
        if "data-copy" in found:
            self.copies.append(found["data-copy"])


def static_faults(site):
    pages = {path.resolve(): Page(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}
    for path, page in pages.items():
        if len(gzip.compress(path.read_bytes())) > PAGE_BUDGET_BYTES:
            yield f"{path}: more than {PAGE_BUDGET_BYTES} bytes compressed"
        for copy in page.copies:
            if any(line.strip().startswith("<<") for line in copy.split("\n")):
                yield f"{path}: a copied text holds a chunk mark"
        for link in page.links:
            if ":" in link.split("/")[0] or link.startswith("//"):
                continue
            address, anchor = urldefrag(link.split("?")[0] if "#" not in link else link)
            target = (path.parent / unquote(address.split("?")[0])).resolve() if address else path
            if not target.exists():
                yield f"{path}: broken link {link}"
            elif anchor and target in pages and unquote(anchor) not in pages[target].ids:
                yield f"{path}: broken anchor {link}"


def browser_faults(site):
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    root = site.as_uri() + "/"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for width in (360, 1280):
            for scheme in ("light", "dark"):
                tab = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
                seen = []
                tab.on("console", lambda m: seen.append(m.text) if m.type == "error" else None)
                tab.on("pageerror", lambda e: seen.append(str(e)))
                tab.on("request", lambda r: seen.append("request " + r.url) if not r.url.startswith((root, "data:")) else None)
                for path in sorted(site.rglob("*.html")):
                    seen.clear()
                    tab.goto(path.as_uri())
                    where = f"{path} at {width} px, {scheme}"
                    if tab.evaluate("document.documentElement.scrollWidth > innerWidth"):
                        seen.append("scrolls sideways")
                    for found in Axe().run(tab, options={"preload": False}).response["violations"]:
                        if found["impact"] in ("serious", "critical"):
                            seen.append(f"axe {found['id']}: {found['nodes'][0]['html'][:120]}")
                    yield from (f"{where}: {fault}" for fault in seen)
                tab.close()
        tab = browser.new_page()
        tab.goto(root + "search.html?q=Tensor")
        try:
            tab.wait_for_selector("#search-results li", timeout=5000)
        except Exception:
            yield "search does not find Tensor"
        browser.close()


def main(site):
    faults = list(static_faults(site)) + list(browser_faults(site))
    print("\n".join(faults))
    # A check is one page at one width and in one scheme, or one page's text, or the search.
    checks = len(list(site.rglob("*.html"))) * 5 + 1
    failed = min(checks, len(faults))
    print(f"{checks - failed} passed, {failed} failed")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
