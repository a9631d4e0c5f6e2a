"""What a run found, in the one order in which every output shows it.

Owns: order, removal of doubles, counts.
Never: formats or prints.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import SEVERITY_RANK, Diagnostic
from speclint.base.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Skipped(NamedTuple):
    """A file that was not linted, and why."""

    path: str
    reason: str


class Summary(NamedTuple):
    """Counts. `files` are those that were linted."""

    files: int
    errors: int
    warnings: int
    infos: int


class Report(NamedTuple):
    """Made by `build`, which holds its promises: sorted, each diagnostic once."""

    diagnostics: tuple[Diagnostic, ...]
    skipped: tuple[Skipped, ...]
    summary: Summary

    def reaches(self, severity: str) -> bool:
        """Whether a diagnostic is as bad as `severity` or worse. Nothing reaches "never"."""
        limit = SEVERITY_RANK.get(severity, -1)
        return any(SEVERITY_RANK[diagnostic.severity] <= limit for diagnostic in self.diagnostics)


def build(diagnostics: Iterable[Diagnostic], skipped: Iterable[Skipped] = (), files: int = 0) -> Report:
    """Order by path, line, column, severity, rule and message; of equals in all of these and the end, keep one."""
    kept: dict[tuple[object, ...], Diagnostic] = {}
    for diagnostic in diagnostics:
        path, (start, end), rule, severity, message = diagnostic[:5]
        kept.setdefault((path, start, SEVERITY_RANK[severity], rule, message, end), diagnostic)
    ordered = tuple(kept[key] for key in sorted(kept))
    counts = {"error": 0, "warning": 0, "info": 0}
    for diagnostic in ordered:
        counts[diagnostic.severity] += 1
    return Report(
        ordered,
        tuple(sorted(set(skipped))),
        Summary(files, counts["error"], counts["warning"], counts["info"]),
    )
