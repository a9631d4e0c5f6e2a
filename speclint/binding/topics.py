"""Declared subsections that are written in the text of the section around them.

Owns: which label, bold line or piece of content stands for a subsection that has no heading.
Never: looks below the first subheading, where a heading is the usual form, or at what is hidden.

A subsection is answered, and judged, where its content is: under a line in bold of its name, behind its name as a label
(`**Rollback**: ...`, a list item, a row), or by content that can be nothing else (`answered_by`). A section whose heading
has several parts ("Deployment & rollback") answers each that has a name of its own.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from speclint.base.source import Range
from speclint.binding.fields import find_fields
from speclint.binding.nodes import Node, bold_nodes, is_content
from speclint.binding.sections import Bound
from speclint.binding.tables import tables_in
from speclint.binding.traces import FORMS
from speclint.markdown import Paragraph, Text, TextLine
from speclint.ruleset import TextSpec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from speclint.binding.fields import FieldValue
    from speclint.binding.sections import Scope, Sections
    from speclint.binding.traces import Trace, Traces
    from speclint.markdown import Block
    from speclint.ruleset import Expectation, SectionGroup, SectionSpec


def find_topics(
    sections: Sections,
    lines: Sequence[str],
    traces: Callable[[], Traces],
    is_there: Callable[[Bound, tuple[Block, ...], Expectation], bool],
) -> Iterator[tuple[Scope, Bound]]:
    """What stands for subsections without a heading, each with its scope.

    `lines` are those of the document; `is_there` says whether blocks of a section have what is expected.
    """
    for scope in sections.scopes:
        if scope.owner is None or scope.owner.is_topic:
            continue
        possible = possible_topics(scope.specs, sections.groups(scope))
        lacking = [spec for spec in possible if not scope.count(spec)]
        if not lacking:
            continue
        labels = _Labels(sections, scope, lines)
        open_ended: list[SectionSpec] = []
        for spec in lacking:
            node = labels.of(spec)
            if node is not None:
                yield scope, Bound(spec, node, scope.owner)
            elif spec.answered_by:
                open_ended.append(spec)
        yield from _by_content(scope, scope.owner, open_ended, traces, is_there)


def possible_topics(specs: Iterable[SectionSpec], groups: Iterable[SectionGroup]) -> list[SectionSpec]:
    """Those of a section's subsections that are expected, and may have no heading. `groups`: the logic between them.

    Where nobody expects one, a label is just a label.
    """
    grouped = {name for group in groups if group.kind in ("at_least_one", "exactly_one") for name in group.sections}
    return [spec for spec in specs if _may_be_topic(spec, grouped)]


def _may_be_topic(spec: SectionSpec, grouped: AbstractSet[str]) -> bool:
    if spec.style != "heading" or spec.own_heading or spec.pattern:
        return False
    return spec.presence != "optional" or bool(spec.answered_by) or spec.id in grouped


def _by_content(
    scope: Scope,
    owner: Bound,
    lacking: Sequence[SectionSpec],
    traces: Callable[[], Traces],
    is_there: Callable[[Bound, tuple[Block, ...], Expectation], bool],
) -> Iterator[tuple[Scope, Bound]]:
    """Content of a section that can be nothing else than one of its subsections."""
    blocks = [block for block in scope.node.blocks if is_content(block)]
    for spec in lacking if blocks else ():
        last = scope.node.children[0].line if scope.node.children else scope.node.end_line + 1
        # Its heading exists, and is not seen: that is what is wrong.
        if any(_is_between(scope.node.line, traces().all(form, spec), last) for form in FORMS):
            continue
        for asked in spec.answered_by:
            found = next((block for block in blocks if is_there(owner, (block,), asked)), None)
            if found is None:
                continue
            start = found.range.start
            place = Range(start, start._replace(column=start.column + 1))
            # A text that mentions a topic says where it begins, not where it ends.
            mentioned = isinstance(asked.spec, TextSpec)
            own = blocks if mentioned else [found]
            style = "mention" if mentioned else "content"
            yield scope, Bound(spec, _node(scope.node, spec.title, place, own, style, own[-1].range.end.line), owner)
            break


def _is_between(first: int, traces: Sequence[Trace], last: int) -> bool:
    """Whether one of some traces, in the order of the document, is below one line and above another."""
    index = bisect_right(traces, first, key=lambda trace: trace.range.start.line)
    return index < len(traces) and traces[index].range.start.line < last


class _Labels:
    """The lines in bold and the labels in a section's own text, by what they are about."""

    def __init__(self, sections: Sections, scope: Scope, lines: Sequence[str]) -> None:
        self._scope = scope
        self._wordings = sections.wordings
        self._lines = lines
        taken = {bound.node.range for bound in scope.bound}
        self._names = {name for spec in scope.specs if not spec.pattern for name in spec.names}
        self._bold = self._joined([node for node in bold_nodes(scope.node) if node.range not in taken])
        # A header names the columns below it: "Cost | Benefit" is no label.
        headers = {table.header.range.start.line for table in tables_in(scope.node.blocks) if table.rows}
        found = find_fields(scope.node.blocks)
        self._fields = [field for field in found if not field.quoted and field.range.start.line not in headers]
        self._bold_lines = {node.line for node in self._bold}
        self._labels = [field for field in self._fields if field.range.start.line not in self._bold_lines]

    def of(self, spec: SectionSpec) -> Node | None:
        """What stands for a subsection: the only one with its very name, else the only one with its name in other words."""
        names = set(spec.names)
        bold = [node for node in self._bold if not names.isdisjoint(node.names)]
        fields = [field for field in self._labels if not names.isdisjoint(field.names)]
        if not bold and not fields:
            keys = self._wordings.keys((spec.title, *spec.aliases))
            bold = [node for node in self._bold if self._says(node.title, keys)]
            fields = [field for field in self._labels if self._says(field.name, keys)]
            if len(bold) + len(fields) != 1:
                return None
        return bold[0] if bold else self._of_field(fields[0])

    def _joined(self, nodes: list[Node]) -> list[Node]:
        """The bold lines, each of which has those behind it that are the name of no subsection: they are its own."""
        joined: list[Node] = []
        for node in nodes:
            if joined and self._names.isdisjoint(node.names):
                above = joined[-1]
                above.blocks = [*above.blocks, self._written(node.range), *node.blocks]
                above.end_line = node.end_line
            else:
                joined.append(node)
        return joined

    def _says(self, name: str, keys: frozenset[frozenset[str]]) -> bool:
        return self._wordings.key(name) in keys or not keys.isdisjoint(self._wordings.parts(name))

    def _of_field(self, field: FieldValue) -> Node:
        """The text behind a label, with the blocks below it that are its value."""
        blocks: list[Block] = []
        if field.value:
            blocks.append(self._written(field.value_range))
        last = field.range.end.line
        if field.block_follows:
            following = self._below(field)
            blocks.extend(following)
            last = following[-1].range.end.line if following else last
        return _node(self._scope.node, field.name, field.range, blocks, "label", last)

    def _written(self, place: Range) -> Paragraph:
        parts = []
        for number in range(place.start.line, place.end.line + 1):
            text = self._lines[number - 1]
            first = place.start.column - 1 if number == place.start.line else len(text) - len(text.lstrip())
            end = place.end.column - 1 if number == place.end.line else len(text)
            parts.append(TextLine(number, first + 1, text[first:end]))
        return Paragraph(place, Text(tuple(parts)))

    def _below(self, field: FieldValue) -> list[Block]:
        """The blocks from the one below a label down to the next paragraph that begins with a label."""
        found: list[Block] = []
        begins = {other.range.start.line for other in self._fields} | self._bold_lines
        line = field.range.end.line
        for block in self._scope.node.blocks:
            if block.line <= line:
                inner = _inside(block, line)
                if inner:
                    return inner
                continue
            if isinstance(block, Paragraph) and block.line in begins:
                break
            found.append(block)
        return found


def _inside(block: Block, line: int) -> list[Block]:
    """Of a list, what is below the first paragraph of the item that a line is in."""
    for item in getattr(block, "items", ()):
        if item.range.start.line <= line <= item.range.end.line:
            return list(item.blocks[1:])
    return []


def _node(parent: Node, title: str, place: Range, blocks: list[Block], style: str, end_line: int) -> Node:
    node = Node(title, parent.level + 1, place, blocks, style, end_line)
    node.parent = parent
    return node
