"""The first page of a type's guide: how to begin, and the sections in the rule set's own words.

Owns: one line for each section.
Never: says what a section is checked for; the details below it do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.authoring.template import family_setting
from speclint.binding.topics import possible_topics
from speclint.ruleset.words import condition_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.ruleset import Condition, RuleSet, SectionSpec

_INDENT = "  "


def outline(ruleset: RuleSet) -> Iterator[str]:
    """The lines of the page, below the title and the description."""
    command = "--next short-name" if "{number" in ruleset.naming.file_template else "short-name"
    yield f"Create one: `speclint new {ruleset.type} {command}`, in `{ruleset.naming.folder}/{file_of(ruleset)}`."
    setting = family_setting(ruleset)
    if setting is not None:
        yield f"For {setting.what}, add `--set {setting.pair}`: it then has only the sections that apply."
    if ruleset.fields:
        yield ""
        yield f"Fields: {_fields(ruleset)}."
    yield ""
    yield "## Sections"
    yield ""
    yield from _sections(ruleset.sections, "")
    topic = next(_topics(ruleset.sections), None)
    if topic is not None:
        parent, section = topic
        yield ""
        yield (
            "A required or recommended subsection may also be a label in the text of its section: "
            f"`**{section.title}**: ...` in '{parent.title}'."
        )


def file_of(ruleset: RuleSet) -> str:
    """The name of a file of the type, as an example."""
    return f"{ruleset.naming.file_example or 'short-name'}.md"


def _fields(ruleset: RuleSet) -> str:
    """The fields by their presence: "Type; recommended: Language, Status"."""
    parts = []
    for presence in ("required", "recommended", "optional"):
        names = ", ".join(field.name for field in ruleset.fields if field.presence == presence)
        if names:
            parts.append(names if presence == "required" else f"{presence}: {names}")
    return "; ".join(parts)


def _sections(sections: Sequence[SectionSpec], indent: str) -> Iterator[str]:
    """A line for each section, and one for all optional ones of which the rule set says no more than their names."""
    others = []
    for section in sections:
        if section.presence == "optional" and not section.guidance and not section.sections:
            others += [] if section.pattern else [section.title]
            continue
        yield f"{indent}- {_line(section)}"
        yield from _sections(section.sections, indent + _INDENT)
    if others:
        yield f"{indent}- Optional: {', '.join(others)}"


def _line(section: SectionSpec) -> str:
    name = f"**{section.title}**"
    if section.pattern:
        name = f"{'Lines in bold' if section.style == 'bold' else 'Headings'} such as {name}"
    remarks: list[str] = [] if section.presence == "required" else [section.presence]
    remarks += [f"only where {condition_words(section.when)}"] if section.when and not _is_layout(section.when) else []
    marked = f"{name} ({', '.join(remarks)})" if remarks else name
    return f"{marked}: {' '.join(section.guidance.split())}" if section.guidance else marked


def _is_layout(condition: Condition) -> bool:
    """Whether a condition depends on which other sections there are: whoever writes the first one has none."""
    return not condition.words and (condition.kind == "section" or any(map(_is_layout, condition.conditions)))


def _topics(sections: Sequence[SectionSpec]) -> Iterator[tuple[SectionSpec, SectionSpec]]:
    """The subsections that may be written without a heading, each with the section around it."""
    for section in sections:
        for inner in possible_topics(section.sections, section.groups):
            yield section, inner
        yield from _topics(section.sections)
