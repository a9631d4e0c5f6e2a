"""The author's guide of a type, as Markdown: `speclint explain TYPE`, and the pages in docs/.

Owns: the layout of the guide, and its details. Its first page is in `outline`.
Never: leaves out something that the linter expects, says something that the rule set does not, or shows an expression or an id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclint.binding.topics import possible_topics
from speclint.reporters.outline import file_of, outline
from speclint.ruleset import NO_THRESHOLD, TextSpec
from speclint.ruleset.ids import id_in_name
from speclint.ruleset.kinds import content_words, kind_of
from speclint.ruleset.words import condition_words, count_words, field_words, group_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from speclint.ruleset import AnyOfSpec, Condition, Expectation, FieldSpec, FieldsSpec, RuleSet, SectionSpec

_ORDERS = {
    "strict": "The sections must be in this order.",
    "relaxed": "The required sections must be in this order.",
    "any": "The sections may be in any order.",
}
_UNKNOWN = "Any other section is {}."


def render_guide(ruleset: RuleSet, example: str = "") -> str:
    """The guide. `example`: a good document of the type; "" for none."""
    lines = [f"# {ruleset.title}", ""]
    lines += [ruleset.description, ""] if ruleset.description else []
    lines += outline(ruleset)
    lines += ["", "## Details", "", *_facts(ruleset)]
    lines += ["", "### Fields", "", *_fields(ruleset)] if ruleset.fields else []
    lines += ["", "### All sections", "", _ORDERS[ruleset.order]]
    if ruleset.unknown_sections != "allow":
        lines.append(_UNKNOWN.format({"info": "noted"}.get(ruleset.unknown_sections, f"a {ruleset.unknown_sections}")))
    for section in ruleset.sections:
        lines += ["", *_section(section, (), None)]
    if ruleset.expects:
        points = (line for expectation in ruleset.expects for line in _point(_expectation(expectation)))
        lines += ["", "In the whole document, in any section:", "", *points]
    if ruleset.groups:
        groups = (
            f"- {group_words(group, {each.id: each.title for each in ruleset.sections})}" for group in ruleset.groups
        )
        lines += ["", "Between the sections:", "", *groups]
    lines += ["", *_references(ruleset)] if ruleset.references else []
    lines += ["", *_lifecycle(ruleset)] if ruleset.lifecycle or ruleset.completeness != NO_THRESHOLD else []
    if example:
        lines += ["", "## Example", "", _fence(example) + "markdown", example.rstrip("\n"), _fence(example)]
    return "\n".join(lines) + "\n"


def render_section_guide(section: SectionSpec, parent: SectionSpec | None) -> str:
    """What one section must contain, without those below it. `parent`: the section around it."""
    return "\n".join(list(_section(section, (), parent, with_inner=False))[2:])


def _facts(ruleset: RuleSet) -> Iterator[str]:
    yield f"- Type: `{ruleset.type}`"
    name = file_of(ruleset)
    yield f"- File: `{ruleset.naming.folder}/{name}`"
    id = id_in_name(ruleset.naming, name[:-3])
    if not name.upper().startswith(id):
        yield f"- Id of this file: `{id}`"
    others = [prefix for prefix in ruleset.naming.prefixes if not name.startswith(prefix)]
    if others:
        yield f"- Other prefixes: {', '.join(f'`{prefix}`' for prefix in others)}"
    places = [f"`{pattern}`" for pattern in ruleset.applies_to.files]
    places += [f"front matter `{': '.join((key, *values[:1]))}`" for key, values in ruleset.applies_to.front_matter]
    if places:
        yield f"- Applies to: {', '.join(places)}"


def _fields(ruleset: RuleSet) -> Iterator[str]:
    yield "| Field | Presence | Values | Remarks |"
    yield "|-------|----------|--------|---------|"
    for field in ruleset.fields:
        remarks = [field.guidance, f"Only where {condition_words(field.when)}." if field.when else ""]
        remarks += [f"Also: {', '.join(field.aliases)}."] if field.aliases else []
        cells = (field.name, field.presence, _values(field), " ".join(filter(None, remarks)))
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _values(field: FieldSpec) -> str:
    if field.values:
        return f"{'one or more of ' if field.several else ''}{', '.join(field.values)}"
    if field.examples:
        return f"such as {', '.join(field.examples)}"
    return field.type


def _section(
    section: SectionSpec, above: tuple[str, ...], parent: SectionSpec | None, *, with_inner: bool = True
) -> Iterator[str]:
    """A section, and all below it unless `with_inner` is false. `above`: the titles of the sections around it."""
    path = (*above, f"**{section.title}**" if section.style == "bold" else section.title)
    yield f"{'#' * min(len(path) + 3, 6)} {' / '.join(path)}"
    yield ""
    yield ", ".join(_presence(section)) + "."
    if section.guidance:
        yield ""
        yield section.guidance
    needs = [line for expectation in section.expects for line in _point(_expectation(expectation))]
    needs += [f"- {group_words(group, {each.id: each.title for each in section.sections})}" for group in section.groups]
    if needs:
        yield ""
        yield from needs
    place = _without_heading(section, parent) if parent else ""
    if place:
        yield ""
        yield place
    if section.aliases:
        yield ""
        yield f"Also: {', '.join(section.aliases)}."
    for child in section.sections if with_inner else ():
        yield ""
        yield from _section(child, path, section)


def _without_heading(section: SectionSpec, parent: SectionSpec) -> str:
    """How a subsection may be written without a heading; "" where nobody looks for one."""
    if section.own_heading:
        return "It must have a heading of its own."
    if section not in possible_topics([section], parent.groups):
        return ""
    places = [f"as a label, `**{section.title}**: ...`"]
    # What only an expression describes has no words.
    described = (
        each.spec for each in section.answered_by if not isinstance(each.spec, TextSpec) or not each.spec.pattern
    )
    places += [f"as {content_words(spec)}" for spec in described]
    return f"Without a heading, it may be in the text of '{parent.title}': {'; '.join(places)}."


def _presence(section: SectionSpec) -> Iterator[str]:
    yield section.presence.capitalize()
    if (section.min_count, section.max_count) != (1, 1):
        yield f"{count_words(section.min_count, section.max_count, '')} of them"
    if section.pattern:
        yield "with a heading like this"
    if section.style == "bold":
        yield "with a line in bold instead of a heading"
    if section.when:
        yield f"only where {condition_words(section.when)}"
    yield f"weight {section.weight}"


def _point(lines: Iterator[str]) -> Iterator[str]:
    """Lines as one item of a list."""
    for number, line in enumerate(lines):
        yield f"  {line}" if number else f"- {line}"


def _expectation(expectation: Expectation) -> Iterator[str]:
    """What is expected, with its condition and what to write."""
    spec = expectation.spec
    tail = _only_where(expectation.when)
    tail += f" ({expectation.severity})" if expectation.severity != "error" else ""
    said = f"{expectation.message.rstrip('.')}: " if expectation.message else ""
    said += "if it exists, " if expectation.presence == "optional" else ""
    listed = LISTED.get(kind_of(spec).key)
    if listed is None:
        yield f"{said}{content_words(spec)}{tail}"
    else:
        head, parts = listed
        yield f"{said}{head}{tail}:"
        yield from parts(spec)
    if expectation.guidance:
        yield expectation.guidance


def _options(spec: AnyOfSpec) -> Iterator[str]:
    for option in spec.options:
        yield from _point(_expectation(option))


def _field_points(spec: FieldsSpec) -> Iterator[str]:
    return (f"- {field_words(field)}" for field in spec.fields)


LISTED: dict[str, tuple[str, Callable[[Any], Iterator[str]]]] = {
    "fields": ("fields", _field_points),
    "any_of": ("one of these", _options),
}
"""What is not said in one line, but as a list: its head and its lines, by the key of its kind."""


def _only_where(condition: Condition | None) -> str:
    return f", only where {condition_words(condition)}" if condition else ""


def _references(ruleset: RuleSet) -> Iterator[str]:
    yield "### References"
    yield ""
    for reference in ruleset.references:
        tail = _only_where(reference.when)
        yield f"- {reference.presence}: a `{reference.to}` by its id, such as [{reference.example}]{tail}"


def _lifecycle(ruleset: RuleSet) -> Iterator[str]:
    yield "### Lifecycle"
    yield ""
    if ruleset.completeness != NO_THRESHOLD:
        yield f"Minimum completeness, unless the table below sets another: {ruleset.completeness}%."
        yield ""
    if not ruleset.lifecycle:
        return
    yield f"| {ruleset.lifecycle_field} | Findings | Minimum completeness |"
    yield "|--------|----------|--------------------|"
    for state in ruleset.lifecycle:
        findings = [] if state.at_most == "error" else [f"at most a {state.at_most}"]
        findings += [f"`{rule}`: {severity}" for rule, severity in state.rules]
        least = "" if state.completeness == NO_THRESHOLD else f"{state.completeness}%"
        yield f"| {', '.join(state.values)} | {', '.join(findings) or 'as they are'} | {least} |"


def _fence(text: str) -> str:
    """A fence longer than every run of backticks in a text."""
    longest = max((len(run) for run in "".join(c if c == "`" else " " for c in text).split()), default=0)
    return "`" * max(longest + 1, 3)
