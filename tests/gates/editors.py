# SPDX-License-Identifier: MIT
"""What editors, hooks and servers are told about this tree is true: editors.py SOURCE_TREE HEDDLE."""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

FAULTY = "# A\n\n```cpp wrong=\"x\"\n1\n```\n"
HOSTS = r"ghcr\.io|docker\.io|quay\.io|pypi\.org|mcr\.microsoft"


def matched(tasks, said):
    """The places that the problem matchers of tasks.json find in what heddle said."""
    patterns = [t["problemMatcher"]["pattern"] for t in tasks if isinstance(t["problemMatcher"], dict)]
    found = [(p, re.search(p["regexp"], said, re.M)) for p in patterns]
    return [m and (m.group(p["file"]), int(m.group(p["line"])), m.group(p["severity"])) for p, m in found]


def trims(text, name):
    """Does .editorconfig ask to take the spaces at the ends of this file's lines away? The last section that fits decides."""
    answer = None
    for section, body in re.findall(r"^\[(.+)\]\n((?:[^\[\n].*\n|\n)*)", text, re.M):
        glob = re.escape(section).replace(r"\*\*", ".*").replace(r"\*", ".*").replace(r"\{", "(?:").replace(r"\}", ")").replace(",", "|")
        if re.fullmatch(glob, name) and (value := re.search(r"trim_trailing_whitespace = (\w+)", body)):
            answer = value.group(1) == "true"
    return answer


def main():
    top, heddle, faults = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve(), []

    def expect(truth, what):
        if not truth:
            faults.append(what)

    tasks = json.loads((top / ".vscode/tasks.json").read_text())["tasks"]
    json.loads((top / ".devcontainer/devcontainer.json").read_text())
    with tempfile.TemporaryDirectory() as folder:
        book = pathlib.Path(folder)
        (book / "chapters").mkdir()
        (book / "chapters/01-a.md").write_text(FAULTY)
        done = subprocess.run([heddle, "check", "--color", "never"], cwd=book, capture_output=True, text=True, check=False)
        said = done.stdout + done.stderr
    places = matched(tasks, said)
    expect(places and all(p == ("chapters/01-a.md", 3, "error") for p in places), f"the problem matchers find {places} in:\n{said}")
    expect(matched(tasks, said.replace(":3:", "|3|")) == [None] * len(places), "the problem matchers find a place where there is none")

    text = (top / ".editorconfig").read_text()
    for name, expected in (("chapters/01-tensors.md", False), ("tests/heddle/golden/accept/stdout.txt", False),
                           ("tests/heddle/golden/a/in/x.hpp", False), ("src/ten/tensor.hpp", True)):
        expect(trims(text, name) is expected, f".editorconfig: are spaces trimmed in {name}? {trims(text, name)}")
    expect(trims(text.replace("trim_trailing_whitespace = false", ""), "chapters/a.md"), "the planted .editorconfig was not found")

    targets = set(re.findall(r"^([a-z-]+):", (top / "Makefile").read_text(), re.M))
    for name in (".vscode/tasks.json", ".devcontainer/devcontainer.json", ".pre-commit-config.yaml", ".github/workflows/book.yaml", ".gitlab-ci.yml"):
        text = (top / name).read_text()
        for target in re.findall(r"make\W+(?:args\W+)?(site|test|setup|watch|test-one|serve)\b", text):
            expect(target in targets, f"{name}: there is no target {target}")
        expect(not re.search(HOSTS, text), f"{name} names a registry")
        for script in re.findall(r"(?:python3|sh) ([\w/.-]+)", text):
            expect((top / script).exists(), f"{name}: there is no {script}")
    for name in (".github/workflows/book.yaml", ".gitlab-ci.yml"):
        commands = re.findall(r"(?:run|script): (make .*)", (top / name).read_text())
        expect(sorted(commands) == ["make site", "make test"], f"{name} runs {commands}")
    print("\n".join(faults) or "what editors and servers are told is true")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
