# SPDX-License-Identifier: MIT
"""Below a chapter stands a link to its layer: the library as it is there, to build and test. docs/layers.json names the chapters that
have one; the build of the site puts the files beside the pages."""
import json
import re
from pathlib import Path

LINK = """<p class="layer">The library as it is at the end of this chapter, with the tests up to here, is in
<a href="{href}" download>ten-{number}.zip</a>; there {first} and {second} compile the tests and run them.</p>
"""
COMMANDS = ["cmake -S . -B build", "cmake --build build --target check"]


def add_layer(app, pagename, templatename, context, doctree):
    chapter = re.match(r"chapters/(\d+)-", pagename)
    if chapter and chapter[1] in app.heddle_layers and context.get("body"):
        first, second = (f'<code class="docutils literal notranslate">{command}</code>' for command in COMMANDS)
        context["body"] += LINK.format(href=f"../layers/ten-{chapter[1]}.zip", number=chapter[1], first=first, second=second)


def setup(app):
    record = Path(app.confdir, "layers.json")
    app.heddle_layers = json.loads(record.read_text(encoding="utf-8")) if record.exists() else {}
    app.connect("html-page-context", add_layer)
