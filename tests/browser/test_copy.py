# SPDX-License-Identifier: MIT
"""What the copy button gives is what heddle tangles: test_copy.py HEDDLE. A small book has what goes wrong elsewhere when chunks are
put in: tabs before a name, a fence in a list, a literal over several lines, parts in another chapter, names that HTML would read.

Without Chromium it ends with status 77, skipped.
"""
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import site_browser
import test_build

ONE = """\
---
exports: n/plain.hpp
namespace: n
---

# One

```cpp export
struct Plain {
\t<<a < b && 'c'>>

    <<in a list>>
};
// <<in a list>>, named in a comment
inline int shifted(int deep) { return 1 <<deep>> 1; }
```

```cpp chunk="a < b && 'c'"
int c = 3;
```

- An item with a part of its own:

    ```cpp chunk="in a list"
    int in_a_list() {
        <<deep>>
        return 1;
    }
    ```

```cpp chunk="deep"
if (true) {

    <<deeper>>
}
```

```cpp chunk="deeper"
int two = 2;
```

And later more of it:

```cpp chunk="deeper"
two += 1;
```

```cpp export file="n/literal.hpp"
inline char const* text() {
    <<a literal>>
}
```

```cpp chunk="a literal"
return R"(one
  two)";
```

```cpp export file="n/elsewhere.hpp"
struct Elsewhere {
    <<of two chapters>>
};
```

```cpp chunk="of two chapters"
int first = 1;
```
"""
CHANGED = """\
---
exports: n/grown.hpp
namespace: n
---

# Three

```cpp export name="grown"
inline int grown() {
    int all = 0;
    <<count>>
    return all;
}
```

```cpp chunk="count"
all += 1;
all += 2;
```

```cpp chunk="count" replace
all += 3;
<<more>>
```

```cpp chunk="more"
all += 4;
```

```cpp export name="grown" after
inline int twice() { return 2 * grown(); }
```

```cpp
<<count>>
```
"""
COUNTED = "all += 3;\n// more\nall += 4;\n"
GROWN = "inline int grown() {\n    int all = 0;\n    // count\n    all += 3;\n    // more\n    all += 4;\n    return all;\n}\n"
# The kinds of its blocks and what is copied of each; a block that changes another shows the lines that differ, and the whole.
COPIED = [("export", GROWN), ("chunk", "all += 1;\nall += 2;\n"), *[("chunk", COUNTED)] * 2, ("chunk", "all += 4;\n"),
          *[("export", GROWN + "\ninline int twice() { return 2 * grown(); }\n")] * 2, ("cell", "// count\n" + COUNTED)]
TWO = "# Two\n\n```cpp chunk=\"of two chapters\"\n\nint second = 2;\n```\n"


def write_book(folder):
    root = test_build.make_book(folder)
    (root / "chapters" / "01-a.md").write_text(ONE)
    (root / "chapters" / "02-b.md").write_text(TWO)
    (root / "chapters" / "03-c.md").write_text(CHANGED)
    return root


def body(text):
    """The lines of a tangled file's namespace; not the blank ones, which the file has of its own."""
    lines = [line for line in text.split("\n") if line]
    return lines[lines.index("namespace n {") + 1:lines.index("}  // namespace n")]


def main(heddle):
    faults = []
    with tempfile.TemporaryDirectory() as folder, site_browser.chromium() as browser:
        root = write_book(folder)
        done = test_build.build(root, heddle)
        if done.returncode:
            sys.exit(done.stderr)
        subprocess.run([heddle, "tangle", "--root", root, "-q"], check=True)
        blocks, missing = site_browser.copied_blocks(browser, root / "build" / "site", root / "build" / "site" / "chapters" / "01-a.html")
        exports = [block for block in blocks if block.kind == "export"]
        for block, name in zip(exports, ("plain", "literal", "elsewhere"), strict=True):
            wanted = body((root / "src" / "n" / f"{name}.hpp").read_text())
            got = [line for line in block.text.split("\n") if line]
            if got != wanted:
                faults.append(f"{name}: {got} is not {wanted}")
        loaded = (root / "build" / "site" / "chapters" / "01-a.html").read_text().count("data-copy=")
        if loaded != 2:
            faults.append(f"{loaded} blocks have their text elsewhere, and 2 should: the literal's, and that of two chapters")
        changed, more = site_browser.copied_blocks(browser, root / "build" / "site", root / "build" / "site" / "chapters" / "03-c.html")
        got = [(block.kind, block.text) for block in changed]
        faults += [f"changed code: {found} is not {wanted}" for found, wanted in zip(got, COPIED) if found != wanted]
        faults += [] if len(got) == len(COPIED) else [f"{len(got)} blocks have changed code, and {len(COPIED)} should"]
        missing += more
    print("\n".join(faults + missing) or f"{len(exports)} files are copied as they are tangled")
    return 1 if faults or missing else 0


if __name__ == "__main__":
    if site_browser.CHROMIUM is None:
        print("skipped: this system has no Chromium")
        sys.exit(77)
    os.environ.pop("BOOK_REPOSITORY", None)
    sys.exit(main(Path(sys.argv[1]).resolve()))
