"""A rule set as a text for the author of a specification: `speclint explain TYPE`.

Owns: the layout of the guide.
Never: leaves out something that the linter asks for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.requirements import condition_words, count_words, expectation_words, field_words, group_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.ruleset import RuleSet, SectionSpec


def render_type(ruleset: RuleSet) -> str:
    """Name, metadata and sections of a type, with what each must hold."""
    lines = [f"{ruleset.type}: {ruleset.title}"]
    if ruleset.description:
        lines.append(ruleset.description)
    if ruleset.naming.file_example:
        lines.append(f"File name: {ruleset.naming.file_example}.md")
    if ruleset.fields:
        lines += ["", "Metadata"]
        lines += [f"  - {field_words(field)}" for field in ruleset.fields]
    lines += ["", "Sections" + _order(ruleset.order)]
    for section in ruleset.sections:
        lines += _section(section, 1)
    lines += [f"  {group_words(group)}" for group in ruleset.groups]
    for reference in ruleset.references:
        lines.append(f"  {reference.presence}: a reference to a {reference.to}, such as {reference.example}")
    return "\n".join(lines) + "\n"


def _order(order: str) -> str:
    return {"strict": " (in this order)", "relaxed": " (required ones in this order)"}.get(order, "")


def _section(section: SectionSpec, depth: int) -> Iterator[str]:
    pad = "  " * depth
    title = f"**{section.title}**" if section.style == "bold" else section.title
    count = count_words(section.min_count, section.max_count, "")
    repeated = f", {count}" if (section.min_count, section.max_count) != (1, 1) else ""
    when = f", when {condition_words(section.when)}" if section.when else ""
    yield f"{pad}{title} ({section.presence}{repeated}{when})"
    if section.aliases:
        yield f"{pad}  or: {', '.join(section.aliases)}"
    if section.guidance:
        yield f"{pad}  {section.guidance}"
    for expectation in section.expects:
        yield f"{pad}  - {expectation_words(expectation)}"
    for child in section.sections:
        yield from _section(child, depth + 1)
    for group in section.groups:
        yield f"{pad}  {group_words(group)}"
