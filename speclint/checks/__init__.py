"""The checks: one module per rule, each a function from a bound document to findings.

Owns: the registry. The order here is the order of the reference pages.
Never: walks a document (the binding has done it), stamps ids or severities (the engine does), or reads settings.
"""

from __future__ import annotations

from speclint.checks.registry import CHECKS, RULE_IDS, Check

__all__ = ["CHECKS", "RULE_IDS", "Check"]
