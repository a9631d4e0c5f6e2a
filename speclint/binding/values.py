"""Values of a document, for parts of it that must say the same.

Owns: finding them with their places: fields, cells, labels, items, headings, data in code, and what a pattern finds in these.
Never: compares them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.names import forms
from speclint.base.source import Range
from speclint.base.values import NamedTuple
from speclint.binding.code_blocks import code_blocks, same_language
from speclint.binding.data import values_at
from speclint.binding.lists import label_of, lists_in
from speclint.binding.placeholders import texts_in
from speclint.binding.tables import read_columns, tables_in
from speclint.expressions import values_in, whole_matches
from speclint.markdown import CodeBlock, Text, TextLine, walk_blocks
from speclint.ruleset import TableSpec
from speclint.ruleset.kinds import with_options

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.binding.binding import Binding
    from speclint.binding.nodes import Node
    from speclint.binding.sections import Bound
    from speclint.markdown import Block, Table
    from speclint.ruleset import ValuesSpec


_BETWEEN_CELLS = " | "


class Value(NamedTuple):
    """One value: as a reader sees it, its place, and the section that was searched, None for the whole document."""

    text: str
    range: Range
    bound: Bound | None = None
    key: str = ""
    """What names it, see `ValuesSpec.by`."""
    group: int = 0
    """The line of what it is directly in: the heading above it, its table or its list. Values of one group are siblings."""


def values_of(binding: Binding, spec: ValuesSpec) -> Sequence[Value]:
    """Each value that is not blank and no placeholder, once. Several agreements may need the same."""
    known: dict[ValuesSpec, tuple[Value, ...]] = binding.once(_known)
    if spec not in known:
        known[spec] = tuple(_distinct(binding, spec))
    return known[spec]


def own_values_of(binding: Binding, spec: ValuesSpec) -> list[Value]:
    """The values of a part that are surely its own: of a section that its parent's text only mentions, none are."""
    return [value for value in values_of(binding, spec) if value.bound is None or value.bound.node.style != "mention"]


def _known(binding: Binding) -> dict[ValuesSpec, tuple[Value, ...]]:
    del binding
    return {}


def _distinct(binding: Binding, spec: ValuesSpec) -> Iterator[Value]:
    seen: set[Range] = set()
    for found in _all(binding, spec):
        text = " ".join(found.text.split())
        if text and found.range not in seen and not binding.placeholder_in(found.range):
            seen.add(found.range)
            yield found._replace(text=text)


def _all(binding: Binding, spec: ValuesSpec) -> Iterator[Value]:
    if spec.kind == "field":
        yield from _of_field(binding, spec)
    elif not spec.section:
        if spec.kind == "matches":
            for field in binding.front_matter_fields:
                yield from _parts(spec, Value(field.value, field.value_range))
        blocks = [block for node in (binding.root, *binding.nodes) for block in node.blocks]
        headings = [node for node in binding.nodes if node is not binding.title]
        yield from _in(binding, spec, blocks, headings)
    else:
        for bound in binding.sections.bound:
            if bound.spec.id == spec.section and not binding.is_swallowed(bound.node):
                found = _in(binding, spec, _all_blocks(binding, bound), _headings(bound), bound)
                yield from (each._replace(bound=bound) for each in found)


def _of_field(binding: Binding, spec: ValuesSpec) -> Iterator[Value]:
    wanted = set(forms(spec.name))
    declared = [pair for pair in binding.declared_fields if wanted.intersection(forms(pair.spec.name))]
    found = (
        [pair.found for pair in declared]
        if declared
        else [field for field in binding.metadata if wanted.intersection(field.names)][:1]
    )
    for field in found:
        if field is not None and field.value:
            yield from _parts(spec, Value(field.value, field.value_range))


def _headings(bound: Bound) -> list[Node]:
    """All headings below a section, and the bold lines that are declared there."""
    nodes = {each.node for each in bound.walk() if each is not bound}
    nodes.update(node for node in bound.node.walk() if node is not bound.node)
    return sorted(nodes, key=lambda node: node.range.start)


def _all_blocks(binding: Binding, bound: Bound) -> list[Block]:
    """The content of a section and of its declared subsections."""
    blocks = list(binding.own_content(bound))
    for child in bound.children:
        blocks += _all_blocks(binding, child)
    return blocks


def _in(
    binding: Binding,
    spec: ValuesSpec,
    blocks: Sequence[Block],
    headings: Sequence[Node],
    bound: Bound | None = None,
) -> Iterator[Value]:
    if spec.kind == "headings":
        for node in headings:
            yield from _parts(spec, Value(node.title, node.range, group=node.parent.line if node.parent else 0))
    elif spec.kind == "column":
        for table in tables_in(blocks):
            yield from _in_column(binding, spec, table, bound)
    elif spec.kind == "table_rows":
        for table in tables_in(blocks):
            for row in table.rows:
                text = _BETWEEN_CELLS.join(cell.text.plain.strip() for cell in row.cells)
                yield from _parts(spec, Value(text, row.range, group=table.range.start.line))
    elif spec.kind in ("labels", "items"):
        for block in lists_in(blocks):
            for item in block.items:
                if item.text is not None:
                    first = item.text.lines[0]
                    label = Text((TextLine(first.line, first.column, label_of(item)),), item.text.targets)
                    value = label.plain if spec.kind == "labels" else item.text.plain
                    yield from _parts(spec, Value(value, item.text.range(), group=block.range.start.line))
    elif spec.kind == "data":
        for code in code_blocks(blocks):
            for found in values_at(binding.surroundings.code, same_language(code.language), code, spec.name, spec.by):
                if not spec.rows:
                    yield from _parts(spec, Value(found.text, found.range, None, found.key))
                elif whole_matches(spec.rows, found.key):
                    yield from _parts(spec, Value(found.text, found.range))
    elif spec.kind == "text":
        yield from (Value(text.plain, text.range()) for text in texts_in(blocks))
        yield from (Value(line.text, Range.at(line.line, line.column, len(line.text))) for line in _code_lines(blocks))
    else:
        yield from _matches(spec.pattern, blocks)


def _in_column(binding: Binding, spec: ValuesSpec, table: Table, bound: Bound | None) -> Iterator[Value]:
    index = _column(binding, table, spec.name, bound)
    by = [number for number in (_column(binding, table, name, bound) for name in spec.by) if number >= 0]
    for row in table.rows if index >= 0 else ():
        if spec.rows and not whole_matches(spec.rows, row.cells[0].text.plain.strip() if row.cells else ""):
            continue
        if index < len(row.cells):
            cell = row.cells[index]
            key = "; ".join(row.cells[number].text.plain.strip() for number in by if number < len(row.cells))
            yield from _parts(spec, Value(cell.text.plain, cell.range, None, key, table.range.start.line))


def _column(binding: Binding, table: Table, name: str, bound: Bound | None) -> int:
    """The index of a column; where the section, or one inside it, declares it, as its table is read there. -1 for none.

    Where no header has the name, the only one that means the same decides.
    """
    declared = False
    for each in bound.walk() if bound is not None else ():
        for expectation in with_options(each.spec.expects):
            columns = expectation.spec.columns if isinstance(expectation.spec, TableSpec) else ()
            if any(column.name == name for column in columns):
                declared = True
                found = read_columns(columns, table, binding.wordings)
                if name in found:
                    return found[name]
    if declared:
        return -1
    wanted = forms(name)[0]
    headers = (forms(cell.text.plain) for cell in table.header.cells)
    named = next((number for number, header in enumerate(headers) if wanted in header), -1)
    if named >= 0:
        return named
    words = binding.wordings()
    meant = words.key(name)
    said = [number for number, cell in enumerate(table.header.cells) if meant and words.key(cell.text.plain) == meant]
    return said[0] if len(said) == 1 else -1


def _parts(spec: ValuesSpec, value: Value) -> Iterator[Value]:
    """What counts of a value, at the place of the whole where it is not written so."""
    if not spec.pattern:
        yield value
        return
    text = " ".join(value.text.split())
    seen: set[str] = set()
    for start, end in values_in(spec.pattern, text):
        part = text[start:end]
        if part not in seen:
            seen.add(part)
            yield value._replace(text=part, range=value.range if len(seen) == 1 else _behind(value.range, start))


def _behind(place: Range, start: int) -> Range:
    """The place of a later part of a value: from there to the end, so that it differs from that of the first."""
    begin = place.start._replace(column=place.start.column + start)
    return Range(begin, place.end) if begin < place.end else place


def _matches(pattern: str, blocks: Sequence[Block]) -> Iterator[Value]:
    """What a pattern finds in each text as it is rendered; where that is nothing, in the text as it is written."""
    for text in texts_in(blocks):
        plain, cursor = text.plain, 0
        spans = values_in(pattern, plain)
        for start, end in spans:
            value = plain[start:end]
            offset = text.raw.find(value, cursor)
            cursor = max(offset, 0) + len(value) if offset >= 0 else cursor
            yield Value(value, text.range(offset, offset + len(value)) if offset >= 0 else text.range())
        for start, end in () if spans or plain == text.raw else values_in(pattern, text.raw):
            place = text.range(start, end)
            value = Text((TextLine(*place.start, text.raw[start:end].replace("\n", " ")),), text.targets).plain
            yield Value(value, place)
    for line in _code_lines(blocks):
        for start, end in values_in(pattern, line.text):
            yield Value(line.text[start:end], Range.at(line.line, line.column + start, end - start))


def _code_lines(blocks: Sequence[Block]) -> Iterator[TextLine]:
    for block in walk_blocks(tuple(blocks)):
        yield from block.lines if isinstance(block, CodeBlock) else ()
