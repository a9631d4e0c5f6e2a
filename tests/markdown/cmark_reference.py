"""What GitHub's own parser sees in a text: its headings, tables and code blocks.

The reference is cmark-gfm 0.29.0.gfm.13 through its Python binding cmarkgfm. The binding gives no syntax tree, only
HTML, but with source positions; and without the option for raw HTML all tags in that HTML are cmark's own.
"""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from cmarkgfm import cmark

_FULL_INFO_STRING = 1 << 16
_OPTIONS = (
    cmark.Options.CMARK_OPT_SOURCEPOS
    | cmark.Options.CMARK_OPT_GITHUB_PRE_LANG
    | cmark.Options.CMARK_OPT_FOOTNOTES
    | _FULL_INFO_STRING
)
# All that GitHub has.
_EXTENSIONS = ["table", "strikethrough", "autolink", "tagfilter", "tasklist"]
# What cmark adds itself: the number of a footnote, the ways back to where it is mentioned.
_ADDED = re.compile(r'<a [^>]*class="footnote-backref".*?</a>|<sup class="footnote-ref">.*?</sup>')


class SeenHeading(NamedTuple):
    line: int
    level: int
    text: str


class SeenTable(NamedTuple):
    header: tuple[str, ...]
    """Cut to what identifies a cell: its text without white space."""
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    """The line of each row and its cells: as many as the header has, since cmark pads and cuts them."""


class SeenCode(NamedTuple):
    line: int
    info: str
    content: str


class Seen(NamedTuple):
    headings: list[SeenHeading]
    tables: list[SeenTable]
    code: list[SeenCode]


def squeezed(text: str) -> str:
    """`text` without white space: how a line break inside a text is rendered is not compared."""
    return "".join(text.split())


def seen_by_cmark(markdown: str) -> Seen:
    return _read(_ADDED.sub("", cmark.markdown_to_html_with_extensions(markdown, _OPTIONS, _EXTENSIONS)))


_TAG = re.compile(r"<(?P<end>/?)(?P<name>h[1-6]|pre|table|t[rdh]|img)(?P<attributes>(?: [^>]*)?)>")
"""A tag that says something. In the values of attributes, cmark writes `<`, `>` and `"` as entities."""
_OTHER_TAG = re.compile(r"<[^>]*>")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')


def _read(html: str) -> Seen:
    """What the HTML of cmark shows."""
    seen = Seen([], [], [])
    texts: list[str] = []
    cells: list[str] = []
    rows: list[tuple[int, tuple[str, ...]]] = []
    begun, line, info = 0, 0, ""
    for tag in _TAG.finditer(html):
        name = tag["name"]
        if tag["end"]:
            if name == "table":
                seen.tables.append(SeenTable(rows[0][1], tuple(rows[1:])))
            elif name == "tr":
                rows.append((line, tuple(cells)))
            else:
                text = unescape("".join(texts) + _OTHER_TAG.sub("", html[begun : tag.start()]))
                if name == "pre":
                    seen.code.append(SeenCode(line, info, text))
                elif name in {"td", "th"}:
                    cells.append(squeezed(text))
                else:
                    seen.headings.append(SeenHeading(line, int(name[1]), squeezed(text)))
            continue
        attributes = dict(_ATTRIBUTE.findall(tag["attributes"]))
        if name == "img":
            texts += [_OTHER_TAG.sub("", html[begun : tag.start()]), attributes.get("alt", "")]
            begun = tag.end()
        elif name == "table":
            rows = []
        else:
            if name not in {"td", "th"}:
                line = int(attributes["data-sourcepos"].partition(":")[0])
            if name == "tr":
                cells = []
            else:
                texts, begun = [], tag.end()
            if name == "pre":
                info = squeezed(unescape(attributes.get("lang", "") + attributes.get("data-meta", "")))
    return seen
