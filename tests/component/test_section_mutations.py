"""Every way to spoil a section of the guide's example gives exactly the finding for that mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .example import CODE, EXPECTED, HEADED, HEADING, LINES, PARTS, RULES, Part, by_name, check, without

if TYPE_CHECKING:
    from .example import Lint


def test_the_example_is_read_whole() -> None:
    assert [part.title for part in PARTS if part.level == 2] == [spec.title for spec in RULES.sections]
    declared = {spec.title for section in RULES.sections for spec in section.sections if spec.presence != "optional"}
    assert declared <= {part.title for part in PARTS} | {"Configuration File"}
    assert sum(part.spec.style == "bold" for part in PARTS) > 3


def test_the_example_has_no_findings(linter: Lint) -> None:
    check(linter, LINES)


@by_name(PARTS)
def test_deleted(linter: Lint, part: Part) -> None:
    missing = [(part.anchor, "missing-section", part.spec.severity)] if part.expected else []
    check(linter, without(part.start, part.end), *missing)


def test_all_endpoints_deleted(linter: Lint) -> None:
    rest = next(part for part in PARTS if part.title == "REST API Endpoints")
    endpoints = [inner for inner in HEADED if inner.parent is rest]
    lines = without(endpoints[0].start, endpoints[-1].end)
    check(linter, lines, (rest.start + 1, "missing-content", "warning"))


def test_no_interface_left(linter: Lint) -> None:
    interfaces = next(part for part in PARTS if part.title == "Interfaces")
    text = "Ask us."
    lines = without(interfaces.start + 1, interfaces.end, "", text, "")
    check(linter, lines, (interfaces.start + 1, "missing-content", "error"))


@by_name(PARTS)
def test_emptied(linter: Lint, part: Part) -> None:
    check(linter, without(part.start + 1, part.end, ""), (part.start + 1, "empty-section", part.spec.severity))


@by_name(HEADED)
def test_renamed(linter: Lint, part: Part) -> None:
    # By its subsections it is known under any name.
    at = part.start + 1 if any(inner.parent is part for inner in HEADED) else part.anchor
    missing = [(at, "missing-section", part.spec.severity)] if part.expected else []
    check(linter, without(part.start, part.start + 1, "#" * part.level + " Zqxv Wvutk"), *missing)


@by_name(EXPECTED)
def test_misspelt(linter: Lint, part: Part) -> None:
    title = part.title
    at = next(at for at in range(len(title) // 2, 0, -1) if title[at : at + 2].isalpha() and title[at] != title[at + 1])
    wrong = title[:at] + title[at + 1] + title[at] + title[at + 2 :]
    lines = without(part.start, part.start + 1, "#" * part.level + " " + wrong)
    (message,) = check(linter, lines, (part.start + 1, "missing-section", part.spec.severity))
    assert f"found '{wrong}'; did you mean" in message


@by_name(EXPECTED)
@pytest.mark.parametrize("shift", ["#", ""], ids=["demoted", "promoted"])
def test_heading_of_another_level(linter: Lint, part: Part, shift: str) -> None:
    line = LINES[part.start]
    lines = without(part.start, part.start + 1, shift + line if shift else line[1:])
    check(linter, lines, (part.start + 1, "wrong-heading-level", part.spec.severity))


@by_name(EXPECTED)
@pytest.mark.parametrize("shift", ["#", ""], ids=["demoted", "promoted"])
def test_section_of_another_level(linter: Lint, part: Part, shift: str) -> None:
    lines = list(LINES)
    for index in range(part.start, part.end):
        if not CODE[index] and HEADING.match(lines[index]):
            lines[index] = shift + lines[index] if shift else lines[index][1:]
    check(linter, lines, (part.start + 1, "wrong-heading-level", part.spec.severity))


@by_name(EXPECTED)
def test_moved_to_the_end(linter: Lint, part: Part) -> None:
    end = part.parent.end if part.parent else len(LINES)
    order = part.parent.spec.order if part.parent else RULES.order
    behind = [other for other in HEADED if other.parent is part.parent and other.start > part.start]
    held = [other for other in behind if order == "strict" or other.spec.presence == "required"]
    wrong = held and (order == "strict" or part.spec.presence == "required")
    lines = [*LINES[: part.start], *LINES[part.end : end], "", *LINES[part.start : part.end], "", *LINES[end:]]
    at = part.start + 1 + (end - part.end) + 1
    check(linter, lines, *([(at, "misplaced-section", part.spec.severity)] if wrong else []))


@by_name([part for part in EXPECTED if part.level > 2])
def test_moved_below_another_parent(linter: Lint, part: Part) -> None:
    others = [
        other
        for other in HEADED
        if other.level == part.level - 1
        and other is not part.parent
        and not any(name in spec.names for spec in other.spec.sections for name in part.spec.names)
    ]
    before = [other for other in others if other.start < part.start]
    behind = [other for other in others if other.start > part.start]
    # The nearest and the farthest on either side.
    for other in dict.fromkeys([*before[:1], *before[-1:], *behind[:1], *behind[-1:]]):
        body = [*LINES[part.start : part.end], ""]
        if other.start > part.start:
            lines = [*LINES[: part.start], *LINES[part.end : other.end], "", *body, *LINES[other.end :]]
            at = other.end - (part.end - part.start) + 2
        else:
            lines = [*LINES[: other.end], "", *body, *LINES[other.end : part.start], *LINES[part.end :]]
            at = other.end + 2
        check(linter, lines, (at, "misplaced-section", part.spec.severity))


@by_name(HEADED)
def test_in_a_code_block(linter: Lint, part: Part) -> None:
    lines = without(part.start, part.end, "~~~~text", *LINES[part.start : part.end], "~~~~", "")
    missing = [(part.start + 2, "missing-section", part.spec.severity)] if part.expected else []
    for message in check(linter, lines, *missing):
        assert f"inside the code block opened on line {part.start + 1}" in message


@by_name(HEADED)
def test_in_a_comment(linter: Lint, part: Part) -> None:
    lines = without(part.start, part.end, "<!--", *LINES[part.start : part.end], "-->", "")
    missing = [(part.start + 2, "missing-section", part.spec.severity)] if part.expected else []
    for message in check(linter, lines, *missing):
        assert f"inside the comment opened on line {part.start + 1}" in message


@by_name(EXPECTED)
def test_heading_as_bold_text(linter: Lint, part: Part) -> None:
    lines = without(part.start, part.start + 1, f"**{part.title}**")
    # In the parent's own text it stands for the subsection; behind a subheading it looks like a part of that one.
    in_text = part.parent is not None and not any(part.parent.start < other.start < part.start for other in HEADED)
    rule = ("bold-heading", "info") if in_text else ("missing-section", part.spec.severity)
    (message,) = check(linter, lines, (part.start + 1, *rule))
    assert ("is bold text" if in_text else "as bold text") in message
