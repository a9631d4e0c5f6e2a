"""Facts from outside a document's Markdown that judging it needs.

Owns: what is known of the document's front matter, of other specifications and of code seen before.
Never: looks anything up itself; the workspace fills it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.code import CodeSyntax
from speclint.values import NamedTuple

if TYPE_CHECKING:
    from speclint.source import Range

FrontMatterValue = str | tuple[str, ...] | None


class FrontMatterEntry(NamedTuple):
    """One top-level key of the document's front matter.

    `value` is a scalar as written (so `1.10` and `yes` keep their spelling; quotes are gone), a tuple for a list
    (its scalars) or a map (its keys), and None where nothing stands behind the colon.
    `value_range` is then the empty range after the colon. Ranges count in the document.
    """

    key: str
    value: FrontMatterValue
    key_range: Range
    value_range: Range


class ProjectIndex:
    """The surroundings of a document. An empty index judges the document alone."""

    __slots__ = ("code", "front_matter")

    def __init__(self, code: CodeSyntax | None = None, front_matter: tuple[FrontMatterEntry, ...] = ()) -> None:
        self.code = code if code is not None else CodeSyntax()
        self.front_matter = front_matter
        """The keys of the document's front matter, in source order; empty where there is none."""
