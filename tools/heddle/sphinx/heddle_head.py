# SPDX-License-Identifier: MIT
"""What a page says of itself to those who link to it: a description, OpenGraph, and where the address of the site is known
(html_baseurl) its own; beside the pages a sitemap, and a page for what is not there, which works wherever it is shown."""
import html
import posixpath
import re
from pathlib import Path
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from docutils import nodes

LONGEST = 160  # letters of a description: what lists of results show
NOT_FOUND = "404"
UNLISTED = {NOT_FOUND, "search", "genindex"}
PICTURE = "screenshot.png"  # of docs/, copied beside the pages
VIEWPORT = re.compile(r'<meta [^>]*name="viewport"[^>]*>\s*')  # docutils writes one, and so does the theme
RELATIVE = re.compile(r'(\s(?:href|src|action|data-content_root)=")(?!#|[a-z][a-z0-9+.-]*:|/)([^"]*)"')


def shortened(text):
    """Whole sentences as far as they fit, or whole words."""
    text = re.sub(r"\s+", " ", text).strip()
    if len(text) <= LONGEST:
        return text
    sentences = text[:LONGEST + 1].rfind(". ")
    if sentences > LONGEST // 3:
        return text[:sentences + 1]
    return text[:text.rfind(" ", 0, LONGEST - 1)].rstrip(",;:") + " …"


def plain(node):
    """The words of a paragraph, numbers from recordings among them, without markup."""
    return "".join(child.astext() for child in node.findall(nodes.Text) if not in_markup(child))


def in_markup(text):
    parent = text.parent
    while parent is not None and not isinstance(parent, nodes.raw):
        parent = parent.parent
    return parent is not None


def description(pagename, title, doctree):
    """What a page is about: the first of its own words that say it."""
    title = html.unescape(re.sub(r"<[^>]*>", "", title or ""))
    if pagename.startswith("sources/"):
        name = title.removesuffix(" (source)")
        return shortened(f"{name} as heddle makes it from the chapters; each part leads back to the text that explains it.")
    words = ""
    for node in doctree.findall(nodes.paragraph) if doctree is not None else ():
        words += " " + plain(node)
        if len(words) > LONGEST // 2:
            break
    if pagename.startswith("api/") and pagename != "api/index":
        words = (f"The header {title}: its functions and classes, with their shapes, errors and costs, "
                 "each with a link to the chapter that explains it.")
    return shortened(words) or shortened(f"{title}: a page of the book.")


def add_head(app, pagename, templatename, context, doctree):
    about = description(pagename, context.get("title", ""), doctree)
    title = html.unescape(re.sub(r"<[^>]*>", "", context.get("title") or ""))
    base = app.config.html_baseurl
    tags = [("name", "description", about), ("property", "og:title", title or app.config.project), ("property", "og:description", about),
            ("property", "og:type", "website" if pagename == app.config.root_doc else "article"),
            ("property", "og:site_name", app.config.project)]
    if base:
        tags += [("property", "og:url", address(app, pagename))]
        tags += [("property", "og:image", posixpath.join(base, PICTURE))] if Path(app.confdir, PICTURE).exists() else []
    written = "".join(f'<meta {kind}="{name}" content="{html.escape(content, quote=True)}">\n' for kind, name, content in tags)
    context["metatags"] = VIEWPORT.sub("", context.get("metatags") or "") + written
    context["pageurl"] = address(app, pagename) if base and pagename != NOT_FOUND else None  # the theme's canonical link


def address(app, pagename):
    """Where a page will be found, by the one name that all that speak of it use."""
    return posixpath.join(app.config.html_baseurl, "" if pagename == app.config.root_doc else app.builder.get_target_uri(pagename))


def write_sitemap(app, error):
    """Its format asks for whole addresses, so there is one only where the site's is known."""
    if error or app.builder.name != "html" or not app.config.html_baseurl:
        return
    names = sorted(set(app.env.found_docs) - UNLISTED)
    lines = "".join(f"  <url><loc>{escape(address(app, name))}</loc></url>\n" for name in names)
    Path(app.outdir, "sitemap.xml").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</urlset>\n', encoding="utf-8")


def root_links(app, error):
    """A server shows the page for what is not there at any address below the site's: its links begin at the site's root."""
    page = Path(app.outdir, f"{NOT_FOUND}.html")
    if error or not app.config.html_baseurl or not page.exists():
        return
    root = urlsplit(app.config.html_baseurl).path.rstrip("/") + "/"
    page.write_text(from_root(page.read_text(encoding="utf-8"), root), encoding="utf-8")


def from_root(page, root):
    return RELATIVE.sub(lambda m: f'{m.group(1)}{root}{m.group(2).removeprefix("./")}"', page)


def setup(app):
    app.connect("html-page-context", add_head, priority=400)  # before the policy, which comes first in the page
    app.connect("build-finished", write_sitemap)
    app.connect("build-finished", root_links)
