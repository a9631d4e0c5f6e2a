"""Everything that decides which rules run and how severe they are, folded into a rule set.

Owns: the order of precedence.
Never: reaches a check: checks only see the resulting rule set.

From the weakest: the rule's own severity, the rule set's `rules`, the configuration's `rules`, `select` and `ignore`,
the command line's. The status of a document (`lifecycle`) may still change a severity, but not bring a rule back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import SEVERITY_RANK
from speclint.base.values import NamedTuple
from speclint.checks.rules import ENGINE_RULES, OFF_RULES, RULE_IDS, RULES, spread, with_successors

if TYPE_CHECKING:
    from speclint.base.diagnostics import Severity
    from speclint.config.model import Config
    from speclint.ruleset import RuleSet

OFF = "off"


class Settings(NamedTuple):
    """What the command line adds to a configuration."""

    select: tuple[str, ...] = ()
    """Takes the place of the configuration's `select`, and runs these rules even if the configuration ignores them."""
    ignore: tuple[str, ...] = ()
    """Is added to the configuration's `ignore`."""

    def overrides(self, config: Config) -> dict[str, str]:
        """Severity by rule id, or "off", for the rules that are set."""
        result = {"unexplained-suppression": "error"} if config.require_reasons else {}
        rules = spread(dict(config.rules))
        result.update(rules)
        for rule in with_successors(config.ignore):
            result[rule] = OFF
        for rule in with_successors(self.select):
            if result.get(rule) == OFF:
                said = rules.get(rule, OFF)
                result.pop(rule) if said == OFF else result.update({rule: said})
        select = with_successors(self.select or config.select)
        if select:
            # A document that is not linted for want of a type must not pass in silence because one rule was selected.
            for rule in RULE_IDS.difference(select, ENGINE_RULES):
                result[rule] = OFF
        for rule in with_successors(self.ignore):
            result[rule] = OFF
        return result

    def fold(self, ruleset: RuleSet, config: Config) -> RuleSet:
        """The rule set with everything that is set."""
        overrides = self.overrides(config)
        said = dict(ruleset.rules)
        for rule in with_successors(self.select or config.select):
            if rule in OFF_RULES and rule not in said:
                overrides.setdefault(rule, RULES[rule].severity)
        if not overrides:
            return ruleset
        off = {rule for rule, severity in overrides.items() if severity == OFF}
        lifecycle = tuple(
            state._replace(rules=tuple((rule, severity) for rule, severity in state.rules if rule not in off))
            for state in ruleset.lifecycle
        )
        rules = {**dict(ruleset.rules), **overrides}
        return ruleset._replace(rules=tuple(sorted(rules.items())), lifecycle=lifecycle)

    def engine_severity(self, rule: str, config: Config) -> Severity | None:
        """The severity of a rule whose findings come before a rule set is known; None when it is off."""
        severity = self.overrides(config).get(rule, RULES[rule].severity)
        return severity if severity in SEVERITY_RANK else None  # type: ignore[return-value]
