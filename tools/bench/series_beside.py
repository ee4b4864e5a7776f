# SPDX-License-Identifier: MIT
"""Series of a recording that are measured by no code of the book, such as those of other libraries. They lie beside those of
`make bench`, which keeps them, and their hash is empty."""
import json

import record


def point(n, times, operations=None, **counters):
    """One point of a series: seconds, operations a second where their number is given, and counters, a value a repetition."""
    out = {"n": n, "seconds": record.spread(times)}
    if operations:
        out["items_per_second"] = record.spread([operations / t for t in times])
    return out | {name: record.spread(values) for name, values in counters.items()}


def series(title, points, kernels=""):
    return {"title": title, "hash": "", **({"kernels": kernels} if kernels else {}), "points": points}


def merged(text, added, libraries, head):
    """The recording with the series added, those of the same titles replaced; a new one with this head if there is none."""
    whole = json.loads(text) if text else {"schema": record.SCHEMA, "build": {"libraries": {}}, **head, "benchmarks": []}
    titles = {s["title"] for s in added}
    whole["build"]["libraries"].update(libraries)
    whole["benchmarks"] = [b for b in whole["benchmarks"] if b["title"] not in titles] + added
    return record.text_of(whole)


def add(path, added, libraries, head):
    """Writes the recording with the series added. Raises OSError, ValueError or KeyError where there is a file that is none."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    record.replace(path, merged(text, added, libraries, head))
