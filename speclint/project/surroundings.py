"""Facts from outside a document's Markdown that judging it needs.

Owns: the facts from the document's front matter, from other specifications and from code seen before.
Never: looks anything up itself; the workspace fills it.
"""

from __future__ import annotations

from speclint.base.source import Range  # noqa: TC001 - the codec resolves annotations
from speclint.base.values import NamedTuple
from speclint.formats.code import CodeSyntax

FrontMatterValue = str | tuple[str, ...] | None


class FrontMatterItem(NamedTuple):
    """One value of a list in front matter, with its place in the document."""

    text: str
    range: Range


class FrontMatterEntry(NamedTuple):
    """One top-level key of the document's front matter.

    `value` is a scalar as written (so `1.10` and `yes` keep their spelling; quotes are gone), a tuple for a list
    (its scalars) or a map (its keys), and None where nothing is after the colon.
    `value_range` is then the empty range after the colon. Ranges count in the document.
    """

    key: str
    value: FrontMatterValue
    key_range: Range
    value_range: Range
    items: tuple[FrontMatterItem, ...] = ()
    """The values of a list; empty for anything else."""


class IdPattern(NamedTuple):
    """What the ids of a type look like. `stem` is what they begin with, `other_stems` mean the same; all in upper case."""

    type: str
    pattern: str
    stem: str
    other_stems: tuple[str, ...] = ()

    def canonical(self, id: str) -> str:
        """The one form of an id: upper case, and the type's own prefix.

        >>> IdPattern("technical-requirement", "(?:PRD|TRQ)-[0-9]{3}", "PRD", ("TRQ",)).canonical("trq-001")
        'PRD-001'
        """
        upper = id.upper()
        other = next((stem for stem in self.other_stems if upper.startswith(stem)), None)
        return upper if other is None else self.stem + upper[len(other) :]


class Surroundings:
    """The surroundings of a document. An empty index judges the document alone."""

    __slots__ = ("code", "front_matter", "ids", "unread")

    def __init__(
        self,
        code: CodeSyntax | None = None,
        front_matter: tuple[FrontMatterEntry, ...] = (),
        ids: tuple[IdPattern, ...] = (),
        unread: Range | None = None,
    ) -> None:
        self.code = code if code is not None else CodeSyntax()
        self.front_matter = front_matter
        """The keys of the document's front matter, in source order; empty where there is none."""
        self.ids = ids
        """What the ids of each type look like."""
        self.unread = unread
        """Where front matter is that cannot be read; None where all could. Fields may be in it."""
