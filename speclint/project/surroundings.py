"""Facts from outside a document's Markdown that judging it needs.

Owns: the facts from the document's front matter, from other specifications and from code seen before.
Never: looks anything up itself; the workspace fills it.
"""

from __future__ import annotations

from speclint.base.source import Range  # noqa: TC001 - the codec resolves annotations
from speclint.base.values import NamedTuple
from speclint.formats.code import CodeSyntax
from speclint.ruleset import NamingSpec  # noqa: TC001 - as above
from speclint.ruleset.ids import same_id

FrontMatterValue = str | tuple[str, ...] | None


class FrontMatterItem(NamedTuple):
    """One value of a list in front matter, with its place in the document."""

    text: str
    range: Range


class FrontMatterEntry(NamedTuple):
    """One key of the document's front matter; one below another has the names of both: `metadata.author`.

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
    """What the ids of a type look like."""

    type: str
    naming: NamingSpec

    @property
    def pattern(self) -> str:
        """The regular expression that a whole id matches."""
        return self.naming.id_pattern

    def canonical(self, id: str) -> str:
        """The one form of an id: upper case, the type's own prefix, the digits that its pattern has."""
        return same_id(self.naming, id)


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
