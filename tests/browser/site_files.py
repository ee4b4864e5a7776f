# SPDX-License-Identifier: MIT
"""What can be said of a built site by reading its files: links, anchors, titles, sizes. Each fault is one line of text."""
import gzip
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

PAGE_BYTES = 60 * 1024  # a chapter's page, compressed, without its figures
SAID_ONCE = ("viewport", "description", "og:title", "og:description", "og:type", "og:site_name")
SHARED_BYTES = 30 * 1024  # the styles and scripts of a page, compressed; a browser fetches them once for all pages


class Page(HTMLParser):
    """The title, the links and the anchors of a page."""

    def __init__(self, text):
        super().__init__()
        self.links, self.ids, self.repeated, self.assets, self.meta, self.icons = [], set(), set(), [], {}, 0
        self.title = "".join(re.findall(r"<title>(.*?)</title>", text, re.S)[:1]).strip()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        for name in {found[k] for k in ("id", "name") if found.get(k) and (k == "id" or tag == "a")}:
            (self.repeated if name in self.ids else self.ids).add(name)
        self.links += [found[k] for k in ("href", "src") if found.get(k)]
        if tag == "meta" and (name := found.get("name") or found.get("property")):
            self.meta.setdefault(name, []).append(found.get("content") or "")
        self.icons += tag == "link" and "icon" in (found.get("rel") or "").split()
        if tag == "script" and found.get("src") or tag == "link" and found.get("rel") == "stylesheet":
            self.assets.append(found.get("src") or found["href"])


def pages_of(site: Path):
    return {path: Page(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}


def link_faults(site: Path, pages):
    """Every link inside the site leads to a file, and every anchor to an element; what leads outside is an ordinary link."""
    for path, page in pages.items():
        name = path.relative_to(site)
        for repeated in sorted(page.repeated):
            yield f"{name}: two elements have the id {repeated}"
        for link in page.links:
            if re.match(r"[a-z][a-z0-9+.-]*:", link):
                continue
            address, anchor = urldefrag(link)
            target = Path(path.parent, unquote(address.split("?")[0])).resolve() if address else path
            if not target.is_file():
                yield f"{name}: broken link {link}"
            elif anchor and target in pages and unquote(anchor) not in pages[target].ids:
                yield f"{name}: broken anchor {link}"


def title_faults(site: Path, pages):
    """No two pages have one title, or nobody could tell them apart in a list of what a search has found."""
    seen = {}
    for path, page in pages.items():
        name = path.relative_to(site)
        if page.title in seen:
            yield f"{name}: its title is that of {seen[page.title]}: {page.title}"
        seen.setdefault(page.title, name)


def head_faults(site: Path, pages):
    """Each page says what it is about, to lists of results and to those that show a link; nothing is said twice."""
    for path, page in pages.items():
        name = path.relative_to(site)
        for wanted in SAID_ONCE:
            said = page.meta.get(wanted, [])
            if len(said) != 1 or len(said[0]) < 3:
                yield f"{name}: {wanted} is named {len(said)} times" if len(said) != 1 else f"{name}: {wanted} is empty"
        if not page.icons:
            yield f"{name}: it has no icon"
    if not (site / "404.html").is_file():
        yield "404.html: there is none"


def style_faults(site: Path):
    """What the style sheets fetch lies in the site."""
    for path in sorted(site.rglob("*.css")):
        for link in re.findall(r"url\(\s*['\"]?([^'\")]+)", path.read_text(encoding="utf-8")):
            if not link.startswith(("data:", "#")) and not (path.parent / link.split("#")[0].split("?")[0]).is_file():
                yield f"{path.relative_to(site)}: broken link {link}"


def budget_faults(site: Path, pages):
    for path, page in pages.items():
        name = path.relative_to(site)
        if path.parent.name != "chapters":
            continue
        if (size := page_bytes(path)) > PAGE_BYTES:
            yield f"{name}: {size} bytes compressed without figures, more than {PAGE_BYTES}"
        if (size := shared_bytes(path, page)) > SHARED_BYTES:
            yield f"{name}: {size} bytes of styles and scripts, more than {SHARED_BYTES}"


def page_bytes(path: Path) -> int:
    return len(gzip.compress(re.sub(r"<svg.*?</svg>", "", path.read_text(encoding="utf-8"), flags=re.S).encode()))


def shared_bytes(path: Path, page: Page) -> int:
    files = {(path.parent / unquote(link.split("?")[0])).resolve() for link in page.assets if "://" not in link}
    return sum(len(gzip.compress(file.read_bytes())) for file in files if file.is_file())
