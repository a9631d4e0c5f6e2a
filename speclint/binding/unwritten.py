"""Content that only says that it is not written yet: "tbd", "???", "coming soon", and nothing else.

Owns: what the whole content of a section, an item, a cell or a field is, compared with the placeholders that must be all of it.
Never: decides which texts these are; the rule set does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.binding.fields import find_fields
from speclint.binding.nodes import is_content
from speclint.binding.placeholders import Placeholder, mask_inlines
from speclint.expressions import may_be_in, whole_finder
from speclint.markdown import ListBlock, Paragraph, Table, bold_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from speclint.binding.fields import FieldValue
    from speclint.markdown import Block, Document, Text
    from speclint.ruleset import PlaceholderSpec

_LONGEST = 120
"""What says that nothing is written is short."""
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
    specs = _possible(specs, [document.source.text])
    if not specs:
        return []
    found: list[Placeholder] = []
    if title is not None:
        found.extend(_in_texts([title], [spec for spec in specs if spec.where == "title"]))
    values = [spec for spec in specs if spec.where == "value"]
    found.extend(_in_texts(list(_contents(document)), [spec for spec in specs if spec.where != "title"]))
    if values:
        found.extend(_in_texts(list(_items_and_cells(document)), values))
        # Of a row each cell was looked at.
        fields = (
            field
            for section in document.root.walk()
            for field in find_fields(section.blocks)
            if field.carrier != "table"
        )
        found.extend(_in_fields([*metadata, *fields], values))
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
    specs = [spec for spec in specs if spec.where in ("value", "section")]
    return _said(text, _tests(_possible(specs, [text]))) is not None


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


def _in_texts(texts: Sequence[Text], specs: Sequence[PlaceholderSpec]) -> Iterator[Placeholder]:
    masked = [(text, mask_inlines(text)) for text in texts if 0 < len(text.raw) <= _LONGEST]
    tests = _tests(_possible(specs, (shown for _, shown in masked)))
    for text, written in masked if tests else ():
        shown, bare = written.strip(_AROUND), written.strip(_MARKS)
        spec = _said(shown, tests)
        if spec is None and bare != shown:
            # In brackets a name may be a template's: "[Name of the author]".
            shown, spec = bare, _said(bare, tests)
        if spec is not None:
            start = written.index(shown)
            yield Placeholder(text.range(start, start + len(shown)), shown, spec, whole=True)


def _in_fields(fields: Sequence[FieldValue], specs: Sequence[PlaceholderSpec]) -> Iterator[Placeholder]:
    short = [field for field in fields if len(field.value.strip(_AROUND)) <= _LONGEST]
    tests = _tests(_possible(specs, (field.value for field in short)))
    for field in short if tests else ():
        value, bare = field.value.strip(_AROUND), field.value.strip(_MARKS)
        spec = _said(value, tests) or (_said(bare, tests) if bare != value else None)
        if spec is not None:
            yield Placeholder(field.value_range, value, spec, whole=False)


def _possible(specs: Sequence[PlaceholderSpec], texts: Iterable[str]) -> Sequence[PlaceholderSpec]:
    """The placeholders that some texts may hold."""
    folded = "\n".join(texts).casefold()
    return [spec for spec in specs if may_be_in(spec.pattern, folded)]


def _tests(specs: Sequence[PlaceholderSpec]) -> list[tuple[PlaceholderSpec, Callable[[str], object]]]:
    return [(spec, whole_finder(spec.pattern)) for spec in specs]


def _said(shown: str, tests: Sequence[tuple[PlaceholderSpec, Callable[[str], object]]]) -> PlaceholderSpec | None:
    bare = shown.rstrip(_END) or shown
    for spec, is_said in tests if shown else ():
        if is_said(bare):
            return spec
    return None
