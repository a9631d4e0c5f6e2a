"""Comments in a document that silence findings.

Owns: reading them, which findings they silence, and which of them silence nothing or cannot be read.
Never: looks at text: comments come from the parsed document, so one inside a code block is code.

    <!-- speclint-disable-next-line bad-cell: the legacy system has no type -->
    <!-- speclint-disable-line missing-section -->        on the line that the finding is on
    <!-- speclint-disable short-text, missing-table -->   from here to `speclint-enable`, or to the end
    <!-- speclint-enable short-text -->                   without ids: everything
    <!-- speclint-disable-file missing-reference -->      wherever it stands

The reason stands after a colon or a dash. Ids are mandatory: what is silenced should be said.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.checks.ids import RULE_IDS
from speclint.diagnostics import Finding
from speclint.marks import is_mark
from speclint.suggest import did_you_mean
from speclint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from speclint.diagnostics import Diagnostic
    from speclint.document import Comment
    from speclint.source import Range

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
            message = "This suppression gives no reason"
            help = f"Say why, after a colon: <!-- speclint-{action} {', '.join(rule for rule, _ in rules)}: ... -->"
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
    suppressions: Suppressions, diagnostics: Iterable[Diagnostic], may_be_unused: Callable[[Silenced], bool]
) -> tuple[list[Diagnostic], list[Diagnostic], list[Finding]]:
    """The findings that stay, those that are silenced, and a finding for each suppression that silences nothing.

    `may_be_unused`: whether a suppression can be called unused; not where its rule did not run.
    """
    kept: list[Diagnostic] = []
    silent: list[Diagnostic] = []
    used: set[Silenced] = set()
    for found in diagnostics:
        line = found.range.start.line
        by = [each for each in suppressions.silenced if each.rule == found.rule and each.first <= line <= each.last]
        used.update(by)
        (silent if by else kept).append(found)
    unused = [
        Finding(
            each.place,
            f"Nothing here gives the finding '{each.rule}', so there is nothing to silence",
            "Remove it from the comment.",
        )
        for each in suppressions.silenced
        if each not in used and may_be_unused(each)
    ]
    return kept, silent, unused


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
        yield UNUSED, Finding(comment.range, "Nothing is disabled here that could be enabled", "Remove the comment.")
    for rule, place in wanted:
        begun = open_.pop(rule, None)
        if begun is None:
            yield UNUSED, Finding(place, f"'{rule}' is not disabled here", "Remove it from the comment.")
        else:
            silenced += [Silenced(rule, first, line, where) for first, where in begun]


def _directives(comments: Sequence[Comment], faults: list[tuple[str, Finding]]) -> Iterator[_Directive]:
    for comment in comments:
        found = _ADDRESSED.match(comment.text)
        if found is None or found["action"] in _OTHERS:
            continue
        action = found["action"]
        if action not in ACTIONS:
            meant = did_you_mean(action, ACTIONS) or f"Known are {', '.join(ACTIONS)}."
            message = f"speclint knows no comment `speclint-{action}`"
            faults.append((INVALID, Finding(comment.place(found.start("action"), len(action)), message, meant)))
            continue
        rest = found["rest"]
        ids = _IDS.match(rest)
        end = ids.end() if ids else 0
        reason = _REASON.match(rest, end)
        rules = []
        for match in _ID.finditer(rest, 0, end):
            place = comment.place(found.start("rest") + match.start(), len(match.group()))
            if match.group() in RULE_IDS:
                rules.append((match.group(), place))
            else:
                message = f"There is no rule `{match.group()}` to {action.partition('-')[0]}"
                faults.append((INVALID, Finding(place, message, did_you_mean(match.group(), RULE_IDS))))
        if not rules and action != "enable":
            if not end:
                help = f"Name them: <!-- speclint-{action} missing-table: why -->"
                faults.append((INVALID, Finding(comment.range, f"`speclint-{action}` names no rule", help)))
            continue
        yield _Directive(action, tuple(rules), reason["reason"].strip() if reason else "", comment)
