# SPDX-License-Identifier: MIT
"""lint.py tidy looks again at what has changed, by whichever way, and at nothing else: on a small tree of its own."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

LINT = pathlib.Path(__file__).with_name("lint.py")


def main():
    environment = {name: value for name, value in os.environ.items() if name != "CI"}
    with tempfile.TemporaryDirectory() as folder:
        top = pathlib.Path(folder)
        (top / "tools/heddle").mkdir(parents=True)
        settings = LINT.parents[2] / ".clang-tidy"
        (top / ".clang-tidy").write_bytes(settings.read_bytes())
        (top / "tools/heddle/inner.hpp").write_text("#pragma once\ninline int inner() { return 1; }\n")
        (top / "tools/heddle/outer.hpp").write_text('#pragma once\n#include "inner.hpp"\n')
        (top / "tools/heddle/with.cpp").write_text('#include "outer.hpp"\nint with() { return inner(); }\n')
        (top / "tools/heddle/without.cpp").write_text("int without() { return 2; }\n")

        def looked_at(*words, **more):
            done = subprocess.run([sys.executable, LINT, "tidy", top, top / "cache", *words], env=environment | more,
                                  capture_output=True, text=True, check=False)
            found = re.search(r"(\d+) of them looked at", done.stdout)
            return int(found.group(1)) if found else done.stdout + done.stderr

        def change(name, text):
            with (top / name).open("a", encoding="utf-8") as file:
                file.write(text)

        steps = [("at first", lambda: looked_at(), 2), ("again", lambda: looked_at(), 0)]
        steps += [("in CI", lambda: looked_at(CI="true"), 2), ("with --all", lambda: looked_at("--all"), 2)]
        steps += [("a header that a header includes", lambda: (change("tools/heddle/inner.hpp", "// more\n"), looked_at())[1], 1)]
        steps += [("the settings", lambda: (change(".clang-tidy", "# more\n"), looked_at())[1], 2)]
        steps += [("the next day", lambda: (next((top / "cache").glob("tidy-all-*")).unlink(), looked_at())[1], 2)]
        for name, step, expected in steps:
            if (found := step()) != expected:
                print(f"{name}: expected {expected} files looked at, got {found}")
                return 1
        # The gate must be able to fail: a fault in a header is found in the file that was clean.
        change("tools/heddle/inner.hpp", "#include <string>\n#include <utility>\ninline unsigned long f(std::string s) {\n"
                                  "    std::string t = std::move(s);\n    return s.size() + t.size();\n}\n")
        found = looked_at()
        if "bugprone-use-after-move" not in str(found):
            print(f"a fault in a header was not found: {found}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
