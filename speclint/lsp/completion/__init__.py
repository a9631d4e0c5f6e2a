"""What may be where the cursor is.

Owns: choosing by what is before the cursor, and saying nothing inside code and comments.
Never: offers what the rule set or the project does not know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.lsp.completion.fields import front_matter_items, name_items, value_items
from speclint.lsp.completion.ids import id_items
from speclint.lsp.completion.model import Cursor
from speclint.lsp.completion.sections import section_items
from speclint.lsp.completion.tables import table_items
from speclint.markdown import CodeBlock, HtmlBlock

if TYPE_CHECKING:
    from lsprotocol import types

    from speclint.base.source import Position
    from speclint.lsp.session import Session
    from speclint.markdown import Document

TRIGGERS = ["#", "[", "|", "*", ":", " ", "("]


def complete(
    session: Session, key: str, position: types.Position, trigger: str, *, snippets: bool
) -> list[types.CompletionItem]:
    """The items for a place in an open document. `trigger`: the character that requested them; "" for the user."""
    opened = session.opened.get(key)
    if opened is None or not opened.is_markdown:
        return []
    positions = session.positions(key)
    place = positions.read(position)
    space, path = opened.space, opened.shown.path or ""
    document = space.judge.parse(opened.source)[0]
    front = document.front_matter
    in_front = front is not None and front.range.start.line < place.line < front.range.end.line
    if not in_front and is_hidden(document, place):
        return []
    project = space.project_of(path)
    if project.failures or (path and project.excluded(path) is not None):
        return []
    binding = space.judge.binding(opened.source, path, project)
    if binding is None:
        return []
    cursor = Cursor(opened, binding, positions, place, positions.line(place.line), trigger, snippets)
    if in_front:
        return list(front_matter_items(cursor))
    for source in (id_items, section_items, table_items, value_items, name_items):
        found = source(cursor)
        if found is not None:
            return found
    return []


def is_hidden(document: Document, place: Position) -> bool:
    """Whether a place is inside code, raw HTML or a comment."""
    if any(each.range.start < place < each.range.end for each in document.comments):
        return True
    for block in document.walk():
        if isinstance(block, (CodeBlock, HtmlBlock)) and block.line <= place.line <= block.range.end.line:
            return not (isinstance(block, HtmlBlock) and block.is_comment) or place < block.range.end
    for text in document.texts():
        lines = text.lines
        if lines and lines[0].line <= place.line <= lines[-1].line:
            for inline in text.inlines:
                if inline.kind in ("code", "comment", "html") and inline.range.start < place < inline.range.end:
                    return True
    return False
