"""Why a field that the author wrote is not seen.

Owns: what is in a document in place of a missing field, each found once, and whether a line was meant to begin a field.
Never: reports, or runs where no field is missing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.base.names import all_forms, forms, normalise
from speclint.base.source import Range
from speclint.base.values import NamedTuple
from speclint.binding.code_blocks import may_hold_text
from speclint.binding.field_lines import MOST_WORDS, NamedLine, is_meant, names_of, parts_of, read_line
from speclint.binding.fields import find_fields
from speclint.binding.names import NearestName
from speclint.binding.nodes import is_content
from speclint.binding.table_traces import table_slip
from speclint.binding.wording import short
from speclint.markdown import (
    CodeBlock,
    Footnote,
    HtmlBlock,
    LinkDefinition,
    ListBlock,
    Paragraph,
    Quote,
    TextLine,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from speclint.binding.binding import Binding, Case
    from speclint.binding.fields import FieldValue
    from speclint.binding.nodes import Node
    from speclint.binding.pairs import FieldPair
    from speclint.markdown import Block

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")

_ADDRESS = re.compile(r"<?(?:[#/.]|[a-z][a-z0-9+.-]+:|\S+[/#]\S)")
"""What a definition leads to: an anchor, a path, a URL."""
_LINK = re.compile(r"[\s>*+\-\d.]*\[[^\[\]]*\]\([^()]*\)\s*$")
"""A line that is nothing but a link, such as one of a table of contents."""
_ENDS_IN_TAG = re.compile(r"\s*<")

_WRITE_EACH = "Write each as '**Name**: value'."

_RANKS = {
    each: rank
    for rank, each in enumerate(("text", "heading", "misspelt", "table", "html", "code", "comment", "footnote", "link"))
}
"""What is likeliest to be what the author meant as the field comes first."""


class FieldCause(NamedTuple):
    """Why a field is not seen: what was found instead, in words that go on after "...: ", and where.

    `around` is what hides several fields at once: a code block, a comment, a table that is none. `node` is a heading that
    stands for the field, `found` a field with nearly its name. `colon`: where, in place of what, a colon makes it a field.
    """

    kind: str
    message: str
    help: str
    range: Range
    around: Range | None = None
    node: Node | None = None
    found: FieldValue | None = None
    colon: Range | None = None


def field_causes(binding: Binding) -> tuple[FieldCause | None, ...]:
    """For each of the binding's fields, in the same order, what is in the document in place of one that is missing."""
    found: list[FieldCause | None] = [None] * len(binding.fields)
    places: dict[int, list[int]] = {}
    for index, pair in enumerate(binding.fields):
        places.setdefault(id(pair.bound), []).append(index)
    for indexes in places.values():
        pairs = [binding.fields[index] for index in indexes]
        absent = [index for index, pair in zip(indexes, pairs, strict=True) if _is_asked(pair)]
        if absent:
            causes = _Search(binding, [binding.fields[index] for index in absent], pairs).causes()
            for number, cause in causes.items():
                found[absent[number]] = cause
    return tuple(found)


def cause_in_option(option: Case) -> FieldCause | None:
    """What is wrong with fields that are one of several options, where the section has all of them in some form; else None.

    Code does not count: a sample has names of its own.
    """
    pairs = option.binding.case_fields(option)
    lacking = [pair for pair in pairs if pair.found is None and pair.spec.presence != "optional"]
    causes = _Search(option.binding, lacking, pairs).causes() if lacking else {}
    if len(causes) < len(lacking) or any(cause.kind == "code" for cause in causes.values()):
        return None
    found = [cause._replace(message=f"for '{lacking[at].spec.name}': {cause.message}") for at, cause in causes.items()]
    for pair in pairs:
        field = pair.found
        if field is not None and not field.value and not field.block_follows and not pair.spec.blank:
            message = f"field '{field.name}' has no value"
            found.append(FieldCause("text", message, "Write its value.", field.range))
    return min(found, key=lambda cause: cause.range, default=None)


def _is_asked(pair: FieldPair) -> bool:
    return pair.found is None and pair.spec.presence != "optional" and pair.behind != "error"


class _Search:
    """Looks in one place for the fields that it lacks: `pairs`, of `all_pairs` that are declared for it."""

    def __init__(self, binding: Binding, pairs: Sequence[FieldPair], all_pairs: Sequence[FieldPair]) -> None:
        self._binding = binding
        self._pairs = pairs
        self._all_pairs = all_pairs
        self._bound = pairs[0].bound
        self._names = names_of(pair.spec for pair in pairs)
        self._by_form: dict[str, int] = {}
        for index, pair in enumerate(pairs):
            for form in all_forms(pair.spec.name, pair.spec.aliases):
                self._by_form.setdefault(form, index)
        self._found: dict[int, list[FieldCause]] = {}

    def causes(self) -> dict[int, FieldCause]:
        """What stands for each field, by its number; nothing for one that nothing stands for."""
        nodes = self._nodes()
        if self._bound is None:
            self._read_front_matter()
        for node in nodes:
            self._read(node.blocks, footnote=None)
        for node in nodes:
            for child in node.children:
                self._read_heading(child)
        chosen = {
            index: min(causes, key=lambda cause: (_RANKS[cause.kind], cause.range))
            for index, causes in self._found.items()
        }
        self._read_misspelt(chosen)
        return chosen

    def _nodes(self) -> list[Node]:
        """The sections that the fields may be in."""
        binding = self._binding
        if self._bound is None:
            return binding.field_nodes
        return binding.content_nodes(self._bound)

    def _index(self, name: str) -> int | None:
        for form in (*forms(name), normalise(name.replace("_", " ").replace("-", " "))):
            if form in self._by_form:
                return self._by_form[form]
        return None

    def _add(self, name: str, cause: FieldCause) -> None:
        index = self._index(name)
        if index is not None:
            self._found.setdefault(index, []).append(cause)

    # -- blocks

    def _read(self, blocks: Sequence[Block], footnote: Block | None) -> None:
        for block in blocks:
            if isinstance(block, Footnote):
                self._read(block.blocks, block)
            elif isinstance(block, Quote):
                self._read(block.blocks, footnote)
            elif isinstance(block, ListBlock):
                for item in block.items:
                    self._read(item.blocks, footnote)
            elif isinstance(block, CodeBlock):
                self._read_code(block)
            elif isinstance(block, LinkDefinition):
                self._read_definition(block)
            elif isinstance(block, (HtmlBlock, Paragraph)):
                self._read_comments(block)
                if isinstance(block, HtmlBlock):
                    self._read_html(block)
                elif footnote is not None:
                    self._read_hidden(block.text.lines, "footnote", "it is in a footnote", footnote.range)
                else:
                    self._read_text(block)

    def _read_hidden(self, lines: Iterable[TextLine], kind: str, message: str, around: Range) -> None:
        help = {
            "code": "Move it out of the code block.",
            "indented": "Remove the indentation.",
            "comment": "Move it out of the comment.",
            "html": "Write it as Markdown, with a blank line between it and the HTML.",
            "footnote": "Move it out of the footnote.",
        }[kind]
        for line in lines:
            text = _TAG.sub(" ", line.text) if kind == "html" else line.text
            named = read_line(text, self._names)
            if named is None or (text == line.text and not is_meant(named)):
                continue
            tagged = text != line.text
            if named.sign or named.is_marked or (tagged and _ENDS_IN_TAG.match(line.text, _end_of(named, line.text))):
                cause = FieldCause("code" if kind == "indented" else kind, message, help, line.place, around)
                self._add(named.name, cause)
                for _, other, _ in self._others_on(text):
                    self._add(other.name, cause)

    def _read_front_matter(self) -> None:
        """Lines of front matter that are no keys: comments, and keys below another one."""
        front = self._binding.document.front_matter
        for number, text in enumerate(front.text.split("\n"), front.first_line) if front is not None else ():
            bare = text.strip()
            if not text.startswith(("#", " ", "\t")) or bare.startswith("-"):
                continue
            named = read_line(bare, self._names)
            if named is None or not named.sign or named.is_marked:
                continue
            place = Range.at(number, text.index(bare) + 1, len(bare))
            if bare.startswith("#"):
                message, help = "it is in a comment", "Remove the '#' in front of it."
            else:
                message, help = "it is indented, so that it belongs to the key above", "Remove the indentation."
            self._add(named.name, FieldCause("comment", message, help, place))

    def _read_code(self, block: CodeBlock) -> None:
        if not may_hold_text(block) or not self._is_of_fields(block):
            return
        where = f"the code block opened on line {block.line}" if block.fence else "an indented code block"
        self._read_hidden(block.lines, "code" if block.fence else "indented", f"it is inside {where}", block.range)

    def _is_of_fields(self, block: CodeBlock) -> bool:
        """Whether a code block holds hardly more than fields: in a file or an answer that it shows, a name is that of a value there."""
        lines = [line.text for line in block.lines if line.text.strip() and not line.text.lstrip().startswith("|")]
        named = sum(read_line(line, self._names) is not None for line in lines)
        return not block.closed or 2 * named >= len(lines)

    def _read_comments(self, block: Block) -> None:
        for comment in self._binding.document.comments_in(block.range):
            line = comment.range.start.line
            one = comment.range.end.line == line
            where = "a comment" if one else f"the comment opened on line {line}"
            self._read_hidden(comment.lines(), "comment", f"it is inside {where}", comment.range)

    def _read_html(self, block: HtmlBlock) -> None:
        if block.is_comment:
            return
        message = f"it is inside the HTML block opened on line {block.line}, so it is no field"
        self._read_hidden(self._binding.document.lines_of(block), "html", message, block.range)

    def _read_definition(self, block: LinkDefinition) -> None:
        name = block.label
        written = self._binding.document.source.lines[block.line - 1].strip()
        value = written.partition("]:")[2].strip()
        # `[summary]: #summary` is the definition that its author wanted.
        if self._index(name) is not None and not _ADDRESS.match(value):
            message = f"'{short(written)}' defines a link, and is not shown"
            self._add(name, FieldCause("link", message, f"Write it as '**{name}**: {value}'.", block.range))

    def _read_text(self, block: Paragraph) -> None:
        slip = table_slip(block)
        for line in block.text.lines:
            text = _TAG.sub(" ", line.text) if "<" in line.text else line.text
            named = read_line(text, self._names)
            others = self._others_on(text)
            if named is None or (text == line.text and not is_meant(named)) or _LINK.match(text):
                for start, other, is_divided in others if text == line.text else ():
                    if is_divided:
                        self._add(other.name, _without_colon(other, _from(line, start)))
                continue
            if slip is not None and "|" in named.before:
                cause = FieldCause("table", slip.message, slip.help, _place_of(line), block.range)
                self._add(named.name, cause)
                continue
            if text == line.text:
                cause = _without_colon(named, line)
            elif named.sign or named.is_marked or line.text.lstrip().startswith("<"):
                cause = _in_tags(named, line)
            else:
                continue
            # Of several on one line, all have the fault of the first.
            together = [other for _, other, _ in others]
            if together:
                cause = cause._replace(help=_WRITE_EACH, around=cause.range, colon=None)
            for each in (named, *together):
                self._add(each.name, cause)

    def _others_on(self, text: str) -> Iterator[tuple[int, NamedLine, bool]]:
        """What begins with a name behind the first part of a line that several fields share.

        Where, what it says, and whether a bar is before it: another sign says little where the first part is no field.
        """
        if text.lstrip().startswith("|"):
            return
        for start, part, is_divided in parts_of(text):
            named = read_line(part, self._names) if start else None
            if named is not None and named.sign != "|" and is_meant(named) and (is_divided or named.sign == ":"):
                yield start, named, is_divided

    def _read_heading(self, node: Node) -> None:
        named = read_line(node.title, self._names)
        if self._binding.bound_at(node) or named is None:
            return
        if self._index(node.title) is None and not named.sign.startswith((":", "\uff1a")):
            return
        blocks = [block for block in node.blocks if is_content(block)]
        if self._index(node.title) is None and (
            node.children or not all(any(True for _ in find_fields([block])) for block in blocks)
        ):
            return  # a section of its own: "Status: what it means"
        if self._index(node.title) is not None:
            # A section about the matter is not in place of the field: that is one value, and more fields.
            first = blocks[0] if blocks else None
            value = first.text.plain if isinstance(first, Paragraph) and len(first.text.lines) == 1 else ""
            if node.children or len(value.split()) > MOST_WORDS or (first is not None and not value):
                return
            if any(not any(True for _ in find_fields([block])) for block in blocks[1:]):
                return
            named = named._replace(name=node.title, value=value)
        message = f"found '{short(node.title)}' as a heading, not as a field"
        line = f"**{named.name}**: {named.value or '...'}"
        self._add(
            named.name,
            FieldCause("heading", message, f"Write it as '{short(line)}', without '#'.", node.range, node.range, node),
        )
        # What is below the heading in place of a field was meant to be where the field is.
        for field in find_fields(node.blocks):
            around = FieldCause("heading", message, "", node.range, node.range, node)
            self._add(field.name, around)

    # -- names

    def _read_misspelt(self, chosen: dict[int, FieldCause]) -> None:
        """Fields with nearly the name of one that nothing stands for."""
        open_ones = [index for index in range(len(self._pairs)) if index not in chosen]
        there = self._binding.metadata if self._bound is None else self._binding.section_fields(self._bound)
        known = NearestName(name for index in open_ones for name in (self._pairs[index].spec.name,))
        by_name = {self._pairs[index].spec.name: index for index in reversed(open_ones)}
        declared = {form for pair in self._all_pairs for form in all_forms(pair.spec.name, pair.spec.aliases)}
        for field in there if open_ones else ():
            # What is the name of another field is no slip.
            meant = "" if declared.intersection(field.names) else known.of(field.name)
            index = by_name.get(meant)
            if index is not None and index not in chosen:
                name = self._pairs[index].spec.name
                message = f"found '{field.name}'; did you mean '{name}'?"
                help = f"Rename the field to '{name}'."
                chosen[index] = FieldCause("misspelt", message, help, field.range, found=field)


def _end_of(named: NamedLine, text: str) -> int:
    """Where the name ends in the line as it is written, with its tags."""
    return text.find(named.name) + len(named.name)


def _place_of(line: TextLine) -> Range:
    return Range.at(line.line, line.column, len(line.text.rstrip()))


def _from(line: TextLine, start: int) -> TextLine:
    """A line from its part on that begins there."""
    return TextLine(line.line, line.column + start, line.text[start:])


def _in_tags(named: NamedLine, line: TextLine) -> FieldCause:
    message = f"found '{short(line.text)}', with HTML around the name"
    return FieldCause("text", message, _write(named, bold=True), _place_of(line))


def _without_colon(named: NamedLine, line: TextLine) -> FieldCause:
    shown = short(line.text.strip(), 40)
    sign = named.sign.strip()
    bold = "**" in named.marks or "__" in named.marks
    between = line.text[named.sign_start : named.value_start]
    place_of_colon = Range.at(line.line, line.column + named.sign_start, len(between))
    # Of marks that a sign is inside of, a part would be lost.
    colon = None if any(mark in between for mark in "*_`") else place_of_colon
    if not sign:
        message = f"found '{shown}', without a colon"
    elif sign[:1] in (":", "\uff1a"):
        message = f"found '{shown}', which is not in the form of a field"
        if not named.is_marked and not named.before.strip() and sign == ":" and between.endswith(":"):
            message = f"found '{shown}', without a space after the colon"
        else:
            colon = None
    else:
        message = f"found '{shown}', with '{sign}' in place of the colon"
    if named.before.strip(" \t*_>"):
        colon = None
    return FieldCause("text", message, _write(named, bold=bold or "*" in named.before), _place_of(line), colon=colon)


def _write(named: NamedLine, *, bold: bool) -> str:
    name = f"**{named.name}**" if bold else named.name
    return f"Write it as '{name}: {short(named.value) or '...'}'."
