"""missing-title: the document has no level-1 heading."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, Fix, TextEdit
from speclint.base.source import Range
from speclint.binding.fences import swallowed_by
from speclint.markdown import Heading, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Binding

# "#Name": no heading, but meant as one; not "#1 reason", and not a row of tags.
_NO_SPACE = re.compile(r"#(?=[^\W\d_])(?!.*\s#\w)")


def check(binding: Binding) -> Iterator[Finding]:
    """One finding on line 1, or at text that was meant as the title."""
    spec = binding.ruleset.document_title
    if binding.title is not None or spec.presence == "optional" or binding.ruleset.heading_level == 1:
        return
    message = spec.message or "Missing title"
    help = "Begin the document with a level-1 heading, such as '# Export Service'."
    place = Range.at(1)
    fix: Fix | None = None
    first = next((block for block in binding.document.blocks if isinstance(block, (Heading, Paragraph))), None)
    line = first.text.lines[0] if isinstance(first, Paragraph) else None
    if line is not None and _NO_SPACE.match(line.text):
        message += f": line {line.line} has no space after '#', so it is plain text"
        help = f"Write it as '# {line.text[1:].rstrip()}'."
        place = Range.at(line.line, line.column, len(line.text.rstrip()))
        fix = Fix("Add a space after '#'", "safe", (TextEdit(Range.at(line.line, line.column + 1), " "),))
    swallowed = swallowed_by(binding)
    if swallowed is not None:
        block, title = swallowed
        message += f": the whole document, from the heading on line {title.line}, is inside the code block opened on line {block.line}"
        help = f"Remove the fences '{block.fence}' around the document."
    nested = next((block for block in binding.document.walk() if isinstance(block, Heading)), None)
    meant = binding.meant_title
    if meant is not None:
        message += f": the first heading, '{meant.title}', has level {meant.written_level}"
        help = f"Write it as '# {meant.title}'."
        place = meant.range
    elif nested is not None and nested.level > 1 and nested is binding.document.blocks[0]:
        message += f": the first heading, '{nested.text.plain}', has level {nested.level}"
    yield Finding(place, message, help, spec.severity, fix=fix)
