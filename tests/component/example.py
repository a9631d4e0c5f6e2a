"""The guide's example, taken apart: what the mutation tests beside this file spoil, one mistake at a time.

The mutations are made from the example's own lines and from what the rule set requires; the outline is read here by a
few lines of code of its own, so that the parser under test does not vouch for itself.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from speclint.base.names import forms

from ..bundled import bundled  # noqa: TID252 - tests are no installed package

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from speclint.ruleset import SectionSpec

    Lint = Callable[[str], list[tuple[int, int, str, str, str]]]

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "specs" / "component" / "cmp-001-export-service.md"
LINES = EXAMPLE.read_text("utf-8").splitlines()
RULES = bundled()["component"]

HEADING = re.compile(r"(#+) (.+)")
BOLD = re.compile(r"\*\*([^*]+)\*\*$")
FENCE = re.compile(r"```(\w*)$")


class Part(NamedTuple):
    """A declared section of the example. Lines are indexes; `end` is after its last subsection, `own_end` before its first."""

    spec: SectionSpec
    title: str
    level: int
    start: int
    own_end: int
    end: int
    parent: Part | None

    @property
    def name(self) -> str:
        return f"{self.parent.name} > {self.title}" if self.parent else self.title

    @property
    def anchor(self) -> int:
        """The line on which it is reported missing."""
        return self.parent.start + 1 if self.parent else 1

    @property
    def expected(self) -> bool:
        return self.spec.presence != "optional" and self.spec.max_count == 1


def _in_code() -> list[bool]:
    inside, result = False, []
    for line in LINES:
        fence = FENCE.match(line) is not None
        result.append(inside or fence)
        inside = inside != fence
    return result


CODE = _in_code()


def _read_parts(
    specs: tuple[SectionSpec, ...], level: int, start: int, end: int, parent: Part | None
) -> Iterator[Part]:
    heads = [
        index
        for index in range(start, end)
        if not CODE[index] and (found := HEADING.match(LINES[index])) and len(found[1]) == level
    ]
    for index, after in zip(heads, [*heads[1:], end], strict=False):
        title = LINES[index][level + 1 :]
        named = [spec for spec in specs if set(forms(title)).intersection(spec.names)]
        named += [spec for spec in specs if spec.pattern and re.fullmatch(spec.pattern, title)]
        own_end = next(
            (line for line in range(index + 1, after) if not CODE[line] and HEADING.match(LINES[line])), after
        )
        part = Part(named[0], title, level, index, own_end, after, parent)
        yield part
        yield from _read_parts(part.spec.sections, level + 1, index + 1, after, part)
    bold = next((spec for spec in specs if spec.style == "bold"), None)
    if bold is not None:
        marks = [index for index in range(start, end) if not CODE[index] and BOLD.match(LINES[index])]
        for index, after in zip(marks, [*marks[1:], end], strict=False):
            yield Part(bold, LINES[index].strip("*"), level, index, after, after, parent)


PARTS = list(_read_parts(RULES.sections, 2, 0, len(LINES), None))
HEADED = [part for part in PARTS if part.spec.style == "heading"]
EXPECTED = [part for part in HEADED if part.expected]


def by_name(parts: list[Part]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("part", parts, ids=lambda part: part.name)


def without(start: int, end: int, *instead: str) -> list[str]:
    return [*LINES[:start], *instead, *LINES[end:]]


def check(linter: Lint, lines: list[str], *expected: tuple[int, str, str]) -> list[str]:
    """Lint, compare line, rule and severity of all findings, and return the messages."""
    found = linter("\n".join(lines) + "\n")
    shown = "\n".join(str(item) for item in found)
    assert [(item[0], item[2], item[3]) for item in found] == sorted(expected), shown
    return [item[4] for item in found]


def visible(lines: list[str]) -> bool:
    return any(line.strip() for line in lines)
