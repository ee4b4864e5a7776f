#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What tools/layers.py does with a small book, whose layers pass, fail to compile, or fail: layers.py HEDDLE COMPILER LINKED...

A layer that fails has to be found, one that has passed is not compiled again, and zips are the same bytes each time.
"""
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

TOOL = Path(__file__).resolve().parents[2] / "tools" / "layers.py"
sys.path.insert(0, str(TOOL.parent))
import layers  # noqa: E402  the folder of the tool is known only now
FIRST = """---
title: One
exports: ten/one.hpp
---

# One

```cpp export
inline int one() {
    <<what a later chapter makes of it>>
    return 1;
}
```

```cpp test="one"
CHECK(one() == 1);
```
"""
SECOND = """---
title: Two
exports: ten/two.hpp
---

# Two

```cpp export
#include "ten/one.hpp"

inline int two() { return one() + one(); }
```

```cpp chunk="what a later chapter makes of it"
static_assert(sizeof(int) == 4);
```

```cpp test="two"
CHECK(two() == 2);
```
"""
THIRD = """---
title: Three
include: ten/two.hpp
---

# Three

```cpp test="three"
CHECK(two() + one() == 3);
```
"""
HEAD = '# SPDX-License-Identifier: MIT\ntests: tests/ten\n'


class Book:
    def __init__(self, folder, words):
        self.root, self.build = folder / "book", folder / "layers"
        self.heddle, self.compiler, self.linked = words[0], words[1], words[2:]
        (self.root / "chapters" / "data").mkdir(parents=True)
        (self.root / "docs").mkdir()
        self.write(FIRST, SECOND)

    def write(self, *chapters):
        (self.root / "chapters" / "book.yaml").write_text(HEAD)
        for number, text in enumerate(chapters, 1):
            (self.root / "chapters" / f"{number:02}-chapter.md").write_text(text)

    def run(self, *words, **environment):
        """The exit status and what was said."""
        command = [sys.executable, TOOL, *words, "--root", self.root, "--heddle", self.heddle, "--build", self.build,
                   "--first", "1", "--compiler", self.compiler, "--link", *self.linked]
        alone = {name: text for name, text in os.environ.items() if name not in ("CI", "LAYERS")}
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True, env=alone | environment)
        return done.returncode, done.stdout + done.stderr

    def pretend_commands(self, *numbers):
        """Remembers the two commands as passed, which takes them half a minute; the test layers.commands runs them on the book itself."""
        for number in numbers:
            files = layers.layer(self.root, Path(self.heddle), number, self.build / number / "tree")
            layers.Passed(self.build).add(layers.key_of_commands(files))

    def expect(self, status, said, *words, **environment):
        got, told = self.run(*words, **environment)
        if got != status or said not in told:
            sys.exit(f"{' '.join(map(str, words))}: expected status {status} and '{said}', got {got}\n{told}")


def main():
    with tempfile.TemporaryDirectory() as scratch:
        book = Book(Path(scratch), sys.argv[1:])
        book.expect(0, "2 of 2 files of tests compiled and run", "test", "02")
        book.expect(0, "passed before", "test", "02")
        book.write(FIRST, SECOND, THIRD)  # adds a test and no header: what the layer before it tested is not compiled again
        book.expect(0, "1 of 3 files of tests compiled and run", "test", "03")
        book.write(FIRST, SECOND)
        (book.root / "chapters" / "03-chapter.md").unlink()
        book.expect(1, "layer 01 has not passed here", "record")
        book.write(FIRST.replace("one() == 1", "one() == 2"), SECOND)
        book.expect(1, "layer 01", "test", "01")
        book.write(FIRST.replace("inline", '#include "ten/two.hpp"\ninline'), SECOND)
        book.expect(1, "ten/two.hpp", "test", "01")
        book.expect(1, "the book has no chapter '03'", "test", "03")

        # What a later chapter says changes no layer before it, and what it adds to a chapter's code does, from there on.
        book.write(FIRST, SECOND)
        book.expect(0, "1 of 1 files of tests compiled and run", "test", "01")
        book.expect(1, "layer 01 has not passed here", "record")  # by the commands of its README
        book.pretend_commands("01", "02")
        book.expect(0, "docs/layers.json is written", "record")
        book.write(FIRST, SECOND.replace("sizeof(int) == 4", "two() == 2"))
        book.expect(0, "as recorded", "test", "01")
        book.expect(0, "passed before", "test", "01", LAYERS="all")
        book.expect(1, "two", "test", "02")

        book.write(FIRST, SECOND)
        zips = [book.build / name for name in ("zips", "again")]
        for folder in zips:
            book.expect(0, "", "zip", folder)
        made = [sorted((path.name, path.read_bytes()) for path in folder.iterdir()) for folder in zips]
        if made[0] != made[1] or [name for name, text in made[0]] != ["ten-01.zip", "ten-02.zip"]:
            sys.exit("two times the same zips were asked for, and they differ")
        names = zipfile.ZipFile(zips[0] / "ten-01.zip").namelist()
        wanted = ["CMakeLists.txt", "LICENSE", "README.md", "src/ten/one.hpp", "tests/main.cpp", "tests/ten/01_chapter_test.cpp"]
        if names != [f"ten-01/{name}" for name in wanted]:
            sys.exit(f"the first layer's zip holds {names}")
        print("layers pass, fail and are remembered as they should be")


main()
