"""What a document says about itself and about others.

Owns: the values that an index is made of. They are plain enough to be kept in the cache.
Never: knows whether what a document refers to exists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from speclint.base.source import Range
from speclint.base.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

Place = Range

IdForm = Literal["file name", "field", "front matter", "title"]
ReferenceForm = Literal["bracket", "link", "field", "front matter", "text"]


class SpecId(NamedTuple):
    """An id that a document has, in upper case, and where it says so."""

    id: str
    form: IdForm
    place: Range


class Reference(NamedTuple):
    """An id of another specification, in upper case, where it is and how it is written.

    `text` is a bare mention, which may be anything: a ticket, a product. All other forms mean a specification.
    `type` is that of the specification meant.
    """

    id: str
    type: str
    form: ReferenceForm
    place: Range


class Link(NamedTuple):
    """A link to a file of the project or to a heading. `target` is the path as written, decoded; "" for this document.

    `anchor` is what is after `#`; "" for none.
    """

    target: str
    anchor: str
    place: Range


class DocumentFacts(NamedTuple):
    """One specification. `path` is relative to the project's root, with forward slashes; `display` as the user sees it.

    `status` is the value of the status field, "" without one. `title` is at `title_place`.
    """

    path: str
    display: str
    type: str
    title: str
    title_place: Range
    status: str
    ids: tuple[SpecId, ...]
    references: tuple[Reference, ...]
    links: tuple[Link, ...]
    anchors: tuple[str, ...]

    @property
    def id(self) -> str:
        """The id that others know it by: that of its file name, else the first it gives itself; "" for none."""
        return self.ids[0].id if self.ids else ""

    def named(self) -> Iterator[str]:
        """The ids by which others may refer to it. Where the file name has one, that decides; another is a slip."""
        if self.ids and self.ids[0].form == "file name":
            return iter((self.ids[0].id,))
        return iter(dict.fromkeys(each.id for each in self.ids))
