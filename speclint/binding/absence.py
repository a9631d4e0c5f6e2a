"""Why something that the author may have written is not recognised.

Owns: which trace of a missing section, or which heading with another name, stands for it.
Never: runs for what is found. The document is read once for all that is missing (see `speclint.binding.traces`).
"""

from __future__ import annotations

import re
from collections import deque
from operator import itemgetter
from typing import TYPE_CHECKING, Literal

from speclint.base.values import NamedTuple
from speclint.binding.groups import open_groups
from speclint.binding.names import NearestName
from speclint.binding.nodes import line_of
from speclint.binding.traces import Traces, is_named

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from speclint.base.source import Range
    from speclint.binding.binding import Binding
    from speclint.binding.nodes import Node
    from speclint.binding.pairs import Missing
    from speclint.binding.sections import Scope
    from speclint.binding.traces import Trace
    from speclint.ruleset import SectionSpec

# Words that say something: shorter ones are mostly "and", "of", "the".
_WORD = re.compile(r"\w{4,}")


Kind = Literal["code", "comment", "title", "level", "nested", "html", "bold", "marks", "text", "misspelt", "renamed"]
"""How what was found keeps the section from being seen; `marks`: no space after `##`."""


class Cause(NamedTuple):
    """Why a section is not seen: what was found instead and where, in words that go on after "...: ".

    `hidden_in`: the code block or comment (as its range) that swallows the heading, so that all it swallows is
    reported once. `node`: the heading that was meant. `text`: the title of what is no heading; of `marks` the line.
    """

    kind: Kind
    message: str
    help: str
    range: Range
    hidden_in: Range | None = None
    in_code: bool = False
    node: Node | None = None
    text: str = ""


class Absence:
    """What is in a document instead of its missing sections.

    It reads the document once. A heading that was found to stand for one section stands for no other.
    """

    def __init__(self, binding: Binding) -> None:
        self._binding = binding
        self._traces = Traces(binding.document)
        self._elsewhere: dict[tuple[int, int], Cause | None] = {}
        loose = [node for node in binding.nodes if not binding.bound_at(node)]
        self._loose = loose
        self._by_name: dict[str, Node] = {}
        for node in loose:
            for name in node.names:
                self._by_name.setdefault(name, node)
        self._by_word: dict[int, dict[str, list[Node]]] = {}
        self._meant: _Meant | None = None
        self._taken: set[Node] = set()

    def causes(self) -> tuple[Cause | None, ...]:
        """For each missing section, in the same order, what was found instead."""
        missing = self._binding.missing
        causes = [None if each.behind else self._taking(self.cause(each)) for each in missing]
        for index, each in enumerate(missing):
            if causes[index] is None and not each.behind:
                causes[index] = self._taking(self._renamed(each))
        return tuple(causes)

    def _taking(self, cause: Cause | None) -> Cause | None:
        if cause is not None and cause.node is not None:
            self._taken.add(cause.node)
        return cause

    def cause(self, missing: Missing) -> Cause | None:
        """What is in the document instead of a section."""
        spec, level = missing.spec, missing.level
        found = self._as_code(spec, level)
        if found is not None or spec.style == "bold":
            return found
        return (
            self._as_comment(spec)
            or self._as_heading_elsewhere(spec, level)
            or self._as_text(spec, level)
            or self._misspelt(missing)
        )

    def _as_code(self, spec: SectionSpec, level: int) -> Cause | None:
        trace = self._traces.first("code", spec, level)
        block = trace.block if trace is not None else None
        if trace is None or block is None:
            return None
        opened = f"the code block opened on line {block.line}"
        if not block.fence:
            opened = f"the indented code block on line {block.line}"
        elif not block.closed:
            opened += ", which is never closed"
        return Cause(
            "code",
            f"its heading on line {trace.range.start.line} is inside {opened}",
            "Close the code block before the heading." if block.fence else "Remove the indentation.",
            trace.range,
            block.range,
            in_code=True,
        )

    def _as_comment(self, spec: SectionSpec) -> Cause | None:
        trace = self._traces.first("comment", spec)
        if trace is None:
            return None
        line, begin = trace.range.start.line, trace.around.start.line
        return Cause(
            "comment",
            f"its heading on line {line} is inside the comment opened on line {begin}",
            "Move the section out of the comment.",
            trace.range,
            trace.around,
        )

    def _as_heading_elsewhere(self, spec: SectionSpec, level: int) -> Cause | None:
        key = (id(spec), level)
        if key not in self._elsewhere:
            self._elsewhere[key] = self._search_elsewhere(spec, level)
        return self._elsewhere[key]

    def _search_elsewhere(self, spec: SectionSpec, level: int) -> Cause | None:
        title = self._binding.title
        for node in self._named(spec):
            if node is title:
                return Cause(
                    "title",
                    f"the heading '{node.title}' on line {node.line} has level 1, so it is the title",
                    f"Add a title above it, and write it as '{'#' * level} {node.title}'.",
                    node.range,
                    node=node,
                )
            if spec.pattern and node.level != level:
                continue
            above = node.parent
            under = f" under '{above.title}' (line {above.line})" if above is not None and above.level else ""
            return Cause(
                "level",
                f"found '{node.title}' on line {node.line} at level {node.written_level}{under}",
                f"Move it to the right place, as '{'#' * level} {node.title}'.",
                node.range,
                node=node,
            )
        trace = self._traces.first("nested", spec)
        if trace is None:
            return None
        return Cause(
            "nested",
            f"its heading on line {trace.range.start.line} is inside a quote or a list",
            "Move the heading out of the quote or list, to the beginning of its line.",
            trace.range,
        )

    def _named(self, spec: SectionSpec) -> Iterable[Node]:
        """The headings that stand for nothing and have the name of a section, in the order of the document."""
        if spec.pattern:
            return (node for node in self._loose if is_named(node.title, spec))
        found = [node for node in map(self._by_name.get, spec.names) if node is not None]
        return [min(found, key=line_of)] if found else ()

    def _as_text(self, spec: SectionSpec, level: int) -> Cause | None:
        trace = self._traces.first("text", spec)
        return None if trace is None else _not_a_heading(trace, spec, level)

    def _misspelt(self, missing: Missing) -> Cause | None:
        if not missing.spec.names:
            return None
        if self._meant is None:
            self._meant = _Meant(self._binding, self._loose)
        found = self._meant.first(missing, self._taken)
        if found is None:
            return None
        node, name = found
        return Cause(
            "misspelt",
            f"found '{node.title}' on line {node.line}; did you mean '{name}'?",
            f"Rename that heading to '{'#' * node.written_level} {name}'.",
            node.range,
            node=node,
        )

    def _renamed(self, missing: Missing) -> Cause | None:
        """The heading of one's own that most likely is the missing section under another name.

        It has subsections that belong to the missing one; or it is the only one between the neighbours of the missing
        one that has a word in common with it.
        """
        scope, spec = missing.scope, missing.spec
        if spec.style == "bold" or not scope.unknown:
            return None
        own = [node for node in scope.unknown if node.level == missing.level and node not in self._taken]
        if not own:
            return None
        inner = {name for below in spec.sections for name in below.names}
        for node in own if inner else ():
            if any(not inner.isdisjoint(child.names) for child in node.children):
                return _renamed(node, missing, "with its subsections")
        names = [words for name in spec.names if (words := set(_WORD.findall(name)))]
        by_word = self._words_of(scope)
        some = {node for words in names for word in words for node in by_word.get(word, ())}
        first, last = _gap_around(missing) if some else (0, 0)
        like = [node for node in own if node in some and first < node.line < last and _is_akin(node.names[0], names)]
        return _renamed(like[0], missing, "in its place") if len(like) == 1 else None

    def _words_of(self, scope: Scope) -> dict[str, list[Node]]:
        """The headings that a scope does not know, by the words in them."""
        if id(scope) not in self._by_word:
            by_word = self._by_word[id(scope)] = {}
            for node in scope.unknown:
                for word in _WORD.findall(node.names[0]):
                    by_word.setdefault(word, []).append(node)
        return self._by_word[id(scope)]


def _not_a_heading(trace: Trace, spec: SectionSpec, level: int) -> Cause:
    """Of text that looks like the heading of a section."""
    line, title = trace.range.start.line, trace.title
    if trace.shape == "html":
        return Cause(
            "html",
            f"found '{title}' on line {line} as an HTML heading",
            f"Write it as '{'#' * level} {title}'.",
            trace.range,
            text=title,
        )
    if trace.shape == "bold":
        return Cause(
            "bold",
            f"found '{title}' on line {line} as bold text, not as a heading",
            f"Write it as a heading: '{'#' * level} {title}'.",
            trace.range,
            text=title,
        )
    if trace.shape == "marks":
        written = trace.line.lstrip()
        marks = written[: len(written) - len(written.lstrip("#"))]
        return Cause(
            "marks",
            f"line {line} has no space after '{marks}', so it is plain text",
            f"Write it as '{marks} {title}'.",
            trace.range,
            text=trace.line,
        )
    return Cause(
        "text",
        f"found '{spec.title}' on line {line} as plain text, not as a heading",
        f"Write it as a heading: '{'#' * level} {spec.title}'.",
        trace.range,
        text=spec.title,
    )


class _Meant:
    """Which missing section a heading that stands for none was probably meant to be.

    Each heading is compared once with the names of all that is missing, so that it counts for the one that is nearest.
    """

    def __init__(self, binding: Binding, loose: Iterable[Node]) -> None:
        specs = {id(missing.spec): missing.spec for missing in binding.missing}
        for _, _, absent, _, _ in open_groups(binding):
            specs.update((id(spec), spec) for spec in absent)
        known = NearestName(name for spec in specs.values() for name in (spec.title, *spec.aliases))
        homes = {node: id(scope) for scope in binding.sections.scopes for node in scope.unknown}
        self._at_home: dict[tuple[int, str], deque[tuple[int, Node]]] = {}
        """By scope and name, the headings that are unknown there, with their place in the document."""
        self._at_level: dict[tuple[int, str], deque[tuple[int, Node]]] = {}
        for place, node in enumerate(loose):
            name = known.of(node.title) if node is not binding.title else ""
            if name:
                self._at_level.setdefault((node.level, name), deque()).append((place, node))
                if node in homes:
                    self._at_home.setdefault((homes[node], name), deque()).append((place, node))

    def first(self, missing: Missing, taken: AbstractSet[Node]) -> tuple[Node, str] | None:
        """The first heading that was meant as a section, in its own scope before any other, and the name that it is near."""
        for index, key in ((self._at_home, id(missing.scope)), (self._at_level, missing.level)):
            found: list[tuple[int, Node, str]] = []
            for name in dict.fromkeys((missing.spec.title, *missing.spec.aliases)):
                waiting = index.get((key, name), deque())
                # What is taken stays taken, so that nothing is looked at twice.
                while waiting and waiting[0][1] in taken:
                    waiting.popleft()
                if waiting:
                    found.append((*waiting[0], name))
            if found:
                return min(found, key=itemgetter(0))[1:]
        return None


def _is_akin(name: str, others: Iterable[set[str]]) -> bool:
    """Whether a name has half of its words in common with one of others. One word of many says little: data, security, plan."""
    words = set(_WORD.findall(name))
    return any(2 * len(words & other) >= max(len(words), len(other)) for other in others if words)


def _renamed(node: Node, missing: Missing, how: str) -> Cause:
    return Cause(
        "renamed",
        f"found '{node.title}' on line {node.line} {how}",
        f"Rename that heading to '{'#' * node.written_level} {missing.spec.title}'.",
        node.range,
        node=node,
    )


def _gap_around(missing: Missing) -> tuple[int, float]:
    """The lines of the sections between which the missing one belongs."""
    rank = {spec.id: index for index, spec in enumerate(missing.scope.specs)}
    place = rank[missing.spec.id]
    lines = [(rank[bound.spec.id], bound.node.line) for bound in missing.scope.bound]
    return (
        max((line for other, line in lines if other < place), default=0),
        min((line for other, line in lines if other > place), default=float("inf")),
    )
