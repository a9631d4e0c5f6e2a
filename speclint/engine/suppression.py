"""Comments in a document that silence findings.

Owns: reading them, which findings they silence, and which of them silence nothing or cannot be read.
Never: looks at text: comments come from the parsed document, so one inside a code block is code.

    <!-- speclint-disable-next-line bad-cell: the legacy system has no type -->
    <!-- speclint-disable-line missing-section -->        on the line that the finding is on
    <!-- speclint-disable short-text, missing-table -->   from here to `speclint-enable`, or to the end
    <!-- speclint-enable short-text -->                   without ids: everything
    <!-- speclint-disable-file missing-reference -->      wherever it is

The reason is after a colon or a dash. Ids are mandatory: what is silenced should be said.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.base.source import Range  # noqa: TC001 - the codec resolves annotations
from speclint.base.suggest import Nearest, did_you_mean
from speclint.base.values import NamedTuple
from speclint.checks.rules import RULE_IDS, known_as
from speclint.markdown.model import CommentPlaces
from speclint.ruleset.marks import is_mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from speclint.base.diagnostics import Diagnostic
    from speclint.markdown import Comment

ACTIONS = ("disable-next-line", "disable-line", "disable-file", "disable", "enable")
_FOREVER = 1 << 60
_ADDRESSED = re.compile(r"\s*speclint-(?P<action>[a-z-]+)(?P<rest>.*)\Z", re.DOTALL)
_OTHERS = ("expect",)
"""Words that other parts of the program know."""
_REASON = re.compile(r"\s*(?::|--|[\u2013\u2014])\s*(?P<reason>.*)\Z", re.DOTALL)
_ID = re.compile(r"[^\s,:]+")
_IDS = re.compile(r"(?:[\s,]*(?!--|[\u2013\u2014])[^\s,:]+)*")

UNUSED = "unused-suppression"
INVALID = "invalid-suppression"
UNEXPLAINED = "unexplained-suppression"


class Silenced(NamedTuple):
    """A rule that a comment silences, on the lines from `first` to `last`. `place` is its id in the comment."""

    rule: str
    first: int
    last: int
    place: Range


class Suppressions(NamedTuple):
    """What the comments of a document say. `faults` are findings by rule: what cannot be read, and what gives no reason."""

    silenced: tuple[Silenced, ...] = ()
    faults: tuple[tuple[str, Finding], ...] = ()

    def only(self, rules: Iterable[str]) -> Suppressions:
        """The part that is about some rules."""
        wanted = frozenset(rules)
        return Suppressions(tuple(each for each in self.silenced if each.rule in wanted))


class _Directive(NamedTuple):
    action: str
    rules: tuple[tuple[str, Range], ...]
    reason: str
    comment: Comment


def read_suppressions(comments: Sequence[Comment], code: Mapping[int, int] | None = None) -> Suppressions:
    """What the comments of a document, in its order, say.

    `code` are the last lines of code blocks by their first: to its author, a block is one thing on the next line.
    """
    faults: list[tuple[str, Finding]] = []
    directives = list(_directives(comments, faults))
    silenced: list[Silenced] = []
    open_: dict[str, list[tuple[int, Range]]] = {}
    for action, rules, reason, comment in directives:
        start, end = comment.range.start.line, comment.range.end.line
        if action == "enable":
            faults += _enable(rules, comment, open_, silenced)
            continue
        if not reason or is_mark(reason):
            message = "Suppression without a reason"
            help = f"Add a reason after a colon: <!-- speclint-{action} {', '.join(rule for rule, _ in rules)}: ... -->"
            faults.append((UNEXPLAINED, Finding(comment.range, message, help)))
        for rule, place in rules:
            if action == "disable":
                open_.setdefault(rule, []).append((start, place))
            else:
                following = (code or {}).get(end + 1, end + 1)
                lines = {"disable-line": (start, end), "disable-next-line": (end + 1, following)}
                first, last = lines.get(action, (1, _FOREVER))
                silenced.append(Silenced(rule, first, last, place))
    for rule, begun in open_.items():
        silenced += [Silenced(rule, line, _FOREVER, place) for line, place in begun]
    silenced.sort(key=lambda each: each.place)
    return Suppressions(tuple(silenced), tuple(faults))


def apply(
    suppressions: Suppressions,
    diagnostics: Iterable[Diagnostic],
    may_be_unused: Callable[[Silenced], bool],
    all_found: Iterable[Diagnostic] = (),
) -> tuple[list[Diagnostic], list[Diagnostic], list[Finding]]:
    """The findings that stay, those that are silenced, and a finding for each suppression that silences nothing.

    `may_be_unused`: whether a suppression can be called unused; not where its rule did not run. `all_found` are findings
    that are not reported, but that a suppression may be for.
    """
    kept: list[Diagnostic] = []
    silent: list[Diagnostic] = []
    covered = {rule: _Lines(spans) for rule, spans in _by_rule(suppressions.silenced).items()}
    lines: dict[str, list[int]] = {}
    for found in diagnostics:
        line = found.range.start.line
        names = [name for name in known_as(found.rule) if name in covered]
        (silent if any(line in covered[name] for name in names) else kept).append(found)
        for name in names:
            lines.setdefault(name, []).append(line)
    for found in all_found:
        for name in known_as(found.rule):
            if name in covered:
                lines.setdefault(name, []).append(found.range.start.line)
    for each in lines.values():
        each.sort()
    unused = [
        Finding(
            each.place,
            f"Unused suppression of '{each.rule}'",
            "Remove it from the comment.",
        )
        for each in suppressions.silenced
        if not _any_between(lines.get(each.rule, ()), each.first, each.last) and may_be_unused(each)
    ]
    return kept, silent, unused


def _by_rule(silenced: Iterable[Silenced]) -> dict[str, list[tuple[int, int]]]:
    spans: dict[str, list[tuple[int, int]]] = {}
    for each in silenced:
        spans.setdefault(each.rule, []).append((each.first, each.last))
    return spans


class _Lines:
    """The lines that lie in one of some spans, which may overlap."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._reach: list[int] = []
        """The last line of the spans that begin at or before each start."""
        for first, last in sorted(spans):
            self._starts.append(first)
            self._reach.append(max(last, self._reach[-1] if self._reach else last))

    def __contains__(self, line: int) -> bool:
        index = bisect_right(self._starts, line) - 1
        return index >= 0 and line <= self._reach[index]


def _any_between(lines: Sequence[int], first: int, last: int) -> bool:
    """Whether one of some lines, in order, is between two others."""
    index = bisect_left(lines, first)
    return index < len(lines) and lines[index] <= last


def _enable(
    rules: tuple[tuple[str, Range], ...],
    comment: Comment,
    open_: dict[str, list[tuple[int, Range]]],
    silenced: list[Silenced],
) -> Iterator[tuple[str, Finding]]:
    """Close what is open. A line that only enables what was never disabled is of no use."""
    line = comment.range.start.line
    wanted = rules or tuple((rule, comment.range) for rule in list(open_))
    if not wanted:
        yield UNUSED, Finding(comment.range, "No rule is disabled here", "Remove the comment.")
    for rule, place in wanted:
        begun = open_.pop(rule, None)
        if begun is None:
            yield UNUSED, Finding(place, f"'{rule}' is not disabled here", "Remove it from the comment.")
        else:
            silenced += [Silenced(rule, first, line, where) for first, where in begun]


def _directives(comments: Sequence[Comment], faults: list[tuple[str, Finding]]) -> Iterator[_Directive]:
    rule_ids = Nearest(RULE_IDS)
    for comment in comments:
        found = _ADDRESSED.match(comment.text)
        if found is None or found["action"] in _OTHERS:
            continue
        action = found["action"]
        if action not in ACTIONS:
            meant = did_you_mean(action, ACTIONS) or f"Use one of: {', '.join(ACTIONS)}."
            message = f"Unknown comment `speclint-{action}`"
            faults.append((INVALID, Finding(comment.place(found.start("action"), len(action)), message, meant)))
            continue
        rest = found["rest"]
        ids = _IDS.match(rest)
        end = ids.end() if ids else 0
        reason = _REASON.match(rest, end)
        places = CommentPlaces(comment)
        rules = []
        unknown: set[str] = set()
        for match in _ID.finditer(rest, 0, end):
            id = match.group()
            place = places.at(found.start("rest") + match.start(), len(id))
            if id in RULE_IDS:
                rules.append((id, place))
            elif id not in unknown:  # once is enough to correct them all
                unknown.add(id)
                message = f"Unknown rule `{id}`"
                faults.append((INVALID, Finding(place, message, rule_ids.sentence(id))))
        if not rules and action != "enable":
            if not end:
                help = f"List them: <!-- speclint-{action} missing-table: why -->"
                faults.append((INVALID, Finding(comment.range, f"`speclint-{action}` lists no rule", help)))
            continue
        yield _Directive(action, tuple(rules), reason["reason"].strip() if reason else "", comment)
