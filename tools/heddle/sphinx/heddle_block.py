# SPDX-License-Identifier: MIT
"""A block of a chapter, or a generated source, as HTML: from the JSON that `heddle weave` writes to markup, without side effects."""
import heddle_clean
import heddle_copy
import heddle_diff
import heddle_dot
from heddle_code import code_html, escape, highlighted, link

KIND_WORD = {
    "cell": "cell", "export": "export", "define": "define", "test": "test", "bench": "benchmark", "chunk": "chunk", "text": "not compiled"
}
KIND_HELP = {
    "cell": "runs in the chapter's program",
    "export": "code of the library",
    "define": "at namespace scope, for this chapter's cells and benchmarks only",
    "test": "a test that ships with the library",
    "bench": "measured by make bench",
    "chunk": "put where its name stands",
    "text": "shown, not compiled",
}


def block_html(block, results, cache_folder):
    """One figure: a bar that says what the block is and where it goes, the code, the outputs below it."""
    kind = block["kind"]
    bar = bar_html(block, results)
    code = heddle_diff.diff_html(block) if "diff" in block else code_html(block["code"], block.get("refs", {}))
    if block.get("hide") and not block.get("solution"):
        code = f"<details><summary>{summary(block, True)}</summary>{inner_bar(bar)}{code}</details>"
    elif block.get("fold") and not block.get("solution"):
        code = f"{bar}<details><summary>{summary(block, False)}</summary>{code}</details>"
    else:
        code = bar + code
    outputs = block.get("outputs", [])
    below = "".join(output_html(output, cache_folder) for output in outputs)
    notes = []
    if block.get("recorded"):
        notes.append(recorded_words(block["recorded"]))
    elif block.get("volatile"):
        notes.append("This output differs from run to run; it is what the machine showed that made this page.")
    if block.get("skipped"):
        notes.append(f"Skipped here: {escape(block['skipped'])}.")
    if "refused_at" in block:
        notes.append(f"The compiler refuses this cell{refused_line(block)}, as it should.")
    if block.get("not_run"):
        notes.append("This cell has not been run here.")
    below += "".join(f'<p class="cell-note">{note}</p>' for note in notes)
    # How a cell runs shows in its class: what must not compile, and what stands in a scope of its own.
    runs = "refused" if block.get("fails") else "scoped" if kind == "cell" and (block.get("cuda") or block.get("slow")) else ""
    if block.get("solution"):  # with its outputs: they give it away
        code, below = f'<details class="solution"><summary>Solution</summary>{inner_bar(code)}{below}</details>', ""
    classes = ["cell", f"cell-{block['kind']}"]
    classes += [f"cell-{runs}"] if runs else []
    classes += ["cell-error"] if any(output["type"] == "error" for output in outputs) else []
    elsewhere = f' data-copy="{heddle_copy.key_of(block["copy"])}"' if "copy" in block else ""
    return f'<figure class="{" ".join(classes)}" id="{escape(block["id"])}"{elsewhere}>{code}{below}</figure>\n'


def recorded_words(origin):
    """Where the output of a volatile cell is from, in words and with a link to the recording."""
    machine = f'{escape(origin["cpu"])} ({escape(origin["machine"])})' if origin.get("cpu") else escape(origin["machine"])
    day = f', {escape(origin["date"])}' if origin.get("date") else ""
    stale = ' <strong class="stale">Stale: the code has changed since.</strong>' if origin.get("stale") else ""
    return f'Recorded on {machine}{day}: <a href="{escape(origin["raw"])}">raw JSON</a>. It differs from run to run.{stale}'


def inner_bar(code):
    """What can be folded away is no caption of the figure: HTML has that in the figure itself alone."""
    return code.replace('<figcaption class="cell-bar">', '<div class="cell-bar">', 1).replace("</figcaption>", "</div>", 1)


def refused_line(block):
    """Where in a cell of several lines; 0 is a line of a chunk."""
    line = block["refused_at"]
    return f" at its line {escape(line)}" if line and block["code"].rstrip("\n").count("\n") else ""


def summary(block, says_kind):
    lines = block["code"].rstrip("\n").count("\n") + 1
    length = f'{lines} line{"s" if lines > 1 else ""}'
    name = f' <em>{escape(block["title"])}</em>' if block.get("title") else ""
    place = "".join(f' <code>{escape(p["text"])}</code>' for p in block.get("goes_to", [])[:1])
    return f"{escape(KIND_WORD[block['kind']])}{name}{place}, {length}, hidden" if says_kind else f"show the code, {length}"


def bar_html(block, results):
    kind = block["kind"]
    parts = [f'<span class="cell-kind" title="{escape(KIND_HELP[kind])}">{KIND_WORD[kind]}</span>']
    if kind == "chunk":
        more = "+≡" if block.get("part", [1])[0] > 1 or block.get("change", "replace") != "replace" else "≡"
        parts.append(f'<span class="chunk-name">⟨{escape(block.get("title", ""))}⟩ {more}</span>')
    elif block.get("title"):
        parts.append(f'<span class="cell-title">{escape(block["title"])}</span>')
    if block.get("reason"):
        parts.append(f'<span class="cell-title">{escape(block["reason"])}</span>')
    if "stage" in block and kind == "export":
        parts.append(f'<span class="cell-title">{escape(block["name"])}</span>')
    places = block.get("goes_to", [])
    parts += [target_html(place, any(not other.get("includes") for other in places)) for place in places]
    right = heddle_diff.versions_html(block)
    if block.get("used_in"):
        right.append("in " + ", ".join(link(use) for use in block["used_in"]))
    if "part" in block:
        here, parts_in_all = block["part"]
        others = [f'<a href="{escape(p["href"])}">{i}</a>' for i, p in enumerate(block.get("parts", []), 1) if i != here]
        right.append(f"part {here} of {parts_in_all}" + (f", see {', '.join(others)}" if others else ""))
    needs = {"throws": "throws", "fails": "must not compile", "cuda": "needs a CUDA device", "slow": "slow"}
    right += [words for key, words in needs.items() if block.get(key)]
    if kind == "test" and (block.get("cuda") or block.get("slow")) and results and block.get("title") not in results:
        right.append('<span class="cell-skipped">skipped</span>')
    if kind == "test" and block.get("title") in results:
        word = "passed" if results[block["title"]] else "failed"
        right.append(f'<span class="cell-{word}">{word}</span>')
    if right:
        parts.append(f'<span class="cell-right">{" · ".join(right)}</span>')
    return f'<figcaption class="cell-bar">{"".join(parts)}</figcaption>'


def target_html(place, named):
    """A link to where the block stands in a generated file; its #include lines stand apart, at the file's top. `named`: another
    link of the block says which file that is."""
    file, line = escape(place["text"]), escape(place["line"])
    cls, text, title = "cell-src", file, f"line {line} of {file}, as it is generated"
    if place.get("includes"):
        cls, text = "cell-includes", "its includes" if named else file
        title = f"its #include lines stand at the top of {file}, from line {line}"
    return f'<a class="{cls}" href="{escape(place["href"])}" title="{title}">{text}<span class="ln">:{line}</span></a>'


def output_html(output, cache_folder):
    mime = output["mime"]
    words = mime.get("text/plain", "")
    if "text/vnd.graphviz" in mime:
        body = heddle_dot.drawing(mime["text/vnd.graphviz"], words, cache_folder)
    elif "image/svg+xml" in mime:
        body = f'<div class="scroll" role="img" aria-label="{escape(words)}">{heddle_clean.cleaned(mime["image/svg+xml"])}</div>'
    elif "text/html" in mime:
        body = f'<div class="scroll">{heddle_clean.cleaned(mime["text/html"])}</div>'
    elif "image/png" in mime:
        body = f'<img alt="{escape(words)}" src="data:image/png;base64,{escape(mime["image/png"])}">'
    else:
        body = f"<pre>{escape(words)}</pre>"
    label = "error" if output["type"] == "error" else "output"
    said = '<span class="error-word">error</span>' if label == "error" else ""
    return f'<div class="cell-out" role="group" aria-label="{label}">{said}{body}</div>'


def source_html(source):
    """A generated file, line by line; a line that begins a block of a chapter links back to it."""
    starts = {segment["first"]: segment for segment in source.get("segments", [])}
    rows = []
    for number, line in enumerate(highlighted(source["text"]).split("\n"), 1):
        back = link(starts[number], "src-back") if number in starts else ""
        # The numbers are drawn by the style sheet from the attribute, so that copied text does not hold them.
        mark = f'<a class="src-no" href="#L{number}" data-no="{number}" aria-label="line {number}"></a>'
        rows.append(f'<span id="L{number}" class="src-line">{back}{mark}{line}\n</span>')
    return f'<div class="source highlight"><pre>{"".join(rows)}</pre></div>'
