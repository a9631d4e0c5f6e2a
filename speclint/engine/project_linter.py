"""The engine for rules between documents: from the facts of all specifications to diagnostics on one of them.

Owns: running the checks between documents, and stamping what they find.
Never: reads documents: it sees what `speclint.engine.facts` found in them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import stamped
from speclint.checks.project_registry import PROJECT_CHECKS
from speclint.engine.severities import Severities, states_of
from speclint.engine.suppression import UNUSED, Suppressions, apply
from speclint.ruleset import NO_MATURITY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.base.diagnostics import Diagnostic
    from speclint.checks.project_registry import ProjectCheck
    from speclint.project import DocumentFacts, ProjectIndex
    from speclint.ruleset import RuleSet


def lint_across(
    facts: DocumentFacts,
    ruleset: RuleSet,
    index: ProjectIndex,
    suppressions: Suppressions = Suppressions(),  # noqa: B008
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """What is wrong between a document and the others, and what its comments silence of that."""
    severities = Severities(ruleset, states_of(ruleset, facts.status))
    running = [check for check in PROJECT_CHECKS if severities.runs(check.id)]
    found = [each for check in running for each in _found(check, facts, index, severities)]
    ran = {check.id for check in running}
    kept, silent, unused = apply(suppressions, found, lambda each: each.rule in ran)
    if not severities.is_off(UNUSED):
        kept += [stamped(each, facts.display, UNUSED, severities.of(UNUSED), facts.type) for each in unused]
    return kept, silent


def maturity(facts: DocumentFacts, ruleset: RuleSet) -> int:
    """How far a document is by its state; NO_MATURITY where the rule set does not say."""
    return max((state.maturity for state in states_of(ruleset, facts.status)), default=NO_MATURITY)


def _found(
    check: ProjectCheck, facts: DocumentFacts, index: ProjectIndex, severities: Severities
) -> Iterator[Diagnostic]:
    for finding in check.run(facts, index):
        severity = severities.of(check.id, finding.severity)
        yield stamped(finding, facts.display, check.id, severity, facts.type)
