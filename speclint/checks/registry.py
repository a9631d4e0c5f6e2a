"""The checks of one document with their code: the rows of the phases document and content.

Owns: loading them, once.
Never: lists them: `rules` is the table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.loading import load
from speclint.base.values import NamedTuple
from speclint.checks.rules import Rule, code_of, rules_of
from speclint.ruleset.kinds import BY_KEY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from speclint.base.diagnostics import Finding
    from speclint.binding import Binding, Case
    from speclint.ruleset import ExpectationSpec


class DocumentCheck(NamedTuple):
    """A rule about the whole document."""

    id: str
    rule: Rule
    run: Callable[[Binding], Iterable[Finding]]


class ContentCheck(NamedTuple):
    """A rule about what one section must hold: it runs for each expectation of the kind `spec`.

    Where a finding has no severity, message prefix or section of its own, it takes those of the expectation.
    """

    id: str
    rule: Rule
    run: Callable[[Case], Iterable[Finding]]
    spec: type[ExpectationSpec]


DOCUMENT_CHECKS = tuple(DocumentCheck(id, rule, load(code_of(id))) for id, rule in rules_of("document"))
CONTENT_CHECKS = tuple(
    ContentCheck(id, rule, load(code_of(id)), BY_KEY[rule.kind].spec) for id, rule in rules_of("content")
)
