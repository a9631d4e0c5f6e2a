"""Scenario files: parts that begin with a line `=== NAME`, below a text that says what the file shows.

`anchors/*.txt`: a document, and the anchors that GitHub gives it.

    === document
    === anchors          one a line, in the order of the document

`facts/*.txt`: rule sets, a document, and what it says of itself and of others.

    === rules            a rule set; the last one is that of the document
    === document PATH    the document, and where it stands in the project
    === status           the value of its status field; nothing where the part is not there, as for all that follow
    === title            the place of the title and the title
    === ids              `place form id`, line by line
    === references       `place form id type`
    === links            `place target`
    === anchors          one a line

A place is `line:column-line:column`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent


class Part(NamedTuple):
    name: str
    argument: str
    text: str


class Scenario(NamedTuple):
    name: str
    parts: tuple[Part, ...]

    def all(self, name: str) -> list[Part]:
        return [part for part in self.parts if part.name == name]

    def lines(self, name: str) -> list[str]:
        """The lines of a part; none where it is not there."""
        return [line for part in self.all(name) for line in part.text.splitlines()]


def scenarios(folder: str, known: set[str]) -> Iterator[Scenario]:
    """The scenarios of a folder. `known`: the names of parts that its files may have."""
    for path in sorted((HERE / folder).glob("*.txt")):
        parts = []
        for piece in ("\n" + path.read_text("utf-8")).split("\n=== ")[1:]:
            head, _, text = piece.partition("\n")
            name, _, argument = head.partition(" ")
            assert name in known, f"{path.name}: {head}"
            parts.append(Part(name, argument, text.rstrip("\n") + "\n"))
        yield Scenario(path.stem, tuple(parts))
