"""How bad a finding is.

Owns: what the rule set and the state of a document say over a rule's own severity.
Never: knows findings; the settings of a project are folded into the rule set before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import SEVERITY_RANK, milder
from speclint.binding.conditions import is_one_of
from speclint.checks.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speclint.base.diagnostics import Severity
    from speclint.ruleset import LifecycleState, RuleSet

_OFF = "off"


class Severities:
    """How bad a finding is: as its rule says, changed by the rule set and by the state of the document."""

    __slots__ = ("_by_rule", "_by_state", "_worst")

    def __init__(self, ruleset: RuleSet, states: Iterable[LifecycleState]) -> None:
        self._by_rule = dict(ruleset.rules)
        self._by_state: dict[str, str] = {}
        self._worst: Severity = "error"
        for state in states:
            self._by_state.update(state.rules)
            self._worst = state.at_most

    def is_off(self, rule: str) -> bool:
        """Whether a rule does not run."""
        return self._by_state.get(rule, self._by_rule.get(rule)) == _OFF

    def is_set(self, rule: str) -> bool:
        """Whether the severity of a rule is set."""
        return rule in self._by_state or rule in self._by_rule

    def runs(self, rule: str) -> bool:
        """Whether a rule runs: one that is off by default only if it is given a severity."""
        return not self.is_off(rule) and (not RULES[rule].off or self.is_set(rule))

    def hides(self, rule: str) -> Severity | None:
        """How bad a finding of a rule is that explains others: they are reported beside it if they are worse.

        "error" also where the rule has the severity of its own: what it explains is then never reported beside it. None:
        the rule is off, and explains nothing.
        """
        said = self._by_state.get(rule, self._by_rule.get(rule))
        if said is None:
            # A state that caps all findings caps those that are explained, too, unless it says more of one of them.
            raised = any(SEVERITY_RANK.get(each, 9) < SEVERITY_RANK[self._worst] for each in self._by_state.values())
            return self._worst if raised else "error"
        return None if said == _OFF else self.of(rule)

    def of(self, rule: str, own: Severity | None = None) -> Severity:
        """The severity of a finding. `own`: that of the finding where it has one, over that of its rule."""
        if rule in self._by_state:
            return self._by_state[rule]  # type: ignore[return-value]
        return milder(self._by_rule.get(rule, own or RULES[rule].severity), self._worst)  # type: ignore[arg-type]


def states_of(ruleset: RuleSet, status: str) -> list[LifecycleState]:
    """The states of a rule set's lifecycle that a value of the status field names."""
    return [state for state in ruleset.lifecycle if status and is_one_of(status, state.words)]
