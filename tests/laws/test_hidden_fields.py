"""A field or a table that exists, and is not seen, gives exactly one finding, at its line, whatever hides it.

A safe fix of that finding leaves nothing to find: so it puts in no text to replace, either.

What the law leaves out: fields on which a condition of the rule set depends, and tables in whose place a section may have
something else that it has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pytest

from speclint.base.source import SourceFile
from speclint.engine.linter import examine
from speclint.fixes.applying import mend
from speclint.ruleset import AnyOfSpec, TableSpec

from ..amount import LONG  # noqa: TID252 - tests are no installed package
from ..bundled import RULES  # noqa: TID252 - tests are no installed package
from .hiding_content import FIELD_WAYS, TABLE_WAYS
from .judging import BUNDLED, bound, own

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.base.diagnostics import Diagnostic
    from speclint.binding import Binding, FieldValue
    from speclint.markdown import Table
    from speclint.ruleset import RuleSet

    from .hiding import Hidden

Way = TypeVar("Way")
FIELDS = """
speclint: 1
type: own
title: Own
metadata_sections: [Metadata]
fields:
  - {name: Status, values: [Draft, Stable]}
  - {name: Owner, aliases: [Maintainer]}
  - {name: Last Updated, presence: recommended}
unknown_sections: warning
sections:
  - heading: Purpose
    expects: [{text: {min_words: 2}}]
  - heading: Endpoints
    sections:
      - heading: {regex: "GET .+", example: GET /a}
        repeat: 1..
        expects:
          - fields:
              - name: Purpose
              - name: Response
  - heading: Limits
    expects:
      - table: {columns: [Limit, Value]}
  - heading: Notes
    expects:
      - any_of: [{table: {columns: [Note, Date]}}, {list: {}}]
  - heading: Metadata
    presence: optional
"""
DOCUMENT = """# Service

**Status**: Draft

**Owner**: Kim Lee

**Last Updated**: 2030-01-31

## Purpose

It pays the bills.

## Endpoints

### GET /accounts

- **Purpose**: Lists the accounts.
- **Response**: The list.

### GET /rates

**Purpose**: Gives the rates.

**Response**: The rates.

## Limits

They are checked at night.

| Limit | Value |
|-------|-------|
| Size  | 12    |
| Time  | 30    |

## Notes

| Note  | Date |
|-------|------|
| Begun | 2030 |
"""
EXAMPLES = {type: next((RULES / "examples" / type).glob("*-001-*.md")) for type in BUNDLED if type != "base"}
CASES: dict[str, tuple[RuleSet, str, str]] = {
    **{type: (BUNDLED[type], path.read_text("utf-8"), path.name) for type, path in EXAMPLES.items()},
    "own": (own(FIELDS), DOCUMENT, "own.md"),
}


def fields(binding: Binding) -> Iterator[FieldValue]:
    """The fields that would be missing, each on a line of its own."""
    lines = binding.document.source.lines
    conditions = repr(binding.ruleset)
    for pair in binding.fields:
        found, spec = pair.found, pair.spec
        if found is None or spec.presence == "optional" or found.block_follows or not found.value:
            continue
        whole = len(lines[found.range.start.line - 1].lstrip(" -*")) <= found.range.end.column
        alone = found.range.start.line == found.range.end.line and found.carrier in ("bold", "plain") and whole
        if alone and f"name={spec.name!r}, values" not in conditions.replace(repr(spec), ""):
            yield found


def tables(binding: Binding) -> Iterator[tuple[Table, bool]]:
    """The tables that would be missing, each with whether something else could take its place."""
    for case in binding.cases():
        spec = case.expectation.spec
        options = spec.options if isinstance(spec, AnyOfSpec) else (case.expectation,)
        wanted = [each for each in options if isinstance(each.spec, TableSpec)]
        others = [
            each
            for each in options
            if not isinstance(each.spec, TableSpec) and case.satisfied(case._replace(expectation=each))
        ]
        if not wanted or others or case.optional:
            continue
        found = {
            id(each.table): each.table
            for option in wanted
            for each in binding.tables(case._replace(expectation=option)).bound
        }
        if len(found) == 1:
            yield next(iter(found.values())), len(options) > 1


def lines_around(lines: Sequence[str], first: int, last: int, hidden: Hidden) -> tuple[str, int]:
    """A document with other lines in place of some, apart from what is around; and the line on which they show it."""
    text = [*lines[: first - 1], "", *hidden.lines, "", *lines[last:]]
    return "\n".join(text), first + 1 + hidden.shown


def findings(text: str, ruleset: RuleSet, name: str) -> tuple[Diagnostic, ...]:
    return examine(bound(text, ruleset, name)).diagnostics


def told(text: str, ruleset: RuleSet, name: str) -> list[tuple[int, str]]:
    return sorted((each.range.start.line, each.message) for each in findings(text, ruleset, name))


def some(ways: dict[str, Way], number: int) -> list[tuple[str, Way]]:
    """Each place is hidden in every third way, its neighbours in the others; in a long run in all."""
    return list(ways.items()) if LONG else list(ways.items())[number % 3 :: 3]


@pytest.mark.parametrize("case", CASES)
def test_hidden_field_gives_one_finding_at_its_line(case: str) -> None:
    ruleset, text, name = CASES[case]
    lines = text.split("\n")
    wrong = []
    for number, field in enumerate(fields(bound(text, ruleset, name))):
        at = field.range.start.line
        for way, hide in some(FIELD_WAYS, number):
            hidden = hide(field.name, field.value)
            if hidden is None or (way == "indented" and lines[at - 1].startswith("-")):
                continue  # below an item, an indented line belongs to it
            changed, shown = lines_around(lines, at, at, hidden)
            found = told(changed, ruleset, name)
            if [line for line, _ in found] != [shown]:
                wrong.append(f"'{field.name}' on line {shown}, {way}: {found or 'nothing'}")
            mended = mend(SourceFile(name, changed), lambda source: findings(source.text, ruleset, name))
            if mended.mended and mended.left:
                wrong.append(f"'{field.name}' on line {shown}, {way}: fixed as {mended.source.lines[shown - 1]!r}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("case", CASES)
def test_hidden_table_gives_one_finding_at_its_line(case: str) -> None:
    ruleset, text, name = CASES[case]
    lines = text.split("\n")
    wrong = []
    for number, (table, has_others) in enumerate(tables(bound(text, ruleset, name))):
        first, last = table.range.start.line, table.range.end.line
        for way, hide in some(TABLE_WAYS, number):
            hidden = hide(lines[first - 1 : last])
            if hidden is None:
                continue
            changed, shown = lines_around(lines, first, last, hidden)
            found = told(changed, ruleset, name)
            if not found and has_others:
                continue  # as text or code it may be enough
            if [line for line, _ in found] != [shown]:
                wrong.append(f"table on line {shown}, {way}: {found or 'nothing'}")
    assert not wrong, "\n".join(wrong)


ONE_EACH = ("comment", "footnote", "definition", "misspelt", "table without dashes", "table in a fence")
"""Ways that hide each of several fields on a line by itself, or give each a line of its own."""


@pytest.mark.parametrize("way", [way for way in FIELD_WAYS if way not in ONE_EACH])
@pytest.mark.parametrize("sign", ["|", "\u00b7"])
def test_hidden_fields_that_share_a_line_give_one_finding_at_it(way: str, sign: str) -> None:
    ruleset, text, name = CASES["own"]
    lines = text.split("\n")
    first, last = lines.index("**Status**: Draft") + 1, lines.index("**Owner**: Kim Lee") + 1
    one, other = FIELD_WAYS[way]("Status", "Draft"), FIELD_WAYS[way]("Owner", "Kim Lee")
    assert one is not None
    assert other is not None
    pairs = zip(one.lines, other.lines, strict=True)
    together = tuple(left if left == right else f"{left} {sign} {right.strip()}" for left, right in pairs)
    changed, shown = lines_around(lines, first, last, one._replace(lines=together))
    assert [line for line, _ in told(changed, ruleset, name)] == [shown], told(changed, ruleset, name)
