"""The explicit list of the checks between documents. Their ids alone are in `ids`.

It is apart from the registry of the other checks: a run over one file never loads it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.values import NamedTuple
from speclint.checks import (
    broken_anchor,
    broken_link,
    dangling_reference,
    duplicate_id,
    immature_reference,
    mismatched_id,
    orphan_spec,
    reference_cycle,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from speclint.base.diagnostics import Finding, Severity
    from speclint.project import DocumentFacts, SpecIndex


class ProjectCheck(NamedTuple):
    """A rule about what one specification says of others. `severity` "off": only where somebody turns it on."""

    id: str
    severity: Severity | str
    run: Callable[[DocumentFacts, SpecIndex], Iterable[Finding]]


PROJECT_CHECKS: tuple[ProjectCheck, ...] = (
    ProjectCheck("duplicate-id", "error", duplicate_id.check),
    ProjectCheck("mismatched-id", "error", mismatched_id.check),
    ProjectCheck("dangling-reference", "error", dangling_reference.check),
    ProjectCheck("immature-reference", "warning", immature_reference.check),
    ProjectCheck("reference-cycle", "off", reference_cycle.check),
    ProjectCheck("broken-link", "error", broken_link.check),
    ProjectCheck("broken-anchor", "warning", broken_anchor.check),
    ProjectCheck("orphan-spec", "off", orphan_spec.check),
)
