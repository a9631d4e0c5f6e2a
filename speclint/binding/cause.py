"""Why a section is not seen, in words.

Owns: what a cause is, and how each kind of it is said.
Never: searches; `speclint.binding.absence` and `speclint.binding.overlooked` do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from speclint.base.values import NamedTuple
from speclint.binding.traces import marks_fault

if TYPE_CHECKING:
    from speclint.base.source import Range
    from speclint.binding.nodes import Node
    from speclint.binding.pairs import Missing
    from speclint.binding.traces import Trace
    from speclint.markdown import CodeBlock

Kind = Literal[
    "code", "comment", "title", "level", "nested", "html", "bold", "marks", "text", "misspelt", "renamed", "label"
]
"""How what was found keeps the section from being seen; `marks`: no plain space after `##`; `label`: text behind a bold line's."""


class Cause(NamedTuple):
    """Why a section is not seen: what was found instead, in words that go on after "...: ", and where.

    `hidden_in`: the code block or comment (as its range) that swallows the heading, so that all it swallows is
    reported once. `node`: the heading that was meant. `text`: the title of what is no heading; of `marks` the line.
    """

    kind: Kind
    message: str
    help: str
    range: Range
    hidden_in: Range | None = None
    in_code: bool = False
    node: Node | None = None
    text: str = ""


def hidden(trace: Trace) -> Cause:
    """Of a heading in a code block or a comment."""
    if trace.block is None:
        return inside_comment(trace.range, trace.around, "heading", is_open=trace.open_end)
    return inside_code(trace.range, trace.block, "heading")


def inside_comment(place: Range, around: Range, what: str, *, is_open: bool = False) -> Cause:
    """Of a heading, or another line (`what`), in a comment."""
    begin = around.start.line
    where = f"the comment opened on line {begin}" if begin != place.start.line else "a comment"
    if is_open:
        message = f"its {what} is inside {where}, which is never closed"
        return Cause("comment", message, f"Close the comment before the {what}.", place, around)
    return Cause("comment", f"its {what} is inside {where}", "Move the section out of the comment.", place, around)


def inside_code(place: Range, block: CodeBlock, what: str) -> Cause:
    """Of a heading, or another line (`what`), in a code block."""
    where = f"the code block opened on line {block.line}"
    if not block.fence:
        where = "an indented code block"
    elif not block.closed:
        where += ", which is never closed"
    help = f"Close the code block before the {what}." if block.fence else "Remove the indentation."
    return Cause("code", f"its {what} is inside {where}", help, place, block.range, in_code=True)


def not_a_heading(trace: Trace, missing: Missing) -> Cause:
    """Of text that looks like the heading of a section."""
    title, place = trace.title, trace.range
    heading = f"{'#' * missing.level} {title}"
    if trace.shape == "nested":
        help = "Move the heading out of the quote or list, to the beginning of its line."
        return Cause("nested", "its heading is inside a quote or a list", help, place)
    if trace.shape == "underlined":
        help = "Put a blank line above the heading."
        return Cause("nested", "its heading is a line of the list above it", help, place)
    if trace.shape == "block":
        where = f"the HTML block opened on line {trace.around.start.line}"
        help = "Put a blank line above the heading, and write it at the beginning of its line."
        return Cause("nested", f"its heading is inside {where}, so it is plain text", help, place)
    if trace.shape == "html":
        return Cause("html", f"found '{title}' as an HTML heading", f"Write it as '{heading}'.", place, text=title)
    if trace.shape == "summary":
        message = f"found '{title}' as the summary of an HTML block that can be folded, not as a heading"
        return Cause("html", message, f"Write it as a heading: '{heading}'.", place)
    if trace.shape == "bold":
        message = f"found '{title}' as bold text, not as a heading"
        return Cause("bold", message, f"Write it as a heading: '{heading}'.", place, text=title)
    if trace.shape == "marks":
        shown = " ".join(trace.line.split())
        return Cause(
            "marks",
            f"found '{shown}', which has {marks_fault(trace.line)}, so it is plain text",
            f"Write it as '{'#' * trace.level} {title}'.",
            place,
            text=trace.line,
        )
    title = missing.spec.title
    message = f"found '{title}' as plain text, not as a heading"
    return Cause("text", message, f"Write it as a heading: '{'#' * missing.level} {title}'.", place, text=title)


def misspelt(node: Node, name: str) -> Cause:
    """Of a heading, or a bold line, with nearly a section's name."""
    what, meant = ("line", f"**{name}**") if node.style == "bold" else ("heading", f"{'#' * node.written_level} {name}")
    return Cause(
        "misspelt",
        f"found '{node.title}'; did you mean '{name}'?",
        f"Rename that {what} to '{meant}'.",
        node.range,
        node=node,
        text=name,
    )


def renamed(node: Node, missing: Missing, how: str) -> Cause:
    """Of a heading with another name that most likely is the section."""
    return Cause(
        "renamed",
        f"found '{node.title}' {how}",
        f"Rename that heading to '{'#' * node.written_level} {missing.spec.title}'.",
        node.range,
        node=node,
    )


def is_title(node: Node, missing: Missing) -> Cause:
    """Of a heading that is the document's title."""
    return Cause(
        "title",
        f"the heading '{node.title}' has level 1, so it is the title",
        f"Add a title above it, and write it as '{written(missing, node.title)}'.",
        node.range,
        node=node,
    )


def elsewhere(node: Node, missing: Missing) -> Cause:
    """Of a heading at another level or in another section."""
    above = node.parent
    under = f" under '{above.title}' (line {above.line})" if above is not None and above.level else ""
    return Cause(
        "level",
        f"found '{node.title}' at level {node.written_level}{under}",
        f"Move it to the right place, as '{written(missing, node.title)}'.",
        node.range,
        node=node,
    )


def written(missing: Missing, title: str) -> str:
    """How the line that opens a section is written: a heading, or a bold line."""
    return f"**{title}**" if missing.spec.style == "bold" else f"{'#' * missing.level} {title}"
