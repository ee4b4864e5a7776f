# SPDX-License-Identifier: MIT
"""No chapter runs a script on the site: test_scripts.py HEDDLE.

Every attempt is a chapter of its own. heddle refuses it, or its page is opened in the system's Chromium, where what can be
pressed is pressed, and nothing runs. The same in a book that allows everything, where only the pages' policy is in the way.
That the attempts are such, and that a script would be seen, is shown by the same pages without their policy: many run.
Warnings of Sphinx, which fail the site's build, are let pass here. Without Chromium it ends with status 77, skipped.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

import script_attempts
import site_browser
import test_build

AT_LEAST = 44
# So many have to run on pages without a policy.
AT_LEAST_BARE = 20
# So many pages are looked at together, and wait together for what would run a little later.
TABS = 8
WAIT_MS = 100
SPHINX = str(test_build.PROJECT / "tools" / "heddle" / "sphinx")
FOREIGN = "http://attacker.invalid"
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
# What a person might do: press every button and every link whose address is no page, and pass over everything.
ACT = """() => {
  for (const element of document.querySelectorAll("article *")) {
    const address = element.getAttribute("href") ?? element.getAttribute("xlink:href");
    const runs = address !== null && !/^(https?|file|mailto):/.test(new URL(address, location.href).protocol);
    for (const kind of ["mouseover", "mouseenter", "focus", ...(runs || element.id === "press" ? ["click"] : [])])
      element.dispatchEvent(new MouseEvent(kind, { bubbles: true, cancelable: true }));
  }
}"""
HANDLERS = """() => [...document.querySelectorAll("article *")].flatMap((e) => e.getAttributeNames()).filter((n) => n.startsWith("on"))"""


def pixel():
    """A picture, for those that have to be there."""
    def chunk(kind, data):
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = chunk(b"IHDR", bytes([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def write_book(folder, settings):
    """A book with a chapter for each attempt; the attempts by their chapters' names."""
    root = test_build.make_book(folder)
    (root / "chapters" / "01-a.md").unlink()
    (root / "chapters" / "p.png").write_bytes(pixel())
    (root / "chapters" / "book.yaml").write_text(settings)
    (root / "build" / "outputs").mkdir()
    names = {}
    for number, (name, text, cells) in enumerate(script_attempts.attempts(), 1):
        stem = f"{number:03}-a"
        names[stem] = name
        (root / "chapters" / f"{stem}.md").write_text(text)
        if cells:
            record = {"schema": 1, "chapter": f"chapters/{stem}.md", "cells": cells, "failure": None}
            (root / "build" / "outputs" / f"{stem}.json").write_text(json.dumps(record))
    return root, names


def refused(root, heddle):
    """Takes out the chapters that heddle refuses; their names."""
    done = subprocess.run([heddle, "weave", "--root", root], capture_output=True, text=True, check=False)
    bad = set(re.findall(r"^chapters/(\S+)\.md:.* error: ", done.stderr, re.M))
    for name in bad:
        (root / "chapters" / f"{name}.md").unlink()
    subprocess.run([heddle, "weave", "--root", root, "-q"], check=True, stderr=subprocess.DEVNULL)
    return bad


def render(root):
    python = test_build.PROJECT / "build" / "venv" / "bin" / "python"
    site = root / "build" / "site"
    command = [python, "-m", "sphinx", "-b", "html", "-Q", "-c", root / "docs", "-d", root / "build" / "doctrees", root / "build" / "pages", site]
    subprocess.run(command, check=True, cwd=root, env=os.environ | {"BOOK_BUILD": str(root / "build"), "LC_ALL": "C.UTF-8", "PYTHONPATH": SPHINX})
    return site


def watched(browser):
    """A tab, and what happens in it."""
    tab, happened = browser.new_page(), set()
    tab.on("console", lambda message: happened.add("ran") if message.text == "RAN" else None)
    tab.on("dialog", lambda dialog: dialog.dismiss())
    tab.on("request", lambda request: happened.add("asked") if request.url.startswith(FOREIGN) else None)
    return tab, happened


def look(tabs, site, names):
    """By name, what happens on the pages that there are: does a script run, is anything asked for elsewhere, are there handlers?"""
    pages = [(name, page) for name in names if (page := site / "chapters" / f"{name}.html").exists()]
    all_seen = {}
    for first in range(0, len(pages), TABS):
        group = list(zip(pages[first:first + TABS], tabs))
        for (_, page), (tab, happened) in group:
            # What an address has opened must not be taken for the next page's.
            tab.goto("about:blank")
            happened.clear()
            tab.goto(page.as_uri())
            if tab.evaluate(HANDLERS):
                happened.add("handlers")
            tab.evaluate(ACT)
        tabs[0][0].wait_for_timeout(WAIT_MS)
        all_seen |= {name: set(happened) for (name, _), (_, happened) in group}
    return all_seen


def main(heddle):
    faults = []
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two, site_browser.chromium() as browser:
        tabs = [watched(browser) for _ in range(TABS)]
        root, names = write_book(one, "title: A book\n")
        out = refused(root, heddle)
        strict = look(tabs, render(root), names)
        faults += [f"{names[n]}: {', '.join(sorted(what))}" for n, what in strict.items() if what]
        faults += [f"{names[n]}: heddle did not refuse it, and there is no page" for n in names if n not in out and n not in strict]

        root, names = write_book(two, "allow: [html, raw, remote_images, includes]\n")
        out_of_open = refused(root, heddle)
        site = render(root)
        opened = look(tabs, site, names)
        faults += [f"{names[n]}: runs in a book that allows everything" for n, what in opened.items() if "ran" in what]
        for page in site.rglob("*.html"):
            text = page.read_text(encoding="utf-8")
            if not POLICY.search(text):
                faults.append(f"{page.relative_to(site)}: has no policy")
            page.write_text(POLICY.sub("", text), encoding="utf-8")
        bare, looked = 0, list(names)
        while looked and bare < AT_LEAST_BARE:
            some, looked = looked[:TABS], looked[TABS:]
            bare += sum("ran" in what for what in look(tabs, site, some).values())
    if len(names) < AT_LEAST or bare < AT_LEAST_BARE:
        faults.append(f"{len(names)} attempts, of which {bare} run on pages without a policy: too few")
    print("\n".join(f"FAILED  {fault}" for fault in faults) if faults else "passed")
    ran = sum("ran" in what for what in strict.values())
    print(f"{len(names)} ways to run a script: heddle refuses {len(out)}, {len(strict)} have a page, and {ran} run. "
          f"Where the book allows everything: {len(out_of_open)} refused, {len(opened)} pages, {sum('ran' in w for w in opened.values())} run; "
          f"{bare} of the first {len(names) - len(looked)} would without the pages' policy.")
    return 1 if faults else 0


if __name__ == "__main__":
    if site_browser.CHROMIUM is None:
        print("skipped: this system has no Chromium")
        sys.exit(77)
    os.environ.pop("BOOK_REPOSITORY", None)
    sys.exit(main(Path(sys.argv[1]).resolve()))
