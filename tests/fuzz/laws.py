"""Targets for what must hold of every document and every rule set."""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from random import Random
from typing import TYPE_CHECKING
from zlib import crc32

from speclint.base.diagnostics import lineless
from speclint.config import Config, Settings
from speclint.engine.linter import lint
from speclint.fixes.applying import mend
from speclint.markdown import parse

from . import seeds
from .documents import bound, source_of
from .grammar import mutate_document
from .target import Target, promise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speclint.base.diagnostics import Diagnostic
    from speclint.base.source import Range, SourceFile

_EXPLAINING = ("empty-section", "placeholder", "nested-fence", "missing-section", "misplaced-section", "missing-title")
_MARKS = re.compile(r"\[(?:Insert|Describe)\b|<!-- Guidance")
"""What new text that is to be filled in holds."""
_OPENS = re.compile(r"(?:Rename|Change|Escape) the |Add a space\b")
"""Titles of fixes by which a section, a field, a column or a cell is recognised, and its content judged for the first time."""
_LINE = re.compile(r"\blines? ([0-9]+)\b")
_QUOTED = re.compile(r"'[^']*'")
_NAME_ON_LINE = re.compile(r"'([^']{1,60})' (?:\(|on )line ([0-9]+)\)?")
_WORD = re.compile(r"\w+")
_VARIED = 3
"""Rules whose severity is changed for one input."""
_LINES_OF_NAME = 40

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


def check_safe_fixes(data: bytes) -> None:
    """Safe fixes bring no finding, put in no text to fill in, and are gone after they are made."""
    source = source_of(data)
    type = Random(crc32(data)).choice(["everything", *seeds.types()])
    lint_source = partial(_lint, type=type)
    before = lint_source(source)
    mended = mend(source, lint_source, unsafe=False)
    text = mended.source.text
    promise(len(_MARKS.findall(text)) <= len(_MARKS.findall(source.text)), "a safe fix puts in no text to fill in")
    if any(each.fix is not None and _OPENS.match(each.fix.title) for each in mended.mended):
        return
    brought = _kinds(mended.left) - _kinds(before)
    promise(not brought, f"a safe fix brings no finding: {sorted(brought)[:3]}")


def _lint(source: SourceFile, type: str) -> tuple[Diagnostic, ...]:
    binding = bound(source, type)
    return lint(binding.document, binding.ruleset, binding.surroundings)


def _kinds(found: Iterable[Diagnostic]) -> Counter[tuple[str, str]]:
    return Counter((each.rule, lineless(each.message)) for each in found)


_COMMENT = re.compile(r"<!--.*?-->")
_STRESS = str.maketrans("", "", "*_`\\")


def check_places(data: bytes) -> None:
    """The lines and names in messages are those of the document."""
    source = source_of(data)
    for each in _lint(source, Random(crc32(data)).choice(["everything", *seeds.types()])):
        for number in map(int, _LINE.findall(_QUOTED.sub("''", each.message))):
            promise(1 <= number <= len(source.lines), f"a message names a line of the document: {each.message}")
        for name, line in _NAME_ON_LINE.findall(each.message):
            # A heading or a value may go on over some lines.
            written = " ".join(source.lines[int(line) - 1 :][:_LINES_OF_NAME]).casefold()
            # Marks and comments in the middle of a word are not seen: "one**two**" is one word.
            seen = _COMMENT.sub("", written).translate(_STRESS)
            there = {*_WORD.findall(written), *_WORD.findall(seen)}
            missing = [each for each in _WORD.findall(name.removesuffix("...").casefold()) if each not in there]
            # The last word of a name may be cut off.
            promise(
                not missing or (name.endswith("...") and missing == _WORD.findall(name.casefold())[-1:]),
                f"what a message names is on its line: {each.message}",
            )


def targets() -> list[Target]:
    """All of them."""
    checks = {
        "rules-alone": ("each rule without the others", check_rules_alone),
        "safe-fixes": ("what safe fixes bring", check_safe_fixes),
        "places": ("lines and names in messages", check_places),
    }
    return [Target(name, about, check, seeds.documents, mutate_document) for name, (about, check) in checks.items()]
