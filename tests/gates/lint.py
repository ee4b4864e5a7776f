#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Gates on the text of the sources: lint.py format|tidy|alone|shell|python|size|licence SOURCE_TREE CACHE_FOLDER.

Each gate first has to find a fault planted in a file of its own, then looks at every file it is for. A file that was
clean is not looked at again until it, a header that it includes, the tool or its settings change. tidy does so for a day: the first
run of a day, every run in CI (the variable CI), and a run with --all look at everything, for a system's header may have changed too.
"""
import ast
import datetime
import hashlib
import os
import pathlib
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

FLAGS = ["-std=c++20", '-DHEDDLE_VERSION=""', '-DCASES_FILE=""', '-DBOOK_CARRIED_DATA=""', '-DBOOK_FETCHED_DATA=""', '-DBOOK_ROOT=""',
         '-DBOOK_HEDDLE=""']
INCLUDE = ["tools/heddle", "tools/heddle/runtime", "tools/book", "tools/bench/peers", "src", "tests"]
# Of one version on every system: what make setup has put into the environment.
PINNED = pathlib.Path(__file__).resolve().parents[2] / "build" / "venv" / "bin"
# Written by hand or tangled for people to read; golden books hold faults on purpose.
CODE = ["tools", "src", "tests"]
COMMENTED = {".cpp", ".hpp", ".cu", ".py", ".sh", ".cmake", ".in", ".css", ".js", ".rst", ".yaml"}
# Built by others: a book of its own, and what a layer adds where Catch2 is version 2.
BUILT_ELSEWHERE = ["tests/consumer/book", "tools/layer"]
FILE_LINES = 450
FUNCTION_LINES = 60


def files(top, folders, ending):
    """The files below the folders, by name; what golden books hold is data."""
    found = [p for f in folders for p in (top / f).rglob("*" + ending) if p.is_file() and "golden" not in p.parts]
    return sorted(found)


def run(*command):
    """What a command says if it is not content, else nothing."""
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stdout + done.stderr or f"exit status {done.returncode}\n"


def included(top, path, seen):
    """The project's own headers that a file includes, at any depth."""
    for name in re.findall(r'^\s*#\s*include ["<]([^">]+)[">]', path.read_text(), re.M):
        for place in [path.parent, *(top / i for i in INCLUDE)]:
            header = place / name
            if header.is_file() and header not in seen:
                seen.add(header)
                included(top, header, seen)
    return seen


def check_format(top, path):
    # A generated file has its includes in the order of the chapter's blocks.
    order = ["--sort-includes=0"] if top / "src" in path.parents or top / "tests" / "ten" in path.parents else []
    return run(PINNED / "clang-format", "--dry-run", "-Werror", *order, f"--style=file:{top}/.clang-format", path)


def check_tidy(top, path):
    flags = FLAGS + [f"-I{top / i}" for i in INCLUDE]
    return run(PINNED / "clang-tidy", "--quiet", f"--config-file={top}/.clang-tidy", path, "--", *flags)


def check_tidy_together(top, paths):
    """The files of a folder in one pass, for most of the time goes into the headers that they share. What it finds is not shown.

    What each defines for itself gets a name of its own: `main`, and in tangled tests what Catch2 2 calls otherwise.
    """
    with tempfile.TemporaryDirectory() as folder:
        together = pathlib.Path(folder) / "together.cpp"
        together.write_text("".join(
            f"#if !__has_include(<catch2/catch_all.hpp>)\n#define ContainsSubstring ContainsSubstring{n}\n#endif\n#define main main{n}\n"
            f'#include "{path}"\n#undef ContainsSubstring\n#undef main\n' for n, path in enumerate(paths)))
        flags = FLAGS + [f"-I{top / i}" for i in INCLUDE]
        return run(PINNED / "clang-tidy", "--quiet", f"--config-file={top}/.clang-tidy", "--checks=-bugprone-suspicious-include", together,
                   "--", *flags)


def check_alone(top, path):
    """A source that leans on the includes of its neighbours compiles only together with them, as the build compiles it."""
    return run("c++", *FLAGS, *(f"-I{top / i}" for i in INCLUDE), "-fsyntax-only", "-fmax-errors=3", path)


def check_shell(top, path):
    first = path.read_text().split("\n")[0]
    return run("shellcheck", "-s", "bash" if path.name == "setup" or "bash" in first else "sh", path)


def check_python(top, path):
    """Syntax, unused and undefined names (pyflakes), and lines that no one has to scroll for."""
    said = run(PINNED / "pyflakes", path)
    text = path.read_text()
    said += "".join(f"{path}:{n}: {len(line)} characters\n" for n, line in enumerate(text.split("\n"), 1) if len(line) > 150)
    return said + "".join(f"{path}:{n}: white space at the end\n" for n, line in enumerate(text.split("\n"), 1) if line != line.rstrip())


def check_size(top, path):
    """Files of a few hundred lines, functions that fit on a screen or two."""
    lines = path.read_text().split("\n")
    said = f"{path}: {len(lines)} lines, more than {FILE_LINES}\n" if len(lines) > FILE_LINES else ""
    if path.suffix == ".py":
        for node in ast.walk(ast.parse("\n".join(lines))):
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= FUNCTION_LINES:
                said += f"{path}:{node.lineno}: {node.name} has {node.end_lineno - node.lineno + 1} lines, more than {FUNCTION_LINES}\n"
        return said
    # clang-format has made the layout regular: a function closes with a brace in the column where it began.
    begin = indent = None
    for number, line in enumerate(lines, 1):
        opens = re.match(r"( {0,4})(?!namespace|struct|class|enum|union|using|extern|\}|if|for|while|switch|do)\S.*\{$", line)
        if begin is None and opens and "(" in "".join(lines[max(0, number - 4):number]):
            begin, indent = number, len(opens.group(1))
        elif begin is not None and re.match(" {%d}\\}" % indent, line):
            if number - begin >= FUNCTION_LINES:
                said += f"{path}:{begin}: a function of {number - begin + 1} lines, more than {FUNCTION_LINES}\n"
            begin = None
    return said


def check_licence(top, path):
    """The licence on one of a file's first lines, in the form that machines read."""
    head = path.read_text().split("\n")[:3]
    named = any(re.search(r"SPDX-License-Identifier: (?:MIT|CC-BY-4\.0)$", line.removesuffix(" */").rstrip()) for line in head)
    return "" if named else f"{path}:1: no licence: write SPDX-License-Identifier: MIT in a comment\n"


def licensed(top):
    """All that has comments, but for the prose, whose licence LICENSE names."""
    found = [p for folder in ("tools", "src", "tests", "docs", "chapters") for p in (top / folder).rglob("*") if "golden" not in p.parts]
    found += list(top.iterdir()) + list((top / ".ci").iterdir())
    names = {"CMakeLists.txt", "Doxyfile", "Makefile", "run"}
    names |= {".clang-format", ".clang-tidy", ".clangd", ".editorconfig", ".gitignore", ".gitattributes"}
    found = [p for p in found if p.is_file() and "__pycache__" not in p.parts]
    return sorted(p for p in found if p.suffix in COMMENTED or p.name in names or p.name.startswith("requirements"))


# Gate: check, files, planted text, file name of the planted text, what a file's verdict depends on beside its text.
GATES = {
    "format": (check_format, lambda top: files(top, CODE, ".cpp") + files(top, CODE, ".hpp") + files(top, CODE, ".cu"),
               "int  f( );\n", "planted.cpp", [PINNED / "clang-format", "--version"], [".clang-format"]),
    "tidy": (check_tidy, lambda top: [p for p in files(top, CODE, ".cpp") if not any(top / folder in p.parents for folder in BUILT_ELSEWHERE)],
             "#include <string>\n#include <utility>\nstd::size_t f(std::string s) {\n    std::string t = std::move(s);\n"
             "    return s.size() + t.size();\n}\n", "planted.cpp", [PINNED / "clang-tidy", "--version"], [".clang-tidy"]),
    "alone": (check_alone, lambda top: files(top, ["tools/heddle"], ".cpp"),
              "inline std::string planted() { return {}; }\n", "planted.cpp", ["c++", "--version"], []),
    "shell": (check_shell, lambda top: files(top, ["tools", "tests"], ".sh") + [top / ".ci/run"], "#!/bin/sh\nrm $1\n", "planted.sh",
              ["shellcheck", "--version"], []),
    "python": (check_python, lambda top: files(top, ["tools", "tests", "docs"], ".py"), "import os\n", "planted.py",
               [PINNED / "pyflakes", "--version"], []),
    "size": (check_size, lambda top: files(top, ["tools"], ".cpp") + files(top, ["tools"], ".hpp") + files(top, ["tools", "docs"], ".py"),
             "int f() {\n" + "    g();\n" * FUNCTION_LINES + "}\n", "planted.cpp", ["true"], []),
    "licence": (check_licence, licensed, "// SPDX-License-Identifier: none\nint f();\n", "planted.cpp", ["true"], []),
}


def looks_at_all(gate, cache):
    """Is what was clean looked at again? Once a day, for tidy: what it depends on is more than what `key` can name."""
    if gate != "tidy":
        return False
    day = cache / f"tidy-all-{datetime.date.today()}"
    asked = "--all" in sys.argv or os.environ.get("CI", "") not in ("", "0", "false")
    return asked or not day.exists()


def main():
    gate, top, cache = sys.argv[1], pathlib.Path(sys.argv[2]).resolve(), pathlib.Path(sys.argv[3])
    check, select, planted, name, version, settings = GATES[gate]
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / name
        path.write_text(planted)
        if not check(top, path):
            sys.exit(f"{gate}: the planted fault was not found: {planted!r}")
        if gate == "tidy":  # a fault is found among others in files that the settings take for ours
            inside = pathlib.Path(folder) / "tools/heddle" / name
            inside.parent.mkdir(parents=True)
            inside.write_text(planted)
            if not check_tidy_together(top, [inside]):
                sys.exit(f"{gate}: the planted fault was not found in a folder: {planted!r}")

    tool = subprocess.run(version, capture_output=True).stdout
    tool += b"".join((top / s).read_bytes() for s in settings) + pathlib.Path(__file__).read_bytes()

    def key(path):
        texts = [tool, path.read_bytes()]
        if gate in ("tidy", "alone"):
            texts += [p.read_bytes() for p in sorted(included(top, path, set()))]
        return hashlib.sha256(b"\0".join(texts)).hexdigest()

    def stamp(path):
        return cache / f"{gate}-{key(path)}"

    def verdict(path):
        said = check(top, path)
        if not said:
            stamp(path).touch()
        return said

    def verdict_together(paths):
        if len(paths) > 1 and not check_tidy_together(top, paths):
            for path in paths:
                stamp(path).touch()
            return ""
        said = "".join(verdict(path) for path in paths)
        if len(paths) > 1 and not said:
            print(f"{gate}: the files of {paths[0].parent} do not pass together, so each was looked at alone, which takes longer")
        return said

    cache.mkdir(parents=True, exist_ok=True)
    everything = looks_at_all(gate, cache)
    paths = [p for p in select(top) if p.exists()]
    looked = [p for p in paths if everything or not stamp(p).exists()]
    groups = {}
    for path in looked:
        groups.setdefault(path.parent if gate == "tidy" else path, []).append(path)
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # the largest first, so that no one waits for it in the end
        said = "".join(pool.map(verdict_together, sorted(groups.values(), key=len, reverse=True)))
    if everything and not said:
        for old in cache.glob("tidy-all-*"):
            old.unlink()
        (cache / f"tidy-all-{datetime.date.today()}").touch()
    print(said.replace(f"{top}/", "") or f"{gate}: {len(paths)} files, {len(looked)} of them looked at, and the planted fault was found")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
