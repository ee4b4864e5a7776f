# SPDX-License-Identifier: MIT
"""What the copy button takes where a page does not have all of it: chunks of a class go on in other chapters, and would weigh on
every visit for the few that copy. These texts stand in a script of their own, which book.js loads when the button is pressed.
"""
import json
import zlib
from pathlib import Path

FILE = "copytext.js"


def key_of(text):
    """It is a part of the script's address, so that no browser keeps a text that has changed."""
    return f"{zlib.crc32(text.encode()):08x}"


def keep(env, text):
    copies(env).setdefault(env.docname, {})[key_of(text)] = text


def copies(env):
    if not hasattr(env, "heddle_copies"):
        env.heddle_copies = {}
    return env.heddle_copies


def forget(app, env, docname):
    copies(env).pop(docname, None)


def write(app, env):
    file = Path(app.outdir, "_static", FILE)
    file.parent.mkdir(parents=True, exist_ok=True)
    texts = {key: text for page in copies(env).values() for key, text in page.items()}
    file.write_text(f"var COPY_TEXT = {json.dumps(texts, ensure_ascii=False, sort_keys=True)};\n", encoding="utf-8")


def setup(app):
    app.connect("env-purge-doc", forget)
    app.connect("env-check-consistency", write)
