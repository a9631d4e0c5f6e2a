"""Fields that are missing.

Owns: a line for a field, written like those around it, and the name of one as the rule set writes it.
Never: gives a field a value: a mark stands there until the author does.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Fix, TextEdit
from speclint.fixes.lines import insert_block, insert_line
from speclint.fixes.outlook import outlook_of
from speclint.source import Range
from speclint.template import Outlook, field_value, metadata_key, render_metadata

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.binding import Binding, FieldPair, FieldValue
    from speclint.ruleset import FieldSpec
    from speclint.source import SourceFile

_HARD_BREAK = re.compile(r"(?:  +|\\)$")
_MARKED = re.compile(
    r"(?P<marks>\*\*|__)[^*_\n]+?(?P<inside>[:\uff1a]?)(?P=marks)(?P<between>[ \t]*(?:[:\uff1a]|[-\u2013\u2014])?[ \t]*)"
)
_BULLET = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+$|[> \t]*$")


def rename_field(source: SourceFile, found: FieldValue, name: str) -> Fix | None:
    """Write the name of a field as the rule set does."""
    line, column = found.range.start
    start = source.lines[line - 1].find(found.name, column - 1)
    if start < 0 or not found.name:
        return None
    if found.carrier == "front matter":
        name = metadata_key(_cased(found.name, name))
    place = Range.at(line, start + 1, len(found.name))
    return Fix(f"Write the field as '{name}'", "safe", (TextEdit(place, name),))


def add_fields(binding: Binding, pairs: Sequence[FieldPair]) -> Fix | None:
    """Add a line for each of some fields of one place, in the form that the fields around have."""
    specs = [pair.spec for pair in pairs]
    bound = pairs[0].bound
    named = ", ".join(f"'{spec.name}'" for spec in specs)
    if bound is not None:
        edits = _in_section(binding, pairs)
    elif binding.uses_front_matter:
        edits = _in_front_matter(binding, specs)
    else:
        edits = _in_head(binding, specs)
    if not edits:
        return None
    return Fix(f"Add the field{'' if len(specs) == 1 else 's'} {named}", "safe", tuple(edits))


def _values(binding: Binding, specs: Sequence[FieldSpec], *, of_document: bool = True) -> list[tuple[str, str]]:
    outlook = outlook_of(binding) if of_document else Outlook({})
    return [(spec.name, field_value(spec, outlook)) for spec in specs]


def _in_front_matter(binding: Binding, specs: Sequence[FieldSpec]) -> list[TextEdit]:
    front = binding.document.front_matter
    if front is None:
        return []
    source = binding.document.source
    sample = next((field.name for field in binding.metadata if field.carrier == "front matter"), "")
    last = front.range.end.line - 1
    separator = ": "
    if front.style == "toml":
        separator = " = "
        # What stands below the head of a table belongs to the table.
        tables = (number for number in range(2, last + 1) if source.lines[number - 1].lstrip().startswith("["))
        last = next(tables, last + 1) - 1
    lines = [
        f"{metadata_key(_cased(sample, name))}{separator}{json.dumps(value, ensure_ascii=False)}"
        for name, value in _values(binding, specs)
    ]
    return [insert_line(source, last, source.line_end(last).join(lines))]


def _in_head(binding: Binding, specs: Sequence[FieldSpec]) -> list[TextEdit]:
    """Beside a field that is there; else below the title, as a new document has them."""
    own = [pair.found for pair in binding.declared_fields if pair.found is not None]
    source = binding.document.source
    values = _values(binding, specs)
    for found in _around(binding, specs[0], own):
        edit = _beside(source, found, values)
        if edit is not None:
            return [edit]
    if own:
        return []
    form = binding.ruleset.metadata
    text = render_metadata(form.form, values)
    if form.form == "front_matter":
        in_place = binding.document.front_matter is not None
        return _in_front_matter(binding, specs) if in_place else [insert_block(source, 0, text)]
    if form.heading:
        text = f"{'#' * binding.ruleset.heading_level} {form.heading}\n\n{text}"
    title = binding.title
    front = binding.document.front_matter
    return [insert_block(source, title.range.end.line if title else front.range.end.line if front else 0, text)]


def _in_section(binding: Binding, pairs: Sequence[FieldPair]) -> list[TextEdit]:
    bound = pairs[0].bound
    if bound is None:
        return []
    source = binding.document.source
    values = _values(binding, [pair.spec for pair in pairs], of_document=False)
    there = list(binding.section_fields(bound))
    for found in reversed(there):
        edit = _beside(source, found, values)
        if edit is not None:
            return [edit]
    if there:
        return []
    text = "\n".join(f"- **{name}**: {value}" for name, value in values)
    return [insert_block(source, bound.node.range.end.line, text)]


def _around(binding: Binding, spec: FieldSpec, own: Sequence[FieldValue]) -> list[FieldValue]:
    """The fields that are there, the best neighbour first: those declared before it, the nearest first; then others."""
    names = [each.name for each in binding.ruleset.fields]
    place = names.index(spec.name) if spec.name in names else len(names)
    by_name = {pair.spec.name: pair.found for pair in binding.declared_fields if pair.found in own}
    before = [by_name[name] for name in reversed(names[:place]) if name in by_name]
    after = [by_name[name] for name in names[place:] if name in by_name]
    return [found for found in (*before, *after) if found is not None]


def _beside(source: SourceFile, found: FieldValue, values: Sequence[tuple[str, str]]) -> TextEdit | None:
    """Lines below a field, written as it is; None where its form cannot be followed."""
    if found.block_follows or found.carrier == "front matter":
        return None
    number = found.range.end.line
    line = source.lines[found.range.start.line - 1]
    prefix = line[: found.range.start.column - 1]
    if found.carrier == "table":
        return _row(source, found, values)
    if not _BULLET.fullmatch(prefix):
        return None
    last = source.lines[number - 1]
    above = source.lines[found.range.start.line - 2] if found.range.start.line > 1 else ""
    # What keeps lines of one paragraph apart on the page. The last of them may do without it.
    ending = _HARD_BREAK.search(line) or (_HARD_BREAK.search(above) if above.strip("> ") else None)
    mark = ending[0] if ending else ""
    is_last = not _HARD_BREAK.search(last)
    lines = [f"{prefix}{_named(line, found, name)}{value}{mark}" for name, value in values]
    end = source.line_end(number)
    text = (mark if is_last else "") + end + end.join(lines)
    return TextEdit(Range.at(number, len(last) + 1), text.removesuffix(mark) if is_last else text)


def _named(line: str, found: FieldValue, name: str) -> str:
    """The beginning of a field's line, with its marks and its colon where the sample has them."""
    if found.carrier != "bold":
        ticks = "`" if found.carrier == "code" else ""
        return f"{ticks}{name}{ticks}: "
    sample = _MARKED.match(line, found.range.start.column - 1)
    if sample is None:
        return f"**{name}**: "
    marks = sample["marks"]
    between = sample["between"].rstrip() + " " if sample["between"].strip() or sample["inside"] else ": "
    return f"{marks}{name}{sample['inside']}{marks}{between}"


def _row(source: SourceFile, found: FieldValue, values: Sequence[tuple[str, str]]) -> TextEdit | None:
    """Rows of a table of two columns, as wide as the one above."""
    number = found.range.start.line
    line = source.lines[number - 1]
    row = line[found.range.start.column - 1 : found.range.end.column - 1]
    cells = re.split(r"(?<!\\)\|", row.strip().removeprefix("|").removesuffix("|"))
    if found.value_range.start.line != number or found.range.start.column > found.value_range.start.column:
        return None
    below = source.lines[number] if number < len(source.lines) else ""
    if len(cells) != 2 or not row.startswith("|") or re.fullmatch(r"[|:\s>-]*-[|:\s>-]*", below):
        return None
    prefix = line[: found.range.start.column - 1]
    left, right = (len(cell.strip()) for cell in cells)
    widths = [max(len(cell) - 2, size) for cell, size in zip(cells, (left, right), strict=True)]
    rows = []
    for name, value in values:
        both = [text.replace("|", "\\|").ljust(width) for text, width in zip((name, value), widths, strict=True)]
        rows.append(f"{prefix}| {both[0]} | {both[1]} |")
    return insert_line(source, number, source.line_end(number).join(rows))


def _cased(sample: str, name: str) -> str:
    """A name in the way of writing of another key: `document_id` beside `spec_status`, `Owner` beside `Status`."""
    if sample and sample == sample.lower():
        joint = "-" if "-" in sample else "_"
        return name.lower().replace(" ", joint)
    return name
