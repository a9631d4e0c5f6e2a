"""missing-content: a section holds none of several things, one of which it must hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.binding import any_of_options
from speclint.ruleset import CodeSpec, FieldsSpec, ListSpec, MediaSpec, TableSpec, TextSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Case
    from speclint.ruleset import ExpectationSpec


_LISTS = {"any": "a list", "ordered": "a numbered list", "bullet": "a bullet list", "task": "a checklist"}


def check(case: Case) -> Iterator[Finding]:
    """One finding at the section's heading, where no option is met."""
    options = any_of_options(case)
    if not options or case.optional or any(case.satisfied(option) for option in options):
        return
    named = [_name(option.expectation.spec) for option in options]
    title = case.bound.node.title
    yield Finding(
        case.anchor,
        f"Section '{title}' has neither {' nor '.join(named)}"
        if len(named) > 1
        else f"Section '{title}' lacks {named[0]}",
        case.expectation.guidance or case.bound.spec.guidance or f"Add {' or '.join(named)}.",
    )


def _name(spec: ExpectationSpec) -> str:
    if isinstance(spec, TextSpec):
        return f"text of at least {spec.min_words} words" if spec.min_words else "the text that is asked for"
    if isinstance(spec, TableSpec):
        names = ", ".join(column.name for column in spec.columns)
        return f"a table with the columns {names}" if names else "a table"
    if isinstance(spec, ListSpec):
        items = f" of at least {spec.min_items} items" if spec.min_items > 1 else ""
        return _LISTS[spec.kind] + items + (" with labels" if spec.labelled else "")
    if isinstance(spec, CodeSpec):
        return f"a code block ({', '.join(spec.languages)})" if spec.languages else "a code block"
    if isinstance(spec, MediaSpec):
        return "an image" if spec.kind == "image" else f"a {spec.kind}"
    if isinstance(spec, FieldsSpec):
        return "the fields " + ", ".join(field.name for field in spec.fields)
    return " or ".join(_name(option.spec) for option in spec.options)
