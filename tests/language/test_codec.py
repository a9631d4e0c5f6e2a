"""Rule sets come back from the cache with all that belongs to them. `tests/base/test_codec.py` tries made-up ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from speclint.base.codec import decode, encode
from speclint.expressions import Expression
from speclint.language import RuleFile, load
from speclint.ruleset import RuleSet

ROOT = Path(__file__).parents[2]


def _limits(value: Any) -> list[tuple[int, int] | None]:
    """The limits of all texts of a value in their order; None for a text without."""
    if isinstance(value, tuple):
        return [limits for part in value for limits in _limits(part)]
    if isinstance(value, Expression):
        return [(value.whole, value.part)]
    return [None] if isinstance(value, str) else []


def test_every_bundled_rule_set_comes_back_with_the_limits_of_its_expressions() -> None:
    files = [RuleFile(path.name, path.read_text("utf-8"), bundled=True) for path in (ROOT / "rules").glob("*.yaml")]
    eip = ROOT / "tests" / "formats" / "rules" / "eip.yaml"
    loaded = load([*files, RuleFile(str(eip), eip.read_text("utf-8"))], trusted=[file.path for file in files])
    assert "eip" in loaded.rulesets
    for ruleset in loaded.rulesets.values():
        found = decode(RuleSet, json.loads(json.dumps(encode(ruleset))))
        assert found == ruleset
        assert _limits(found) == _limits(ruleset)
        assert any(_limits(found))
        specs = [type(each.spec) for section in found.sections for each in section.expects]
        assert specs == [type(each.spec) for section in ruleset.sections for each in section.expects]
