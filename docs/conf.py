# SPDX-License-Identifier: MIT
"""Settings of the site: Sphinx reads the pages that `heddle weave` wrote (build/pages) and this folder's own parts."""
import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILD = Path(os.environ.get("HEDDLE_BUILD", HERE.parent / "build")).resolve()
sys.path.insert(0, str(HERE / "_ext"))

project = html_title = "From Loops to Tensor Cores"
extensions = ["myst_parser", "breathe", "sphinx_copybutton", "heddle_site"]
html_theme = "furo"
html_static_path = [str(HERE / "_static")]
html_css_files = ["book.css"]
html_math_renderer = "mathml"
html_show_sphinx = False
html_copy_source = False
myst_enable_extensions = ["dollarmath", "amsmath", "colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_ext", "_static", "README.md"]
highlight_language = primary_domain = "cpp"
pygments_style = "default"
pygments_dark_style = "github-dark"
nitpick_ignore_regex = [("cpp:identifier", r"(std|ten)(::.*)?"), ("cpp:identifier", r"T|U|Op|F|Number|Element|SameSort(<.*>)?")]
# Every header opens the same namespace, and each has a page of its own.
suppress_warnings = ["duplicate_declaration.cpp"]
numfig = False
copybutton_selector = "div.highlight pre"
copybutton_exclude = ".linenos"

# One Breathe project a header, so that a changed comment re-reads one page.
breathe_projects = {
    xml.parent.name: str(xml) for xml in sorted((BUILD / "doxygen").glob("*/xml")) if xml.is_dir()
}
breathe_default_project = next(iter(breathe_projects), "")
breathe_show_include = False

heddle_build = str(BUILD)
# A link to edit a page appears only where the address of the repository is given.
if repository := os.environ.get("BOOK_REPOSITORY"):
    html_theme_options = {"source_repository": repository, "source_branch": "main", "source_directory": "chapters/"}
