# SPDX-License-Identifier: MIT
"""What a page of the site may do in a browser, and what a chapter's page may hold.

Every page names its content security policy: scripts of the site and no others, nothing fetched from elsewhere. And a chapter's
page holds no markup but that which heddle wrote: heddle refuses it with a better message, but reads Markdown a little
differently from Sphinx.
"""
import re
from pathlib import Path

import yaml
from docutils import nodes
from sphinx.util import logging

logger = logging.getLogger(__name__)
# The one script that furo writes into its pages. Another version may have another: then the browser says so, and the tests do.
INLINE_SCRIPTS = ("sha256-ySvT2PEZeueHGC1y2crNuNTfphBynFPP7i+U21fEgX0=",)
OWN = "heddle"  # marks a node of markup as heddle's
# The numbers that `heddle weave` writes into the text, and comments as a browser reads them.
WRITTEN = re.compile(r'<a class="measured" href="[\w./#-]*">|</a>|<br />\s*|<!--(?!-?>)(?:(?!--!?>).)*-->\s*', re.S)
ADDRESS = re.compile(r"https?://[^/\s\"'<>;,?#]+", re.I)
ALLOWED = ("html", "raw", "remote_images", "includes")


def own(markup):
    """A node of markup that heddle has made."""
    node = nodes.raw("", markup, format="html")
    node[OWN] = True
    return node


def allowed(book):
    """The words of `allow` in chapters/book.yaml, which heddle has checked."""
    try:
        settings = yaml.safe_load(Path(book).read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError):
        return []
    return sorted(set((settings or {}).get("allow") or []) & set(ALLOWED))


def read_allowed(app, config):
    config.heddle_allow = allowed(Path(app.confdir).parent / "chapters" / "book.yaml")


def refuse_foreign(app, doctree):
    """A warning, which is an error in this site's build, at every node of markup in a chapter that is not heddle's."""
    if not app.env.docname.startswith("chapters/"):
        return
    for node in list(doctree.findall(nodes.raw)):
        shown = "html" in node.get("format", "").split()
        if shown and not node.get(OWN) and not WRITTEN.fullmatch(node.astext()) and not {"html", "raw"} & set(app.config.heddle_allow):
            logger.warning("raw HTML in a chapter: %.60r", node.astext(), location=node)
            node.parent.remove(node)
    for node in doctree.findall(nodes.image):
        if ADDRESS.match(node["uri"]) and "remote_images" not in app.config.heddle_allow:
            logger.warning("the picture '%s' is not in the book", node["uri"], location=node)


def policy(pictures):
    sources = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *(f"'{digest}'" for digest in INLINE_SCRIPTS)],
        "style-src": ["'self'", "'unsafe-inline'"],  # drawings and tables carry their styles
        "img-src": ["'self'", "data:", *pictures],
        "font-src": ["'self'", "data:"],
        "connect-src": ["'self'"],  # the search's excerpts, the reload of make serve
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in sources.items())


def add_policy(app, pagename, templatename, context, doctree):
    """Before everything else in the head that could fetch or run something."""
    remote = "remote_images" in app.config.heddle_allow and doctree is not None
    found = [node["uri"] for node in doctree.findall(nodes.image)] if remote else []
    found += [node.astext() for node in doctree.findall(nodes.raw) if not node.get(OWN)] if remote else []
    hosts = sorted({host for text in found for host in ADDRESS.findall(text)})
    context["metatags"] = f'<meta http-equiv="Content-Security-Policy" content="{policy(hosts)}">\n' + (context.get("metatags") or "")


def setup(app):
    app.add_config_value("heddle_allow", [], "env")
    app.connect("config-inited", read_allowed)
    app.connect("doctree-read", refuse_foreign)
    app.connect("html-page-context", add_policy)
