"""missing-content: a section has none of several kinds of content, one of which it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.binding import any_of_options
from speclint.binding.wording import choices, counted, listed
from speclint.ruleset import CodeSpec, FieldsSpec, ListSpec, MediaSpec, TableSpec, TextSpec

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from speclint.binding import Case
    from speclint.ruleset import ExpectationSpec


_LISTS = {"any": "a list", "ordered": "a numbered list", "bullet": "a bullet list", "task": "a checklist"}
_FEW = 3
"""More names than this of columns, fields or languages are left to the help and the guide."""


def check(case: Case) -> Iterator[Finding]:
    """One finding at the section's heading, where no option is met."""
    options = any_of_options(case)
    if not options or case.optional or any(case.satisfied(option) for option in options):
        return
    named = _kinds(option.expectation.spec for option in options)
    expected = choices(named)
    section, stated = f"Section '{case.bound.node.title}'", case.expectation.message.rstrip(".")
    if stated:
        # One kind alone would mislead where a text of the right words is another, which only an expression describes.
        message = f"{stated} (expected {expected})" if len(named) > 1 or len(named) == len(options) else stated
    else:
        message = f"{section} needs {expected}" if named else f"{section} lacks the expected content"
    yield Finding(
        case.anchor,
        message,
        case.expectation.guidance or case.bound.spec.guidance or f"Add {expected or 'the expected content'}.",
    )


def _kinds(specs: Iterable[ExpectationSpec]) -> tuple[str, ...]:
    """The kinds of content as messages name them, without those that a more general one covers."""
    found = dict.fromkeys(pair for spec in specs for pair in _named(spec))
    general = {kind for kind, detail in found if not detail}
    return tuple(f"{kind}{detail}" for kind, detail in found if not detail or kind not in general)


def _named(spec: ExpectationSpec) -> Iterator[tuple[str, str]]:
    """A kind of content and what is expected of it. None for a text that only an expression describes."""
    if isinstance(spec, TextSpec):
        if spec.min_words:
            yield f"at least {counted(spec.min_words, 'word')} of text", ""
    elif isinstance(spec, TableSpec):
        names = tuple(column.name for column in spec.columns)
        yield "a table", f" with {_quoted('column', names)}" if 0 < len(names) <= _FEW else ""
    elif isinstance(spec, ListSpec):
        detail = f" of at least {spec.min_items} items" if spec.min_items > 1 else ""
        yield _LISTS[spec.kind], detail + (" with labels" if spec.labelled else "")
    elif isinstance(spec, CodeSpec):
        shown = 0 < len(spec.languages) <= _FEW
        yield "a code block", f" in {choices(spec.languages)}" if shown else ""
    elif isinstance(spec, MediaSpec):
        yield "an image" if spec.kind == "image" else f"a {spec.kind}", ""
    elif isinstance(spec, FieldsSpec):
        names = tuple(field.name for field in spec.fields)
        yield _quoted("field", names[:_FEW]), ""
    else:
        for option in spec.options:
            yield from _named(option.spec)


def _quoted(noun: str, names: tuple[str, ...]) -> str:
    return f"the {noun}{'' if len(names) == 1 else 's'} {listed(names)}"
