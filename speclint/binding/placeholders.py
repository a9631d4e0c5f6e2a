"""Text that a template left to be replaced.

Owns: where placeholders are, once for all checks: what is unfilled is not also judged by its content.
Never: decides which texts are placeholders; the rule set does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from speclint.base.source import Range
from speclint.base.values import NamedTuple
from speclint.binding.prose import blanked
from speclint.expressions import finder, spans_in
from speclint.expressions.searching import Searched
from speclint.markdown import CodeBlock, Heading, HtmlBlock, ListBlock, Paragraph, Quote, Table, Text, TextLine
from speclint.ruleset.marks import NAME, is_mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.markdown import Block, Document
    from speclint.ruleset import PlaceholderSpec

_WORD = re.compile(r"[^\W_]")
_TAG_NAME = re.compile(r"</?([A-Za-z][\w-]*)")
_ELEMENTS = frozenset(
    [
        "a",
        "abbr",
        "address",
        "area",
        "article",
        "aside",
        "audio",
        "b",
        "base",
        "bdi",
        "bdo",
        "big",
        "blockquote",
        "body",
        "br",
        "button",
        "canvas",
        "caption",
        "center",
        "cite",
        "code",
        "col",
        "colgroup",
        "data",
        "datalist",
        "dd",
        "del",
        "details",
        "dfn",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "em",
        "embed",
        "fieldset",
        "figcaption",
        "figure",
        "font",
        "footer",
        "form",
        "frame",
        "frameset",
        "g",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hgroup",
        "hr",
        "html",
        "i",
        "iframe",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "legend",
        "li",
        "link",
        "main",
        "map",
        "mark",
        "marquee",
        "math",
        "menu",
        "meta",
        "meter",
        "nav",
        "nobr",
        "noframes",
        "noscript",
        "object",
        "ol",
        "optgroup",
        "option",
        "output",
        "p",
        "param",
        "path",
        "picture",
        "pre",
        "progress",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "script",
        "search",
        "section",
        "select",
        "slot",
        "small",
        "source",
        "span",
        "strike",
        "strong",
        "style",
        "sub",
        "summary",
        "sup",
        "svg",
        "table",
        "tbody",
        "td",
        "template",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "time",
        "title",
        "tr",
        "track",
        "tt",
        "u",
        "ul",
        "var",
        "video",
        "wbr",
    ]
)


class Placeholder(NamedTuple):
    """A placeholder as written. `whole`: it begins its text, or the text holds nothing else that says something."""

    range: Range
    text: str
    spec: PlaceholderSpec
    whole: bool


def texts_in(blocks: Sequence[Block]) -> Iterator[Text]:
    """Every running text: headings, paragraphs, list items, table cells, also inside quotes."""
    for block in blocks:
        if isinstance(block, (Heading, Paragraph)):
            yield block.text
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from texts_in(item.blocks)
        elif isinstance(block, Table):
            for row in (block.header, *block.rows):
                for cell in row.cells:
                    yield cell.text
        elif isinstance(block, Quote):
            yield from texts_in(block.blocks)


def find_placeholders(document: Document, specs: tuple[PlaceholderSpec, ...]) -> list[Placeholder]:
    """All placeholders of a document, in document order, none inside another."""
    in_text = [spec for spec in specs if spec.where == "text"]
    texts = list(document.texts())
    mark = next((spec for spec in in_text if spec.name == NAME), None)
    found: list[Placeholder] = []
    for block in document.walk():
        # A line that is only <service name> counts as HTML, and all lines up to the next blank one with it.
        if (
            isinstance(block, HtmlBlock)
            and not block.is_comment
            and not _is_element(block.raw, len(block.raw) - len(block.raw.lstrip()))
        ):
            numbers = range(block.line, block.range.end.line + 1)
            texts += (Text((TextLine(number, 1, document.source.lines[number - 1]),)) for number in numbers)
        # Code is the author's own, whatever it looks like, unless a new document's mark is all there is.
        elif mark is not None and isinstance(block, CodeBlock) and is_mark(block.content):
            line = next(line for line in block.lines if line.text.strip())
            place = Range.at(line.line, line.column, len(line.text))
            found.append(Placeholder(place, line.text.strip(), mark, whole=True))
    # Most texts hold none: look at the raw text before its inline marks are worked out.
    for number, possible in _possible([text.raw for text in texts], in_text):
        found.extend(_in_text(texts[number], possible))
    comments = document.comments
    for number, possible in _possible(
        [comment.text for comment in comments], [spec for spec in specs if spec.where == "comment"]
    ):
        comment = comments[number]
        shown = " ".join(comment.text.split())
        found.append(Placeholder(comment.range, shown, possible[0], whole=False))
    found.sort(key=lambda placeholder: (placeholder.range.start, -placeholder.range.end.column))
    return found


def _possible(texts: Sequence[str], specs: Sequence[PlaceholderSpec]) -> Iterator[tuple[int, list[PlaceholderSpec]]]:
    """The positions of the texts that hold one of the placeholders, as written, ascending, each with those that it holds."""
    searched = Searched(texts)
    held: dict[int, list[PlaceholderSpec]] = {}
    for spec in specs:
        # Compiling all expressions would take longer than all the rest: most cannot occur in a given document.
        possible = searched.may_hold(spec.pattern)
        find = finder(spec.pattern) if possible else None
        for number in possible:
            if find is not None and find(texts[number]):
                held.setdefault(number, []).append(spec)
    yield from sorted(held.items())


def _in_text(text: Text, specs: list[PlaceholderSpec]) -> Iterator[Placeholder]:
    raw = text.raw
    masked = mask_inlines(text)
    taken = _apart([(*span, spec) for spec in specs for span in spans_in(spec.pattern, masked)])
    alone = not _WORD.search(blanked(masked, [(start, end) for start, end, _ in taken], " "))
    word = _WORD.search(raw)
    first = word.start() if word is not None else len(raw)
    for start, end, spec in taken:
        shown = raw[start:end]
        # Emphasis around it is not what the author left to be replaced.
        inner = shown.strip("*_ ") or shown
        begin = start + shown.index(inner)
        yield Placeholder(text.range(begin, begin + len(inner)), inner, spec, alone or begin <= first)


def _apart(found: list[tuple[int, int, PlaceholderSpec]]) -> list[tuple[int, int, PlaceholderSpec]]:
    """What was found without what overlaps something found before it, or is empty; in the order in which it was found."""
    starts: list[int] = []
    ends: list[int] = []
    taken = []
    for start, end, spec in found:
        index = bisect_right(starts, start)
        free = (not index or ends[index - 1] <= start) and (index == len(starts) or end <= starts[index])
        if start < end and free:
            starts.insert(index, start)
            ends.insert(index, end)
            taken.append((start, end, spec))
    return taken


def _is_element(text: str, offset: int) -> bool:
    """Whether the tag that begins at an index is one that HTML knows."""
    found = _TAG_NAME.match(text, offset)
    return found is None or found[1].lower() in _ELEMENTS


def mask_inlines(text: Text) -> str:
    """The raw text with code, links, images and comments blanked character by character."""
    spans = []
    for inline in text.inlines:
        if inline.kind in ("emphasis", "strong"):
            continue
        start, end = text.offset(inline.range.start), text.offset(inline.range.end)
        # A text in the form of a tag is not an element if HTML has none of that name: <service name>.
        if inline.kind != "html" or _is_element(text.raw, start):
            spans.append((start, end))
    return blanked(text.raw, spans, "\x00")
