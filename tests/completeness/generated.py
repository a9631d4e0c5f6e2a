"""Generated rule sets and documents: requirements, and content that meets them more or less."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Iterator

Data = dict[str, Any]

_HEADINGS = [
    "Purpose", "Scope", "Goals", "Glossary", "Interfaces", "Storage", "Security", "Deployment", "Monitoring", "Alerts",
    "Rollback", "History", "Contacts", "Licence", "Schema", "Errors", "Limits", "Quotas", "Events", "Queues", "Tests",
    "Risks", "Costs", "Timeline", "Owners", "Reviews", "Screens", "Flows", "Backups", "Upgrades",
]  # fmt: skip
_EXPECTS: list[Data] = [
    {"text": {"min_words": 4}},
    {"text": {"matches": "\\bSHALL\\b"}},
    {"table": {"columns": ["Name", {"name": "Kind", "values": ["a", "b"]}], "min_rows": 2}},
    {"list": {"min_items": 2}},
    {"list": {"kind": "ordered", "labelled": True}},
    {"code": {"language": "json", "parses": True}},
    {"fields": [{"name": "Method", "weight": 2}, {"name": "Path", "regex": "/.*"}, {"name": "Note", "weight": 0}]},
    {"any_of": [{"list": {"kind": "task"}}, {"diagram": {}}]},
]
_FIELDS: list[Data] = [
    {"name": "Status", "values": ["Draft", "Stable"]},
    {"name": "Owner", "weight": 3},
    {"name": "Version", "presence": "recommended", "regex": "\\d+\\.\\d+"},
    {"name": "Team", "weight": 0},
]
_HEAD = ["**Status**: Draft", "**Status**: Done", "**Status**: Draft | Stable", "**Owner**: Ann", "**Owner**: [Owner]"]
_CONTENT = [
    "It exports all orders.",
    "It SHALL [Insert what it does].",
    "[Describe it]",
    "<!-- Guidance: say it. -->",
    "- One.\n- Two.",
    "- [Insert an item]\n- Two.",
    "1. **One**: first.\n2. Second.",
    "- [ ] Ready?",
    "| Name | Kind |\n|------|------|\n| x | a |\n| y | c |",
    "| Name | Kind |\n|------|------|\n| [Insert Name] | [Insert a or b] |",
    '```json\n{"a": 1}\n```',
    '```json\n{"a": 1,}\n```',
    "```json\n[Insert json]\n```",
    "```mermaid\ngraph TD\n```",
    "- **Method**: GET\n- **Path**: none",
    "**Key points**",
    "> Said by somebody.",
    "Nothing is known yet.",
    "***",
]


class Case(NamedTuple):
    """A rule file and a document. `lacking`: required sections that are missing, each with the place for it.

    A place is the number of lines above it.
    """

    rules: str
    text: str
    lacking: list[tuple[int, str]]


@st.composite
def cases(draw: st.DrawFn, *, tidy: bool = False) -> Case:
    """Documents of any kind; `tidy` ones have the sections that they have in order, and no logic between them."""
    headings = iter(draw(st.permutations(_HEADINGS)))
    data: Data = {
        "speclint": 1,
        "type": "note",
        "title": "Note",
        "fields": draw(st.lists(st.sampled_from(_FIELDS), unique_by=lambda each: each["name"])),
        "sections": [_section(draw, headings, 3) for _ in range(draw(st.integers(1, 4)))],
    }
    if not tidy:
        _add_logic(draw, data)
    lines = ["# Export", ""]
    for line in draw(st.lists(st.sampled_from(_HEAD), max_size=3)):
        lines += [line, ""]
    lacking: list[tuple[int, str]] = []
    for section in data["sections"]:
        _write(draw, section, 2, lines, lacking, tidy=tidy)
    return Case(json.dumps({key: value for key, value in data.items() if value}), "\n".join(lines) + "\n", lacking)


def _section(draw: st.DrawFn, headings: Iterator[str], depth: int) -> Data:
    heading = next(headings)
    section: Data = {
        "heading": heading,
        "presence": draw(st.sampled_from(["required", "recommended", "optional"])),
        "weight": draw(st.integers(0, 3)),
        "expects": [
            {**expectation, "weight": draw(st.integers(1, 3))}
            for expectation in draw(st.lists(st.sampled_from(_EXPECTS), max_size=3))
        ],
    }
    if draw(st.integers(0, 4)) == 0:
        section["heading"] = {"regex": f"{heading} [0-9]", "example": f"{heading} 1"}
        section["repeat"] = "2.." if section["presence"] != "optional" else "0..2"
    if draw(st.integers(0, 4)) == 0:
        section["template"] = "Nothing is known yet.\n"
    if depth > 1:
        section["sections"] = [_section(draw, headings, depth - 1) for _ in range(draw(st.integers(0, depth - 1)))]
    return {key: value for key, value in section.items() if value != []}


def _add_logic(draw: st.DrawFn, scope: Data) -> None:
    """Logic between the sections of one level and of all levels below it."""
    sections = scope.get("sections", [])
    named = [section["heading"].casefold() for section in sections if isinstance(section["heading"], str)]
    if len(named) > 1:
        kind = draw(st.sampled_from(["", "at_least_one", "exactly_one", "all_or_none", "conflicts", "requires"]))
        if kind:
            scope[kind] = {named[0]: named[1:]} if kind == "requires" else named
    for section in sections:
        _add_logic(draw, section)


def _write(
    draw: st.DrawFn, section: Data, level: int, lines: list[str], lacking: list[tuple[int, str]], *, tidy: bool
) -> None:
    """Add a section with all below it to a document, or leave it out."""
    heading = section["heading"] if isinstance(section["heading"], str) else section["heading"]["example"]
    if draw(st.integers(0, 3)) == 0:
        if section["presence"] != "optional":
            lacking.append((len(lines), f"{'#' * level} {heading}"))
        return
    if not tidy and draw(st.integers(0, 9)) == 0:
        heading, level = draw(
            st.sampled_from([("Own words", level), (heading, level + 1), (heading.upper(), level - 1)])
        )
    lines += [f"{'#' * level} {heading}", ""]
    for block in draw(st.lists(st.sampled_from(_CONTENT), max_size=3)):
        lines += [*block.split("\n"), ""]
    for inner in section.get("sections", []):
        _write(draw, inner, level + 1, lines, lacking, tidy=tidy)
