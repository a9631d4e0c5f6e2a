"""bad-code-block: a code block lacks the expected text, or does not match its schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.binding.code_blocks import code_blocks, same_language
from speclint.expressions import found_in
from speclint.ruleset import CodeSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Case
    from speclint.markdown import CodeBlock


def check(case: Case) -> Iterator[Finding]:
    """One finding at each block's first line of code: a pattern that occurs nowhere, or a schema that it breaks."""
    spec = case.expectation.spec
    if not isinstance(spec, CodeSpec) or not (spec.pattern or spec.schema):
        return
    for block in code_blocks(case.blocks, spec.languages):
        behind = case.binding.unfilled(block.range)
        if behind == "error":
            continue
        if spec.pattern and not found_in(spec.pattern, block.content):
            yield Finding(
                block.range,
                "The code block does not contain the expected text",
                case.expectation.guidance or "Add the expected text to the code.",
                behind=behind,
            )
        elif spec.schema:
            yield from (finding._replace(behind=behind) for finding in _schema(case, block, spec.schema))


def _schema(case: Case, block: CodeBlock, schema: str) -> Iterator[Finding]:
    language = same_language(block.language)
    code = case.binding.surroundings.code
    if code.fault(language, block.content) is not None:
        return
    for fault in code.schema_faults(language, block.content, schema):
        yield Finding(block.range, f"The code block does not match its schema: {fault}", "Correct the code.")
