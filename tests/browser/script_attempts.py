# SPDX-License-Identifier: MIT
"""Ways to run a script on a page of the book, each the text of a chapter or what its cell shows. The script says RAN."""
RUN = "console.log('RAN')"
SCRIPT = f"<script>{RUN}</script>"
IMAGE = f'<img src="no.png" onerror="{RUN}">'
HEAD = "# A chapter\n\nSome words.\n\n"
FENCE = "```"


def directive(name, body, fence=FENCE):
    return f"{fence}{{{name}\n{body}\n{fence}\n"


PROSE = {
    "a script": SCRIPT,
    "a script in a line": f"Words {SCRIPT} words.",
    "a handler of errors": f"Words {IMAGE} words.",
    "a drawing that loads": f'<svg onload="{RUN}"></svg>',
    "a frame with its text": f'<iframe srcdoc="{SCRIPT}"></iframe>',
    "a frame with an address": f'<iframe src="javascript:{RUN}"></iframe>',
    "a body": f'<body onload="{RUN}">',
    "details that open": f'<details open ontoggle="{RUN}"><summary>x</summary></details>',
    "a field with the focus": f'<input autofocus onfocus="{RUN}">',
    "an animation": f'<style>@keyframes k {{}}</style><div style="animation: k 1s" onanimationstart="{RUN}">x</div>',
    "an object": f'<object data="javascript:{RUN}"></object>',
    "an embedded address": f'<embed src="javascript:{RUN}">',
    "a link in HTML": f'<a href="javascript:{RUN}">x</a>',
    "a form": f'<form action="javascript:{RUN}"><button id="press">x</button></form>',
    "a formula in HTML": f'<math><a xlink:href="javascript:{RUN}" href="javascript:{RUN}">x</a></math>',
    "a comment that is none": f"<!--> {SCRIPT} -->",
    "a comment that ends early": f"<!-- a --!> {SCRIPT} -->",
    "a comment and more": f"<!-- a --> {SCRIPT}",
    "a film": f'<video><source onerror="{RUN}" src="no.mp4"></video>',
    "a script in an address": f'<script src="data:text/javascript,{RUN}"></script>',
    "a module": f'<script type="module">{RUN}</script>',
    "a page that goes elsewhere": f'<meta http-equiv="refresh" content="0;url=javascript:{RUN}">',
    "a drawing that begins to move": f'<svg><animate onbegin="{RUN}" attributeName="x" dur="1s"></svg>',
    "a directive raw": directive("raw} html", SCRIPT),
    "a directive raw in tildes": directive("raw} html", SCRIPT, "~~~"),
    "a directive raw in colons": directive("raw} html", SCRIPT, ":::"),
    "reStructuredText": directive("eval-rst}", f".. raw:: html\n\n   {SCRIPT}"),
    "a role raw": directive("role} bad(raw)", ":format: html") + f"\nWords {{bad}}`{SCRIPT}` words.",
    "a directive meta": directive("meta}", f":http-equiv=refresh: 0;url=javascript:{RUN}"),
    "HTML in a note": directive("note}", SCRIPT),
    "HTML in a note in a note": directive("note}", directive("tip}", IMAGE, ":::"), "````"),
    "a fence that ends with its note": f":::{{note}}\n```\n:::\n\n{SCRIPT}\n\n```\n",
    "a footnote": f"Words[^1]\n\n[^1]: <img src=no.png onerror={RUN}>",
    "a definition": f"Term\n: Words\n\n      {SCRIPT}",
    "a block of heddle's by hand": directive("heddle-block}", '{"type": "block", "version": 1, "kind": "cell", '
                                             '"id": "\\"><script>%s</script>", "code": "", "outputs": '
                                             '[{"type": "display", "mime": {"text/html": "<script>%s</script>"}}]}' % (RUN, RUN)),
}
TITLES = {
    "a heading": f"## Words {IMAGE}",
    "a heading of code": f"## `{SCRIPT}`",
    "a heading escaped once": "## &lt;script&gt;" + RUN + "&lt;/script&gt;",
    "a test's title": f"{FENCE}cpp test='{SCRIPT}'\n{FENCE}\n".replace("'<", '"<').replace(">'", '>"'),
    "a benchmark's title": f'{FENCE}cpp bench="{SCRIPT}"\nfor (auto _ : state) {{\n}}\n{FENCE}\n',
    "a chunk's name": f'{FENCE}cpp\n<<{SCRIPT}>>\n{FENCE}\n\n{FENCE}cpp chunk="{SCRIPT}"\nint x;\n{FENCE}\n',
    "a reason": f'{FENCE}cpp text reason="{SCRIPT}"\nx\n{FENCE}\n',
    "code": f"{FENCE}cpp text reason=\"a\"\n{SCRIPT} </pre>{IMAGE}\n{FENCE}\n",
    "a fence of another language": f"{FENCE}html\n</pre>{SCRIPT}\n{FENCE}\n",
}
WORDS = {  # alternatives, captions
    "a picture's words": f'![" onerror="{RUN}](p.png)',
    "a picture's title": f'![a](p.png "x\' onerror=\'{RUN}")',
    "a figure's words": directive("figure} p.png", f':alt: "><script>{RUN}</script>\n\nA caption'),
    "a caption": directive("figure} p.png", f":alt: a\n\nA caption {IMAGE}"),
    "a caption of code": directive("code-block} c", f":caption: {SCRIPT}\n\nint x;"),
    "a title of a table": directive("list-table} " + SCRIPT, "* - x"),
    "a title of a note": directive("admonition} " + IMAGE, "words"),
    "a diagram's words": f'{FENCE}dot alt="--> \'>{SCRIPT}"\ndigraph {{ a }}\n{FENCE}\n',
    "a diagram's label": f"{FENCE}dot alt=\"a\"\ndigraph {{ a [label=\"</text></svg>{SCRIPT.replace(chr(39), '')}\"] }}\n{FENCE}\n",
    "a diagram's tooltip": f"{FENCE}dot alt=\"a\"\ndigraph {{ a [tooltip=\"'><script>{RUN}</script>\", id=\"x' onload='{RUN}\"] }}\n{FENCE}\n",
    "a diagram's class": f"{FENCE}dot alt=\"a\"\ndigraph {{ a [class=\"x' onclick='{RUN}\"] }}\n{FENCE}\n",
    "a formula": f"$\\text{{{SCRIPT}}}$",
    "a plot's words": f"{FENCE}plot\nrecording: a\ntitle: {SCRIPT}\nalt: '{SCRIPT.replace(chr(39), '')}'\n{FENCE}\n",
}
LINKS = {
    "javascript:": f"[x](javascript:{RUN})",
    "capitals": f"[x](JaVaScRiPt:{RUN})",
    "a character in the word": f"[x](java&#10;script:{RUN})",
    "a space before it": f"[x](<&#1; javascript:{RUN}>)",
    "data:": f"[x](<data:text/html,{SCRIPT}>)",
    "vbscript:": f"[x](vbscript:{RUN})",
    "between angles": f"<javascript:{RUN}>",
    "a reference": f"[x][r]\n\n[r]: javascript:{RUN}",
    "a role": f"{{ref}}`x <javascript:{RUN}>` {{doc}}`x <javascript:{RUN}>` {{download}}`x <javascript:{RUN}>`",
    "attributes": f'[x](https://example.org){{onclick="{RUN}" href="javascript:{RUN}"}}',
    "attributes of a block": f'{{onclick="{RUN}" onmouseover="{RUN}"}}\nA paragraph.',
    "a picture's target": directive("image} p.png", f":alt: a\n:target: javascript:{RUN}"),
    "a diagram's address": f'{FENCE}dot alt="a"\ndigraph {{ a [URL="javascript:{RUN}"] b [href="java&#9;script:{RUN}"] }}\n{FENCE}\n',
    "a formula's address": f"$\\href{{javascript:{RUN}}}{{x}}$",
}
HTML = {
    "a script": SCRIPT,
    "a handler": IMAGE,
    "a frame": f'<iframe srcdoc="{SCRIPT}"></iframe>',
    "a link": f'<a href="javascript:{RUN}">x</a>',
    "a link with a line end": f'<a href="java\nscript:{RUN}">x</a>',
    "a link of data": f'<a href="data:text/html,{SCRIPT}">x</a>',
    "the end of its frame": f"</div></figure></article>{SCRIPT}",
    "a form": f'<form action="javascript:{RUN}"><button id="press" formaction="javascript:{RUN}">x</button></form>',
    "a style": f'<style>@import url("http://attacker.invalid/a.css")</style><p style="background: url(http://attacker.invalid/b)">x</p>{IMAGE}',
    "a tag in an attribute": f'<p title="</p>{SCRIPT}">x</p><noscript><p title="</noscript>{IMAGE.replace(chr(34), "")}"></noscript>',
    "a formula that changes its mind": ('<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 '
                                        f'onerror=&quot;{RUN}&quot;&gt;">'),
    "a template": f"<template>{SCRIPT}</template><template shadowrootmode=open>{IMAGE}</template>",
    "a base": f'<base href="http://attacker.invalid/">{IMAGE}<img src="//attacker.invalid/x.png" srcset="http://attacker.invalid/y.png 1x">',
}
SVG = {
    "a script": f"<svg><script>{RUN}</script></svg>",
    "a script of SVG": f'<svg><script href="data:text/javascript,{RUN}"/></svg>',
    "a handler": f'<svg onload="{RUN}"><rect onclick="{RUN}" onmouseover="{RUN}" width="9" height="9"/></svg>',
    "HTML inside": f"<svg><foreignObject><body xmlns='http://www.w3.org/1999/xhtml'>{IMAGE}{SCRIPT}</body></foreignObject></svg>",
    "a link": f'<svg><a xlink:href="javascript:{RUN}" href="javascript:{RUN}"><text y="9">x</text></a></svg>',
    "a link that is set later": f'<svg><a><animate attributeName="href" values="javascript:{RUN}" begin="0s"/><text y="9">x</text></a></svg>',
    "a handler that is set": f'<svg><rect width="9" height="9"><set attributeName="onmouseover" to="{RUN}"/></rect></svg>',
    "a drawing elsewhere": f"<svg><use href=\"data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg' onload='{RUN}'/>#x\"/></svg>",
    "a picture elsewhere": '<svg><image href="http://attacker.invalid/x.png"/><rect fill="url(http://attacker.invalid/x#y)"/></svg>' + IMAGE,
    "a style in a drawing": f'<svg></p><style><a id="</style><img src=1 onerror={RUN}>"></svg>',
    "a description": f"<svg><desc>{IMAGE}<svg><title>{SCRIPT}</title></svg></desc></svg>",
    "the end of its drawing": f"</svg></div>{SCRIPT}<svg>",
}
OTHER = {  # media type and content
    "text": ("text/plain", f"</pre>{SCRIPT}"),
    "a picture": ("image/png", f'AAAA">{SCRIPT}'),
    "a diagram": ("text/vnd.graphviz", f'digraph {{ a [URL="javascript:{RUN}", label="</svg>{SCRIPT.replace(chr(39), "")}"] }}'),
    "a diagram with HTML": ("text/vnd.graphviz", f'digraph {{ a [label=<<b>x</b>>, tooltip="\'>{SCRIPT}", href="data:text/html,{SCRIPT}"] }}'),
}


def shown(mime):
    """A chapter with one cell, and the record of what it showed."""
    text = HEAD + f"{FENCE}cpp\n1\n{FENCE}\n"
    event = {"display": {"text/plain": f'" onmouseover="{RUN}'} | mime}
    return text, [{"line": text[:text.index("1\n")].count("\n") + 1, "status": "ok", "seconds": 0, "events": [event]}]


def attempts():
    """(what it tries, the chapter's text, its record's cells or nothing), all of them."""
    yield "a title in the front matter", f'---\ntitle: "{SCRIPT} {IMAGE.replace(chr(34), "")}"\n---\n\nSome words.\n', None
    yield "the chapter's heading", f"# Words {IMAGE.replace(chr(34), '')}\n\nSome words.\n", None
    for kind, group in (("text", PROSE), ("title", TITLES), ("words", WORDS), ("link", LINKS)):
        for name, text in group.items():
            yield f"{kind}: {name}", f"{HEAD}{text}\n", None
    for kind, media, group in (("HTML output", "text/html", HTML), ("SVG output", "image/svg+xml", SVG)):
        for name, markup in group.items():
            yield f"{kind}: {name}", *shown({media: markup})
    for name, (media, content) in OTHER.items():
        yield f"output: {name}", *shown({media: content})
    text, cells = shown({})
    yield "output: an error", text, [cells[0] | {"events": [{"error": {"type": SCRIPT, "what": f"</pre>{IMAGE}{SCRIPT}"}}]}]
