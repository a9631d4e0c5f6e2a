"""A section of a new document.

Owns: which sections a new document has, their headings, their comments for the author.
Never: repeats what `content` knows about tables, lists and code.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.authoring.template.conditions import foreseen
from speclint.authoring.template.content import render_expectations
from speclint.base.names import tidy
from speclint.expressions import whole_matches
from speclint.ruleset.marks import describe, sample_heading
from speclint.ruleset.words import condition_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.authoring.template.conditions import Outlook
    from speclint.ruleset import SectionGroup, SectionSpec

_NUMBER = re.compile(r"\d+")


def included(sections: Sequence[SectionSpec], groups: Sequence[SectionGroup], outlook: Outlook) -> list[SectionSpec]:
    """The sections of one level that a new document has, in order.

    Of sections of which one must be there, the first is where none would; of such as exclude each other, one stays.
    """
    possible = {section.id for section in sections if foreseen(section.when, outlook) is not False}
    wanted = {section.id for section in sections if section.in_template and section.id in possible}
    for group in groups:
        there = [name for name in group.sections if name in wanted]
        if group.kind in ("at_least_one", "exactly_one") and not there:
            wanted.update([name for name in group.sections if name in possible][:1])
        elif group.kind in ("exactly_one", "conflicts"):
            wanted.difference_update(there[1:])
    before: set[str] = set()
    # One that is called for may call for others.
    while before != wanted:
        before = set(wanted)
        for group in groups:
            together = group.kind == "all_or_none" and wanted.intersection(group.sections)
            if together or (group.kind == "requires" and group.sections[0] in wanted):
                wanted.update(possible.intersection(group.sections))
    return [section for section in sections if section.id in wanted]


def included_ids(sections: Sequence[SectionSpec], groups: Sequence[SectionGroup], outlook: Outlook) -> Iterator[str]:
    """The ids of all sections that a new document has, on every level."""
    for section in included(sections, groups, outlook):
        yield section.id
        yield from included_ids(section.sections, section.groups, outlook)


def depth_of(section: SectionSpec, outlook: Outlook) -> int:
    """How many levels of headings a new section has; bold lines are none."""
    inner = included(section.sections, section.groups, outlook)
    return (section.style != "bold") + max((depth_of(each, outlook) for each in inner), default=0)


def render_section(section: SectionSpec, level: int, outlook: Outlook) -> str:
    """A section with its heading and all below it, without line breaks around it.

    `level` is the heading's, 1 to 6.
    """
    return "\n\n".join(
        part for heading in headings_of(section) for part in _section(section, heading, level, outlook) if part
    )


def _section(section: SectionSpec, heading: str, level: int, outlook: Outlook) -> Iterator[str]:
    # Of a form only a sample is known, which must not be taken for the author's heading.
    written = sample_heading(heading) if section.pattern else heading
    yield f"**{written}**" if section.style == "bold" else f"{'#' * min(level, 6)} {written}"
    yield comment(_notes(section, outlook))
    inner = included(section.sections, section.groups, outlook)
    if section.template:
        yield section.template.strip("\n")
    else:
        expected = render_expectations(section, outlook)
        yield from expected or ([] if inner else [describe(heading)])
    for child in inner:
        yield render_section(child, level + 1, outlook)


def comment(notes: Sequence[str]) -> str:
    """Notes to the author as one comment, which no reader sees; "" for none."""
    lines = [note.replace("--", "\u2013").strip() for note in notes if note.strip()]
    if not lines:
        return ""
    return f"<!-- {lines[0]} -->" if len(lines) == 1 else "\n".join(["<!--", *lines, "-->"])


def _notes(section: SectionSpec, outlook: Outlook) -> list[str]:
    notes = [f"Guidance: {section.guidance}"] if section.guidance else []
    if section.when is not None and foreseen(section.when, outlook) is None:
        notes.append(f"Only where {condition_words(section.when)}; otherwise remove this section.")
    wanted = (
        each
        for each in section.expects
        if each.guidance and each.presence != "optional" and foreseen(each.when, outlook) is not False
    )
    return [*notes, *(f"Guidance: {expectation.guidance}" for expectation in wanted)]


def headings_of(section: SectionSpec) -> list[str]:
    """The heading, as often as it must be. Where it ends in a number, the others go on counting."""
    headings = [section.title]
    for step in range(1, section.min_count):
        found = next(reversed([*_NUMBER.finditer(section.title)]), None)
        counted = section.title
        if found is not None and section.pattern:
            number = str(int(found[0]) + step).zfill(len(found[0]))
            counted = counted[: found.start()] + number + counted[found.end() :]
        fits = section.pattern and any(whole_matches(section.pattern, each) for each in (counted, tidy(counted)))
        headings.append(counted if fits else section.title)
    return headings
