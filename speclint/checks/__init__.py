"""The checks: one module per rule, each a function from a bound document, or one expectation of it, to findings.

Owns: the registry. The order there is the order of the reference pages in `pages/`.
Never: walks a document (the binding has done it), stamps ids and severities (the engine does), or reads settings.
"""

from __future__ import annotations

from speclint.checks.registry import CHECKS, CONTENT_CHECKS, DOCUMENT_CHECKS, ENGINE_RULES, RULE_IDS

__all__ = ["CHECKS", "CONTENT_CHECKS", "DOCUMENT_CHECKS", "ENGINE_RULES", "RULE_IDS"]
