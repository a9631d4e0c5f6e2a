"""A cursor in a document, and items for it.

Owns: the form of an item, and the marks of a template as places to fill in.
Never: decides what is offered.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsprotocol import types

from speclint.base.source import Position, Range
from speclint.base.values import NamedTuple
from speclint.ruleset.marks import PATTERN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.binding import Binding, Bound
    from speclint.lsp.positions import Positions
    from speclint.lsp.session import Opened

_SPECIAL = re.compile(r"[\\$}]")
_MARK = re.compile(PATTERN)


class Cursor(NamedTuple):
    """Where something is to be completed. `line` is the whole line; `trigger` the character that started it, "" for a request of the user."""

    opened: Opened
    binding: Binding
    positions: Positions
    place: Position
    line: str
    trigger: str
    snippets: bool

    @property
    def before(self) -> str:
        """The line up to the cursor."""
        return self.line[: self.place.column - 1]

    @property
    def after(self) -> str:
        """The line from the cursor on."""
        return self.line[self.place.column - 1 :]

    def sections(self) -> list[Bound]:
        """The declared sections around the cursor, the innermost first."""
        around = [bound for bound in self.binding.sections.bound if covers(bound, self.place.line)]
        return sorted(around, key=lambda bound: -bound.node.line)

    def item(
        self,
        label: str,
        text: str,
        start: int,
        *,
        end: int | None = None,
        kind: types.CompletionItemKind = types.CompletionItemKind.Value,
        detail: str = "",
        documentation: str = "",
        filter: str = "",
        rank: str = "",
        choices: Sequence[str] = (),
    ) -> types.CompletionItem:
        """An item that puts a text in the place of the line from an index up to another, or up to the cursor.

        `choices`: values of which one follows the text.
        """
        line, column = self.place
        place = Range(Position(line, start + 1), Position(line, column if end is None else end + 1))
        as_snippet = self.snippets and (bool(choices) or _MARK.search(text) is not None)
        new = snippet(text, choices) if as_snippet else text
        return types.CompletionItem(
            label=label,
            kind=kind,
            detail=detail or None,
            documentation=types.MarkupContent(types.MarkupKind.Markdown, documentation) if documentation else None,
            sort_text=rank or None,
            filter_text=filter or None,
            insert_text_format=types.InsertTextFormat.Snippet if as_snippet else types.InsertTextFormat.PlainText,
            insert_text_mode=types.InsertTextMode.AsIs,
            text_edit=types.TextEdit(self.positions.write_range(place), new),
        )


def covers(bound: Bound, line: int) -> bool:
    """Whether a line is below a section's heading, before the next section that does not belong to it."""
    return bound.node.line < line <= max(node.end_line for node in bound.node.walk())


def snippet(text: str, choices: Sequence[str] = ()) -> str:
    r"""A text with its marks as places to fill in, one after the other.

    >>> snippet("**Owner**: [Insert Owner] $")
    '**Owner**: ${1:[Insert Owner]} \\$'
    """
    parts: list[str] = []
    position = number = 0
    for mark in _MARK.finditer(text):
        number += 1
        parts += [_escaped(text[position : mark.start()]), f"${{{number}:{_escaped(mark.group())}}}"]
        position = mark.end()
    parts.append(_escaped(text[position:]))
    if choices:
        offered = ",".join(re.sub(r"[\\,|]", lambda found: "\\" + found.group(), _escaped(each)) for each in choices)
        parts.append(f"${{{number + 1}|{offered}|}}")
    return "".join(parts)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: "\\" + found.group(), text)
