"""missing-code-block: a section has no code block in the expected language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, RelatedLocation
from speclint.base.source import Range
from speclint.binding.code_blocks import code_blocks
from speclint.binding.content_traces import code_cause
from speclint.binding.wording import choices, short, too_few
from speclint.ruleset import CodeSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Case

_MANY = 3
"""As many languages read better behind the noun."""


def check(case: Case) -> Iterator[Finding]:
    """One finding at what was found instead of the code block, else at the section's heading."""
    spec = case.expectation.spec
    if not isinstance(spec, CodeSpec):
        return
    found = code_blocks(case.blocks, spec.languages)
    few = len(spec.languages) < _MANY
    kind = f"{choices(spec.languages)} code block" if spec.languages and few else "code block"
    tail = "" if few else f" in {choices(spec.languages)}"
    if len(found) < spec.min_blocks and (found or not case.optional):
        message = f"{case.subject} has no {kind}{tail}"
        if found:
            message = too_few(f"{kind}s{tail}", case.place, len(found), spec.min_blocks)
        help = f"Add a code block that begins with '```{spec.languages[0] if spec.languages else ''}'."
        related: tuple[RelatedLocation, ...] = ()
        others = [] if found else code_blocks(case.blocks)
        nameless = [block for block in others if not block.language]
        cause = None if found else code_cause(spec, case.blocks, case.binding.document)
        if len(nameless) == 1:
            place = Range.at(nameless[0].line, nameless[0].range.start.column, len(nameless[0].fence or " "))
            help = f"Begin it with '```{spec.languages[0]}'."
            yield Finding(place, f"{message}: this one has no language", help, related=case.expected_in(place))
            return
        if cause is not None:
            related = case.expected_in(cause.range)
            yield Finding(cause.range, f"{message}: {cause.message}", cause.help or help, related=related)
            return
        if nameless:
            message += f"; the code block on line {nameless[0].line} has no language"
            help = f"Begin it with '```{spec.languages[0]}'."
            related = (RelatedLocation(nameless[0].range, "this code block has no language"),)
        elif others:
            message += f"; the code block on line {others[0].line} is {short(others[0].language, 30)}"
            related = (RelatedLocation(others[0].range, "this code block has another language"),)
        yield Finding(case.anchor, message, help, related=related)
