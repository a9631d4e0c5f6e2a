"""What is said of one of several equal sections does not depend on the others: in documents of other projects."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

import pytest

from speclint.base.diagnostics import lineless
from speclint.base.source import SourceError, SourceFile
from speclint.engine.linter import examine
from speclint.markdown import Footnote, LinkDefinition, parse

from ..amount import amount, sample  # noqa: TID252 - tests are no installed package
from .hiding import WAYS
from .judging import bound, own

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.markdown import Document, Section
    from speclint.ruleset import RuleSet

CORPUS = os.environ.get("SPECLINT_CORPUS", "")
PIECES = 20
"""Tests in which a long run looks at all documents."""
_MOST_PARTS = 3
_CHANGES = 2
"""Changes that are tried for one document."""

EQUAL = """
speclint: 1
type: equal
title: Equal
document_title: {{presence: optional}}
unknown_sections: info
placeholders: [{{name: to do, regex: "TODO|TBD"}}]
sections:
  - id: each
    heading: {{regex: ".+", example: Any}}
    repeat: 1..
    order: any
    unknown_sections: info
    expects:
      - code: {{parses: true}}
        presence: optional
      - list: {{min_items: 3}}
        presence: optional
    sections:
{parts}
"""
"""A rule set of which all outermost sections are equal, with the parts that some of them have."""


class Place(NamedTuple):
    """An outermost section: its lines, from its heading to the last one, counted from 0."""

    first: int
    end: int


def equal(document: Document) -> RuleSet | None:
    """A rule set for one document: the subsections that it has most often must be in each of its sections."""
    outer = [section for section in document.root.walk() if section.level == 2]
    count = Counter(section.title.strip() for each in outer for section in each.sections if section.level == 3)
    titles = [
        title for title, _ in sorted(count.items(), key=lambda each: (-each[1], each[0])) if title.isascii() and title
    ]
    if len(outer) < 2 or not titles:
        return None
    parts = "\n".join(
        f"      - {{id: part-{number}, heading: '{title.replace(chr(39), chr(39) * 2)}'}}"
        for number, title in enumerate(titles[:_MOST_PARTS])
    )
    try:
        return own(EQUAL.format(parts=parts))
    except AssertionError:
        return None  # titles that are one name to a rule set


def places(document: Document, lines: list[str]) -> list[Place]:
    starts = [section.range.start.line - 1 for section in document.root.walk() if section.level in (1, 2)]
    outer = {section.range.start.line - 1 for section in document.root.walk() if section.level == 2}
    ends = [*starts[1:], len(lines)]
    return [Place(first, end) for first, end in zip(starts, ends, strict=True) if first in outer]


def said(lines: list[str], ruleset: RuleSet, where: list[Place]) -> list[list[str]]:
    """What is found in each section, with lines counted from its heading."""
    found: list[list[str]] = [[] for _ in where]
    for each in examine(bound("\n".join(lines), ruleset)).diagnostics:
        for number, place in enumerate(where):
            if place.first < each.range.start.line <= place.end:
                line = each.range.start.line - 1 - place.first
                found[number].append(f"{line} {each.rule} {each.severity} {lineless(each.message)}")
    return [sorted(each) for each in found]


def changes(chance: Random, section: Section, place: Place, lines: list[str], kept: set[int]) -> Iterator[list[str]]:
    """The lines of a section after some changes. `kept`: lines with what other sections refer to."""
    defined = [lines[number] for number in range(place.first + 1, place.end) if number in kept]
    yield [lines[place.first], "", "Text.", "", *defined, ""]
    hidden = [each for each in section.sections if each.heading is not None and each.heading.style == "atx"]
    for part in chance.sample(hidden, min(amount(1, _CHANGES), len(hidden))):
        way = chance.choice(list(WAYS))
        instead = WAYS[way](part.level, part.title)
        at = part.range.start.line - 1
        if instead is not None and lines[at].startswith("#"):
            yield [*lines[place.first : at], *instead.lines, *lines[at + 1 : place.end]]
            yield [*lines[place.first : at], *lines[at + 1 : place.end]]


def definitions(document: Document) -> set[int]:
    """The lines of link definitions and footnotes, counted from 0."""
    blocks = [block for block in document.walk() if isinstance(block, (LinkDefinition, Footnote))]
    return {line - 1 for block in blocks for line in range(block.line, block.range.end.line + 1)}


@pytest.mark.parametrize("piece", range(amount(1, PIECES)))
@pytest.mark.skipif(not CORPUS, reason="SPECLINT_CORPUS names no folder of Markdown documents")
def test_change_in_a_section_changes_nothing_in_others(piece: int) -> None:
    tried = 0
    for path in sample(Path(CORPUS), 20, 100_000)[piece :: amount(1, PIECES)]:
        try:
            source = SourceFile.from_bytes(path.name, path.read_bytes())
        except SourceError:
            continue
        lines = list(source.lines)
        document = parse(source)
        ruleset = equal(document)
        if ruleset is None:
            continue
        chance = Random(crc32(path.name.encode()))
        where = places(document, lines)
        kept = definitions(document)
        before = said(lines, ruleset, where)
        outer = {section.range.start.line - 1: section for section in document.root.walk() if section.level == 2}
        for number in chance.sample(range(len(where)), min(amount(1, 2), len(where))):
            place = where[number]
            for instead in changes(chance, outer[place.first], place, lines, kept):
                changed = [*lines[: place.first], *instead, *lines[place.end :]]
                more = len(instead) - (place.end - place.first)
                # A change that gives the other sections another structure is no change of this one alone.
                now = places(parse(SourceFile(path.name, "\n".join(changed))), changed)
                moved = [
                    *where[:number],
                    Place(place.first, place.end + more),
                    *(Place(each.first + more, each.end + more) for each in where[number + 1 :]),
                ]
                if now != moved:
                    continue
                tried += 1
                after = said(changed, ruleset, moved)
                for other, (one, another) in enumerate(zip(before, after, strict=True)):
                    assert other == number or one == another, (str(path), place, lines[where[other].first], instead[:9])
    assert tried > 5
