"""The ids of all rules, without their code.

Whoever only needs to know whether an id exists (a flag, a configuration, a rule file, a run that the cache answers)
should not have to import every check. A test holds this list and the registry together.
"""

from __future__ import annotations

ENGINE_RULES: tuple[str, ...] = ("invalid-rule-set", "invalid-front-matter", "unknown-type", "ambiguous-type")
"""Rules whose findings come before a document is bound."""

SUPPRESSION_RULES: tuple[str, ...] = ("invalid-suppression", "unexplained-suppression", "unused-suppression")
"""Rules about the comments that silence findings. Nothing silences them but the settings."""

WORKSPACE_RULES: tuple[str, ...] = ("stale-baseline",)
"""Rules about what a project keeps beside its documents."""

PROJECT_RULES: tuple[str, ...] = (
    "broken-anchor",
    "broken-link",
    "dangling-reference",
    "duplicate-id",
    "immature-reference",
    "mismatched-id",
    "orphan-spec",
    "reference-cycle",
)
"""Rules between documents: they need all specifications of a project."""

OFF_RULES: tuple[str, ...] = ("aliased-heading", "orphan-spec", "reference-cycle", "unexplained-suppression")
"""Rules that run only where somebody asks for them."""

FIXES: dict[str, tuple[str, ...]] = {
    "aliased-heading": ("safe",),
    "bad-file-name": ("unsafe",),
    "misplaced-section": ("unsafe",),
    "missing-column": ("safe", "unsafe"),
    "missing-field": ("safe", "unsafe"),
    "missing-section": ("safe", "unsafe"),
    "missing-title": ("safe",),
    "wrong-heading-level": ("safe",),
}
"""Rules that can mend what they find, and the kinds of fixes that they have. Not every finding of theirs has one."""

RULE_IDS: frozenset[str] = frozenset(
    (
        *ENGINE_RULES,
        *SUPPRESSION_RULES,
        *PROJECT_RULES,
        *WORKSPACE_RULES,
        "accidental-heading",
        "aliased-heading",
        "bad-cell",
        "bad-code-block",
        "bad-field-value",
        "bad-file-name",
        "bad-list-item",
        "bad-title",
        "conflicting-sections",
        "disagreement",
        "duplicate-section",
        "empty-section",
        "forbidden-phrase",
        "long-text",
        "misplaced-section",
        "missing-code-block",
        "missing-column",
        "missing-content",
        "missing-diagram",
        "missing-field",
        "missing-image",
        "missing-link",
        "missing-list",
        "missing-list-item",
        "missing-phrase",
        "missing-reference",
        "missing-row",
        "missing-section",
        "missing-table",
        "missing-title",
        "nested-fence",
        "placeholder",
        "short-text",
        "uneven-row",
        "unexpected-column",
        "unexpected-section",
        "unparsable-code-block",
        "wrong-heading-level",
    )
)
"""Every rule id that a finding can carry."""
