# SPDX-License-Identifier: MIT
"""What `heddle weave` says to this extension: each directive's body is one JSON object, with its type and a version. Text in, value out."""
import json

VERSION = 1  # `page_data_version` of heddle's weave/page_data.hpp


def read(text, type_):
    """The object of a directive `heddle-TYPE`. Another version is refused, also where its keys look right: they may mean something else."""
    data = json.loads(text)
    if not isinstance(data, dict):
        raise ValueError("this is no JSON object")
    if data.get("version") != VERSION:
        raise ValueError(f"heddle wrote version {data.get('version')} of its data, and this extension reads version {VERSION}: "
                         "take both from one release")
    if data.get("type") != type_:
        raise ValueError(f"the data is of type {data.get('type')}, not {type_}")
    return data


def on_page(page, type_):
    """The objects of all directives `heddle-TYPE` that stand in no list and no quotation of a page that heddle wrote."""
    lines = page.split("\n")
    return [read(after, type_) for line, after in zip(lines, lines[1:]) if line == f"```{{heddle-{type_}}}"]
