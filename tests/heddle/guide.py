#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The authors' guide says what heddle does: guide.py HEDDLE GUIDE [--update].

Each block ````md is a chapter, a second one after it the next chapter, a block ```json the recording of the first; the commands of
the ```console block after them are run on this book, and what they say is compared. Every tag, diagnostic code, command, option and key
that the tool knows has to stand in the guide.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

SOURCES = pathlib.Path(__file__).resolve().parents[2] / "tools" / "heddle"
EXAMPLE = re.compile(r"^````md\n(.*?)^````\n(.*?)^```console\n(.*?)^```\n", re.M | re.S)

CHAPTER = re.compile(r"^````md\n(.*?)^````\n", re.M | re.S)
RECORDING = re.compile(r"^```json\n(.*?)^```\n", re.M | re.S)


def session(heddle, chapters, commands, recording=None):
    """What a terminal shows when the commands are run on a book of these chapters, and a recording perhaps."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        (folder / "chapters").mkdir()
        for number, chapter in enumerate(chapters, 1):
            (folder / "chapters" / f"{number:02}-example.md").write_text(chapter)
        if recording:
            (folder / "docs" / "recordings").mkdir(parents=True)
            (folder / "docs" / "recordings" / "01-example.json").write_text(recording.group(1))
        shown = ""
        for command in commands:
            words = [heddle, *command.split()[1:]]
            done = subprocess.run(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60)
            shown += f"$ {command}\n{done.stdout}"
        return shown


def known_words(heddle):
    """Everything that a chapter, a person or a message can name."""
    words = set(re.findall(r'^    \{"(\w+)", (?:true|false),', (SOURCES / "parse" / "info_string.cpp").read_text(), re.M))
    for path in SOURCES.glob("*/*.cpp"):
        words.update(re.findall(r'"([a-z0-9]+(?:-[a-z0-9]+)+)"', path.read_text()))
    settings = (SOURCES / "parse" / "settings.cpp").read_text()
    for names in re.findall(r'each\(\*?\w+, \{([^}]*)\}', settings):
        words.update(re.findall(r'"(\w+)"', names))
    overview = subprocess.run([heddle, "--help"], capture_output=True, text=True).stdout
    for line in re.split("subcommands:", overview, flags=re.I)[1].split("\n\n")[0].split("\n"):
        if command := re.match(r"  (\w+) ", line):
            words.add("heddle " + command.group(1))
            said = subprocess.run([heddle, command.group(1), "--help"], capture_output=True, text=True).stdout
            words.update(re.findall(r"--(?!help|quiet|outputs)[a-z-]+", said))
    return words


def missing(words, text):
    return sorted(w for w in words if not re.search(rf"(?<![\w-]){re.escape(w)}(?![\w-])", "".join(re.findall(r"`[^`\n]+`", text))))


def main():
    heddle, path = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2])
    text = path.read_text()
    if missing({"planted"}, text) != ["planted"] or session(heddle, ["# T\n"], ["heddle list", "heddle tangel"]).count("$") != 2:
        sys.exit("the planted fault was not found")
    wrong = [f"the guide does not name {w}" for w in missing(known_words(heddle), text)]
    examples = 0

    def check(match):
        nonlocal examples
        examples += 1
        commands = re.findall(r"^\$ (.*)$", match.group(3), re.M)
        chapters = [match.group(1), *CHAPTER.findall(match.group(2))]
        shown = session(heddle, chapters, commands, RECORDING.search(match.group(2)))
        if shown != match.group(3):
            wrong.append(f"line {text[:match.start()].count(chr(10)) + 1}: expected\n{match.group(3)}got\n{shown}")
        return f"````md\n{match.group(1)}````\n{match.group(2)}```console\n{shown}```\n"

    renewed = EXAMPLE.sub(check, text)
    if "--update" in sys.argv:
        path.write_text(renewed)
    if examples < 3:
        wrong.append("the guide has no examples")
    print("\n".join(wrong) or f"{examples} examples, and every word that heddle knows is in the guide")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
