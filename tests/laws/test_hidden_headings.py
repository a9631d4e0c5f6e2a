"""A heading that exists, and is not seen, gives exactly one finding, at its line, whatever hides it.

What the law leaves out: sections that nothing requires; one of several where enough are left; one whose presence another
rule depends on, which then requires something else; and a heading that is another declared section as it is now written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from speclint.engine.linter import examine

from ..amount import LONG  # noqa: TID252 - tests are no installed package
from .hiding import WAYS
from .judging import BUNDLED, PARTS, RULES, bound, own

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Bound
    from speclint.ruleset import RuleSet

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


def asked(case: str) -> Iterator[Bound]:
    """The sections of a document that would be missing, each with a heading of its own."""
    ruleset, text, name = CASES[case]
    binding = bound(text, ruleset, name)
    assert examine(binding).diagnostics == ()
    conditions = repr(ruleset)
    for scope in binding.sections.scopes:
        for each in scope.bound:
            spec = each.spec
            enough = scope.count(spec) > spec.min_count or len(binding.bound_at(each.node)) > 1
            depends = spec.when is not None or f"section='{spec.id}'" in conditions
            if spec.presence != "optional" and each.node.style == "heading" and not enough and not depends:
                yield each


@pytest.mark.parametrize("case", CASES)
def test_hidden_heading_gives_one_finding_at_its_line(case: str) -> None:
    ruleset, text, name = CASES[case]
    lines = text.split("\n")
    wrong: list[str] = []
    tried = 0
    for number, section in enumerate(asked(case)):
        line, level = section.node.line, section.node.written_level
        # A heading is hidden in every second way, its neighbour in the others; in a long run in all.
        ways = list(WAYS.items()) if LONG else list(WAYS.items())[number % 2 :: 2]
        for way, hide in ways:
            hidden = hide(level, lines[line - 1][level + 1 :])
            if hidden is None:
                continue
            binding = bound("\n".join([*lines[: line - 1], *hidden.lines, *lines[line:]]), ruleset, name)
            at = line + hidden.shown
            node = binding.node_on(at)
            if node is not None and any(other.spec is not section.spec for other in binding.bound_at(node)):
                continue
            tried += 1
            found = examine(binding).diagnostics
            if [each.range.start.line for each in found] != [at]:
                told = "; ".join(f"{each.range.start.line}: {each.message}" for each in found)
                wrong.append(f"'{section.node.title}' on line {at}, {way}: {told or 'nothing'}")
    assert tried > 5
    assert not wrong, "\n".join(wrong)
