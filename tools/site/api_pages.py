# SPDX-License-Identifier: MIT
"""Writes docs/api/*.rst, one page a header of src/ten; with --check it writes nothing and names what is not in step.

usage: api_pages.py [--check] [ROOT]
"""
import sys
from pathlib import Path

INDEX = """\
.. SPDX-License-Identifier: MIT

The library ten
===============

One page a header, made from the comments in the code.
Each entry leads back to the place in the book that explains it.
``#include <ten/ten.hpp>`` brings all of them but those that read files: ``ten/mnist.hpp`` and what it includes, which need zlib.

.. toctree::
   :maxdepth: 1

{entries}
"""
PAGE = """\
.. SPDX-License-Identifier: MIT

{title}
{underline}

.. code-block:: cpp

   #include <{title}>

As generated, with links into the book: :doc:`src/{title} </sources/{title}>`.

.. doxygenfile:: {name}
   :project: {stem}
"""


def wanted(root: Path) -> dict[str, str]:
    headers = sorted((root / "src" / "ten").glob("*.hpp"))
    pages = {f"{h.stem}.rst": PAGE.format(title=f"ten/{h.name}", underline="=" * len(f"ten/{h.name}"), name=h.name, stem=h.stem) for h in headers}
    pages["index.rst"] = INDEX.format(entries="\n".join(f"   {h.stem}" for h in headers))
    return pages


def main(arguments: list[str]) -> int:
    check = "--check" in arguments
    places = [a for a in arguments if a != "--check"]
    root = Path(places[0] if places else Path(__file__).parents[2]).resolve()
    folder = root / "docs" / "api"
    pages = wanted(root)
    found = {p.name: p.read_text(encoding="utf-8") for p in folder.glob("*.rst")} if folder.is_dir() else {}
    faults = [f"docs/api/{n}: " + ("not in step with src/ten" if n in found else "missing") for n in sorted(pages) if found.get(n) != pages[n]]
    faults += [f"docs/api/{n}: no header of src/ten has this page" for n in sorted(found.keys() - pages.keys())]
    if check:
        for fault in faults:
            print(fault, file=sys.stderr)
        if faults:
            print("hint: python3 tools/site/api_pages.py writes these pages", file=sys.stderr)
        return 1 if faults else 0
    folder.mkdir(parents=True, exist_ok=True)
    for name in found.keys() - pages.keys():
        (folder / name).unlink()
    for name, text in pages.items():
        if found.get(name) != text:
            (folder / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
