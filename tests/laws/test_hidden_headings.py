"""A heading that exists, and is not seen, gives exactly one finding, at its line, whatever hides it.

Of a section that nobody would miss this holds for what can be nothing else than a heading, for the own title of a subsection one
level too deep, and, where the section has parts, for all: a bold label, or a section that was commented out, may be what its author wanted.

What the law leaves out: sections whose presence decides whether others are expected; and a heading that is another
declared section as it is now written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from speclint.base.names import forms
from speclint.binding.names import is_slip
from speclint.binding.traces import is_telling
from speclint.engine.linter import examine

from ..amount import LONG  # noqa: TID252 - tests are no installed package
from ..bundled import RULES  # noqa: TID252 - tests are no installed package
from .hiding import BOLD_WAYS, WAYS
from .judging import BUNDLED, PARTS, bound, own

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Bound
    from speclint.ruleset import RuleSet

    from .hiding import Hidden

DOCUMENT = """# Service

## Purpose

Pays.

## Endpoints

### GET /accounts

#### Request

None.

#### Response

A list.

### POST /payments

#### Request

The amount.

#### Response

Its id.

### GET /rates

#### Request

A day.

#### Response

A rate.

## Requirements

### Requirement: Reading

#### Scenario: One account

It is read.

### Requirement: Paying

#### Scenario: Enough money

It is paid.
"""
EXAMPLES = {
    type: next((RULES / "examples" / type).glob("*-001-*.md")) for type in BUNDLED if type not in ("base", "vocabulary")
}
CASES: dict[str, tuple[RuleSet, str, str]] = {
    **{type: (BUNDLED[type], path.read_text("utf-8"), path.name) for type, path in EXAMPLES.items()},
    "repeated parts": (own(PARTS), DOCUMENT, "own.md"),
}


SIDES = """
speclint: 1
type: sides
title: Sides
sections:
  - heading: Purpose
  - heading: Backend
    presence: optional
    sections:
      - heading: Model
      - heading: Testing
  - heading: Frontend
    presence: optional
    sections:
      - heading: Model
      - heading: Testing
  - heading: Limits
    presence: optional
"""
SIDES_DOCUMENT = """# Service

## Purpose

Pays.

## Backend

### Model

Tables.

### Testing

Many.

## Frontend

### Model

A store.

### Testing

Some.

## Limits

None.
"""
BOLD = """
speclint: 1
type: alerts
title: Alerts
sections:
  - heading: Alerts
    sections:
      - {heading: Warning Signs, style: bold, expects: [{text: {}}]}
      - {heading: First Answer, style: bold}
      - {heading: Later Steps, style: bold}
  - heading: Notes
"""
BOLD_DOCUMENT = """# Service

## Alerts

One is sent.

**Warning Signs**

Slow answers.

**First Answer**

Restart it.

**Later Steps**

Say why.

## Notes

None.
"""
CASES["sections with parts"] = (own(SIDES), SIDES_DOCUMENT, "own.md")
WITH_PARTS = ("repeated parts", "sections with parts")
"""Cases in which parts follow each section that nobody would miss, but for the last."""
ONLY_HEADINGS = ("no space", "no-break space", "html", "html block")
"""What is nothing but a heading, whatever its name is."""
ALONE = ("quote", "list", "fence")
"""What holds a heading and nothing else; an indented one may be in the list above it."""


def sections(case: str, *, missed: bool) -> Iterator[Bound]:
    """The sections of a document with a heading of their own: those that would be missing, or the others."""
    ruleset, text, name = CASES[case]
    binding = bound(text, ruleset, name)
    assert examine(binding).diagnostics == ()
    conditions = repr(ruleset)
    for scope in binding.sections.scopes:
        for each in scope.bound:
            spec = each.spec
            enough = scope.count(spec) > spec.min_count or len(binding.bound_at(each.node)) > 1
            depends = spec.when is not None or f"section='{spec.id}'" in conditions
            if each.node.style != "heading" or depends:
                continue
            if (spec.presence != "optional" and not enough) == missed:
                yield each


def told(case: str, section: Bound, hidden: Hidden) -> str | None:
    """What is wrong with the findings on a document in which a heading is hidden; "" for nothing, None if it is not."""
    ruleset, text, name = CASES[case]
    lines, line = text.split("\n"), section.node.line
    binding = bound("\n".join([*lines[: line - 1], *hidden.lines, *lines[line:]]), ruleset, name)
    at = line + hidden.shown
    node = binding.node_on(at)
    if node is not None and node not in binding.sections.relevelled and binding.bound_at(node):
        return None
    found = examine(binding).diagnostics
    if [each.range.start.line for each in found] == [at]:
        return ""
    said = "; ".join(f"{each.range.start.line}: {each.message}" for each in found)
    return f"'{section.node.title}' on line {at}: {said or 'nothing'}"


def hide(section: Bound, text: str, way: str) -> Hidden | None:
    level = section.node.written_level
    return WAYS[way](level, text.split("\n")[section.node.line - 1][level + 1 :])


@pytest.mark.parametrize("case", CASES)
def test_hidden_heading_gives_one_finding_at_its_line(case: str) -> None:
    wrong: list[str] = []
    tried = 0
    for number, section in enumerate(sections(case, missed=True)):
        # A heading is hidden in every second way, its neighbour in the others; in a long run in all.
        for way in WAYS if LONG else list(WAYS)[number % 2 :: 2]:
            hidden = hide(section, CASES[case][1], way)
            fault = told(case, section, hidden) if hidden is not None else None
            if fault is not None:
                tried += 1
                wrong += [f"{way}: {fault}"] if fault else []
    assert tried > 3
    assert not wrong, "\n".join(wrong)


def certain(case: str, section: Bound, way: str, hidden: Hidden) -> bool:
    """Whether what hides a section that nobody would miss can be nothing else than its heading."""
    spec = section.spec
    if spec.style == "bold":
        return False
    if way == "deeper" and section.parent is not None and not spec.pattern:
        return section.node.names[0] == forms(spec.title)[0]
    if way in ONLY_HEADINGS:
        return True
    if way == "misspelt":
        return not spec.pattern and is_slip(hidden.lines[0].lstrip("# "), section.node.title)
    if spec.pattern and not is_telling(spec):
        return False
    return way in ALONE or (case in WITH_PARTS and bool(spec.sections))


@pytest.mark.parametrize("case", CASES)
def test_hidden_heading_that_nobody_misses_gives_one_finding_too(case: str) -> None:
    wrong: list[str] = []
    for number, section in enumerate(sections(case, missed=False)):
        for way in WAYS if LONG else list(WAYS)[number % 2 :: 2]:
            hidden = hide(section, CASES[case][1], way)
            if hidden is not None and certain(case, section, way, hidden):
                fault = told(case, section, hidden)
                wrong += [f"{way}: {fault}"] if fault else []
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("way", BOLD_WAYS)
def test_hidden_bold_line_gives_one_finding_at_its_line(way: str) -> None:
    lines = BOLD_DOCUMENT.split("\n")
    assert examine(bound(BOLD_DOCUMENT, own(BOLD))).diagnostics == ()
    for line, text in enumerate(lines, start=1):
        hidden = BOLD_WAYS[way](text.strip("*")) if text.startswith("**") else None
        if hidden is None:
            continue
        found = examine(bound("\n".join([*lines[: line - 1], *hidden.lines, *lines[line:]]), own(BOLD))).diagnostics
        assert [each.range.start.line for each in found] == [line + hidden.shown], found
        assert text.strip("*") in found[0].message
        assert ": " in found[0].message
