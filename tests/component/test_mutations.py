"""Every way to spoil the guide's example by one mistake gives exactly the finding for that mistake.

The mutations are made from the example's own lines and from what the rule set asks for; the outline is read here by a
few lines of code of its own, so that the parser under test does not vouch for itself.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from speclint.headings import forms
from speclint.ruleset import AnyOfSpec, CodeSpec, ColumnSpec, FieldSpec, FieldsSpec, ListSpec, SectionSpec, TableSpec
from speclint.rulesets import RuleFile, load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Lint = Callable[[str], list[tuple[int, int, str, str, str]]]

ROOT = Path(__file__).parents[2]
EXAMPLE = Path(__file__).parent / "documents" / "cmp-001-export-service.md"
LINES = EXAMPLE.read_text("utf-8").splitlines()
RULES = load(
    [
        RuleFile(f"rules/{name}.yaml", (ROOT / "rules" / f"{name}.yaml").read_text("utf-8"), bundled=True)
        for name in ("base", "component")
    ]
).rulesets["component"]

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


# -- the outline


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
    text = "Other services call this one."
    lines = without(interfaces.start + 1, interfaces.end, "", text, "")
    check(linter, lines, (interfaces.start + 1, "missing-section", "error"))


@by_name(PARTS)
def test_emptied(linter: Lint, part: Part) -> None:
    check(linter, without(part.start + 1, part.end, ""), (part.start + 1, "empty-section", part.spec.severity))


@by_name(HEADED)
def test_renamed(linter: Lint, part: Part) -> None:
    missing = [(part.anchor, "missing-section", part.spec.severity)] if part.expected else []
    check(linter, without(part.start, part.start + 1, "#" * part.level + " Zqxv Wvutk"), *missing)


@by_name(EXPECTED)
def test_misspelt(linter: Lint, part: Part) -> None:
    title = part.title
    at = next(at for at in range(len(title) // 2, 0, -1) if title[at : at + 2].isalpha() and title[at] != title[at + 1])
    wrong = title[:at] + title[at + 1] + title[at] + title[at + 2 :]
    lines = without(part.start, part.start + 1, "#" * part.level + " " + wrong)
    (message,) = check(linter, lines, (part.anchor, "missing-section", part.spec.severity))
    assert f"line {part.start + 1} has '{wrong}'" in message


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
    for other in HEADED:
        if other.level != part.level - 1 or other is part.parent:
            continue
        if any(name in spec.names for spec in other.spec.sections for name in part.spec.names):
            continue
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
    missing = [(part.anchor, "missing-section", part.spec.severity)] if part.expected else []
    for message in check(linter, lines, *missing):
        assert f"inside the code block opened on line {part.start + 1}" in message


@by_name(HEADED)
def test_in_a_comment(linter: Lint, part: Part) -> None:
    lines = without(part.start, part.end, "<!--", *LINES[part.start : part.end], "-->", "")
    missing = [(part.anchor, "missing-section", part.spec.severity)] if part.expected else []
    for message in check(linter, lines, *missing):
        assert f"inside the comment that begins on line {part.start + 1}" in message


@by_name(EXPECTED)
def test_heading_as_bold_text(linter: Lint, part: Part) -> None:
    lines = without(part.start, part.start + 1, f"**{part.title}**")
    (message,) = check(linter, lines, (part.anchor, "missing-section", part.spec.severity))
    assert "as bold text" in message


# -- tables


class TableAt(NamedTuple):
    """A table of the example: its header's index, the index after its last row, and the expectation it meets."""

    part: Part
    start: int
    end: int
    columns: dict[int, ColumnSpec]
    severity: str

    @property
    def name(self) -> str:
        return self.part.title


def _tables() -> Iterator[TableAt]:
    for part in PARTS:
        for expectation in part.spec.expects:
            if not isinstance(expectation.spec, TableSpec):
                continue
            start = next(index for index in range(part.start, part.own_end) if LINES[index].startswith("|"))
            end = next(index for index in range(start, len(LINES)) if not LINES[index].startswith("|"))
            heads = [cell.strip() for cell in LINES[start].strip("|").split("|")]
            named = {column.name: column for column in expectation.spec.columns}
            columns = {number: named[head] for number, head in enumerate(heads)}
            yield TableAt(part, start, end, columns, expectation.severity)


TABLES = list(_tables())


def by_table(tables: list[TableAt]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("table", tables, ids=lambda table: table.name)


def test_the_four_tables_are_found() -> None:
    assert [table.name for table in TABLES] == [
        "Environment Variables",
        "Metrics",
        "Service Dependencies",
        "Service Level Objectives (SLOs)",
    ]


@by_table(TABLES)
def test_column_dropped(linter: Lint, table: TableAt) -> None:
    for number, column in table.columns.items():
        lines = list(LINES)
        for index in range(table.start, table.end):
            cells = lines[index].strip("|").split("|")
            lines[index] = "|" + "|".join(cells[:number] + cells[number + 1 :]) + "|"
        severity = "warning" if column.presence == "recommended" else table.severity
        check(linter, lines, (table.start + 1, "missing-column", severity))


@by_table(TABLES)
def test_cell_blanked(linter: Lint, table: TableAt) -> None:
    for index in range(table.start + 2, table.end):
        for number in table.columns:
            cells = LINES[index].strip("|").split("|")
            cells[number] = "  "
            row = "|" + "|".join(cells) + "|"
            column = len("|" + "|".join(cells[:number])) + (1 if number else 0) + 2
            found = linter("\n".join(without(index, index + 1, row)) + "\n")
            assert [item[:4] for item in found] == [(index + 1, column, "bad-cell", table.severity)], found


@by_table(TABLES)
def test_all_rows_deleted(linter: Lint, table: TableAt) -> None:
    check(linter, without(table.start + 2, table.end), (table.start + 1, "missing-row", table.severity))


@by_table(TABLES)
def test_table_dropped(linter: Lint, table: TableAt) -> None:
    rest = LINES[table.part.start + 1 : table.start] + LINES[table.end : table.part.own_end]
    rule = "missing-table" if visible(rest) else "empty-section"
    check(linter, without(table.start, table.end), (table.part.start + 1, rule, table.severity))
    lines = without(table.start, table.end, "They are listed elsewhere.")
    check(linter, lines, (table.part.start + 1, "missing-table", table.severity))


# -- fields


class FieldAt(NamedTuple):
    """A declared field of the example: its line's index and where its value begins."""

    part: Part | None
    spec: FieldSpec
    line: int
    value: int

    @property
    def name(self) -> str:
        return f"{self.part.name if self.part else 'document'}: {self.spec.name}"


def _fields() -> Iterator[FieldAt]:
    first = next(part.start for part in PARTS)
    places: list[tuple[Part | None, tuple[FieldSpec, ...], range]] = [(None, RULES.fields, range(first))]
    places += [
        (part, expectation.spec.fields, range(part.start, part.own_end))
        for part in PARTS
        for expectation in part.spec.expects
        if isinstance(expectation.spec, FieldsSpec)
    ]
    for place, specs, lines in places:
        for spec in specs:
            for index in lines:
                found = re.match(rf"(?:- )?(?:\*\*)?{spec.name}(?:\*\*)?(?: \(.*?\))?:[ ]?", LINES[index])
                if found:
                    yield FieldAt(place, spec, index, found.end())
                    break


FIELDS = list(_fields())


def _has_value(field: FieldAt) -> bool:
    """Whether the value is on the field's line, and nothing below could be taken for it."""
    below = LINES[field.line + 1] if field.line + 1 < len(LINES) else ""
    return bool(LINES[field.line][field.value :]) and (
        LINES[field.line].startswith("- ") or not below.startswith(("- ", "```"))
    )


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_field_dropped(linter: Lint, field: FieldAt) -> None:
    anchor = field.part.start + 1 if field.part else 1
    missing = [(anchor, "missing-field", field.spec.severity)] if field.spec.presence != "optional" else []
    check(linter, without(field.line, field.line + 1), *missing)


@pytest.mark.parametrize("field", [field for field in FIELDS if _has_value(field)], ids=lambda field: field.name)
def test_field_blanked(linter: Lint, field: FieldAt) -> None:
    lines = without(field.line, field.line + 1, LINES[field.line][: field.value].rstrip())
    check(linter, lines, (field.line + 1, "bad-field-value", field.spec.severity))


# -- lists


def _list_at(index: int) -> bool:
    return not CODE[index] and re.match(r"\s*(?:-|\d+\.) ", LINES[index]) is not None


class ListAt(NamedTuple):
    """A list of the example and the innermost section that holds it."""

    part: Part
    start: int
    end: int


def _lists() -> Iterator[ListAt]:
    index = 0
    while index < len(LINES):
        if not _list_at(index):
            index += 1
            continue
        start = index
        while index < len(LINES) and (
            _list_at(index) or (not LINES[index] and index + 1 < len(LINES) and _list_at(index + 1))
        ):
            index += 1
        holders = [part for part in PARTS if part.start < start < part.end]
        yield ListAt(max(holders, key=lambda part: part.start), start, index)


def _of_missing_list(part: Part) -> list[tuple[int, str, str]]:
    """What the rule set says where a section has text but no list."""
    for expectation in part.spec.expects:
        if isinstance(expectation.spec, ListSpec):
            return [(part.start + 1, "missing-list", expectation.severity)]
        if (
            isinstance(expectation.spec, AnyOfSpec)
            and expectation.spec.options
            and not any(isinstance(option.spec, ListSpec) for option in expectation.spec.options)
        ):
            continue
        if isinstance(expectation.spec, AnyOfSpec):
            return [(part.start + 1, "missing-content", expectation.severity)]
    return []


@pytest.mark.parametrize("place", list(_lists()), ids=lambda place: f"{place.part.name}, line {place.start + 1}")
def test_list_dropped(linter: Lint, place: ListAt) -> None:
    part = place.part
    rest = LINES[part.start + 1 : place.start] + LINES[place.end : part.own_end]
    empty = [(part.start + 1, "empty-section", part.spec.severity)]
    expected = _of_missing_list(part) if visible(rest) else empty
    check(linter, without(place.start, place.end), *expected)


def test_points_below_a_responsibility_dropped(linter: Lint) -> None:
    part = next(part for part in PARTS if part.title == "Primary Responsibilities")
    heads = [index for index in range(part.start, part.end) if re.match(r"\d\. ", LINES[index])]
    assert len(heads) > 3
    for index, after in zip(heads, [*heads[1:], part.end], strict=True):
        check(linter, without(index + 1, after, ""), (index + 1, "bad-list-item", "warning"))


# -- code


def _blocks() -> Iterator[tuple[str, int, int]]:
    opened: tuple[str, int] | None = None
    for index, line in enumerate(LINES):
        fence = FENCE.match(line)
        if fence and opened is None:
            opened = (fence[1], index)
        elif fence and opened is not None:
            yield (*opened, index)
            opened = None


@pytest.mark.parametrize("block", list(_blocks()), ids=lambda block: f"{block[0]}, line {block[1] + 1}")
def test_code_broken(linter: Lint, block: tuple[str, int, int]) -> None:
    language, start, end = block
    part = max((part for part in PARTS if part.start < start < part.end), key=lambda part: part.start)
    for index in range(start + 1, end):
        if language == "json" and re.search(r'": (?!\{|\[)', LINES[index]):
            broken = LINES[index].replace('": ', '" ', 1)
        elif language == "yaml" and re.search(r"[a-zA-Z]: \w+$", LINES[index]):
            broken = LINES[index] + ": x"
        else:
            continue
        severity = next(
            item.severity for item in part.spec.expects if isinstance(item.spec, CodeSpec) and item.spec.parses
        )
        check(linter, without(index, index + 1, broken), (index + 1, "unparsable-code-block", severity))


# -- placeholders

LEFT_OVER = [
    "TODO",
    "TODO: describe it",
    "TBD",
    "To be determined.",
    "FIXME: check this",
    "XXX",
    "[Describe what belongs here]",
    "[Component Name]",
    "[Your name]",
    "[YYYY-MM-DD]",
    "[NEEDS CLARIFICATION: which region?]",
    "{{service_name}}",
    "{Component Name}",
    "Lorem ipsum dolor sit amet.",
    "<!-- TODO -->",
    "<!-- fill in later -->",
]
IN_TEXT = [
    ("The owner is ", "[Team Name]", "."),
    ("The owner is ", "<team name>", "."),
    ("**Owner**: ", "TBD", ""),
    ("The date is still ", "TBD", "."),
    ("It holds most of the time. ", "TODO:", " say when."),
]
NOT_LEFT_OVER = """\
The TODO list app shows what is to be done: TODO items, and how XXX-large they are. See [DES-001] and [1], [sic].
A [WIP] or [optional] part, [citation needed], [RFC2119], [Unreleased], [US1], [P], array[index] and matrix[0][1].
We practise trunk-based development (TBD). It takes a `Vec<T>`, Map<String, List<T>>, a < b and c > d, and so on, etc.
Write to <team@example.com> or <https://example.com/todo>, call `docker push <registry>/x` and /exports/{id}, /a/{user name}.
The format is YYYY-MM-DD. [Enter](https://example.com) it; `[Component Name]` and `TODO: x` are what templates hold.
The values are to be determined by the caller. Press [Enter]. ${{ secrets.TOKEN }} and {{ .Values.image }} are expanded.

- [ ] not done yet
- [x] done

<!-- Reviewed by the platform team -->
"""


@by_name(HEADED)
def test_placeholders_left(linter: Lint, part: Part) -> None:
    """All kinds in one go, each as a paragraph of its own below the heading; one by one they are tested elsewhere."""
    paragraphs = [line for text in LEFT_OVER for line in (text, "")]
    found = linter("\n".join(without(part.start + 1, part.start + 1, "", *paragraphs)) + "\n")
    expected = [(part.start + 3 + 2 * number, 1, "placeholder", "error") for number in range(len(LEFT_OVER))]
    assert [item[:4] for item in found] == expected, "\n".join(map(str, found))


@pytest.mark.parametrize("text", LEFT_OVER)
def test_placeholder_left(linter: Lint, text: str) -> None:
    part = next(part for part in PARTS if part.title == "Runtime Requirements")
    lines = without(part.start + 1, part.start + 1, "", text, "")
    check(linter, lines, (part.start + 3, "placeholder", "error"))
    # In place of all that stood there: said once, and nothing else is asked.
    check(linter, without(part.start + 1, part.end, "", text, ""), *_in_place_of_all(part, text))


def _in_place_of_all(part: Part, text: str) -> list[tuple[int, str, str]]:
    if text.startswith("<!--"):
        return [(part.start + 1, "empty-section", part.spec.severity)]
    return [(part.start + 3, "placeholder", "error")]


@pytest.mark.parametrize(("before", "placeholder", "after"), IN_TEXT, ids=lambda value: value)
def test_placeholder_in_running_text(linter: Lint, before: str, placeholder: str, after: str) -> None:
    at = next(part for part in PARTS if part.title == "Purpose").own_end
    found = linter("\n".join(without(at, at, before + placeholder + after, "")) + "\n")
    assert [item[:3] for item in found] == [(at + 1, len(before) + 1, "placeholder")], found


def test_placeholder_in_cells_items_fields_and_title(linter: Lint) -> None:
    for old, new in [
        ("| Redis connection for job queue |", "| [Describe the variable] |"),
        ("| Critical | Service down |", "| TBD | Service down |"),
        ("| 99.5% uptime |", "| TODO |"),
        ("- Validate request parameters", "- [Describe the first step]"),
        ("**Status**: Stable (production)", "**Status**: Draft | Stable | Deprecated"),
        ("**Language**: Node.js + TypeScript", "**Language**: [Programming Language Name]"),
        ("# Export Service", "# [Component Name]"),
    ]:
        (line,) = [index for index, text in enumerate(LINES) if old in text and text.lstrip("|# ")[:1] != "S3"][:1]
        found = linter("\n".join(without(line, line + 1, LINES[line].replace(old, new))) + "\n")
        assert [(item[0], item[2]) for item in found] == [(line + 1, "placeholder")], (new, found)


@by_name(HEADED)
def test_what_is_no_placeholder(linter: Lint, part: Part) -> None:
    check(linter, without(part.own_end, part.own_end, *NOT_LEFT_OVER.splitlines(), ""))
