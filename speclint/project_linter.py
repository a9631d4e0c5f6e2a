"""The engine for rules between documents: from the facts of all specifications to diagnostics on one of them.

Owns: running the checks between documents, and stamping what they find.
Never: reads documents: it sees what `speclint.facts` found in them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.checks.project_registry import PROJECT_CHECKS
from speclint.diagnostics import SEVERITY_RANK, Diagnostic
from speclint.ruleset import NO_MATURITY
from speclint.severities import Severities, states_of
from speclint.suppression import UNUSED, Suppressions, apply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.diagnostics import Severity
    from speclint.index import DocumentFacts, SpecIndex
    from speclint.ruleset import RuleSet


def lint_across(
    facts: DocumentFacts,
    ruleset: RuleSet,
    index: SpecIndex,
    suppressions: Suppressions = Suppressions(),  # noqa: B008
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """What is wrong between a document and the others, and what its comments silence of that."""
    severities = Severities(ruleset, states_of(ruleset, facts.status))
    found = list(_found(facts, ruleset, index, severities))
    ran = {check.id for check in PROJECT_CHECKS if _runs(check.id, check.severity, severities)}
    kept, silent, unused = apply(suppressions, found, lambda each: each.rule in ran)
    if not severities.is_off(UNUSED):
        severity = severities.of(UNUSED, "warning")
        for each in unused:
            kept.append(
                Diagnostic(facts.display, each.range, UNUSED, severity, each.message, each.help, spec_type=ruleset.type)
            )
    return kept, silent


def maturity(facts: DocumentFacts, ruleset: RuleSet) -> int:
    """How far a document is by its state; NO_MATURITY where the rule set does not say."""
    return max((state.maturity for state in states_of(ruleset, facts.status)), default=NO_MATURITY)


def _runs(rule: str, default: str, severities: Severities) -> bool:
    """Whether a check runs: one that is off by default only where somebody gives it a severity."""
    return not severities.is_off(rule) and (default in SEVERITY_RANK or severities.is_set(rule))


def _found(facts: DocumentFacts, ruleset: RuleSet, index: SpecIndex, severities: Severities) -> Iterator[Diagnostic]:
    for check in PROJECT_CHECKS:
        if not _runs(check.id, check.severity, severities):
            continue
        default: Severity = "error" if check.severity == "error" else "warning"
        for finding in check.run(facts, index):
            yield Diagnostic(
                path=facts.display,
                range=finding.range,
                rule=check.id,
                severity=severities.of(check.id, finding.severity or default),
                message=finding.message,
                help=finding.help,
                section=finding.section,
                spec_type=ruleset.type,
                related=finding.related,
            )
