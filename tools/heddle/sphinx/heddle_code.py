# SPDX-License-Identifier: MIT
"""C++ as HTML: highlighted, with links in place of the names of chunks."""
import html
import re
from functools import cache

from pygments.lexers.markup import MarkdownLexer
from pygments.token import Error, Text
from sphinx.highlighting import PygmentsBridge


def escape(text):
    return html.escape(str(text), quote=True)


def link(place, cls=""):
    attribute = f' class="{cls}"' if cls else ""
    return f'<a{attribute} href="{escape(place["href"])}">{escape(place["text"])}</a>'


class ChapterLexer(MarkdownLexer):
    """A chapter as an example in another page. What an `asm` block claims is no assembly, which would be an error."""

    def get_tokens_unprocessed(self, text, *stack):
        for index, token, value in super().get_tokens_unprocessed(text, *stack):
            yield index, Text if token is Error else token, value


@cache
def bridge():
    # The markup holds classes only; the page's style sheets have the colours of both schemes.
    return PygmentsBridge("html", "default")


def highlighted(code, language="cpp"):
    """Highlighted code without its frame. Pygments drops blank lines at both ends; a source page must keep them all."""
    # Forced: code that is only shown may hold what no C++ does.
    markup = bridge().highlight_block(code, language, force=True, nowrap=True, opts={"stripnl": False}).rstrip("\n")
    # Names, operators, punctuation and space need no colour; without their spans a page is half as heavy.
    return re.sub(r'<span class="(?:n|o|p|w)">([^<]*)</span>', r"\1", markup)


def code_html(code, refs):
    return framed(code_markup(code, refs) + "\n")


def framed(markup):
    return f'<div class="highlight-cpp notranslate"><div class="highlight"><pre>{markup}</pre></div></div>'


def code_markup(code, refs):
    """Highlighted code; the names of chunks in it are links."""
    names = []

    def mark(match):
        names.append(match.group(2))
        return f"{match.group(1)}CHUNKREF{len(names) - 1}X"

    pattern = "|".join(re.escape(name) for name in refs)
    # Alone on its line: in an expression or a comment the same characters are C++.
    marked = re.sub(rf"^([ \t]*)<<({pattern})>>(?=[ \t]*$)", mark, code, flags=re.M) if refs else code
    markup = highlighted(marked)
    for index, name in enumerate(names):
        parts = f' data-parts="{escape(" ".join(refs[name]["parts"]))}"' if "parts" in refs[name] else ""
        use = f'<a class="chunkref" href="{escape(refs[name]["href"])}"{parts}>⟨{escape(name)}⟩</a>'
        markup = re.sub(rf'<span class="n[a-z]*">CHUNKREF{index}X</span>|CHUNKREF{index}X', lambda _: use, markup, count=1)
    return markup
