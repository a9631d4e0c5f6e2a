"""Sections that nobody misses, for they are optional or there are enough others, and whose headings are not seen.

Owns: which of what looks like a heading would be a declared section if it were one, and is certain to be meant as one.
Never: reports. Looks at what stands for a missing section (see `speclint.binding.absence`).

What an author wrote may be content of its own: a bold label, an example in a code block, a section that was commented out. So
it counts only if it can be nothing else, or if the parts of the section follow it and belong to no other.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import islice
from typing import TYPE_CHECKING

from speclint.base.names import forms
from speclint.base.values import NamedTuple
from speclint.binding.cause import hidden, misspelt, not_a_heading
from speclint.binding.evidence import Evidence
from speclint.binding.fields import find_fields
from speclint.binding.names import follows, has_label_of, is_slip, label_of, recased, relabelled
from speclint.binding.nodes import bold_nodes, is_content, line_of
from speclint.binding.pairs import Missing
from speclint.binding.traces import FORMS, is_telling
from speclint.expressions import whole_matches
from speclint.markdown import CodeBlock, Heading, HtmlBlock, ListBlock, ListItem, Paragraph, Quote
from speclint.ruleset import UNBOUNDED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from speclint.base.source import Range
    from speclint.binding.binding import Binding
    from speclint.binding.cause import Cause
    from speclint.binding.nodes import Node
    from speclint.binding.sections import Scope
    from speclint.binding.traces import Trace
    from speclint.markdown import Block
    from speclint.ruleset import SectionSpec

_AS_WRITTEN = ("<pre", "<script", "<style", "<textarea", "<svg", "<math")
"""HTML in which marks of a heading are meant as they are."""
_HEADINGS = ("marks", "html", "block")
"""The shapes of what is nothing but a heading, wherever it is."""

_SEVERAL = 2
"""Sections of a form, beside which another heading of its word is one more."""


class Overlooked(NamedTuple):
    """A section that exists and is not seen: what it would be, and why it is not."""

    section: Missing
    title: str
    cause: Cause
    is_open: bool = False
    """Whether it is in a comment that is never closed."""


def find_overlooked(
    binding: Binding, taken: Collection[Range], missing: Collection[tuple[int, str]]
) -> tuple[Overlooked, ...]:
    """All of them, in the order of the document.

    `taken`: places that stand for a section that is missing. `missing`: the scopes (by identity) and ids of those of which
    there is no trace: none that is certain, either.
    """
    search = _Search(binding, missing)
    found: dict[Range, Overlooked] = {}
    for each in (*search.hidden(), *search.misspelt()):
        # What a comment without an end swallows is one mistake.
        place = each.cause.hidden_in if each.is_open and each.cause.hidden_in else each.cause.range
        if place not in taken and each.cause.range not in taken:
            found.setdefault(place, each)
    return tuple(found[place] for place in sorted(found))


class _Search:
    def __init__(self, binding: Binding, missing: Collection[tuple[int, str]]) -> None:
        self._binding = binding
        self._missing = missing
        self._whole = binding.sections.scopes[0]
        self._below: dict[Node, list[Scope]] = {}
        for scope in binding.sections.scopes[1:]:
            if scope.specs and scope.owner is not None and scope.owner.node.style == "heading":
                self._below.setdefault(scope.node, []).append(scope)
        self._evidence = Evidence(binding.nodes, binding.bound_at)
        self._only_labels: dict[Node, int] = {}
        self._slips: dict[tuple[str, str], bool] = {}

    # -- no headings

    def hidden(self) -> Iterator[Overlooked]:
        """Of what looks like a heading and is none."""
        for form in FORMS:
            for trace in self._binding.traces.of_form(form):
                found = self._meant(trace)
                if found is not None:
                    is_hidden = form in ("code", "comment")
                    cause = hidden(trace) if is_hidden else not_a_heading(trace, found)
                    yield Overlooked(
                        found, found.spec.title if not found.spec.pattern else trace.title, cause, trace.open_end
                    )

    def _meant(self, trace: Trace) -> Missing | None:
        for scope in self._scopes_at(trace.range.start.line, trace.level):
            for spec in scope.specs:
                if _has_name(trace, spec) and self._has_room(scope, spec) and self._is_certain(trace, scope, spec):
                    return Missing(spec, scope, scope.level)
        return None

    def _scopes_at(self, line: int, level: int) -> Iterator[Scope]:
        """The places of which a heading on a line would be a section; `level` 0: of any level, the innermost first."""
        nodes = self._binding.nodes
        index = bisect_right(nodes, line, key=line_of) - 1
        node: Node | None = nodes[index] if index >= 0 else None
        while node is not None and node.level > 0:
            if not level or node.level == level - 1:
                yield from (scope for scope in self._below.get(node, ()) if self._applies(scope))
            if level and node.level < level:
                break
            node = node.parent
        if level in (0, self._whole.level):
            yield self._whole

    def _applies(self, scope: Scope) -> bool:
        return scope.owner is None or self._binding.applies(scope.owner.spec.when)

    def _has_room(self, scope: Scope, spec: SectionSpec) -> bool:
        # As for levels: of a form there may always be one more, an existing name exists.
        room = not scope.count(spec) or (spec.max_count == UNBOUNDED and bool(spec.pattern))
        if not room or (id(scope), spec.id) in self._missing:
            return False
        return spec.style == "heading" and self._binding.would_apply(spec)

    def _is_certain(self, trace: Trace, scope: Scope, spec: SectionSpec) -> bool:
        """Whether something can only be meant as the heading of a section."""
        line = trace.range.start.line
        if trace.block is not None and trace.block.fence and not trace.block.closed:
            return False  # is reported as that
        if self._evidence.parts_follow(spec, line, scope.level):
            return True
        # Not one in another block.
        around = _on_line(self._binding.document.blocks, line)
        if trace.shape == "marks":
            # "#word" may be a tag.
            return isinstance(around, Paragraph) and trace.level > 1
        if trace.shape in ("html", "block"):
            return isinstance(around, HtmlBlock) and not around.raw.lstrip().lower().startswith(_AS_WRITTEN)
        if trace.shape == "nested":
            return around is not None and _ends_container((around,), line)
        if trace.shape == "code":
            if not isinstance(around, CodeBlock) or around is not trace.block:
                return False
            return _is_one_line(around) and self._is_cut_off(around)
        if trace.shape == "comment":
            if trace.open_end:
                return True
            return isinstance(around, HtmlBlock) and _is_in_tags(around, trace) and self._is_cut_off(around)
        if trace.shape == "bold" and isinstance(around, Paragraph):
            return self._is_next(trace, scope, spec) if spec.pattern else self._is_beside(trace, scope, spec, around)
        return False

    def _is_beside(self, trace: Trace, scope: Scope, spec: SectionSpec, around: Paragraph) -> bool:
        """Whether a bold line, alone in its paragraph, has a section's own name, and ends one that is declared beside it.

        In the text of the section around both a label is in its place. Beside other labels, or those of fields, it is one of them.
        """
        title = forms(trace.title)[0]
        if scope.owner is None or title != forms(spec.title)[0] or len(around.text.lines) != 1:
            return False
        nodes = self._binding.nodes
        node = nodes[bisect_right(nodes, around.line, key=line_of) - 1]
        bounds = [bound for bound in self._binding.bound_at(node) if bound.parent is scope.owner]
        if node.parent is not scope.node or not bounds:
            return False
        if node not in self._only_labels:
            self._only_labels[node] = _only_label(node)
        if self._only_labels[node] != around.line:
            return False
        index = bisect_right(node.blocks, around.line, key=lambda block: block.line)
        return index > 1 and index < len(node.blocks) and any(is_content(block) for block in node.blocks[: index - 1])

    def _is_cut_off(self, block: Block) -> bool:
        """Whether no sentence announces the block that holds a heading alone, and content follows."""
        blocks = self._binding.document.blocks
        index = bisect_right(blocks, block.line, key=lambda each: each.line)
        before = blocks[index - 2] if index > 1 else None
        if isinstance(before, Paragraph) and before.text.raw.rstrip().endswith(":"):
            return False
        return index < len(blocks) and not isinstance(blocks[index], Heading) and is_content(blocks[index])

    def _is_next(self, trace: Trace, scope: Scope, spec: SectionSpec) -> bool:
        """Whether a bold line continues the sections of a form beside it: by the form's own label, or by its number."""
        if has_label_of(trace.title, spec.title):
            return True
        nodes = self._binding.nodes
        index = bisect_right(nodes, trace.range.start.line, key=line_of) - 1
        before: Node | None = nodes[index] if index >= 0 else None
        while before is not None and before.level > scope.level:
            before = before.parent
        return before is not None and before.level == scope.level and follows(before.title, trace.title)

    # -- headings

    def misspelt(self) -> Iterator[Overlooked]:
        """Of headings with a slip in their names."""
        binding = self._binding
        for scope in binding.sections.scopes:
            own = [node for node in scope.unknown if node.level == scope.level and node is not binding.title]
            if not own or not scope.specs or not self._applies(scope):
                continue
            specs = [spec for spec in scope.specs if self._has_room(scope, spec)]
            for node in own:
                for spec in specs:
                    name = self._slip(node.title, spec, scope)
                    if name:
                        yield Overlooked(Missing(spec, scope, scope.level), name, misspelt(node, name))
                        break

    def _slip(self, title: str, spec: SectionSpec, scope: Scope) -> str:
        """The name of a section for which a title is a slip; "" where it is none."""
        if not spec.pattern:
            plain = forms(title)[0]
            names = (name for name in (spec.title, *spec.aliases) if self._is_slip(plain, forms(name)[0]))
            return next(names, "")
        if not is_telling(spec):
            return ""
        meant = recased(title, spec.title)
        in_form, is_numbered = relabelled(meant, spec.title)
        if is_numbered or (in_form != meant and self._is_one_more(title, spec, scope)):
            meant = in_form
        label, own = label_of(spec.title), label_of(title)
        if meant == title and own and label and self._is_slip(own, label):
            meant = label + title[len(own) :]
        return meant if meant != title and whole_matches(spec.pattern, meant) else ""

    def _is_one_more(self, title: str, spec: SectionSpec, scope: Scope) -> bool:
        """Whether a heading that lacks the colon of a form goes on with several beside it, and says no word that parts share."""
        if scope.count(spec) < _SEVERAL:
            return False
        words = self._binding.wordings()
        return not any(words.knows(word) for word in title.casefold().split()[1:])

    def _is_slip(self, written: str, name: str) -> bool:
        key = (written, name)
        if key not in self._slips:
            self._slips[key] = is_slip(written, name)
        return self._slips[key]


def _only_label(node: Node) -> int:
    """The line of the only label that a section has in its paragraphs, where that is a bold line; else 0."""
    bold = bold_nodes(node)
    if len(bold) != 1:
        return 0
    fields = find_fields([block for block in node.blocks if isinstance(block, Paragraph)])
    return 0 if any(each.range.start.line != bold[0].line for each in fields) else bold[0].line


def _is_one_line(block: CodeBlock) -> bool:
    return len(list(islice((line for line in block.lines if line.text.strip()), 2))) == 1


def _is_in_tags(block: HtmlBlock, trace: Trace) -> bool:
    """Whether a block is a comment with nothing in it but a heading."""
    text = block.raw.strip()
    inside = text.removeprefix("<!--").removesuffix("-->").strip()
    return block.is_comment and inside.startswith("#") and inside.strip("# \t") == trace.title


def _ends_container(blocks: Sequence[Block], line: int) -> bool:
    """Whether the heading on a line is the last in the quote or list item that holds it: what is below is not in there."""
    around = _on_line(blocks, line)
    if isinstance(around, Heading):
        return around is blocks[-1]
    if isinstance(around, ListBlock):
        item = _on_line(around.items, line)
        return isinstance(item, ListItem) and _ends_container(item.blocks, line)
    return isinstance(around, Quote) and _ends_container(around.blocks, line)


def _on_line(blocks: Sequence[Block], line: int) -> Block | None:
    """The block that a line is in."""
    index = bisect_right(blocks, line, key=lambda block: block.line) - 1
    return blocks[index] if index >= 0 and blocks[index].range.end.line >= line else None


def _has_name(trace: Trace, spec: SectionSpec) -> bool:
    """Whether something has a section's name itself, not one with something added, or is of its form.

    A form that accepts anything says enough of what can only be a heading.
    """
    if forms(trace.title)[0] in spec.names:
        return True
    if not spec.pattern or not (trace.shape in _HEADINGS or is_telling(spec)):
        return False
    return whole_matches(spec.pattern, trace.title.strip())
