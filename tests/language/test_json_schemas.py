"""JSON Schemas in rule files where the package that knows them is not installed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from speclint.language import RuleFile, load

if TYPE_CHECKING:
    import pytest

TEXT = "speclint: 1\ntype: a\ntitle: A\nsections:\n  - {heading: Why, expects: [{code: {schema: {type: object}}}]}\n"


def test_a_schema_loads() -> None:
    assert load([RuleFile("a.yaml", TEXT)]).diagnostics == ()


def test_a_schema_without_the_package_is_told_at_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jsonschema.validators", None)
    (found,) = load([RuleFile("a.yaml", TEXT)]).diagnostics
    assert "pip install 'speclint[json-schema]'" in found.message
    assert found.range.start == (5, 46)


def test_rule_sets_without_a_schema_do_without_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jsonschema.validators", None)
    assert load([RuleFile("a.yaml", TEXT.replace("schema: {type: object}", "language: json"))]).diagnostics == ()
