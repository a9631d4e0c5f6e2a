"""What a fix puts in does not make a document more complete."""

from __future__ import annotations

from speclint.base.source import SourceFile
from speclint.completeness import score
from speclint.engine.linter import bind
from speclint.language import RuleFile, load
from speclint.markdown import parse
from speclint.project import Surroundings

RULES = """\
speclint: 1
type: note
title: Note
sections:
  - heading: Limits
    expects:
      - table: {columns: [Name, Limit]}
"""
BEFORE = "# A\n\n## Limits\n\n| Name | Why  |\n|------|------|\n| Rate | Load |\n"
MARKED = "# A\n\n## Limits\n\n| Name | Limit | Why  |\n|------|-------|------|\n| Rate | [Insert Limit] | Load |\n"
WRITTEN = MARKED.replace("[Insert Limit]", "5")


def percent(text: str) -> int:
    [ruleset] = load([RuleFile("note.yaml", RULES)]).rulesets.values()
    return score(bind(parse(SourceFile("a.md", text)), ruleset, Surroundings())).percent


def test_a_column_of_marks_earns_no_more_than_one_that_is_missing() -> None:
    assert percent(MARKED) == percent(BEFORE) < percent(WRITTEN) == 100
