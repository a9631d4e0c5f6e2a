"""The headings of the sections that conditions name.

Owns: putting them into the conditions of a rule set, so that nobody who reads of a condition reads an id.
Never: decides whether a section of that id exists; loading does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from speclint.ruleset import Condition

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.ruleset import RuleSet, SectionSpec

T = TypeVar("T", bound="tuple[object, ...]")


def with_headings(ruleset: RuleSet) -> RuleSet:
    """A rule set whose conditions know the headings of their sections."""
    return _filled(ruleset, dict(_headings(ruleset.sections)))


def _headings(sections: Sequence[SectionSpec]) -> Iterator[tuple[str, str]]:
    for section in sections:
        yield from _headings(section.sections)
        yield section.id, f"such as '{section.title}'" if section.pattern else f"'{section.title}'"


def _filled(value: T, headings: dict[str, str]) -> T:
    """A value with all conditions in it; the same object if it has none that names a section."""
    if isinstance(value, Condition) and value.kind == "section":
        return cast("T", value._replace(heading=headings.get(value.name, "")))
    changed: dict[int, tuple[object, ...]] = {}
    for number, each in enumerate(value):
        # Thousands are plain texts, which are not looked into.
        if isinstance(each, tuple):
            new = _filled(each, headings)
            if new is not each:
                changed[number] = new
    if not changed:
        return value
    make = getattr(value, "_make", tuple)
    return cast("T", make([changed.get(number, each) for number, each in enumerate(value)]))
