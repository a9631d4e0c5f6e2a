"""A rule that was split off another: what is said of the old id goes on holding for what it reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from speclint.base.source import SourceFile
from speclint.binding.document_front_matter import FrontMatterFacts
from speclint.checks.rules import RULES
from speclint.config import Config, Settings
from speclint.engine.baseline import Baseline, Entry, fingerprint, split
from speclint.engine.linter import lint
from speclint.formats.code import CodeSyntax
from speclint.language import RuleFile, load
from speclint.markdown import parse
from speclint.project import Surroundings

if TYPE_CHECKING:
    from speclint.base.diagnostics import Diagnostic

DOCUMENT = """# Export service

## Goals

| Goal  |
|-------|
| speed |
| peace |{comment}

- Correct
- Fast

```json
1
```

```json
2
```
"""
RULE_SET = """speclint: 1
type: component
title: Component
{more}sections:
  - heading: Goals
    expects:
      - table: {{columns: [Goal], max_rows: 1}}
      - list: {{max_items: 1}}
      - code: {{max: 1}}
"""
SPLIT = [(old, id) for id, rule in RULES.items() for old in rule.formerly]
EACH = pytest.mark.parametrize(("old", "new"), SPLIT)


def found(
    more: str = "", config: Config | None = None, settings: Settings | None = None, comment: str = ""
) -> list[Diagnostic]:
    loaded = load([RuleFile("a.yaml", RULE_SET.format(more=more))])
    assert not loaded.diagnostics
    ruleset = (settings or Settings()).fold(loaded.rulesets["component"], config or Config())
    document = parse(SourceFile("a.md", DOCUMENT.format(comment=comment)))
    return sorted(
        lint(document, ruleset, Surroundings(CodeSyntax(), FrontMatterFacts().entries)), key=lambda each: each.range
    )


def judged(path: str, rule: str) -> bool:
    """That a run looked at a file, with all rules."""
    return bool(path and rule)


def severities(**given: object) -> dict[str, str]:
    return {each.rule: each.severity for each in found(**given)}  # type: ignore[arg-type]


def test_what_is_too_much_has_rules_of_its_own() -> None:
    assert {new for _, new in SPLIT} == set(severities()) == {"too-many-rows", "too-many-items", "too-many-code-blocks"}


@EACH
def test_a_severity_of_the_old_id_holds(old: str, new: str) -> None:
    assert severities(more=f"rules: {{{old}: info}}\n")[new] == "info"
    assert severities(config=Config(rules=((old, "warning"),)))[new] == "warning"
    assert new not in severities(config=Config(rules=((old, "off"),)))


@EACH
def test_the_new_id_is_the_nearer_one(old: str, new: str) -> None:
    assert severities(more=f'rules: {{{new}: warning, {old}: "off"}}\n')[new] == "warning"
    assert severities(config=Config(rules=((new, "info"), (old, "off"))))[new] == "info"


@EACH
def test_the_old_id_selects_and_ignores(old: str, new: str) -> None:
    assert set(severities(config=Config(select=(old,)))) == {new}
    assert set(severities(settings=Settings(select=(old,)))) == {new}
    assert new not in severities(config=Config(ignore=(old,)))
    assert new not in severities(settings=Settings(ignore=(old,)))
    assert not severities(settings=Settings(select=(old,), ignore=(new,)))


@EACH
def test_a_comment_with_the_old_id_silences(old: str, new: str) -> None:
    more = f"\n\n<!-- speclint-disable-file {old}: so it is -->"
    assert set(severities(comment=more)) == {id for _, id in SPLIT} - {new}
    # One that silences nothing is still reported.
    idle = severities(comment=more.replace("-file", "-line"))
    assert idle["unused-suppression"] == "warning"
    # But not one whose finding is only not reported.
    assert "unused-suppression" not in severities(comment=more, config=Config(rules=((new, "off"),)))


@EACH
def test_an_entry_of_a_baseline_with_the_old_id_is_known(old: str, new: str) -> None:
    each = next(each for each in found() if each.rule == new)
    baseline = Baseline((Entry(fingerprint(each, "a.md")._replace(rule=old), 1, 2),))
    assert split(baseline, [(each, "a.md")], judged) == ([], [each], [])
    later = each._replace(range=each.range._replace(start=each.range.end))
    assert split(baseline, [(each, "a.md"), (later, "a.md")], judged).new == [later]
