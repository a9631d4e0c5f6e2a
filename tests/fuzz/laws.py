"""Targets for what must hold of every document and every rule set."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING
from zlib import crc32

from speclint.config import Config, Settings
from speclint.engine.linter import lint
from speclint.markdown import parse

from . import seeds
from .documents import bound, source_of
from .grammar import mutate_document
from .target import Target, promise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speclint.base.diagnostics import Diagnostic
    from speclint.base.source import Range

_EXPLAINING = ("empty-section", "placeholder", "nested-fence", "missing-section", "misplaced-section", "missing-title")
_VARIED = 3
"""Rules whose severity is changed for one input."""

Said = Counter[tuple[str, "Range", str, str]]


def _said(found: Iterable[Diagnostic], *without: str) -> Said:
    return Counter((each.rule, each.range, each.severity, each.message) for each in found if each.rule not in without)


def check_rules_alone(data: bytes) -> None:
    """Turning a rule off, lowering it, or selecting another never removes or lowers a finding of another rule."""
    chance = Random(crc32(data))
    binding = bound(source_of(data), chance.choice(["everything", *seeds.types()]))
    ruleset, surroundings = binding.ruleset, binding.surroundings
    document = parse(binding.document.source)
    found = lint(document, ruleset, surroundings)
    there = sorted({each.rule for each in found})
    for rule in [*chance.sample(there, min(_VARIED, len(there))), chance.choice(_EXPLAINING)]:
        for severity in ("off", "info"):
            changed = Settings().fold(ruleset, Config(rules=((rule, severity),)))
            missing = _said(found, rule) - _said(lint(document, changed, surroundings), rule)
            promise(not missing, f"without {rule} ({severity}), what others find stays: {sorted(missing)[:3]}")
        selected = Settings(select=(rule,)).fold(ruleset, Config())
        lost = _said(each for each in found if each.rule == rule) - _said(lint(document, selected, surroundings))
        promise(not lost, f"{rule} alone finds what it finds among others: {sorted(lost)[:3]}")


def targets() -> list[Target]:
    """All of them."""
    return [Target("rules-alone", "each rule without the others", check_rules_alone, seeds.documents, mutate_document)]
