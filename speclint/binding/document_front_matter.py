"""What a document's front matter says.

Owns: turning the text between the markers into entries with places, or into faults; the memory of earlier readings.
Never: finds the front matter (the document does), or knows what its keys mean.

The YAML library is costly to load, so readings are remembered by content. They are kept with lines that count from
the first line of the front matter, and moved to its place on use.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from speclint.base.codec import encode, remembered
from speclint.base.digest import digest
from speclint.base.source import Position, Range, SourceFile
from speclint.base.values import NamedTuple
from speclint.project import FrontMatterEntry, FrontMatterValue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from speclint.formats.yaml import YamlNode
    from speclint.markdown import FrontMatter

_TOML_KEY = re.compile(r"\s*(?:\[+\s*)?(?P<key>\"[^\"]*\"|'[^']*'|[A-Za-z0-9_-]+)\s*(?P<sign>[=.\]])")


class FrontMatterFault(NamedTuple):
    """One thing that keeps the front matter from being read."""

    range: Range
    message: str
    help: str = ""


class FrontMatterFacts(NamedTuple):
    """The entries in source order, and what is wrong."""

    entries: tuple[FrontMatterEntry, ...] = ()
    faults: tuple[FrontMatterFault, ...] = ()

    def get(self, key: str) -> FrontMatterEntry | None:
        """The entry of a key, or None."""
        return next((entry for entry in self.entries if entry.key == key), None)


class FrontMatterReader:
    """Reads front matter. `known` holds earlier readings by key; `learned` collects new ones in the same form."""

    __slots__ = ("known", "learned")

    def __init__(self, known: Mapping[str, Any] | None = None) -> None:
        self.known: Mapping[str, Any] = {} if known is None else known
        self.learned: dict[str, Any] = {}

    def read(self, front: FrontMatter) -> FrontMatterFacts:
        """The facts of a front matter, with ranges in its document. Never raises."""
        key = f"front-{front.style}:{digest(front.text)}"
        facts = _from_data(self.learned.get(key) or self.known.get(key), front)
        if facts is None:
            read = _read_yaml(front.text) if front.style == "yaml" else _read_toml(front.text)
            self.learned[key] = data = encode(read)
            facts = _from_data(data, front) or read
        return facts


def _read_yaml(text: str) -> FrontMatterFacts:
    from speclint.formats.yaml import YamlMapping, read_yaml  # loads the YAML library

    result = read_yaml("", text)
    faults = tuple(FrontMatterFault(*error) for error in result.errors)
    if not isinstance(result.root, YamlMapping):
        # A single text between two rules is not broken front matter.
        return FrontMatterFacts((), faults)
    entries = [
        FrontMatterEntry(entry.key.text, _value(entry.value), entry.key.range, entry.value.range)
        for entry in result.root.entries
    ]
    return FrontMatterFacts(tuple(entries), faults)


def _value(node: YamlNode) -> FrontMatterValue:
    from speclint.formats.yaml import YamlMapping, YamlScalar, YamlSequence  # as above

    if isinstance(node, YamlScalar):
        return None if node.value is None and not node.quoted else node.text
    if isinstance(node, YamlSequence):
        return tuple(item.text for item in node.items if isinstance(item, YamlScalar))
    return tuple(entry.key.text for entry in node.entries) if isinstance(node, YamlMapping) else None


def _read_toml(text: str) -> FrontMatterFacts:
    from speclint.formats.toml import read_toml  # loads the TOML library

    data, error = read_toml(text)
    if error is not None:
        return FrontMatterFacts((), (FrontMatterFault(Range(error.position, error.position), error.message),))
    # The library gives no places: a key is where the first line begins with it.
    places: dict[str, tuple[Range, Range]] = {}
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        found = _TOML_KEY.match(line)
        if found:
            written = line[found.end() :].strip() if found["sign"] == "=" else ""
            column = line.index(written, found.end()) + 1 if written else len(line) + 1
            key_range = Range.at(number, found.start("key") + 1, len(found["key"]))
            places.setdefault(found["key"].strip("\"'"), (key_range, Range.at(number, column, len(written))))
    nowhere = (Range.at(1), Range.at(1))
    return FrontMatterFacts(
        tuple(FrontMatterEntry(key, _plain(value), *places.get(key, nowhere)) for key, value in data.items())
    )


def _plain(value: Any) -> FrontMatterValue:
    if isinstance(value, dict):
        return tuple(value)
    if isinstance(value, list):
        return tuple(_text(item) for item in value if not isinstance(item, (dict, list)))
    return _text(value)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _from_data(data: Any, front: FrontMatter) -> FrontMatterFacts | None:
    """Facts from cached data, moved to the place of the front matter in the document; None for data of another form."""
    facts = remembered(FrontMatterFacts, data)
    if facts is None:
        return None
    lines, shift = SourceFile("", front.text).lines, front.first_line - 1
    places = [place for each in facts.entries for place in (each.key_range, each.value_range)]
    if not all(_lies_in(place, lines) for place in (*places, *(each.range for each in facts.faults))):
        return None
    return FrontMatterFacts(
        tuple(
            each._replace(key_range=_moved(each.key_range, shift), value_range=_moved(each.value_range, shift))
            for each in facts.entries
        ),
        tuple(each._replace(range=_moved(each.range, shift)) for each in facts.faults),
    )


def _lies_in(place: Range, lines: Sequence[str]) -> bool:
    (line, column), (end_line, end_column) = place
    # A fault may lie at the end of the text, on a line of its own.
    return (1, 1) <= (line, column) <= (end_line, end_column) and end_line <= len(lines) + 1 and column >= 1


def _moved(place: Range, shift: int) -> Range:
    (line, column), (end_line, end_column) = place
    return Range(Position(line + shift, column), Position(end_line + shift, end_column))
