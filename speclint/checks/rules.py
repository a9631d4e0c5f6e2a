"""The table of rules: one row for each rule, with everything that others need of it except its code.

Code that only needs to know whether an id exists (a flag, a configuration, a rule file, a run that the cache answers)
should not have to import every check: a row names no function. The code of a rule is `check` in the module of its name,
which `registry` and `project_registry` load.

A new rule is a row here, a module and a page in `pages/`. The order is that of docs/rules.md, which is made of this table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from speclint.base.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Phase = Literal["document", "content", "project", "suppression", "workspace", "engine"]
"""When a rule is judged, and what it sees.

document     one bound document
content      one expectation of one section
project      what one document says about others: needs all specifications of a project
suppression  the comments that silence findings. Nothing silences these rules but the settings
workspace    what a project keeps next to its documents
engine       what keeps a document from being checked
"""


class Rule(NamedTuple):
    """One rule."""

    phase: Phase
    severity: Literal["error", "warning", "info", ""]
    """The default; "" for that of the expectation."""
    off: bool = False
    """Whether it runs only if it is given a severity or selected."""
    fixes: tuple[Literal["safe", "unsafe"], ...] = ()
    """The kinds of fixes that its findings can have. Not every finding has one."""
    kind: str = ""
    """In the phase `content`: the kind of content that it judges, by its key in rule files."""
    absence: bool = False
    """In the phase `content`: whether it says that something is absent. It is not reported where a placeholder is in
    its place."""
    formerly: tuple[str, ...] = ()
    """Rules that reported its findings in earlier versions. What a setting, a comment or an entry of a baseline says about one
    of these still holds for this rule."""


RULES: dict[str, Rule] = {
    "missing-title": Rule("document", "error", fixes=("safe",)),
    "bad-title": Rule("document", "error"),
    "missing-section": Rule("document", "error", fixes=("safe", "unsafe")),
    "conflicting-sections": Rule("document", "error"),
    "misplaced-section": Rule("document", "error", fixes=("unsafe",)),
    "accidental-heading": Rule("document", "error"),
    "wrong-heading-level": Rule("document", "error", fixes=("safe",)),
    "unexpected-section": Rule("document", "warning"),
    "duplicate-section": Rule("document", "error"),
    "copied-section": Rule("document", "warning"),
    "empty-section": Rule("document", "error"),
    "missing-field": Rule("document", "error", fixes=("safe", "unsafe")),
    "bad-field-value": Rule("document", "error"),
    "conflicting-field": Rule("document", "error"),
    "placeholder": Rule("document", "error"),
    "missing-reason": Rule("document", "warning"),
    "nested-fence": Rule("document", "error"),
    "merge-conflict": Rule("document", "error"),
    "missing-reference": Rule("document", "warning"),
    "disagreement": Rule("document", "warning"),
    "duplicate-value": Rule("document", "warning"),
    "bad-value": Rule("document", "warning"),
    "bad-file-name": Rule("document", "error", fixes=("unsafe",)),
    "aliased-heading": Rule("document", "warning", off=True, fixes=("safe",)),
    "bold-heading": Rule("document", "info", fixes=("unsafe",)),
    "short-text": Rule("content", "", kind="text", absence=True),
    "long-text": Rule("content", "", kind="text"),
    "missing-phrase": Rule("content", "", kind="text", absence=True),
    "forbidden-phrase": Rule("content", "", kind="text"),
    "missing-table": Rule("content", "", kind="table", absence=True),
    "missing-column": Rule("content", "", fixes=("safe", "unsafe"), kind="table"),
    "unexpected-column": Rule("content", "", kind="table"),
    "missing-row": Rule("content", "", kind="table"),
    "too-many-rows": Rule("content", "", kind="table", formerly=("missing-row",)),
    "uneven-row": Rule("content", "", kind="table"),
    "bad-cell": Rule("content", "", kind="table"),
    "missing-list": Rule("content", "", kind="list", absence=True),
    "missing-list-item": Rule("content", "", kind="list", absence=True),
    "too-many-items": Rule("content", "", kind="list", formerly=("missing-list-item",)),
    "bad-list-item": Rule("content", "", kind="list"),
    "missing-code-block": Rule("content", "", kind="code", absence=True),
    "too-many-code-blocks": Rule("content", "", kind="code", formerly=("missing-code-block",)),
    "unparsable-code-block": Rule("content", "", kind="code"),
    "bad-code-block": Rule("content", "", kind="code"),
    "missing-image": Rule("content", "", kind="image", absence=True),
    "missing-diagram": Rule("content", "", kind="diagram", absence=True),
    "missing-link": Rule("content", "", kind="link", absence=True),
    "missing-content": Rule("content", "", kind="any_of", absence=True),
    "duplicate-id": Rule("project", "error"),
    "mismatched-id": Rule("project", "error"),
    "dangling-reference": Rule("project", "error"),
    "immature-reference": Rule("project", "warning"),
    "reference-cycle": Rule("project", "warning", off=True),
    "broken-link": Rule("project", "error"),
    "broken-anchor": Rule("project", "warning"),
    "orphan-spec": Rule("project", "warning", off=True),
    "invalid-suppression": Rule("suppression", "warning"),
    "unexplained-suppression": Rule("suppression", "warning", off=True),
    "unused-suppression": Rule("suppression", "warning"),
    "stale-baseline": Rule("workspace", "warning"),
    "invalid-rule-set": Rule("engine", "error"),
    "invalid-front-matter": Rule("engine", "error"),
    "unknown-type": Rule("engine", "error"),
    "ambiguous-type": Rule("engine", "error"),
}

RULE_IDS = frozenset(RULES)
"""Every rule id that a finding can carry."""


def rules_of(phase: Phase) -> Iterator[tuple[str, Rule]]:
    """The rules of a phase, with their ids."""
    return ((id, rule) for id, rule in RULES.items() if rule.phase == phase)


SUCCESSORS: dict[str, tuple[str, ...]] = {}
"""The rules that report what a rule reported in earlier versions, by the id of that rule."""
for _id, _rule in RULES.items():
    for _old in _rule.formerly:
        SUCCESSORS[_old] = (*SUCCESSORS.get(_old, ()), _id)


def known_as(id: str) -> tuple[str, ...]:
    """The ids under which findings of a rule are or were known, its own first."""
    return (id, *RULES[id].formerly)


def with_successors(ids: Iterable[str]) -> tuple[str, ...]:
    """Ids as a user gives them, with the rules that took over findings of theirs."""
    return tuple(each for id in ids for each in (id, *SUCCESSORS.get(id, ())))


def spread(settings: Mapping[str, str]) -> dict[str, str]:
    """What settings say about rules by id, extended to the rules that took over their findings unless these are named as well."""
    return {new: said for id, said in settings.items() for new in SUCCESSORS.get(id, ())} | dict(settings)


def code_of(id: str) -> str:
    """The function of a rule of the phases document, content and project, in the form of `speclint.base.loading`."""
    return f"checks.{id.replace('-', '_')}:check"


PROJECT_RULES = frozenset(id for id, _ in rules_of("project"))
ENGINE_RULES = frozenset(id for id, _ in rules_of("engine"))
OFF_RULES = frozenset(id for id, rule in RULES.items() if rule.off)
