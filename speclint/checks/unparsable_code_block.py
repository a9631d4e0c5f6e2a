"""unparsable-code-block: a code block is not valid in its own language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, RelatedLocation
from speclint.base.source import Range
from speclint.binding.code_blocks import code_blocks, same_language
from speclint.binding.explain import unseen
from speclint.ruleset import CodeSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Case

_LINE = re.compile(r" already used on line ([0-9]+)$")


def check(case: Case) -> Iterator[Finding]:
    """One finding at the place where each such block stops being valid."""
    spec = case.expectation.spec
    if not isinstance(spec, CodeSpec) or not spec.parses:
        return
    begun = {place.line for place in unseen(case.binding).places}
    for block in code_blocks(case.blocks, spec.languages):
        if block.line in begun:
            continue  # it holds a heading, and is reported as that
        language = same_language(block.language)
        if not block.content.strip():
            yield Finding(
                block.range, f"Invalid {language.upper()}: the code block is empty", "Fill it in, or remove it."
            )
            continue
        fault = case.binding.surroundings.code.fault(language, block.content)
        behind = case.binding.unfilled(block.range)
        if fault is None or behind == "error":
            continue
        line = block.lines[min(fault.line, len(block.lines)) - 1] if block.lines else None
        place = Range.at(line.line, line.column + fault.column - 1) if line is not None else block.range
        name = language.upper()
        message = fault.message
        if not message[1:2].isupper():
            message = message[:1].lower() + message[1:]
        help = "Correct the code, so that readers can copy it."
        # Lines of the code are lines of the document to its reader.
        other = _LINE.search(message)
        related: tuple[RelatedLocation, ...] = ()
        if other is not None and int(other[1]) <= len(block.lines):
            first = block.lines[int(other[1]) - 1]
            message = f"{message[: other.start(1)]}{first.line}"
            related = (RelatedLocation(Range.at(first.line, first.column, len(first.text)), "first used here"),)
        yield Finding(place, f"Invalid {name}: {message}", help, related=related, behind=behind)
