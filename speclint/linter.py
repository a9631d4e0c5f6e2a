"""The engine: from a document and a rule set to diagnostics. The only way to lint, for every shell.

Owns: running the checks, stamping id and severity, applying the lifecycle.
Never: takes options (they are folded into the rule set before), reads files, or sorts (the report does).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from speclint.diagnostics import Diagnostic
    from speclint.document import Document
    from speclint.index import ProjectIndex
    from speclint.ruleset import RuleSet


def lint(document: Document, ruleset: RuleSet, index: ProjectIndex) -> tuple[Diagnostic, ...]:
    """All that `ruleset` finds wrong in `document`, in no particular order."""
    raise NotImplementedError
