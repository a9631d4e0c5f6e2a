"""What fences that went wrong do to a document.

Owns: from where on nothing can be judged, and whether a code block holds all.
Never: reports; `nested-fence`, `missing-section` and `missing-title` do.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from speclint.base.names import forms
from speclint.base.source import Range
from speclint.base.values import NamedTuple
from speclint.binding.explain import causes, gaps
from speclint.binding.nodes import line_of
from speclint.binding.traces import heading_on, is_telling
from speclint.expressions import whole_matches
from speclint.markdown import CodeBlock
from speclint.ruleset import UNBOUNDED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.base.diagnostics import Severity
    from speclint.binding.binding import Binding
    from speclint.binding.cause import Cause
    from speclint.binding.sections import Scope
    from speclint.markdown import TextLine
    from speclint.ruleset import SectionSpec


class Broken(NamedTuple):
    """A fence that went wrong: from there on, what looks like code may be text and the other way round.

    `line` is that of the fence. From `first` on, where its section begins, nothing can be judged. `severity` is that of the
    finding that reports it, and that explains all others from there on (see `Finding.behind`).
    """

    line: int
    first: int
    severity: Severity


def broken_fences(binding: Binding) -> list[Broken]:
    """The first nested fence, and a fence that is never closed and swallows a declared section.

    Where the rule that reports one of them is off, it explains nothing: what is there is judged as it looks.
    """
    fences = [(block.line, "nested-fence") for block, _ in binding.nested_fences[:1]]
    block = _open_fence(binding)
    if block is not None and (_hides_missing(binding, block) or swallows_optional(binding) is not None):
        fences.append((block.line, "missing-section"))
    found = []
    for line, rule in fences:
        severity = binding.hides(rule)
        if severity is not None:
            index = bisect_left(binding.nodes, line, key=line_of)
            above = next((node for node in reversed(binding.nodes[:index]) if node is not binding.title), None)
            found.append(Broken(line, above.line if above is not None else 1, severity))
    return found


def spared(binding: Binding, broken: Broken) -> frozenset[Range]:
    """Places of missing sections that are reported although they are on a line from which nothing can be judged.

    The fence itself is one, what is above it is as it looks, and what the rest of the document lacks it lacks anyway.
    """
    line, limit, _ = broken
    block, optional = _open_fence(binding), swallows_optional(binding)
    found = {optional.place} if optional is not None else set()
    for missing, cause in zip(binding.missing, causes(binding), strict=True):
        lacks = binding.anchor(missing.scope.owner).start.line < limit
        if cause is None:
            if lacks and missing.scope.count(missing.spec):
                found.add(missing.scope.last(missing.spec).node.range)
        elif lacks or cause.range.start.line < line or (block is not None and cause.hidden_in == block.range):
            found.add(cause.range)
    for gap in gaps(binding):
        lacks = binding.anchor(gap.scope.owner).start.line < limit
        for _, cause in gap.causes[:1]:
            if lacks or cause.range.start.line < line or (block is not None and cause.hidden_in == block.range):
                found.add(cause.range)
    return frozenset(found)


class Swallowed(NamedTuple):
    """A section that nobody misses, and whose heading is in a code block that is never closed.

    `place` is that of the line that opens the block, `heading` that of the section's heading.
    """

    place: Range
    spec: SectionSpec
    heading: Range


def swallows_optional(binding: Binding) -> Swallowed | None:
    """The first section in a fence that is never closed, where no required one is in it; None as a rule."""
    return binding.once(_swallows_optional)


def _swallows_optional(binding: Binding) -> Swallowed | None:
    block = _open_fence(binding)
    if block is None or _hides_missing(binding, block):
        return None
    if binding.nested_fences and binding.nested_fences[0][0].range.start <= block.range.start:
        return None  # is reported as that
    scopes = list(_scopes_at(binding, block.line))
    for line in block.lines:
        heading = heading_on(line)
        if heading is None:
            continue
        level, title, place = heading
        for scope in scopes:
            spec = _room_for(binding, scope, title) if level == scope.level else None
            if spec is not None:
                opening = binding.document.source.lines[block.line - 1].rstrip()
                begin = len(opening) - len(opening.lstrip())
                return Swallowed(Range.at(block.line, begin + 1, len(opening) - begin), spec, place)
    return None


def _scopes_at(binding: Binding, line: int) -> Iterator[Scope]:
    """The places for declared sections around a line."""
    index = bisect_right(binding.nodes, line, key=line_of) - 1
    node = binding.nodes[index] if index >= 0 else None
    around = set()
    while node is not None:
        around.add(node)
        node = node.parent
    return (scope for scope in binding.sections.scopes if scope.owner is None or scope.owner.node in around)


def _room_for(binding: Binding, scope: Scope, title: str) -> SectionSpec | None:
    """The declared section that a heading would be in a scope, if there may be one more of it."""
    names = forms(title)
    for spec in scope.specs:
        named = any(name in spec.names for name in names)
        if not named and not (spec.pattern and is_telling(spec) and whole_matches(spec.pattern, title)):
            continue
        room = spec.max_count == UNBOUNDED or scope.count(spec) < spec.max_count
        if room and spec.style == "heading" and binding.would_apply(spec):
            return spec
    return None


def _open_fence(binding: Binding) -> CodeBlock | None:
    """The fence that is never closed: it reaches to the end of the document, so that there is no second one."""
    blocks = (block for block in binding.document.blocks if isinstance(block, CodeBlock))
    return next((block for block in blocks if block.fence and not block.closed), None)


def _hides_missing(binding: Binding, block: CodeBlock) -> bool:
    """Whether something that is missing is in a code block."""
    found = [*causes(binding), *(cause for gap in gaps(binding) for _, cause in gap.causes)]
    return any(cause is not None and cause.in_code and cause.hidden_in == block.range for cause in found)


def is_flipped(binding: Binding, cause: Cause) -> bool:
    """Whether a nested fence hides a section: from the first one on, all fences pair up wrongly."""
    if not cause.in_code or cause.hidden_in is None or not binding.nested_fences:
        return False
    return cause.hidden_in.start >= binding.nested_fences[0][0].range.start


def swallowed_by(binding: Binding) -> tuple[CodeBlock, TextLine] | None:
    """The code block that holds the whole document, with the line of its title; None as a rule."""
    if binding.nodes:
        return None
    blocks = (block for block in binding.document.blocks if isinstance(block, CodeBlock) and block.fence)
    found = ((block, line) for block in blocks for line in block.lines if line.text.startswith("# "))
    return next(found, None)
