"""Content that only says that it is not written yet: "tbd", "???", "coming soon", and nothing else.

Owns: what the whole content of a section, an item, a cell or a field is, compared with the placeholders that must be all of it.
Never: decides which texts these are; the rule set does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.binding.fields import find_fields
from speclint.binding.nodes import is_content
from speclint.binding.placeholders import Placeholder, mask_inlines
from speclint.expressions import whole_matches
from speclint.markdown import ListBlock, Paragraph, Table, bold_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
    folded = document.source.text.casefold()
    specs = [spec for spec in specs if not spec.literals or any(text in folded for text in spec.literals)]
    if not specs:
        return []
    found: list[Placeholder] = []
    if title is not None:
        found.extend(_in_text(title, [spec for spec in specs if spec.where == "title"]))
    values = [spec for spec in specs if spec.where == "value"]
    contents = [spec for spec in specs if spec.where != "title"]
    for section in document.sections():
        parts = list(_parts(section.blocks))
        # The last part of a section with subsections is not all that it says.
        for text in map(_only_text, parts[:-1] if section.sections else parts):
            if text is not None:
                found.extend(_in_text(text, contents))
    if values:
        for block in document.walk():
            if isinstance(block, ListBlock):
                texts = (_only_text(item.blocks) for item in block.items)
                found.extend(each for text in texts if text is not None for each in _in_text(text, values))
            elif isinstance(block, Table):
                cells = (cell.text for row in block.rows for cell in row.cells)
                found.extend(each for text in cells for each in _in_text(text, values))
        # Of a row each cell was looked at.
        fields = (
            field
            for section in document.root.walk()
            for field in find_fields(section.blocks)
            if field.carrier != "table"
        )
        found.extend(each for field in (*metadata, *fields) for each in _in_field(field, values))
    return found


def is_unwritten(text: str, specs: Sequence[PlaceholderSpec]) -> bool:
    """Whether a text, without marks around it, is one of the placeholders that must be all of something."""
    return (
        len(text) <= _LONGEST
        and _said(text, [spec for spec in specs if spec.where in ("value", "section")]) is not None
    )


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


def _in_text(text: Text, specs: Sequence[PlaceholderSpec]) -> Iterator[Placeholder]:
    raw = text.raw
    if not raw or len(raw) > _LONGEST:
        return
    masked = mask_inlines(text)
    shown = masked.strip(_AROUND)
    spec = _said(shown, specs)
    if spec is None:
        # In brackets a name may be a template's: "[Name of the author]".
        shown = masked.strip(_MARKS)
        spec = _said(shown, specs)
    if spec is not None:
        start = masked.index(shown)
        yield Placeholder(text.range(start, start + len(shown)), shown, spec, whole=True)


def _in_field(field: FieldValue, specs: Sequence[PlaceholderSpec]) -> Iterator[Placeholder]:
    value = field.value.strip(_AROUND)
    spec = _said(value, specs) or _said(field.value.strip(_MARKS), specs) if len(value) <= _LONGEST else None
    if spec is not None:
        yield Placeholder(field.value_range, value, spec, whole=False)


def _said(shown: str, specs: Sequence[PlaceholderSpec]) -> PlaceholderSpec | None:
    bare = shown.rstrip(_END) or shown
    return next((spec for spec in specs if shown and whole_matches(spec.pattern, bare)), None)
