"""missing-content: a section has none of several kinds of content, one of which it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.binding import any_of_options
from speclint.binding.content_traces import content_for
from speclint.binding.wording import choices
from speclint.ruleset import FieldsSpec
from speclint.ruleset.kinds import content_nouns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Case
    from speclint.binding.field_traces import FieldCause


def check(case: Case) -> Iterator[Finding]:
    """One finding where no option is met: at content that is none, or fields that are, else at the section's heading."""
    options = any_of_options(case)
    if not options or case.optional or any(case.satisfied(option) for option in options):
        return
    named = content_nouns(option.expectation.spec for option in options)
    expected = choices(named)
    section, stated = case.subject, case.expectation.message.rstrip(".")
    if stated:
        # One kind alone would mislead where a text of the right words is another, which only an expression describes.
        message = f"{stated} (expected {expected})" if len(named) > 1 or len(named) == len(options) else stated
    else:
        message = f"{section} needs {expected}" if named else f"{section} lacks the expected content"
    cause = content_for(case)
    if cause is not None:
        help = cause.help or ("Write it as a Markdown table." if cause.html else f"Add {expected}.")
        yield Finding(cause.range, f"{message}: {cause.message}", help, related=case.expected_in(cause.range))
        return
    field = _fields(options)
    if field is not None:
        related = case.expected_in(field.range)
        yield Finding(field.range, f"{stated or message}: {field.message}", field.help, related=related)
        return
    yield Finding(
        case.anchor,
        message,
        case.expectation.guidance or case.bound.spec.guidance or f"Add {expected or 'the expected content'}.",
    )


def _fields(options: list[Case]) -> FieldCause | None:
    """Why fields that are one of the options are not seen."""
    for option in options:
        if isinstance(option.expectation.spec, FieldsSpec):
            from speclint.binding.field_traces import cause_in_option  # few documents need it

            cause = cause_in_option(option)
            if cause is not None:
                return cause
    return None
