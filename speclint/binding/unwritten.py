"""Content that only says that it is not written yet: "tbd", "???", "coming soon", and nothing else.

Owns: what the whole content of a section, an item, a cell or a field is, compared with the placeholders that must be all of it.
Never: decides which texts these are; the rule set does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.binding.fields import find_fields
from speclint.binding.nodes import is_content
from speclint.binding.placeholders import Placeholder, mask_inlines
from speclint.expressions import folded, may_be_in, whole_finder
from speclint.expressions.searching import Searched
from speclint.markdown import ListBlock, Paragraph, Table, bold_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from speclint.binding.fields import FieldValue
    from speclint.markdown import Block, Document, Text
    from speclint.ruleset import PlaceholderSpec

    Test = tuple[PlaceholderSpec, Callable[[str], object]]
    """A placeholder, and what says whether a text is one."""

_LONGEST = 120
"""What says that nothing is written is short."""
_NO_TITLES = frozenset(("value", "section"))
_AROUND = "*_~ \t()[]"
_MARKS = "*_~ \t"
_END = ".! "


def apart(found: Sequence[Placeholder], others: Iterable[Placeholder]) -> list[Placeholder]:
    """Placeholders, and others that do not overlap one of them or each other, in document order."""
    kept: list[Placeholder] = []
    # Of two that begin together the first is kept.
    for each in sorted((*found, *others), key=lambda placeholder: placeholder.range.start):
        if not kept or each.range.start >= kept[-1].range.end:
            kept.append(each)
    return kept


def find_unwritten(
    document: Document, specs: Sequence[PlaceholderSpec], title: Text | None, metadata: Iterable[FieldValue]
) -> list[Placeholder]:
    """Where a placeholder is all that a section, an item, a cell or a field says, or the title.

    `metadata`: fields in front matter.
    """
    found: list[Placeholder] = []
    values = frozenset(("value",))
    texts = [(title, frozenset(("title",)))] if title is not None else []
    texts += [(text, _NO_TITLES) for text in _contents(document)]
    fields: list[FieldValue] = []
    if any(spec.where == "value" for spec in specs):
        texts += [(text, values) for text in _items_and_cells(document)]
        # Of a row each cell was looked at.
        inside = (field for section in document.root.walk() for field in find_fields(section.blocks))
        fields = [*metadata, *(field for field in inside if field.carrier != "table")]
    texts = [(text, wheres) for text, wheres in texts if 0 < len(text.raw) <= _LONGEST]
    fields = [field for field in fields if len(field.value.strip(_AROUND)) <= _LONGEST]
    wheres = [*(each for _, each in texts), *(values for _ in fields)]
    searched = Searched([*(text.raw for text, _ in texts), *(field.value for field in fields)])
    tests: dict[int, list[Test]] = {}
    for spec in specs:
        test: Test | None = None
        for number in searched.may_hold(spec.pattern):
            if spec.where in wheres[number]:
                # Compiled for the first text that needs it.
                test = test or (spec, whole_finder(spec.pattern))
                tests.setdefault(number, []).append(test)
    for number, possible in sorted(tests.items()):
        here = (
            _in_text(texts[number][0], possible)
            if number < len(texts)
            else _in_field(fields[number - len(texts)], possible)
        )
        if here is not None:
            found.append(here)
    return found


def _contents(document: Document) -> Iterator[Text]:
    """The texts that are all that a section says, or the part of one below a bold line."""
    for section in document.sections():
        parts = list(_parts(section.blocks))
        # The last part of a section with subsections is not all that it says.
        for text in map(_only_text, parts[:-1] if section.sections else parts):
            if text is not None:
                yield text


def _items_and_cells(document: Document) -> Iterator[Text]:
    """The texts that are all that a list item or a cell says."""
    for block in document.walk():
        if isinstance(block, ListBlock):
            for item in block.items:
                text = _only_text(item.blocks)
                if text is not None:
                    yield text
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield cell.text


def is_unwritten(text: str, specs: Sequence[PlaceholderSpec]) -> bool:
    """Whether a text, without marks around it, is one of the placeholders that must be all of something."""
    if len(text) > _LONGEST:
        return False
    known = folded(text)
    possible = (spec for spec in specs if spec.where in _NO_TITLES and may_be_in(spec.pattern, known))
    return _said(text, [(spec, whole_finder(spec.pattern)) for spec in possible]) is not None


def _parts(blocks: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """What is below a heading, or below each bold line that serves as one."""
    part: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph) and len(block.text.lines) == 1 and bold_lines([block]):
            yield part
            part = []
        elif is_content(block):
            part.append(block)
    yield part


def _only_text(blocks: Sequence[Block]) -> Text | None:
    """The text of the one paragraph, or the one item of a list, that these blocks hold."""
    shown = [block for block in blocks if is_content(block)]
    if len(shown) != 1:
        return None
    only = shown[0]
    if isinstance(only, ListBlock) and len(only.items) == 1:
        return _only_text(only.items[0].blocks)
    return only.text if isinstance(only, Paragraph) else None


def _in_text(text: Text, tests: Sequence[Test]) -> Placeholder | None:
    written = mask_inlines(text)
    shown, bare = written.strip(_AROUND), written.strip(_MARKS)
    spec = _said(shown, tests)
    if spec is None and bare != shown:
        # In brackets a name may be a template's: "[Name of the author]".
        shown, spec = bare, _said(bare, tests)
    if spec is None:
        return None
    start = written.index(shown)
    return Placeholder(text.range(start, start + len(shown)), shown, spec, whole=True)


def _in_field(field: FieldValue, tests: Sequence[Test]) -> Placeholder | None:
    value, bare = field.value.strip(_AROUND), field.value.strip(_MARKS)
    spec = _said(value, tests) or (_said(bare, tests) if bare != value else None)
    return None if spec is None else Placeholder(field.value_range, value, spec, whole=False)


def _said(shown: str, tests: Sequence[Test]) -> PlaceholderSpec | None:
    bare = shown.rstrip(_END) or shown
    for spec, is_said in tests if shown else ():
        if is_said(bare):
            return spec
    return None
