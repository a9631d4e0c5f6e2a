"""What GitHub's own parser sees in a text: its headings, tables and code blocks.

The reference is cmark-gfm 0.29.0.gfm.13 through its Python binding cmarkgfm. The binding gives no syntax tree, only
HTML, but with source positions; and without the option for raw HTML all tags in that HTML are cmark's own.
"""

from __future__ import annotations

from html.parser import HTMLParser
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
_OWN_TEXT = {"footnote-ref", "footnote-backref"}
"""Classes of elements that cmark adds: the number of a footnote, the way back to where it is mentioned."""
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


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
    reader = _Reader()
    reader.feed(cmark.markdown_to_html_with_extensions(markdown, _OPTIONS, _EXTENSIONS))
    reader.close()
    return reader.seen


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen = Seen([], [], [])
        self._text: list[str] | None = None
        self._added: list[str] = []
        self._line = 0
        self._info = ""
        self._cells: list[str] = []
        self._rows: list[tuple[int, tuple[str, ...]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if self._added or attributes.get("class") in _OWN_TEXT:
            self._added.append(tag)
            return
        if tag in _HEADINGS or tag in {"pre", "tr"}:
            self._line = int(attributes["data-sourcepos"].partition(":")[0])
        if tag in _HEADINGS or tag in {"td", "th"}:
            self._text = []
        elif tag == "pre":
            self._info = squeezed(attributes.get("lang", "") + attributes.get("data-meta", ""))
            self._text = []
        elif tag == "tr":
            self._cells = []
        elif tag == "table":
            self._rows = []
        elif tag == "img" and self._text is not None:
            self._text.append(attributes.get("alt", ""))

    def handle_endtag(self, tag: str) -> None:
        if self._added:
            assert self._added.pop() == tag
            return
        text = "".join(self._text or [])
        if tag in _HEADINGS:
            self.seen.headings.append(SeenHeading(self._line, int(tag[1]), squeezed(text)))
        elif tag == "pre":
            self.seen.code.append(SeenCode(self._line, self._info, text))
        elif tag in {"td", "th"}:
            self._cells.append(squeezed(text))
        elif tag == "tr":
            self._rows.append((self._line, tuple(self._cells)))
        elif tag == "table":
            self.seen.tables.append(SeenTable(self._rows[0][1], tuple(self._rows[1:])))
        if tag in _HEADINGS or tag in {"pre", "td", "th"}:
            self._text = None

    def handle_data(self, data: str) -> None:
        if self._text is not None and not self._added:
            self._text.append(data)
