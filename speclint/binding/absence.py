"""Why something that the author may have written is not seen.

Owns: the search for a section's heading in code, comments, bold text and near misses, and near misses of names.
Never: runs for what is found; everything here may be slow.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from speclint.binding.names import nearest_name
from speclint.document import CodeBlock, Heading, HtmlBlock, Paragraph, bold_lines, walk_blocks
from speclint.expressions import whole_matches
from speclint.headings import forms
from speclint.source import Range
from speclint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from speclint.binding.binding import Binding
    from speclint.binding.nodes import Node
    from speclint.binding.pairs import Missing
    from speclint.ruleset import SectionSpec

# As in CommonMark, but the space after the marks may be missing: GitHub shows such a line as text.
_HTML_HEADING = re.compile(r"<h(?P<level>[1-6])\b[^>]*>(?P<title>.*?)</h(?P=level)>", re.IGNORECASE | re.DOTALL)
_HEADING_LINE = re.compile(r"^ {0,3}(?P<marks>#{1,6})(?P<space>[ \t]*)(?P<title>[^#\s].*?)[ \t]*#*[ \t]*$")
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


def claimed_nodes(binding: Binding) -> set[Node]:
    """Undeclared sections that another finding already names as a misspelt or misplaced declared one."""
    claimed = {bound.node for bound in binding.sections.bound if bound.stray}
    claimed.update(cause.node for cause in binding.causes if cause is not None and cause.node is not None)
    claimed.update(cause.node for gap in binding.gaps for _, cause in gap.causes if cause.node is not None)
    # Below a heading that is missing, its subsections stand under the section before: they are not to blame.
    absent = {name for missing in binding.missing for inner in _declared_below(missing.spec) for name in inner.names}
    claimed.update(node for node in binding.nodes if absent.intersection(node.names))
    return claimed


def _declared_below(spec: SectionSpec) -> Iterable[SectionSpec]:
    for inner in spec.sections:
        yield inner
        yield from _declared_below(inner)


def find_cause(binding: Binding, missing: Missing, taken: AbstractSet[Node] = frozenset()) -> Cause | None:
    """What stands in the document instead of a missing section. `taken`: headings that stand for others already."""
    spec = missing.spec
    if spec.style == "bold":
        return _as_code(binding, spec, missing.level)
    return (
        _as_code(binding, spec, missing.level)
        or _as_comment(binding, spec)
        or _as_heading_elsewhere(binding, missing)
        or _as_text(binding, spec, missing.level)
        or _misspelt(binding, missing, taken)
    )


def _is_named(title: str, spec: SectionSpec) -> bool:
    if any(form in spec.names for form in forms(title)):
        return True
    return bool(spec.pattern) and whole_matches(spec.pattern, title.strip()) and _is_telling(spec)


def _is_telling(spec: SectionSpec) -> bool:
    return not whole_matches(spec.pattern, "qzx kvw")


def _as_code(binding: Binding, spec: SectionSpec, level: int) -> Cause | None:
    for block in walk_blocks(binding.document.blocks):
        if not isinstance(block, CodeBlock):
            continue
        for line in block.lines:
            found = _HEADING_LINE.match(line.text)
            if found is None or not _is_named(found["title"], spec) or len(found["marks"]) != level:
                continue
            opened = f"the code block opened on line {block.line}"
            if not block.fence:
                opened = f"the code block that the indentation of line {block.line} opens"
            elif not block.closed:
                opened += ", which is never closed"
            return Cause(
                "code",
                f"its heading on line {line.line} is inside {opened}",
                "Close the code block before the heading." if block.fence else "Remove the indentation.",
                Range.at(line.line, line.column, len(line.text)),
                block.range,
                in_code=True,
            )
    return None


def _as_comment(binding: Binding, spec: SectionSpec) -> Cause | None:
    for comment in binding.document.comments:
        for number, text in enumerate(comment.text.split("\n")):
            found = _HEADING_LINE.match(text.strip())
            if found and _is_named(found["title"], spec):
                start = comment.range.start
                line = start.line + number
                return Cause(
                    "comment",
                    f"its heading on line {line} is inside the comment that begins on line {start.line}",
                    "Take the section out of the comment.",
                    Range.at(line, start.column if number == 0 else 1),
                    comment.range,
                )
    return None


def _as_heading_elsewhere(binding: Binding, missing: Missing) -> Cause | None:
    for node in binding.nodes:
        if binding.bound_at(node) or not _is_named(node.title, missing.spec):
            continue
        if node is binding.title:
            return Cause(
                "title",
                f"the heading '{node.title}' on line {node.line} has level 1, so it counts as the title",
                f"Put a title above it, and write it as '{'#' * missing.level} {node.title}'.",
                node.range,
                node=node,
            )
        if missing.spec.pattern and node.level != missing.level:
            continue
        above = node.parent
        under = f" under '{above.title}' (line {above.line})" if above is not None and above.level else ""
        return Cause(
            "level",
            f"the heading '{node.title}' on line {node.line} has level {node.written_level}{under}",
            f"Move it to its place, as '{'#' * missing.level} {node.title}'.",
            node.range,
            node=node,
        )
    for block in walk_blocks(binding.document.blocks):
        if (
            isinstance(block, Heading)
            and block not in binding.document.headings
            and _is_named(block.text.plain, missing.spec)
        ):
            return Cause(
                "nested",
                f"its heading on line {block.line} is inside a quote or a list, where it opens no section",
                "Start the heading at the beginning of its line.",
                block.range,
            )
    return None


def _as_text(binding: Binding, spec: SectionSpec, level: int) -> Cause | None:
    for block in walk_blocks(binding.document.blocks):
        if isinstance(block, HtmlBlock):
            html = _HTML_HEADING.search(block.raw)
            if html and _is_named(html["title"].strip(), spec):
                return Cause(
                    "html",
                    f"line {block.line} has it as an HTML heading, which is not read",
                    f"Write it as '{'#' * level} {html['title'].strip()}'.",
                    block.range,
                    text=html["title"].strip(),
                )
        if not isinstance(block, Paragraph):
            continue
        for bold in bold_lines([block]):
            if _is_named(bold.text, spec):
                return Cause(
                    "bold",
                    f"line {bold.range.start.line} has '{bold.text}' as bold text, which opens no section",
                    f"Write it as a heading: '{'#' * level} {bold.text}'.",
                    bold.range,
                    text=bold.text,
                )
        for line in block.text.lines:
            found = _HEADING_LINE.match(line.text)
            if found and not found["space"] and _is_named(found["title"], spec):
                return Cause(
                    "marks",
                    f"line {line.line} has no space after '{found['marks']}', so it is text and not a heading",
                    f"Write it as '{found['marks']} {found['title']}'.",
                    Range.at(line.line, line.column, len(line.text)),
                    text=line.text,
                )
        # Only the very heading: an alias, or one with a colon, is as likely the first line of something else.
        if block.text.plain.removeprefix("\\").lstrip("# ").casefold() == spec.title.casefold():
            return Cause(
                "text",
                f"line {block.line} has '{spec.title}' as text, which opens no section",
                f"Write it as a heading: '{'#' * level} {spec.title}'.",
                block.range,
                text=spec.title,
            )
    return None


def _misspelt(binding: Binding, missing: Missing, taken: AbstractSet[Node]) -> Cause | None:
    if not missing.spec.names:
        return None
    own = {missing.spec.title, *missing.spec.aliases}
    known = [name for other in binding.missing for name in (other.spec.title, *other.spec.aliases)]
    nodes = [node for node in missing.scope.unknown if node is not binding.title]
    nodes += [
        node
        for node in binding.nodes
        if node not in nodes and not binding.bound_at(node) and node.level == missing.level
    ]
    for node in nodes:
        name = nearest_name(node.title, [*own, *known])
        if node in taken or name not in own:
            continue
        return Cause(
            "misspelt",
            f"line {node.line} has '{node.title}', which comes close",
            f"Write that heading as '{'#' * node.written_level} {name}'.",
            node.range,
            node=node,
        )
    return None


def find_renamed(missing: Missing, taken: AbstractSet[Node]) -> Cause | None:
    """The heading of one's own that most likely is the missing section under another name.

    It has subsections that belong to the missing one; or it is the only one between the neighbours of the missing one
    that has a word in common with it.
    """
    if missing.spec.style == "bold":
        return None
    scope = missing.scope
    own = [node for node in scope.unknown if node not in taken and node.level == missing.level]
    inner = {name for spec in missing.spec.sections for name in spec.names}
    for node in own:
        if any(inner.intersection(child.names) for child in node.children):
            return _renamed(node, missing, "with its subsections")
    first, last = _gap_around(missing)
    like = [
        node
        for node in own
        if first < node.line < last and any(_is_akin(node.names[0], name) for name in missing.spec.names)
    ]
    return _renamed(like[0], missing, "in its place") if len(like) == 1 else None


def _is_akin(one: str, other: str) -> bool:
    """Whether two names have half of their words in common. One word of many says little: data, security, plan."""
    words, others = set(_WORD.findall(one)), set(_WORD.findall(other))
    return bool(words and others) and 2 * len(words & others) >= max(len(words), len(others))


def _renamed(node: Node, missing: Missing, how: str) -> Cause:
    return Cause(
        "renamed",
        f"line {node.line} has '{node.title}' {how}",
        f"Write that heading as '{'#' * node.written_level} {missing.spec.title}'.",
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
