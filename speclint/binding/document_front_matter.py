"""What a document's front matter says.

Owns: turning the text between the markers into entries with places, or into faults; the memory of earlier readings.
Never: finds the front matter (the document does), or knows what its keys mean.

The YAML library is costly to load, so readings are remembered by content. The front matter begins on the first line of its
document, so that the same content always has the same places.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from speclint.base.codec import encode, remembered
from speclint.base.digest import digest
from speclint.base.source import Range, SourceFile
from speclint.base.values import NamedTuple
from speclint.project import FrontMatterEntry, FrontMatterItem, FrontMatterValue

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from speclint.formats.yaml import YamlMapping, YamlNode
    from speclint.markdown import Document, FrontMatter

_TOML_KEY = re.compile(r"\s*(?:\[+\s*)?(?P<key>\"[^\"]*\"|'[^']*'|[A-Za-z0-9_-]+)\s*(?P<sign>[=.\]])")

_TOML_PATH = re.compile(r"\s*(?:\[(?P<table>[\w-]+(?:\.[\w-]+)*)\]\s*(?:#.*)?$|(?P<key>[\w-]+(?:\.[\w-]+)*)\s*=\s*)")
_DEEPEST = 20
"""How many keys may be above one that counts."""

_PLAIN_LINE = re.compile(
    r"(?P<key>[A-Za-z_][\w-]*(?: [\w-]+)*)[ \t]*[:=][ \t]+"
    r"(?P<value>\"[^\"\\]+\"|'[^']+'|[^\s\[\]{}\"'&*!|>%@`#,-](?:(?!:[ \t]|:$|[ \t]#).)*?)[ \t]*$"
)


class FrontMatterFault(NamedTuple):
    """One thing that keeps the front matter from being read."""

    range: Range
    message: str
    help: str = ""
    is_read: bool = False
    """Whether all keys are read in spite of it."""


class FrontMatterFacts(NamedTuple):
    """The entries in source order, and what is wrong."""

    entries: tuple[FrontMatterEntry, ...] = ()
    faults: tuple[FrontMatterFault, ...] = ()

    @property
    def unread(self) -> Range | None:
        """Where what could not be read is; None where all could."""
        places = [each.range for each in self.faults if not each.is_read]
        return Range(places[0].start, places[-1].end) if places else None

    def get(self, key: str) -> FrontMatterEntry | None:
        """The entry of a key, or None."""
        return next((entry for entry in self.entries if entry.key == key), None)


class FrontMatterReader:
    """Reads front matter. `known` holds earlier readings by key; `learned` collects new ones in the same form."""

    __slots__ = ("known", "learned")

    def __init__(self, known: Mapping[str, Any] | None = None) -> None:
        self.known: Mapping[str, Any] = {} if known is None else known
        self.learned: dict[str, Any] = {}

    def of(self, document: Document) -> FrontMatterFacts:
        """The facts of a document's front matter. Never raises."""
        if document.front_matter is not None:
            return self.read(document.front_matter)
        from speclint.markdown.front_matter import misplaced_front_matter  # a run that remembers parses nothing

        misplaced = misplaced_front_matter(document.source)
        if misplaced is None:
            return FrontMatterFacts()
        message = f"Front matter begins on line {misplaced.start.line}: expected on line 1"
        return FrontMatterFacts((), (FrontMatterFault(misplaced, message, "Move it to the top of the file."),))

    def read(self, front: FrontMatter) -> FrontMatterFacts:
        """The facts of a front matter, with ranges in its document. Never raises."""
        key = f"front-{front.style}:{digest(front.text)}"
        text = "\n" * (front.first_line - 1) + front.text
        facts = _from_data(self.learned.get(key) or self.known.get(key), text)
        if facts is None:
            facts = _read_yaml(text) if front.style == "yaml" else _read_toml(text)
            if facts.faults and not facts.entries:
                facts = facts._replace(entries=tuple(_readable(text, facts.faults)))
            facts = facts._replace(faults=tuple(_first_on_each_line(facts.faults)))
            self.learned[key] = encode(facts)
        return facts if front.is_sound else facts._replace(faults=(_wrong_marker(front), *facts.faults))


def _first_on_each_line(faults: Sequence[FrontMatterFault]) -> Iterator[FrontMatterFault]:
    """The faults without those that another one on their line brings about."""
    seen: set[int] = set()
    for fault in faults:
        if fault.range.start.line not in seen:
            seen.add(fault.range.start.line)
            yield fault


def _wrong_marker(front: FrontMatter) -> FrontMatterFault:
    """What is wrong with the lines around front matter."""
    last = front.range.end.line
    place = Range.at(1, 1, len(front.opened))
    if front.opened != front.marker:
        line = "line 1" if front.is_closed or not front.closed else f"lines 1 and {last}"
        message = f"Front matter begins with '{front.opened.strip()}': expected '{front.marker}'"
        if front.opened != front.opened.strip():
            message = f"Front matter begins with a space before '{front.opened.strip()}'"
        return FrontMatterFault(place, message, f"Write '{front.marker}' on {line}.", is_read=True)
    if front.closed:
        found = f"line {last} is '{front.closed}', not '{front.marker}'"
        return FrontMatterFault(
            place, f"Front matter is not closed: {found}", f"Write '{front.marker}' on line {last}.", is_read=True
        )
    message = f"Front matter is not closed: no line '{front.marker}' ends it"
    return FrontMatterFault(place, message, f"Add a line '{front.marker}' below line {last}.", is_read=True)


def _read_yaml(text: str) -> FrontMatterFacts:
    from speclint.formats.yaml import YamlMapping, read_yaml  # loads the YAML library

    result = read_yaml("", text)
    faults = tuple(FrontMatterFault(*error) for error in result.errors)
    if not isinstance(result.root, YamlMapping):
        # A single text between two rules is not broken front matter.
        return FrontMatterFacts((), faults)
    return FrontMatterFacts(tuple(_yaml_entries(result.root, "")), faults)


def _yaml_entries(mapping: YamlMapping, above: str) -> Iterator[FrontMatterEntry]:
    """The keys of a map, each followed by those below it. `above`: the keys above it, each with a full stop."""
    from speclint.formats.yaml import YamlMapping  # as above

    for key, value in mapping.entries:
        name = f"{above}{key.text}"
        yield FrontMatterEntry(name, _value(value), key.range, value.range, tuple(_items(value)))
        if isinstance(value, YamlMapping) and name.count(".") < _DEEPEST:
            yield from _yaml_entries(value, f"{name}.")


def _value(node: YamlNode) -> FrontMatterValue:
    from speclint.formats.yaml import YamlMapping, YamlScalar, YamlSequence  # as above

    if isinstance(node, YamlScalar):
        return None if node.value is None and not node.quoted else node.text
    if isinstance(node, YamlSequence):
        return tuple(item.text for item in node.items if isinstance(item, YamlScalar))
    return tuple(entry.key.text for entry in node.entries) if isinstance(node, YamlMapping) else None


def _items(node: YamlNode) -> Iterator[FrontMatterItem]:
    from speclint.formats.yaml import YamlScalar, YamlSequence  # as above

    for item in node.items if isinstance(node, YamlSequence) else ():
        if isinstance(item, YamlScalar):
            yield FrontMatterItem(item.text, item.range)


def _read_toml(text: str) -> FrontMatterFacts:
    from speclint.formats.toml import read_toml  # loads the TOML library

    data, error = read_toml(text)
    if error is not None:
        return FrontMatterFacts((), (FrontMatterFault(Range(error.position, error.position), error.message),))
    # The library gives no places: a key is where the first line begins with it.
    places: dict[str, tuple[Range, Range]] = {}
    table = ""
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        found = _TOML_KEY.match(line)
        if found:
            written = line[found.end() :].strip() if found["sign"] == "=" else ""
            column = line.index(written, found.end()) + 1 if written else len(line) + 1
            key_range = Range.at(number, found.start("key") + 1, len(found["key"]))
            places.setdefault(found["key"].strip("\"'"), (key_range, Range.at(number, column, len(written))))
        below = _TOML_PATH.match(line)
        if below and below["table"]:
            table = f"{below['table']}."
        elif below:
            value_range = Range.at(number, below.end() + 1, len(line[below.end() :].strip()))
            key_range = Range.at(number, below.start("key") + 1, len(below["key"]))
            places.setdefault(table + below["key"], (key_range, value_range))
    return FrontMatterFacts(tuple(_toml_entries(data, "", places)))


def _toml_entries(
    data: Mapping[str, Any], above: str, places: Mapping[str, tuple[Range, Range]]
) -> Iterator[FrontMatterEntry]:
    """As for YAML. A key whose place is not known is where the one above it is."""
    around = places.get(above.removesuffix("."), (Range.at(1), Range.at(1)))
    for key, value in data.items():
        name = f"{above}{key}"
        yield _toml_entry(name, value, *places.get(name, around))
        if isinstance(value, dict) and name.count(".") < _DEEPEST:
            yield from _toml_entries(value, f"{name}.", places)


def _toml_entry(key: str, value: Any, key_range: Range, value_range: Range) -> FrontMatterEntry:
    plain = _plain(value)
    items = plain if isinstance(plain, tuple) and isinstance(value, list) else ()
    return FrontMatterEntry(
        key, plain, key_range, value_range, tuple(FrontMatterItem(item, value_range) for item in items)
    )


def _plain(value: Any) -> FrontMatterValue:
    if isinstance(value, dict):
        return tuple(value)
    if isinstance(value, list):
        return tuple(_text(item) for item in value if not isinstance(item, (dict, list)))
    return _text(value)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _from_data(data: Any, text: str) -> FrontMatterFacts | None:
    """Facts from cached data; None for data of another form, or of another text."""
    facts = remembered(FrontMatterFacts, data)
    if facts is None:
        return None
    lines = SourceFile("", text).lines
    places = [place for each in facts.entries for place in (each.key_range, each.value_range)]
    places += [item.range for each in facts.entries for item in each.items]
    if not all(_lies_in(place, lines) for place in (*places, *(each.range for each in facts.faults))):
        return None
    return facts


def _lies_in(place: Range, lines: Sequence[str]) -> bool:
    (line, column), (end_line, end_column) = place
    # A fault may lie at the end of the text, on a line of its own.
    return (1, 1) <= (line, column) <= (end_line, end_column) and end_line <= len(lines) + 1 and column >= 1


def _readable(text: str, faults: Sequence[FrontMatterFault]) -> Iterator[FrontMatterEntry]:
    """The keys with a plain value on their line, of text with a fault somewhere else: what a reader still sees of it."""
    faulty = {line for each in faults for line in (each.range.start.line, each.range.end.line)}
    for number, line in enumerate(SourceFile("", text).lines, 1):
        found = _PLAIN_LINE.match(line)
        if found and number not in faulty:
            value = found["value"]
            value_range = Range.at(number, found.start("value") + 1, len(value))
            if value[0] == value[-1] and value[0] in "\"'":
                value = value[1:-1]
            yield FrontMatterEntry(found["key"], value, Range.at(number, 1, len(found["key"])), value_range)
