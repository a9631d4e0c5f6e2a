"""What the linter says about a document.

Owns: severities, diagnostics, related locations, and the shape of a fix.
Never: formats, prints, or decides.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from speclint.base.escapes import unbroken
from speclint.base.source import Range  # noqa: TC001 - the codec resolves annotations
from speclint.base.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

Severity = Literal["error", "warning", "info"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""All severities, the worst first."""

_PLACE = re.compile(r"\b(lines?) [0-9]+")

SEVERITY_RANK: dict[str, int] = {severity: rank for rank, severity in enumerate(SEVERITIES)}
"""0 is the worst."""


def milder(one: Severity, other: Severity) -> Severity:
    """The one of two severities that is less bad."""
    return one if SEVERITY_RANK[one] >= SEVERITY_RANK[other] else other


def worse(*severities: Severity | None) -> Severity | None:
    """The worst of some severities; None where there is none."""
    return min((each for each in severities if each is not None), key=SEVERITIES.index, default=None)


def worst_first(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Diagnostics by severity; equally bad ones keep their order."""
    return sorted(found, key=lambda each: SEVERITY_RANK[each.severity])


class RelatedLocation(NamedTuple):
    """Another place that explains a diagnostic."""

    range: Range
    message: str
    path: str | None = None
    """None: the same file as the diagnostic."""


class TextEdit(NamedTuple):
    """Replace the text of `range` by `text`."""

    range: Range
    text: str


Applicability = Literal["safe", "unsafe"]
"""safe: spells what exists as the rule set does. unsafe: puts in text to fill in, moves something, or may be wrong."""


class Fix(NamedTuple):
    """A fix that a program can make: edits that belong together and do not overlap, or a new name for the file."""

    title: str
    applicability: Applicability
    edits: tuple[TextEdit, ...] = ()
    rename: str = ""
    """The name that the file should have, in the folder where it is; "" to leave it."""


class Finding(NamedTuple):
    """What a check returns: where, and what to say. The engine stamps rule id, path and spec type.

    `severity` is None when the rule's own severity applies.
    `section` is the chain of headings down to the section that the finding is about.
    """

    range: Range
    message: str
    help: str = ""
    severity: Severity | None = None
    section: tuple[str, ...] = ()
    related: tuple[RelatedLocation, ...] = ()
    fix: Fix | None = None
    behind: Severity | None = None
    """The severity of another finding that explains this one, which is reported only if it is worse. None: nothing does."""
    joins: bool = False
    """Whether findings with this section and message are one, at the first of their places that no comment silences."""


class Diagnostic(NamedTuple):
    """A finding with all that a reader needs to act on it."""

    path: str
    range: Range
    rule: str
    severity: Severity
    message: str
    help: str = ""
    section: tuple[str, ...] = ()
    spec_type: str | None = None
    related: tuple[RelatedLocation, ...] = ()
    fix: Fix | None = None


def lineless(message: str) -> str:
    """A message without the numbers of lines in it: the same finding still has it when lines have moved."""
    return _PLACE.sub(r"\1 N", message)


def stamped(finding: Finding, path: str, rule: str, severity: Severity, spec_type: str | None) -> Diagnostic:
    """A check's finding as a diagnostic on a file. What it says is on one line, whatever it quotes."""
    range, message, help, _, section, related, fix, _, _ = finding
    if related:
        related = tuple(each._replace(message=unbroken(each.message)) for each in related)
    if fix is not None:
        fix = fix._replace(title=unbroken(fix.title))
    return Diagnostic(path, range, rule, severity, unbroken(message), unbroken(help), section, spec_type, related, fix)
