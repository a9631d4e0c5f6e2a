"""Values of a document, for parts of it that must say the same.

Owns: finding them with their places: fields, cells, labels, items, headings, data in code, and what a pattern finds in these.
Never: compares them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.base.names import forms
from speclint.base.source import Range
from speclint.base.values import NamedTuple
from speclint.binding.code_blocks import code_blocks, same_language
from speclint.binding.data import values_at
from speclint.binding.lists import label_of, lists_in
from speclint.binding.placeholders import mask_inlines, texts_in
from speclint.binding.tables import grouped_rows, read_columns, tables_in
from speclint.expressions import finder, values_in, whole_matches
from speclint.expressions.searching import Searched
from speclint.markdown import CodeBlock, Footnote, ListBlock, Paragraph, Text, TextLine, walk_blocks
from speclint.ruleset import TableSpec
from speclint.ruleset.kinds import with_options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from speclint.binding.binding import Binding
    from speclint.binding.nodes import Node
    from speclint.binding.sections import Bound
    from speclint.expressions import Pattern
    from speclint.markdown import Block, ListItem, Table
    from speclint.ruleset import ValuesSpec


_BETWEEN_CELLS = " | "
_COUNTED = re.compile(r"\W*(?P<what>(?:[^\W\d_]{1,16}[ .#_-]{0,2}){0,3})\d{1,4}(?!\w)")
"""A heading that is one of several by its number: "Phase 2: Pilot", "US-3", "4. Cut-over"."""
_OWN_LABEL = re.compile(r"(\*\*|__)[^*_\n]{1,80}(?::\1|\1\s?:)")


class Value(NamedTuple):
    """One value: as a reader sees it, its place, and the section that was searched, None for the whole document."""

    text: str
    range: Range
    bound: Bound | None = None
    key: str = ""
    """What names it, see `ValuesSpec.by`."""
    group: int = 0
    """The line of what it is directly in: the heading above it, its table or group of rows, its list. Those of one are siblings."""


class _Texts(NamedTuple):
    """What a pattern is searched in: the texts, as they are rendered and as they are written, and the lines of code."""

    texts: tuple[tuple[Text, str, str], ...]
    code: tuple[TextLine, ...]
    searched: Searched
    """The texts, and behind them the lines."""


class _Known:
    """What was found in a document so far. Several agreements may need the same."""

    def __init__(self, binding: Binding) -> None:
        self.has_footnotes = any(isinstance(block, Footnote) for block in binding.document.blocks)
        self.values: dict[ValuesSpec, tuple[Value, ...]] = {}
        self.wholes: dict[ValuesSpec, tuple[Value, ...]] = {}
        """By what is searched without the pattern: the values that it is searched in, their blanks made one."""
        self.texts: dict[Bound | None, _Texts] = {}


def values_of(binding: Binding, spec: ValuesSpec) -> Sequence[Value]:
    """Each value that is not blank and no placeholder, once."""
    known = binding.once(_Known).values
    if spec not in known:
        known[spec] = tuple(_distinct(binding, spec))
    return known[spec]


def own_values_of(binding: Binding, spec: ValuesSpec) -> list[Value]:
    """The values of a part that are surely its own.

    None of a section that its parent's text only mentions is, and nothing below a heading that is not seen: that is elsewhere.
    """
    return [
        value
        for value in values_of(binding, spec)
        if (value.bound is None or value.bound.node.style != "mention")
        and not binding.is_below_unseen(value.range.start.line)
    ]


def cells_of(binding: Binding, spec: ValuesSpec) -> Iterator[Value]:
    """All cells of a column, also blank ones and those with a placeholder; none below a heading that is not seen."""
    below = binding.is_below_unseen
    return (_tidied(value) for value in _wholes(binding, spec) if not below(value.range.start.line))


def _distinct(binding: Binding, spec: ValuesSpec) -> Iterator[Value]:
    seen: set[Range] = set()
    for found in _all(binding, spec):
        value = _tidied(found)
        if value.text and value.range not in seen and not binding.placeholder_in(value.range):
            seen.add(value.range)
            yield value


def _tidied(value: Value) -> Value:
    """A value whose blanks are one each."""
    text = " ".join(value.text.split())
    return value if value.text == text else value._replace(text=text)


def _all(binding: Binding, spec: ValuesSpec) -> Iterator[Value]:
    if spec.kind == "matches":
        yield from _matches(binding, spec)
        return
    wholes = binding.once(_Known).wholes
    key = spec._replace(pattern="")
    if key not in wholes:
        wholes[key] = tuple(map(_tidied, _wholes(binding, spec)))
    if spec.pattern:
        find = finder(spec.pattern)
        for value in wholes[key]:
            if find(value.text):
                yield from _parts(spec, value)
    else:
        yield from wholes[key]


def _wholes(binding: Binding, spec: ValuesSpec) -> Iterator[Value]:
    if spec.kind == "field":
        yield from _of_field(binding, spec)
    elif spec.kind == "parts":
        yield from _siblings(binding, spec)
    elif not spec.section:
        headings = [node for node in binding.nodes if node is not binding.title]
        yield from _in(binding, spec, _blocks_of(binding), headings)
    else:
        for bound in _places(binding, spec):
            found = _in(binding, spec, _all_blocks(binding, bound), _headings(bound), bound)
            yield from (each._replace(bound=bound) for each in found)


def _places(binding: Binding, spec: ValuesSpec) -> Iterator[Bound]:
    for bound in binding.sections.bound:
        if bound.spec.id == spec.section and not binding.is_swallowed(bound.node):
            yield bound


def _blocks_of(binding: Binding) -> list[Block]:
    return [block for node in (binding.root, *binding.nodes) for block in node.blocks]


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
            yield Value(field.value, field.value_range)


def _siblings(binding: Binding, spec: ValuesSpec) -> Iterator[Value]:
    """Parts that are beside each other, each with all its text."""
    if not spec.section:
        yield from _parts_of((binding.root, *binding.nodes))
        return
    for bound in _places(binding, spec):
        yield from (each._replace(bound=bound) for each in _parts_of(tuple(bound.node.walk())))


def _parts_of(nodes: Sequence[Node]) -> Iterator[Value]:
    """List items, paragraphs that begin in bold with what follows them, and what is below headings that count."""
    series: dict[tuple[int, str], int] = {}
    for node in nodes:
        counted = _COUNTED.match(node.title)
        if counted and node.parent and node.blocks:
            name = (node.parent.line, counted["what"].casefold())
            group = series.setdefault(name, node.line)
            yield Value(f"{node.title}{_BETWEEN_CELLS}{_text_of(node.blocks)}", node.range, group=group)
        lead: Paragraph | None = None
        held: list[Block] = []
        first = 0
        for block in (*node.blocks, None):
            begins = isinstance(block, Paragraph) and block.text.raw.startswith(("**", "__"))
            # What has no label behind its own is another kind of thing: a note beside alerts.
            if lead is not None and (begins or block is None):
                text = _text_of(held)
                if text.count(":") > (_OWN_LABEL.match(lead.text.raw) is not None):
                    yield Value(text, lead.text.range(0, len(lead.text.lines[0].text)), group=first)
            if isinstance(block, Paragraph) and begins:
                first = first or block.range.start.line
                lead, held = block, []
            if block is not None:
                held.append(block)
        for found in lists_in(node.blocks):
            for item in found.items:
                if item.text is not None:
                    place = item.text.range(0, len(item.text.lines[0].text))
                    yield Value(_text_of(list(_own(item))), place, group=found.range.start.line)


def _own(item: ListItem) -> Iterator[Block]:
    """What is in an item, and directly in the items below it: of a nest of lists no part is read more than twice."""
    for block in item.blocks:
        if isinstance(block, ListBlock):
            for inner in block.items:
                yield from (each for each in inner.blocks if not isinstance(each, ListBlock))
        else:
            yield block


def _text_of(blocks: Sequence[Block]) -> str:
    return _BETWEEN_CELLS.join(_prose(text).strip().replace("\n", _BETWEEN_CELLS) for text in texts_in(blocks))


def _prose(text: Text) -> str:
    """A text as it is rendered, without its code: what is in front of a colon there is no label."""
    if "`" not in text.raw:
        return text.plain
    masked = mask_inlines(text).split("\n")
    lines = tuple(line._replace(text=rest) for line, rest in zip(text.lines, masked, strict=True))
    return Text(lines, text.targets).plain


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
            yield Value(node.title, node.range, group=node.parent.line if node.parent else 0)
    elif spec.kind == "column":
        for table in tables_in(blocks):
            yield from _in_column(binding, spec, table, bound)
    elif spec.kind == "table_rows":
        for table in tables_in(blocks):
            for row, group in grouped_rows(table, 0):
                text = _BETWEEN_CELLS.join(cell.text.plain.strip() for cell in row.cells)
                yield Value(text, row.range, group=group)
    elif spec.kind in ("labels", "items"):
        for block in lists_in(blocks):
            for item in block.items:
                if item.text is not None:
                    first = item.text.lines[0]
                    label = Text((TextLine(first.line, first.column, label_of(item)),), item.text.targets)
                    value = label.plain if spec.kind == "labels" else item.text.plain
                    yield Value(value, item.text.range(), group=block.range.start.line)
    elif spec.kind == "data":
        for code in code_blocks(blocks):
            for found in values_at(binding.surroundings.code, same_language(code.language), code, spec.name, spec.by):
                if not spec.rows:
                    yield Value(found.text, found.range, None, found.key)
                elif whole_matches(spec.rows, found.key):
                    yield Value(found.text, found.range)
    else:
        yield from (Value(text.plain, text.range()) for text in texts_in(blocks))
        yield from (Value(line.text, Range.at(line.line, line.column, len(line.text))) for line in _code_lines(blocks))


def _in_column(binding: Binding, spec: ValuesSpec, table: Table, bound: Bound | None) -> Iterator[Value]:
    index = _column(binding, table, spec.name, bound)
    by = [number for number in (_column(binding, table, name, bound) for name in spec.by) if number >= 0]
    for row, group in grouped_rows(table, index) if index >= 0 else ():
        if spec.rows and not whole_matches(spec.rows, row.cells[0].text.plain.strip() if row.cells else ""):
            continue
        if index < len(row.cells):
            cell = row.cells[index]
            key = "; ".join(row.cells[number].text.plain.strip() for number in by if number < len(row.cells))
            yield Value(cell.text.plain, cell.range, None, key, group)


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
    """What the pattern finds in a value, at the place of the whole where it is not written so."""
    seen: set[str] = set()
    for start, end in values_in(spec.pattern, value.text):
        part = value.text[start:end]
        if part not in seen:
            seen.add(part)
            yield value._replace(text=part, range=value.range if len(seen) == 1 else _behind(value.range, start))


def _behind(place: Range, start: int) -> Range:
    """The place of a later part of a value: from there to the end, so that it differs from that of the first."""
    begin = place.start._replace(column=place.start.column + start)
    return Range(begin, place.end) if begin < place.end else place


def _matches(binding: Binding, spec: ValuesSpec) -> Iterator[Value]:
    """What a pattern finds in a part of a document, and with no part named also in front matter."""
    if spec.section:
        if not _may_be_there(binding, spec.pattern):
            return
        for bound in _places(binding, spec):
            yield from (each._replace(bound=bound) for each in _matched(spec.pattern, _texts_of(binding, bound)))
        return
    for field in binding.front_matter_fields:
        yield from _parts(spec, _tidied(Value(field.value, field.value_range)))
    yield from _matched(spec.pattern, _texts_of(binding, None))


def _may_be_there(binding: Binding, pattern: Pattern) -> bool:
    """Whether any section can have a match. Footnotes are of the sections that mention them, and not looked through here."""
    return binding.once(_Known).has_footnotes or bool(_texts_of(binding, None).searched.may_hold(pattern))


def _texts_of(binding: Binding, bound: Bound | None) -> _Texts:
    known = binding.once(_Known).texts
    if bound not in known:
        blocks = _blocks_of(binding) if bound is None else _all_blocks(binding, bound)
        texts = tuple((text, text.plain, text.raw) for text in texts_in(blocks))
        code = tuple(_code_lines(blocks))
        written = (plain if plain == raw else f"{plain}\n{raw}" for _, plain, raw in texts)
        known[bound] = _Texts(texts, code, Searched([*written, *(line.text for line in code)]))
    return known[bound]


def _matched(pattern: Pattern, searched: _Texts) -> Iterator[Value]:
    """What a pattern finds in each text as it is rendered; where that is nothing, in the text as it is written."""
    find = finder(pattern)  # most texts hold none
    for number in searched.searched.may_hold(pattern):
        if number < len(searched.texts):
            yield from _in_text(pattern, find, *searched.texts[number])
            continue
        line = searched.code[number - len(searched.texts)]
        for start, end in values_in(pattern, line.text) if find(line.text) else ():
            yield Value(line.text[start:end], Range.at(line.line, line.column + start, end - start))


def _in_text(pattern: Pattern, find: Callable[[str], object], text: Text, plain: str, raw: str) -> Iterator[Value]:
    cursor = 0
    spans = values_in(pattern, plain) if find(plain) else []
    for start, end in spans:
        value = plain[start:end]
        offset = raw.find(value, cursor)
        cursor = max(offset, 0) + len(value) if offset >= 0 else cursor
        yield Value(value, text.range(offset, offset + len(value)) if offset >= 0 else text.range())
    for start, end in () if spans or plain == raw or not find(raw) else values_in(pattern, raw):
        place = text.range(start, end)
        value = Text((TextLine(*place.start, raw[start:end].replace("\n", " ")),), text.targets).plain
        yield Value(value, place)


def _code_lines(blocks: Sequence[Block]) -> Iterator[TextLine]:
    for block in walk_blocks(tuple(blocks)):
        yield from block.lines if isinstance(block, CodeBlock) else ()
