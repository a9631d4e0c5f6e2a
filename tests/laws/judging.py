"""What the tests of general laws share: rule sets, and documents judged by them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.source import SourceFile
from speclint.binding.document_front_matter import FrontMatterReader
from speclint.engine.linter import bind
from speclint.language import RuleFile, load
from speclint.markdown import parse
from speclint.project import Surroundings

from ..bundled import bundled  # noqa: TID252 - tests are no installed package

if TYPE_CHECKING:
    from speclint.binding import Binding
    from speclint.ruleset import RuleSet

BUNDLED = bundled()
PARTS = """
speclint: 1
type: parts
title: Parts
sections:
  - heading: Purpose
  - heading: Endpoints
    sections:
      - id: endpoint
        heading: {regex: "(GET|POST) .+", example: "GET /x"}
        repeat: 1..
        sections:
          - heading: Request
          - heading: Response
          - heading: Samples
            presence: optional
  - heading: Requirements
    sections:
      - id: requirement
        heading: {regex: "Requirement: .+", example: "Requirement: Login"}
        repeat: 1..
        sections:
          - id: scenario
            heading: {regex: "Scenario: .+", example: "Scenario: All is well"}
            repeat: 1..
  - heading: Notes
    presence: optional
"""
"""Sections that repeat, with parts that each of them must have."""


def own(text: str) -> RuleSet:
    loaded = load([RuleFile("own.yaml", text)])
    assert not loaded.diagnostics, loaded.diagnostics
    return next(iter(loaded.rulesets.values()))


def bound(text: str, ruleset: RuleSet, name: str = "own.md") -> Binding:
    """A text, judged as the file of a name, with its rule set."""
    document = parse(SourceFile(name, text))
    front = document.front_matter
    return bind(
        document,
        ruleset,
        Surroundings(front_matter=FrontMatterReader().read(front).entries if front is not None else ()),
    )
