"""Comments that silence a finding, put where they really do.

Owns: the places that come into question, from the nearest to the finding to the whole file.
Never: offers one that would not work: each is tried on the text before.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from speclint.base.diagnostics import TextEdit, lineless
from speclint.base.source import Position, Range
from speclint.checks.rules import PROJECT_RULES
from speclint.engine.suppression import read_suppressions
from speclint.fixes.applying import apply_edits
from speclint.markdown import CodeBlock, Heading, HtmlBlock, Paragraph
from speclint.ruleset.marks import insert

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from speclint.base.diagnostics import Diagnostic
    from speclint.base.source import SourceFile
    from speclint.markdown import Block, Document

NEVER = frozenset({"unused-suppression", "invalid-suppression", "unexplained-suppression", "stale-baseline"})
"""Findings about comments that silence: those are fixed, not silenced."""

_BLANKS_AT_END = re.compile(r"[ \t]*\\?$|[ \t]*\|[ \t]*$")


def silence(
    found: Diagnostic, document: Document, lint: Callable[[SourceFile], tuple[Document, Sequence[Diagnostic]]]
) -> TextEdit | None:
    """The edit that puts in a comment by which a finding is silenced, and nothing else changes; None for none.

    `lint` gives a text parsed, and the findings on it by itself.
    """
    if found.rule in NEVER:
        return None
    source = document.source
    before = Counter(map(_key, lint(source)[1]))
    for edit in _places(found, document):
        after = apply_edits(source, [edit])
        now, others = lint(after)
        line = found.range.start.line
        line += edit.text.count("\n") if edit.range.start < found.range.start else 0
        if not _covers(now, found.rule, line):
            continue
        expected = before - Counter([_key(found)])
        if Counter(map(_key, others)) == (before if found.rule in PROJECT_RULES else expected):
            return edit
    return None


def _covers(document: Document, rule: str, line: int) -> bool:
    """Whether the comments of a document silence a rule on a line."""
    code = {block.line: block.range.end.line for block in document.walk() if isinstance(block, CodeBlock)}
    silenced = read_suppressions(document.comments, code).silenced
    return any(each.rule == rule and each.first <= line <= each.last for each in silenced)


def _key(found: Diagnostic) -> tuple[str, tuple[str, ...], str]:
    return found.rule, found.section, lineless(found.message)


def _places(found: Diagnostic, document: Document) -> Iterator[TextEdit]:
    source = document.source
    line = found.range.start.line
    block = _block_at(document, line)
    if isinstance(block, Heading) and block.style == "atx":
        yield _at_end(source, line, found.rule)
    elif block is not None and block.line == line and not isinstance(block, HtmlBlock):
        yield _before(source, line, found.rule)
    elif isinstance(block, CodeBlock):
        yield _before(source, block.line, found.rule)
    if not isinstance(block, (CodeBlock, HtmlBlock)):
        yield _at_end(source, line, found.rule)
    if isinstance(block, Paragraph):
        yield _before(source, block.line, found.rule)
    yield _for_file(document, found.rule)


def _comment(action: str, rule: str) -> str:
    return f"<!-- speclint-{action} {rule}: {insert('the reason')} -->"


def _before(source: SourceFile, line: int, rule: str) -> TextEdit:
    """On a line of its own, right above."""
    return TextEdit(Range.at(line), _comment("disable-next-line", rule) + source.line_end(line))


def _at_end(source: SourceFile, line: int, rule: str) -> TextEdit:
    """Behind the text of the line; in a row of a table, in its last cell."""
    text = source.lines[line - 1] if line <= len(source.lines) else ""
    end = _BLANKS_AT_END.search(text)
    column = (end.start() if end else len(text)) + 1
    return TextEdit(Range(Position(line, column), Position(line, column)), f" {_comment('disable-line', rule)}")


def _for_file(document: Document, rule: str) -> TextEdit:
    """For the whole document, at its end: nothing there changes what is above."""
    source = document.source
    end = source.line_end(len(source.lines))
    place = source.full_range().end
    return TextEdit(Range(place, place), f"{end}{end}{_comment('disable-file', rule)}")


def _block_at(document: Document, line: int) -> Block | None:
    """The outermost block that holds a line."""
    return next((block for block in document.blocks if block.line <= line <= block.range.end.line), None)
