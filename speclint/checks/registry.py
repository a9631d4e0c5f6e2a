"""The explicit list of checks, and the rule ids that the engine itself reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from speclint.binding import Binding
    from speclint.diagnostics import Finding, Severity


class Check(NamedTuple):
    """The code of a rule. `severity` holds where neither the finding nor the rule set says otherwise."""

    id: str
    severity: Severity
    run: Callable[[Binding], Iterable[Finding]]


CHECKS: tuple[Check, ...] = ()

ENGINE_RULES: tuple[str, ...] = ("invalid-rule-set", "invalid-front-matter", "unknown-type", "ambiguous-type")
"""Rules whose findings come before a document is bound."""

RULE_IDS: frozenset[str] = frozenset(check.id for check in CHECKS) | frozenset(ENGINE_RULES)
