# SPDX-License-Identifier: MIT
"""Settings of the site: Sphinx reads the pages that `heddle weave` wrote (build/pages) and this folder's own parts.

tools/site/site_build.py runs it; BOOK_BUILD names the folder that holds pages/, doxygen/ and outputs/ (default: build/ beside docs/).
"""
import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILD = Path(os.environ.get("BOOK_BUILD", HERE.parent / "build")).resolve()
# Another book's settings, a copy of these, say where heddle's extensions are.
sys.path.insert(0, os.environ.get("HEDDLE_SPHINX") or str(HERE.parent / "tools" / "heddle" / "sphinx"))

project = html_title = "From Loops to Tensor Cores"
language = "en"
extensions = ["myst_parser", "breathe", "heddle_site"]
exclude_patterns = ["recordings"]
primary_domain = "cpp"
highlight_language = "text"  # of fences that name none
numfig = False  # numbered figures would load every page on every build
# Names inside signatures are what the compiler has accepted; those without a page stay plain. What prose refers to has to exist.
nitpick_ignore_regex = [("cpp:identifier", r".*")]
# Every header opens the same namespace, and each has a page of its own.
suppress_warnings = ["duplicate_declaration.cpp"]

myst_enable_extensions = ["dollarmath", "amsmath", "colon_fence", "deflist", "attrs_inline", "attrs_block"]
myst_heading_anchors = 3

html_theme = "furo"
html_static_path = [str(HERE / "_static")]
html_favicon = "_static/favicon.svg"
# Where the site will be found, as https://example.org/book/: its pages then name their address, and there is a sitemap.
html_baseurl = os.environ.get("BOOK_URL", "").rstrip("/") + "/" if os.environ.get("BOOK_URL") else ""
html_extra_path = ["screenshot.png"] if html_baseurl else []
html_css_files = ["book.css"]
html_math_renderer = "mathml"
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_use_index = False
html_last_updated_fmt = None
html_theme_options = {
    f"{scheme}_css_variables": {"color-brand-primary": link, "color-brand-content": link, "color-brand-visited": visited}
    for scheme, link, visited in (("light", "#1a5a96", "#5b3d91"), ("dark", "#8ec1f2", "#c3a9ec"))
}
html_theme_options |= {
    "top_of_page_buttons": [],
}
# A link to edit a page appears only where the address of the repository is given.
if repository := os.environ.get("BOOK_REPOSITORY"):
    html_theme_options |= {"source_repository": repository, "source_branch": "main", "top_of_page_buttons": ["edit"]}
pygments_style = "default"
pygments_dark_style = "github-dark"

# One Breathe project a header, so that a changed comment re-reads one page.
breathe_projects = {xml.parent.name: str(xml) for xml in sorted((BUILD / "doxygen").glob("*/xml")) if xml.is_dir()}
breathe_default_project = next(iter(breathe_projects), "")
breathe_show_include = False
breathe_default_members = ("members",)

heddle_build = str(BUILD)
