"""Fields that are missing.

Owns: a line for a field, written like those around it, and the name of one as the rule set writes it.
Never: gives a field a value: a mark takes its place until the author does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.authoring.template import Outlook, field_value, render_metadata
from speclint.base.diagnostics import Fix, TextEdit
from speclint.base.names import forms
from speclint.base.source import Range
from speclint.fixes.front_matter import cased, in_front_matter
from speclint.fixes.lines import insert_block, insert_line, last_text_line
from speclint.fixes.outlook import outlook_of
from speclint.fixes.slips import applicability_of
from speclint.markdown import ListBlock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.base.source import SourceFile
    from speclint.binding import Binding, FieldPair, FieldValue, Node
    from speclint.ruleset import FieldSpec

_CELL = re.compile(r"(?P<marks>\*\*|__|`|\*|_|)[^*_`]+?(?P<inside>:?)(?P=marks)(?P<after>:?)")
_COLUMNS = 2
_MARKED = re.compile(
    r"(?P<marks>\*\*|__)[^*_\n]+?(?P<inside>[:\uff1a]?)(?P=marks)(?P<between>[ \t]*(?:[:\uff1a]|[-\u2013\u2014])?[ \t]*)"
)
_SHARED = re.compile(r"(?P<bar>[ \t]+[|\u00b7\u2022][ \t]+)(?:\*\*|__)")
_SHARING = re.compile(r"(?P<bar>[ \t]+[|\u00b7\u2022][ \t]+)[^|\s]")  # backwards from where a field begins
_ITEM = re.compile(r"[-*+][ \t]+")
_CODE_INDENT = 4
_IN_ITEM = re.compile(r"[> \t]*(?:[-*+]|\d{1,9}[.)])[ \t]")
_BULLET = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+$|[> \t]*$")


def rename_field(source: SourceFile, found: FieldValue, name: str) -> Fix | None:
    """Write the name of a field as the rule set does."""
    line, column = found.range.start
    start = source.lines[line - 1].find(found.name, column - 1)
    if start < 0 or not found.name:
        return None
    sure = applicability_of(found.name, name)
    if found.carrier == "front matter":
        name = cased(found.name, name)
    place = Range.at(line, start + 1, len(found.name))
    return Fix(f"Rename the field to '{name}'", sure, (TextEdit(place, name),))


def put_colon(place: Range, name: str) -> Fix:
    """Put a colon behind the name of a field, in place of the sign that it has."""
    return Fix(f"Put a colon behind '{name}'", "safe", (TextEdit(place, ": "),))


def add_fields(binding: Binding, pairs: Sequence[FieldPair]) -> Fix | None:
    """Add a line for each of some fields of one place, in the form that the fields around have."""
    specs = [pair.spec for pair in pairs]
    bound = pairs[0].bound
    named = ", ".join(f"'{spec.name}'" for spec in specs)
    if bound is not None:
        edits = _in_section(binding, pairs)
    elif binding.uses_front_matter:
        edits = in_front_matter(binding, _values(binding, specs))
    else:
        edits = _in_head(binding, specs)
    if not edits:
        return None
    return Fix(f"Add the field{'' if len(specs) == 1 else 's'} {named}", "unsafe", tuple(edits))


def _values(binding: Binding, specs: Sequence[FieldSpec], *, of_document: bool = True) -> list[tuple[str, str]]:
    outlook = outlook_of(binding) if of_document else Outlook({})
    return [(spec.name, field_value(spec, outlook)) for spec in specs]


def _in_head(binding: Binding, specs: Sequence[FieldSpec]) -> list[TextEdit]:
    """Beside a field that exists; else below the title, as a new document has them."""
    own = [pair.found for pair in binding.declared_fields if pair.found is not None]
    source = binding.document.source
    values = _values(binding, specs)
    for found, is_after in _around(binding, specs[0], own):
        edit = _beside(source, found, values, above=is_after)
        if edit is not None:
            return [edit]
    if own:
        return []
    form = binding.ruleset.metadata
    text = render_metadata(form.form, values)
    if form.form == "front_matter":
        in_place = binding.document.front_matter is not None
        return in_front_matter(binding, values) if in_place else [insert_block(source, 0, text)]
    if form.heading:
        there = next((node for node in binding.nodes if _is_for_fields(binding, node)), None)
        if there is not None and there.written_level != binding.ruleset.heading_level:
            return []  # its level comes first
        if there is not None:
            return [insert_block(source, there.range.end.line, text)]
        text = f"{'#' * binding.ruleset.heading_level} {form.heading}\n\n{text}"
    title = binding.title
    front = binding.document.front_matter
    return [insert_block(source, title.range.end.line if title else front.range.end.line if front else 0, text)]


def _is_for_fields(binding: Binding, node: Node) -> bool:
    """Whether a section is meant for fields of the document, and not for a text with some of them next to it."""
    names = set(node.names)
    if node.style != "heading" or names.isdisjoint(binding.ruleset.metadata_sections):
        return False
    return not names.isdisjoint(forms(binding.ruleset.metadata.heading)) or not binding.bound_at(node)


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
    lines = [f"**{name}**: {value}" for name, value in values]
    first = next(iter(binding.content(bound)), None)
    if isinstance(first, ListBlock) and not first.ordered:
        # A list right above another would be one with it: the fields become items of the one that exists.
        return _as_items(source, first, lines)
    return [insert_block(source, bound.node.range.end.line, "\n".join(f"- {line}" for line in lines))]


def _as_items(source: SourceFile, block: ListBlock, lines: Sequence[str]) -> list[TextEdit]:
    """Items at the end of a list, written as its last one."""
    last = block.items[-1]
    number, column = last.range.start
    found = _ITEM.match(source.lines[number - 1], column - 1)
    if found is None or column > _CODE_INDENT:
        return []
    prefix = source.lines[number - 1][: column - 1] + found[0]
    end = last_text_line(source, number, last.range.end.line)
    return [insert_line(source, end, source.line_end(end).join(f"{prefix}{line}" for line in lines))]


def _around(binding: Binding, spec: FieldSpec, own: Sequence[FieldValue]) -> list[tuple[FieldValue, bool]]:
    """The fields that exist, the best neighbour first: those declared before it, the nearest first; then others.

    Each with whether it is declared after the field.
    """
    names = [each.name for each in binding.ruleset.fields]
    place = names.index(spec.name) if spec.name in names else len(names)
    by_name = {pair.spec.name: pair.found for pair in binding.declared_fields if pair.found in own}
    before = [by_name[name] for name in reversed(names[:place]) if name in by_name]
    after = [by_name[name] for name in names[place:] if name in by_name]
    neighbours = [*((found, False) for found in before), *((found, True) for found in after)]
    return [(found, is_after) for found, is_after in neighbours if found is not None]


def _beside(
    source: SourceFile, found: FieldValue, values: Sequence[tuple[str, str]], *, above: bool = False
) -> TextEdit | None:
    """Lines below a field, or `above` it, written as it is; None where its form cannot be followed."""
    number = found.range.end.line
    line = source.lines[found.range.start.line - 1]
    prefix = line[: found.range.start.column - 1]
    # What follows an item belongs to it; what follows a paragraph whose fields have their values is something else.
    if found.carrier == "front matter" or (found.block_follows and (not found.value or _IN_ITEM.match(line))):
        return None
    if found.carrier == "table":
        return _row(source, found, values, above=above)
    shared = _SHARED.match(line, found.value_range.end.column - 1)
    bar = shared["bar"] if shared else _bar_before(prefix)
    if bar and found.range.end.line == found.range.start.line and found.carrier == "bold":
        # Several share the line: on a line of its own, the new one would be apart, or run on behind the last.
        texts = [f"{bar}{_named(line, found, name)}{value.replace('|', '/')}" for name, value in values]
        return TextEdit(Range(found.range.end, found.range.end), "".join(texts))
    if not _BULLET.fullmatch(prefix):
        return None
    last = source.lines[number - 1]
    first = found.range.start.line
    before = source.lines[first - 2] if first > 1 else ""
    # What keeps lines of one paragraph apart on the page. The last of them may do without it.
    mark = _hard_break(line) or (_hard_break(before) if before.strip("> ") else "")
    is_last = not _hard_break(last)
    lines = [f"{prefix}{_named(line, found, name)}{value}{mark}" for name, value in values]
    end = source.line_end(number)
    if above:
        return TextEdit(Range.at(first, 1), "".join(f"{text}{end}" for text in lines))
    text = (mark if is_last else "") + end + end.join(lines)
    return TextEdit(Range.at(number, len(last) + 1), text.removesuffix(mark) if is_last else text)


def _bar_before(prefix: str) -> str:
    """The bar between the field before and one that begins behind `prefix`, where both share the line; else ""."""
    found = _SHARING.match(prefix[::-1])
    bar = found["bar"][::-1] if found else ""
    head = prefix[: len(prefix) - len(bar) - 1]
    return bar if "**" in head or "__" in head else ""


def _hard_break(line: str) -> str:
    """The mark at the end of a line that keeps it apart from the next one on the page; "" where there is none."""
    blanks = line[len(line.rstrip(" ")) :]
    return "\\" if line.endswith("\\") else blanks if len(blanks) > 1 else ""


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


def _row(source: SourceFile, found: FieldValue, values: Sequence[tuple[str, str]], *, above: bool) -> TextEdit | None:
    """Rows of a table with names in its first column and values in the second, as wide as the one beside them."""
    number = found.range.start.line
    line = source.lines[number - 1]
    row = line[found.range.start.column - 1 : found.range.end.column - 1]
    cells = re.split(r"(?<!\\)\|", row.strip().removeprefix("|").removesuffix("|"))
    if found.value_range.start.line != number or found.range.start.column > found.value_range.start.column:
        return None
    below = source.lines[number] if number < len(source.lines) else ""
    if len(cells) < _COLUMNS or re.fullmatch(r"[|:\s>-]*-[|:\s>-]*", below):
        return None
    prefix = line[: found.range.start.column - 1]
    closed = row.startswith("|")
    widths = [max(len(cell) - 2, len(cell.strip())) for cell in cells] if closed else [0] * len(cells)
    rows = []
    for name, value in values:
        texts = [
            _cell_name(cells[0].strip(), name.replace("|", "\\|")),
            value.replace("|", "\\|"),
            *[""] * (len(cells) - 2),
        ]
        shown = " | ".join(text.ljust(width) for text, width in zip(texts, widths, strict=True))
        rows.append(f"{prefix}| {shown} |" if closed else f"{prefix}{shown.rstrip()}")
    return insert_line(source, number - above, source.line_end(number).join(rows))


def _cell_name(sample: str, name: str) -> str:
    """A name for the first cell of a row, with the marks and the colon that another one has."""
    found = _CELL.fullmatch(sample)
    return f"{found['marks']}{name}{found['inside']}{found['marks']}{found['after']}" if found is not None else name
