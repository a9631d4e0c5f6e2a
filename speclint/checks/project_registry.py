"""The checks between documents with their code: the rows of the phase project.

It is apart from the registry of the other checks: a run over one file never loads it.

Owns: loading them, once.
Never: lists them: `rules` is the table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.loading import load
from speclint.base.values import NamedTuple
from speclint.checks.rules import Rule, code_of, rules_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from speclint.base.diagnostics import Finding
    from speclint.project import DocumentFacts, ProjectIndex


class ProjectCheck(NamedTuple):
    """A rule about what one specification says of others."""

    id: str
    rule: Rule
    run: Callable[[DocumentFacts, ProjectIndex], Iterable[Finding]]


PROJECT_CHECKS = tuple(ProjectCheck(id, rule, load(code_of(id))) for id, rule in rules_of("project"))
