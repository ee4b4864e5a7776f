# SPDX-License-Identifier: MIT
"""Checks a built site in a real browser: test_site.py pages SITE, test_site.py copies SITE GENERATED RUNTIME, test_site.py --planted.

SITE is build/site, GENERATED the folder with the src/ and tests/ of the chapters, RUNTIME that of heddle's runtime headers. With
--planted it builds a small site that has every fault, and fails unless each of them is found. Without Chromium it ends with
status 77, skipped.
"""
import sys
import time
from pathlib import Path

import copied_code
import planted_site
import site_browser
import site_files


def of_pages(site, found_by_search):
    """Name -> the faults it finds, one line each."""
    pages = site_files.pages_of(site)
    yield "links and anchors", list(site_files.link_faults(site, pages)) + list(site_files.style_faults(site))
    yield "titles", list(site_files.title_faults(site, pages))
    yield "page budget", list(site_files.budget_faults(site, pages))
    yield "what pages say of themselves", list(site_files.head_faults(site, pages))
    with site_browser.chromium() as browser:
        yield f"{len(pages)} pages at 1280 and 360 px, light and dark", list(site_browser.page_faults(browser, site, pages))
        yield "deep links", list(site_browser.motion_faults(browser, site, next(path for path in pages if path.parent.name == "chapters")))
        yield "search", list(site_browser.search_faults(browser, site, *found_by_search))


def of_copies(site, generated, runtime, namespace):
    """The same of what the copy buttons give."""
    blocks, faults = [], []
    with site_browser.chromium() as browser:
        for path in (path for path in site_files.pages_of(site) if path.parent.name == "chapters"):
            copied, missing = site_browser.copied_blocks(browser, site, path)
            blocks, faults = blocks + copied, faults + missing
    if not blocks:
        faults.append("no block has a copy button")
    faults += [*copied_code.mark_faults(blocks), *copied_code.place_faults(blocks, generated)]
    faults += copied_code.program_faults(blocks, generated, runtime, namespace)
    yield f"copy buttons of {len(blocks)} blocks", faults


def main(what, site, *folders):
    failed = 0
    start = time.monotonic()
    checks = of_pages(site, ("Tensor", "chapters/01-tensors.html")) if what == "pages" else of_copies(site, *folders, "ten")
    for name, faults in checks:
        print(f"{'FAILED' if faults else 'passed'}  {name}  ({time.monotonic() - start:.1f} s)")
        for fault in faults:
            print(f"        {fault}")
        failed += bool(faults)
    return 1 if failed else 0


def planted():
    """Every check finds the fault that was planted for it, or it is no check."""
    with planted_site.made() as (site, generated, runtime):
        checks = [*of_pages(site, ("Tensor", "chapters/a.html")), *of_copies(site, generated, runtime, "")]
        said = [fault for _, faults in checks for fault in faults]
    missed = [fault for fault in planted_site.EXPECTED if not any(fault in line for line in said)]
    print("\n".join(said if missed else []))
    for fault in missed:
        print(f"FAILED  the planted fault was not found: {fault}")
    print(f"{len(planted_site.EXPECTED) - len(missed)} of {len(planted_site.EXPECTED)} planted faults found")
    return 1 if missed else 0


if __name__ == "__main__":
    if site_browser.CHROMIUM is None:
        print("skipped: this system has no Chromium")
        sys.exit(77)
    sys.exit(planted() if "--planted" in sys.argv else main(sys.argv[1], *(Path(a).resolve() for a in sys.argv[2:5])))
