"""Rule sets out of thin air: whatever of the language says something about new documents, put together at random."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Iterator

Data = dict[str, Any]

_HEADINGS = [
    "Purpose", "Scope", "Goals", "Glossary", "Interfaces", "Storage", "Security", "Deployment", "Monitoring", "Alerts",
    "Rollback", "History", "Contacts", "Licence", "Schema", "Errors", "Limits", "Quotas", "Events", "Queues", "Tests",
    "Risks", "Costs", "Timeline", "Owners", "Reviews", "Screens", "Flows", "Backups", "Upgrades", "Features & Bugs",
    "Trade-offs", "2 Phases", "C#", "What is it?", "Übersicht", "概要", "Run (daily)", "Read/Write",
]  # fmt: skip
_PRESENCE = ["required", "recommended", "optional"]
_FIELDS = ["Status", "Owner", "Version", "Document ID"]
_VALUES = [[], ["Draft"], ["Draft", "In Review"], ["1.0", "2.0-beta", "3"]]
_COLUMNS = ["Name", {"name": "Kind", "values": ["a", "b"]}, {"name": "Size", "examples": ["5"], "regex": "[0-9]+"}]
_KINDS: dict[str, list[Data]] = {
    "text": [
        {"min_words": 12},
        {"min_characters": 50},
        {"min_paragraphs": 2},
        {"matches": "\\bSHALL\\b"},
        {"forbids": "(?i)lorem"},
        {"max_words": 500},
    ],
    "table": [
        {},
        {"columns": _COLUMNS},
        {"columns": [*_COLUMNS, {"name": "Note", "presence": "optional"}], "min_rows": 3},
        {"columns": ["Key", {"name": "Unit", "blank": True}], "other_columns": False},
        {"columns": _COLUMNS, "rows": [{"when": {"Kind": "a"}, "then": {"Size": "present"}}]},
    ],
    "list": [
        {},
        {"kind": "ordered", "min_items": 3},
        {"kind": "bullet", "nested": 2},
        {"kind": "task", "min_items": 2, "nested": 1},
        {"labelled": True},
        {"labels": ["Input", "Output"], "min_items": 3},
        {"item_matches": "^[0-9]+ ms"},
        {"min_items": 0},
    ],
    "code": [{}, {"language": ["json", "yaml"], "parses": True, "min": 2}, {"language": "bash", "matches": "^set -e"}],
    "image": [{}, {"to": "\\.png$"}],
    "link": [{}, {"to": "LICENSE$", "min": 2}],
    "diagram": [{}, {"languages": ["plantuml"]}],
}
_PAIRS = [(kind, options) for kind, all_options in _KINDS.items() for options in all_options]
_FORMS = [
    {"form": "lines"},
    {"form": "table"},
    {"form": "front_matter"},
    {"form": "lines", "heading": "Metadata"},
    {"form": "table", "heading": "Metadata"},
]
_GUIDANCE = st.sampled_from(["", "Say why.", "From a --> b -- or not.", "One line.\n\n## And a heading\n"])
_REFERENCES = [
    {"to": "component", "id": "CMP-{number:3}"},
    {"to": "plan", "id": "PLAN-{number}", "presence": "required"},
    {"to": "runbook", "id": "RUN-{number:3}", "presence": "optional"},
]


class Generated(NamedTuple):
    """A rule file, and the headings that a new document must have, each with its level.

    `asked`: how many fields and references are required; `known`: how many of these a new document has.
    """

    text: str
    headings: list[tuple[str, int]]
    known: int
    asked: int


@st.composite
def rule_files(draw: st.DrawFn) -> Generated:
    """Rule files without conditions and logic: what a new document has follows from each section alone."""
    level = draw(st.sampled_from([1, 2, 3]))
    headings = iter(draw(st.permutations(_HEADINGS)))
    sections = [_section(draw, headings, 3) for _ in range(draw(st.integers(1, 4)))]
    fields = [_field(draw, name) for name in draw(st.lists(st.sampled_from(_FIELDS), unique=True, max_size=4))]
    references = [each for each in _REFERENCES if draw(st.booleans())]
    asked = [each for each in (*fields, *references) if each.get("presence") != "optional"]
    data = {
        "speclint": 1,
        "type": "note",
        "title": "Note",
        "heading_level": level,
        "metadata": draw(st.sampled_from(_FORMS)),
        "metadata_sections": ["Metadata"],
        "fields": fields,
        "references": references,
        "sections": sections,
    }
    return Generated(
        # JSON is YAML. An empty list is refused: a key without a value is a slip.
        json.dumps({key: value for key, value in data.items() if value}, ensure_ascii=False),
        [*_metadata(data), *_expected(sections, level)],
        sum("initial" in each for each in asked),
        len(asked),
    )


def _section(draw: st.DrawFn, headings: Iterator[str], depth: int) -> Data:
    heading = next(headings)
    section: Data = {"heading": heading, "presence": draw(st.sampled_from(_PRESENCE))}
    if section["presence"] == "optional" and draw(st.booleans()):
        section["in_template"] = True
    if section["presence"] != "optional" and draw(st.integers(0, 4)) == 0:
        section["heading"] = {"regex": f"{re.escape(heading)} [0-9]{{1,2}}", "example": f"{heading} 9"}
        section["repeat"] = "2.."
    kinds = draw(st.lists(st.sampled_from(_PAIRS), max_size=3, unique_by=lambda pair: pair[0]))
    section["expects"] = [_expectation(draw, kind, options) for kind, options in kinds]
    if not any(kind == "list" for kind, _ in kinds) and draw(st.integers(0, 3)) == 0:
        section["expects"].append({"fields": [_field(draw, name) for name in ("Method", "Path")]})
    if section["expects"] == [] and draw(st.booleans()):
        section["template"] = "Nothing is known yet.\n\n- Not one thing.\n\n| A | B |\n|---|---|\n| 1 | 2 |\n"
    if depth > 1 and "repeat" not in section:
        section["sections"] = [_section(draw, headings, depth - 1) for _ in range(draw(st.integers(0, 2)))]
        for inner in section["sections"]:
            # Bold lines can only come before the first heading. They are content of the section around them, too.
            if section["expects"] or inner.keys() & {"repeat", "sections", "template"} or draw(st.booleans()):
                break
            inner["style"] = "bold"
    section["guidance"] = draw(_GUIDANCE)
    return {key: value for key, value in section.items() if value}


def _expectation(draw: st.DrawFn, kind: str, options: Data) -> Data:
    expectation: Data = {kind: options}
    if draw(st.integers(0, 4)) == 0:
        # Of the others, none has a place here: the first always yields something.
        expectation = {"any_of": [{"code": {"language": "sql"}}, expectation]}
    if draw(st.booleans()):
        # A text that is not required is judged wherever there are words, and a new document has some.
        expectation["presence"] = draw(st.sampled_from(_PRESENCE[: 2 if kind == "text" else 3]))
    guidance = draw(_GUIDANCE)
    return {**expectation, "guidance": guidance} if guidance else expectation


def _field(draw: st.DrawFn, name: str) -> Data:
    field: Data = {"name": name, "presence": draw(st.sampled_from(_PRESENCE))}
    # Options inside a section are words of its text.
    values = draw(st.sampled_from(_VALUES if name in _FIELDS else _VALUES[:2]))
    if values:
        field[draw(st.sampled_from(["values", "examples"]))] = values
    if name in _FIELDS and field["presence"] != "optional" and draw(st.booleans()):
        field["initial"] = values[0] if values else "{id}"
    guidance = draw(_GUIDANCE)
    return {**field, "guidance": guidance} if guidance else field


def _metadata(data: Data) -> Iterator[tuple[str, int]]:
    """The heading above the fields, where there are any."""
    if "heading" in data["metadata"] and any(field["presence"] != "optional" for field in data["fields"]):
        yield data["metadata"]["heading"], data["heading_level"]


def _expected(sections: list[Data], level: int) -> Iterator[tuple[str, int]]:
    for section in sections:
        if section["presence"] == "optional" and "in_template" not in section:
            continue
        if isinstance(section["heading"], str):
            yield section["heading"], level
        else:
            yield section["heading"]["example"], level
            yield section["heading"]["example"].removesuffix("9") + "10", level
        yield from _expected(section.get("sections", []), level + 1)
