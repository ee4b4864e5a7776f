#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every term of the glossary is linked where the chapters use it first: glossary.py SOURCE_TREE.

What a chapter says in code, formulas, headings and comments is no use of a term, nor what it promises at its head. The check
first has to find faults planted in a chapter of its own.
"""
import re
import sys
from pathlib import Path

ROLE = re.compile(r"\{term\}`(?:[^`<]*<)?([^`<>]+)>?`")
# Blank lines take the place of what is no prose, so that the lines below keep their numbers.
NO_PROSE = [r"\A---\n.*?^---$", r"^([ >]*)(`{3,}|~{3,}).*?^[ >]*\2`*$", r"<!--.*?-->", r"\$\$.*?\$\$", r"^[ >]*#+ .*?$",
            r"^\*\*You (?:will|need)\b.*?\n$"]
# One pattern, so that the quote that closes a role opens no code.
NO_WORDS = re.compile(r"\{[a-z]+\}`[^`]*`|(`+)(?!`).*?(?<!`)\1(?!`)|\$[^$\n]+\$|\]\([^)]*\)|https?:\S+", re.S)
PLANTED = [
    ("rank\n  x\n", "The rank of it.\n", ["a.md:1: the first use of 'rank' does not link to the glossary"]),
    ("rank\n  x\n", "Two ranks, a {term}`rank`.\n", ["a.md:1: the first use of 'rank' does not link to the glossary"]),
    ("rank\n  x\n", "# Rank\n\n```\nrank\n```\n`rank`\n", ["no chapter uses the term 'rank'"]),
    ("rank\n  x\n", "```text\nx\n```\nFrankly, a {term}`rank`; then ranks.\n", []),
    ("in place\n  x\n", "It works {term}`in\nplace <in place>`, in place.\n", []),
    ("in place\n  x\n", "It works in\nplace.\n", ["a.md:1: the first use of 'in place' does not link to the glossary"]),
    ("rank\n  x\n", "**You will be able to** say\nthe rank.\n\nThe {term}`rank`.\n", []),
    ("", "A {term}`rank`.\n", ["a.md:1: the glossary has no 'rank'"]),
]


def terms_of(glossary):
    body = "".join(re.findall(r"^```\{glossary\}\n(.*?)^```$", glossary, re.M | re.S))
    return re.findall(r"^(\S.*)$", body, re.M)


def prose(text):
    """The text with as many lines, and what is no prose made blank."""
    for pattern in NO_PROSE:
        text = re.sub(pattern, lambda m: "\n" * m.group(0).count("\n"), text, flags=re.M | re.S)
    return NO_WORDS.sub(lambda m: m.group(0) if m.group(0).startswith("{term}") else "\n" * m.group(0).count("\n"), text)


def line_at(text, place):
    return text.count("\n", 0, place) + 1


def faults(terms, chapters):
    """\\param chapters  names and texts, in the order of reading"""
    texts = [(name, prose(text)) for name, text in chapters]
    for name, text in texts:
        for role in ROLE.finditer(text):
            if " ".join(role.group(1).split()) not in terms:
                yield f"{name}:{line_at(text, role.start())}: the glossary has no '{role.group(1)}'"
    for term in terms:
        word = re.compile(r"\b" + r"\s+".join(map(re.escape, term.split())) + r"(?:s|es)?\b", re.I)
        use = next(((name, text, found) for name, text in texts if (found := word.search(text))), None)
        if use is None:
            yield f"no chapter uses the term '{term}'"
            continue
        name, text, found = use
        linked = any(r.start() <= found.start() < r.end() and " ".join(r.group(1).split()) == term for r in ROLE.finditer(text))
        if not linked:
            yield f"{name}:{line_at(text, found.start())}: the first use of '{term}' does not link to the glossary"


def chapters_of(top):
    """The chapters in the order of book.yaml, which names each on a line of its own."""
    names = re.findall(r"^\s*- (\S+\.md)$", (top / "chapters" / "book.yaml").read_text(encoding="utf-8"), re.M)
    return [(f"chapters/{name}", (top / "chapters" / name).read_text(encoding="utf-8")) for name in names]


def main(top):
    for glossary, chapter, expected in PLANTED:
        found = list(faults(terms_of("```{glossary}\n" + glossary + "```\n"), [("a.md", chapter)]))
        if found != expected:
            sys.exit(f"glossary: of {chapter!r} was said {found}, not {expected}")
    terms, chapters = terms_of((top / "docs" / "glossary.md").read_text(encoding="utf-8")), chapters_of(top)
    found = list(faults(terms, chapters))
    print("\n".join(found) or f"glossary: {len(terms)} terms in {len(chapters)} chapters, and the planted faults were found")
    return 1 if found or not terms or not chapters else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
