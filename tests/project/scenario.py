"""Scenario files: parts that begin with a line `=== NAME`, below a text that says what the file shows.

`anchors/*.txt`: a document, and the anchors that GitHub gives it.

    === document
    === anchors          one a line, in the order of the document

`facts/*.txt`: rule sets, a document, and what it says of itself and of others.

    === rules            a rule set; the last one is that of the document
    === document PATH    the document, and its path in the project
    === status           the value of its status field; nothing without this part, as for all that follow
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

from ..golden import Place, parts  # noqa: TID252 - tests are no installed package

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..golden import Golden  # noqa: TID252

HERE = Path(__file__).parent


class Part(NamedTuple):
    name: str
    argument: str
    text: str
    place: Place


class Scenario(NamedTuple):
    name: str
    parts: tuple[Part, ...]
    end: Place
    """Where a part can be put in."""

    def all(self, name: str) -> list[Part]:
        return [part for part in self.parts if part.name == name]

    def expect(self, golden: Golden, name: str, lines: list[str]) -> None:
        """A part has exactly these lines; without any, it is missing."""
        stated = self.all(name)
        if stated:
            golden.same_lines(lines, self.lines(name), stated[0].place)
        else:
            golden.same_lines(lines, [], self.end, f"=== {name}\n{{}}")

    def lines(self, name: str) -> list[str]:
        """The lines of a part; none if it is missing."""
        return [line for part in self.all(name) for line in part.text.splitlines()]


def scenarios(folder: str, known: set[str]) -> Iterator[Scenario]:
    """The scenarios of a folder. `known`: the names of parts that its files may have."""
    for path in sorted((HERE / folder).glob("*.txt")):
        found = []
        for part in parts(path):
            name, _, argument = part.head.partition(" ")
            assert name in known, f"{path.name}: {part.head}"
            found.append(Part(name, argument, part.text, part.place))
        end = found[-1].place
        yield Scenario(path.stem, tuple(found), end._replace(start=end.end))
