"""What is in a document instead of a section that a bold line opens.

Owns: the lines that have the name of such a section, and why each of them is no bold line of the section.
Never: runs for what is found; most documents have no such section.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from speclint.base.names import forms
from speclint.base.source import Range
from speclint.binding.cause import Cause, inside_code, inside_comment, misspelt, written
from speclint.binding.names import nearest_name
from speclint.binding.nodes import bold_nodes, line_of
from speclint.binding.traces import is_telling
from speclint.expressions import whole_matches
from speclint.markdown import CodeBlock, Heading, HtmlBlock, ListBlock, Paragraph, Quote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from speclint.binding.binding import Binding
    from speclint.binding.nodes import Node
    from speclint.binding.pairs import Missing
    from speclint.binding.sections import Scope
    from speclint.markdown import Block

_LONGEST = 200
"""Characters. A longer line opens no section."""
_BEFORE = re.compile(
    r"(?:[\s>]|[-*+]\s|\d{1,3}[.)]\s|<!--|#{1,6}(?!#)|</?(?:b|strong|i|em|p|h[1-6])\b[^<>]*>|[*_`])*", re.IGNORECASE
)
_SIGNS = " \t*_`:\\"
_END_TAG = re.compile(r"</(?:b|strong|i|em|p|h[1-6])>", re.IGNORECASE)
_LABEL = re.compile(r"\s{0,3}(\*\*|__)(?P<name>(?:(?!\1).)+)\1:?\s+\S")
_ITALIC = re.compile(r"([*_])(?!\1).+(?<!\1)\1:?")


class BoldAbsence:
    """The lines of a document by the name that each has."""

    def __init__(self, binding: Binding) -> None:
        self._binding = binding
        self._lines: list[int] = []
        self._names: list[str] = []
        self._by_name: dict[str, list[int]] = {}
        self._of_spec: dict[int, list[int]] = {}
        self._taken: set[int] = set()
        for number, text in enumerate(binding.document.source.lines, start=1):
            name = _name_on(text)
            if name:
                self._lines.append(number)
                self._names.append(name)
                for form in forms(name):
                    self._by_name.setdefault(form, []).append(number)

    def cause(self, missing: Missing, span: tuple[int, int], is_own: Callable[[int], bool]) -> Cause | None:
        """What stands for a section in a span of lines, the first of which is the heading's. `is_own`: of a line there."""
        bound = {each.node.line for each in missing.scope.bound}
        first, last = span
        for line in self._named(missing, first, self._end_behind(missing.scope, last)):
            if line in self._taken or line in bound or (line <= last and not is_own(line)):
                continue
            cause = self._on(line, missing)
            if cause is not None:
                self._taken.add(line)
                return cause
        return self._misspelt(missing, bound)

    def _end_behind(self, scope: Scope, last: int) -> int:
        """The last line of a section, and of what follows it if its heading is meant as a bold line of the section."""
        nodes = self._binding.nodes
        index = bisect_right(nodes, last, key=line_of)
        if index == len(nodes) or not self._is_meant(nodes[index], scope):
            return last
        return nodes[index + 1].line - 1 if index + 1 < len(nodes) else len(self._binding.document.source.lines)

    def _is_meant(self, node: Node, scope: Scope) -> bool:
        """Whether a heading that stands for nothing has the name of a bold line of a section."""
        specs = (spec for spec in scope.specs if spec.style == "bold")
        return not self._binding.bound_at(node) and any(not set(spec.names).isdisjoint(node.names) for spec in specs)

    def _named(self, missing: Missing, first: int, last: int) -> Iterator[int]:
        spec = missing.spec
        if spec.pattern and is_telling(spec):
            begin, end = bisect_right(self._lines, first), bisect_right(self._lines, last)
            names = spec.names
            yield from (
                self._lines[at]
                for at in range(begin, end)
                if not set(forms(self._names[at])).isdisjoint(names) or whole_matches(spec.pattern, self._names[at])
            )
            return
        if id(spec) not in self._of_spec:
            self._of_spec[id(spec)] = sorted({line for name in spec.names for line in self._by_name.get(name, ())})
        found = self._of_spec[id(spec)]
        yield from (found[at] for at in range(bisect_right(found, first), bisect_right(found, last)))

    def _on(self, line: int, missing: Missing) -> Cause | None:
        source = self._binding.document.source
        text = source.lines[line - 1]
        begin = len(text) - len(text.lstrip())
        place = Range.at(line, begin + 1, len(text.strip()))
        name = self._names[bisect_left(self._lines, line)]
        comments = self._binding.document.comments
        at = bisect_right(comments, line, key=lambda comment: comment.range.start.line) - 1
        if at >= 0 and comments[at].range.end.line >= line:
            return inside_comment(place, comments[at].range, "line")
        blocks = self._binding.document.blocks
        index = bisect_right(blocks, line, key=lambda block: block.line) - 1
        block: Block | None = blocks[index] if index >= 0 else None
        should = written(missing, name)
        write = f"Write it as '{should}'."
        if isinstance(block, CodeBlock):
            return inside_code(place, block, "line")
        if isinstance(block, (Quote, ListBlock)):
            help = "Move the line out of the quote or list."
            return Cause("nested", "its line is inside a quote or a list", help, place)
        if isinstance(block, HtmlBlock):
            return Cause("html", f"found '{name}' as HTML, not as a bold line", write, place, text=name)
        if isinstance(block, Heading):
            # It may have the next bold lines below it.
            message = f"found '{name}' as a heading of level {block.level}, not as a bold line"
            return Cause("level", message, write, place, block.range)
        if not isinstance(block, Paragraph):
            return None
        return self._in_text(line, text.strip(), name, missing, place, write)

    def _in_text(self, line: int, text: str, name: str, missing: Missing, place: Range, write: str) -> Cause:
        above = self._around(line)
        if above is not None and above is not missing.scope.node:
            help = f"Move it above the heading '{above.title}'."
            around = above.range if self._is_meant(above, missing.scope) else None
            return Cause("level", f"found '{name}' under '{above.title}' (line {above.line})", help, place, around)
        if _LABEL.match(text):
            help = f"Write '{written(missing, name)}' on a line of its own."
            return Cause("label", f"found '{name}' with text behind it on its line", help, place)
        if text.startswith("#"):
            return Cause("text", f"found '{text}' as plain text, not as a bold line", write, place, text=name)
        form = "in italics" if _ITALIC.fullmatch(text) else "as HTML" if text.startswith("<") else "as plain text"
        if text.startswith(("***", "___")):
            form = "in bold italics"
        return Cause("text", f"found '{name}' {form}, not as a bold line", write, place, text=name)

    def _around(self, line: int) -> Node | None:
        nodes = self._binding.nodes
        index = bisect_right(nodes, line, key=line_of) - 1
        return nodes[index] if index >= 0 else None

    def _misspelt(self, missing: Missing, bound: set[int]) -> Cause | None:
        spec = missing.spec
        for node in bold_nodes(missing.scope.node) if not spec.pattern else ():
            if node.line in bound or node.line in self._taken:
                continue
            name = nearest_name(node.title, [spec.title, *spec.aliases])
            if name:
                self._taken.add(node.line)
                return misspelt(node, name)
        return None


def _name_on(text: str) -> str:
    """The name that a line has, without what makes it look like something; "" of a line that has more."""
    if not text.strip() or len(text) > _LONGEST:
        return ""
    label = _LABEL.match(text)
    if label is not None:
        return label["name"].removesuffix(":").strip()
    before = _BEFORE.match(text)
    return _without_end(text[before.end() :] if before else text)


def _without_end(text: str) -> str:
    """A text without the marks and tags at its end."""
    while True:
        shorter = text.rstrip(_SIGNS).removesuffix("-->")
        tag = shorter.rfind("</")
        if tag >= 0 and _END_TAG.fullmatch(shorter, tag):
            shorter = shorter[:tag]
        if shorter == text:
            return text
        text = shorter
