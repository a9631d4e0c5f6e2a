"""Keys that front matter lacks.

Owns: lines for them, and the proof that they are read as keys next to the existing ones.
Never: changes a key that exists, or begins front matter.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from speclint.authoring.template import yaml_lines
from speclint.binding.document_front_matter import FrontMatterReader
from speclint.fixes.lines import insert_line, last_text_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.base.diagnostics import TextEdit
    from speclint.base.source import SourceFile
    from speclint.binding import Binding
    from speclint.markdown import FrontMatter

_INDENT = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*")
# Keys, what belongs to one, and comments: a key may follow. Not `|+`, whose text goes on over blank lines.
_SIMPLE = re.compile(r"(?:[A-Za-z_][\w -]*:(?:[ \t]+[^\s\[{\"'&*!].*)?|[ \t-][^\[\]{}\"']*|#.*|)$")
_KEEPING = re.compile(r"[|>]\d?\+")
_MOST_TABLES = 20


def in_front_matter(binding: Binding, values: Sequence[tuple[str, str]]) -> list[TextEdit]:
    """Put fields with their values behind the keys that exist; nothing where they would not be read so."""
    front = binding.document.front_matter
    if front is None or not front.is_sound:
        return []
    source = binding.document.source
    sample = next((field for field in binding.metadata if field.carrier == "front matter"), None)
    found = _INDENT.match(source.lines[sample.range.start.line - 1]) if sample is not None else None
    indent = found[0] if found is not None else ""
    fresh = {cased(sample.name if sample is not None else "", name): value for name, value in values}
    if not fresh.keys().isdisjoint(entry.key for entry in binding.surroundings.front_matter):
        return []
    inside = _below_their_map(binding, source, front, fresh)
    if inside is not None:
        return [inside]
    lines = [indent + line for line in _lines(front, fresh)]
    for place in _places(source, front):
        if _is_simple(source, front, indent) or _is_read(source, front, place, lines, fresh):
            return [insert_line(source, place, source.line_end(place).join(lines))]
    return []


def cased(sample: str, name: str) -> str:
    """A name in the spelling of another key: `document_id` next to `spec_status`, `Owner` next to `Status`."""
    if sample and sample == sample.lower():
        joint = "-" if "-" in sample else "_"
        return name.lower().replace(" ", joint)
    return name


def _lines(front: FrontMatter, fresh: dict[str, str]) -> list[str]:
    if front.style == "yaml":
        return list(yaml_lines(list(fresh.items())))
    return [
        f"{key if _BARE_KEY.fullmatch(key) else json.dumps(key, ensure_ascii=False)} = {json.dumps(value, ensure_ascii=False)}"
        for key, value in fresh.items()
    ]


def _below_their_map(
    binding: Binding, source: SourceFile, front: FrontMatter, fresh: dict[str, str]
) -> TextEdit | None:
    """Lines in the map that exists for all keys below another: `metadata.author` in `metadata`."""
    above = {key.rpartition(".")[0] for key in fresh}
    name = next(iter(above))
    if front.style != "yaml" or len(above) > 1 or not name:
        return None
    there = [each for each in binding.surroundings.front_matter if each.key.startswith(f"{name}.")]
    if not there:
        return None
    first, last = there[0], there[-1]
    line, column = first.key_range.start
    pairs = [(key[len(name) + 1 :], value) for key, value in fresh.items()]
    lines = [" " * (column - 1) + text for text in yaml_lines(pairs)]
    place = last.value_range.end.line
    if source.lines[line - 1][: column - 1].strip() or not _is_read(source, front, place, lines, fresh):
        return None
    return insert_line(source, place, source.line_end(place).join(lines))


def _places(source: SourceFile, front: FrontMatter) -> Iterator[int]:
    """Lines below which keys may go, the likeliest first."""
    last = front.range.end.line - 1
    yield last_text_line(source, 2, last)
    if front.style == "yaml":
        yield last
        return
    # What is below the head of a table belongs to the table.
    heads = [number for number in range(last, 1, -1) if source.lines[number - 1].lstrip().startswith("[")]
    for head in heads[:_MOST_TABLES]:
        line = last_text_line(source, 2, head - 1)
        while line > 1 and source.lines[line - 1].startswith("#"):
            line = last_text_line(source, 2, line - 1)
        yield line


def _is_simple(source: SourceFile, front: FrontMatter, indent: str) -> bool:
    """Whether it takes no library to see where a key may be."""
    if front.style != "yaml" or indent:
        return False
    lines = source.lines[1 : front.range.end.line - 1]
    return all(_SIMPLE.match(line) and not _KEEPING.search(line) for line in lines)


def _is_read(source: SourceFile, front: FrontMatter, place: int, lines: Sequence[str], fresh: dict[str, str]) -> bool:
    """Whether front matter with more lines contains what it contained, and the keys in these lines."""
    reader = FrontMatterReader()
    before = reader.read(front)
    text = "\n".join([*source.lines[1:place], *lines, *source.lines[place : front.range.end.line - 1]])
    after = reader.read(front._replace(text=text))
    there = {entry.key: entry.value for entry in before.entries}
    now = {entry.key: entry.value for entry in after.entries}
    # A map has one key more: that of the line.
    maps = {above: now.get(above) for key in fresh for above in _above(key) if above in now}
    wanted = {**there, **fresh, **maps}
    return not (before.faults or after.faults) and now == wanted and there.keys().isdisjoint(fresh)


def _above(key: str) -> Iterator[str]:
    """The keys above another: `metadata` of `metadata.author`."""
    while "." in key:
        key = key.rpartition(".")[0]
        yield key
