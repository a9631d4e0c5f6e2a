"""Every way to spoil a list, a code block or a text of the guide's example gives exactly the finding for that mistake."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pytest

from speclint.base.diagnostics import SEVERITY_RANK
from speclint.ruleset import AnyOfSpec, CodeSpec, ListSpec, TextSpec

from .example import CODE, FENCE, HEADED, LINES, PARTS, RULES, Part, by_name, check, visible, without

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .example import Lint


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


def _of_missing_list(part: Part, rest: list[str]) -> list[tuple[int, str, str]]:
    """What the rule set says where a section has the text of some lines, but no list."""
    words = len(re.findall(r"\w+", " ".join(line for line in rest if not line.startswith(("```", "|")))))
    for expectation in part.spec.expects:
        if isinstance(expectation.spec, ListSpec):
            return [(part.start + 1, "missing-list", expectation.severity)]
        if (
            isinstance(expectation.spec, AnyOfSpec)
            and expectation.spec.options
            and not any(isinstance(option.spec, ListSpec) for option in expectation.spec.options)
        ):
            continue
        if isinstance(expectation.spec, AnyOfSpec) and any(
            isinstance(option.spec, TextSpec) and 0 < option.spec.min_words <= words
            for option in expectation.spec.options
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
    expected = _of_missing_list(part, rest) if visible(rest) else empty
    check(linter, without(place.start, place.end), *expected)


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
        # The document expects it of all code, the section perhaps more.
        expected = (*part.spec.expects, *RULES.expects)
        judged = [item.severity for item in expected if isinstance(item.spec, CodeSpec) and item.spec.parses]
        severity = min(judged, key=lambda each: SEVERITY_RANK[each])
        check(linter, without(index, index + 1, broken), (index + 1, "unparsable-code-block", severity))


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
AS_ANY_VALUE = [
    "tbd",
    "???",
    "To be written.",
    "to be filled in",
    "see the wiki",
    "Ask Bob.",
    "*wird noch ergänzt*",
    "noch zu klären",
    "à compléter",
    "À définir.",
    "por definir",
]
AS_A_WHOLE_SECTION = [
    "...",
    "…",
    "Coming soon!",
    "WIP",
    "To be done.",
    "Folgt.",
    "noch offen",
    "à venir",
    "Pendiente",
    "tba",
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

And so on:

- ...
- Ask Bob before you deploy.

| Step  | State       | Note |
|-------|-------------|------|
| build | WIP         | -    |
| ...   | ...         | ...  |
| test  | to be done  | ?    |
| sign  | coming soon | [see the wiki](https://example.com/wiki) |

...

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
    # In place of all the content: one finding, and no other.
    check(linter, without(part.start + 1, part.end, "", text, ""), *_in_place_of_all(part, text))


@pytest.mark.parametrize("text", [*AS_ANY_VALUE, *AS_A_WHOLE_SECTION])
def test_a_section_that_only_says_that_it_is_not_written(linter: Lint, text: str) -> None:
    part = next(part for part in PARTS if part.title == "Runtime Requirements")
    for whole in (text, f"- {text}"):
        lines = without(part.start + 1, part.end, "", whole, "")
        check(linter, lines, (part.start + 3, "placeholder", "error"))


@pytest.mark.parametrize("text", AS_ANY_VALUE)
def test_an_item_a_cell_and_a_field_that_only_say_so(linter: Lint, text: str) -> None:
    at = next(part for part in PARTS if part.title == "Purpose").own_end
    for before in ("- One.\n- ", "Region: ", "**Region**: ", "| A | B |\n|---|---|\n| a | "):
        lines = f"{before}{text}".split("\n")
        check(linter, without(at, at, *lines, ""), (at + len(lines), "placeholder", "error"))


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


@pytest.mark.parametrize("line", ["**Prerequisites**", "**Release strategy**", "**Note**", "#### Background"])
def test_deployment_in_prose_under_what_is_no_step(linter: Lint, line: str) -> None:
    part = next(part for part in PARTS if part.title == "Deployment Steps")
    lines = without(part.start + 1, part.end, "", line, "", "The team on duty knows how it is done.", "")
    check(linter, lines, (part.start + 1, "missing-content", part.spec.severity))


@pytest.mark.parametrize("lines", [["Ask the owner."], ["**Prerequisites**", "", "A pod."]], ids=lambda lines: lines[0])
def test_rollback_that_says_too_little(linter: Lint, lines: list[str]) -> None:
    part = next(part for part in PARTS if part.title == "Rollback Procedure")
    found = without(part.start + 1, part.end, "", *lines, "")
    check(linter, found, (part.start + 1, "missing-content", part.spec.severity))


@pytest.mark.parametrize("text", ["See above.", "Defaults apply.", "-"])
def test_configuration_file_that_says_too_little(linter: Lint, text: str) -> None:
    part = next(part for part in PARTS if part.title.startswith("Configuration File"))
    rule = "missing-content" if text != "-" else "empty-section"
    check(linter, without(part.start + 1, part.end, "", text, ""), (part.start + 1, rule, part.spec.severity))


ALERTS = [
    "High CPU",
    "Critical disk space",
    "Low Memory",
    "Warnings from Redis",
    "P1 queue is full",
    "Notes lost",
    "API",
]


@pytest.mark.parametrize("name", ALERTS)
def test_an_alert_without_condition_and_action(linter: Lint, name: str) -> None:
    part = next(part for part in PARTS if part.title == "Service Unhealthy")
    lines = without(part.start, part.end, f"**{name}**", "", "Somebody is called.", "")
    at = part.start + 1
    check(linter, lines, (at, "missing-field", "warning"), (at, "missing-phrase", "warning"))


NOT_ALERTS = [
    *("Critical (P1)", "Warning alerts", "P2 - Warning", "🔴 Critical", "High Priority Alerts", "SEV-1", "Severity 2"),
    *("Page (immediately)", "Business & Data Alerts", "Alert Routing", "TODO: more", "TBD", "N/A", "Note", "Notes:"),
]


@pytest.mark.parametrize("name", NOT_ALERTS)
def test_bold_lines_that_are_no_alerts(linter: Lint, name: str) -> None:
    part = next(part for part in PARTS if part.title == "Service Unhealthy")
    found = linter("\n".join(without(part.start, part.start, f"**{name}**", "", "Somebody is called.", "")) + "\n")
    assert not [item for item in found if item[2] != "placeholder"], "\n".join(map(str, found))


@pytest.mark.parametrize(
    "kind", ["Library", "Client SDK", "npm package", "CLI", "Go CLI", "Command-line tool", "Plug-in"]
)
def test_what_runs_inside_others_is_asked_for_less(linter: Lint, kind: str) -> None:
    lines = _without_what_runs(kind)
    check(linter, lines)


@pytest.mark.parametrize(
    "kind", ["Microservice", "Worker", "Microservice with CLI", "Service/CLI", "Client-facing API"]
)
def test_what_runs_by_itself_is_asked_for_all(linter: Lint, kind: str) -> None:
    found = linter("\n".join(_without_what_runs(kind)) + "\n")
    titles = [title.removesuffix(" (config.json)") for title in RUNS]
    assert {item[2] for item in found} == {"missing-section"}
    assert all(sum(f"'{title}'" in str(item) for item in found) == 1 for title in titles)


RUNS = (
    *("Environment Variables", "Configuration File (config.json)", "Runtime Requirements", "Container Image"),
    *("Kubernetes Deployment", "Pre-Deployment Checklist", "Health Checks", "Metrics", "Alerts", "Logging"),
    *("Service Dependencies", "Fallback Strategies", "Service Level Objectives (SLOs)", "Scalability"),
)


def _without_what_runs(kind: str) -> list[str]:
    """The example as another kind of component, without the sections that ask how it is run."""
    gone = {index for part in PARTS if part.title in RUNS for index in range(part.start, part.end)}
    more = {"## Configuration": ["", "Nothing is configured."], "## Monitoring": ["", "Callers count errors."]}
    lines = []
    for index, line in enumerate(LINES):
        if index not in gone:
            lines += [f"**Type**: {kind}" if line.startswith("**Type**") else line, *more.get(line, [])]
    return lines


def test_a_remark_in_bold_is_no_step(linter: Lint) -> None:
    part = next(part for part in PARTS if part.title == "Deployment Steps")
    check(linter, without(part.end, part.end, "**Deploy to production only when the team is on site.**", ""))
