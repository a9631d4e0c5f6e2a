"""The rule sets in the language's own description load."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from speclint.language import RuleFile, load

from ..cli.inside import bundled_once  # noqa: TID252 - tests are no installed package

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "rule-sets.md").read_text(encoding="utf-8")
SAMPLES: list[str] = re.findall(r"^```yaml\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
BUNDLED = [
    RuleFile(path.name, path.read_text(encoding="utf-8"), bundled=True)
    for path in sorted((ROOT / "rules").glob("*.yaml"))
]
HEADER = "speclint: 1\ntype: sample\ntitle: Sample\n"


def sample(start: str) -> str:
    (found,) = [text for text in SAMPLES if text.startswith(start)]
    return found


def check(text: str) -> None:
    trusted = [file.path for file in BUNDLED]
    with bundled_once():
        assert load([*BUNDLED, RuleFile("sample.yaml", text)], trusted=trusted).diagnostics == ()


def test_the_complete_rule_set_loads() -> None:
    check(sample("speclint: 1"))


@pytest.mark.parametrize("start", ["fields:", "extends:"])
def test_a_part_of_a_rule_set_loads(start: str) -> None:
    check(HEADER + sample(start))


def test_the_logic_loads() -> None:
    text = sample("at_least_one:")
    values = [line.partition("#")[0].partition(":")[2] for line in text.splitlines()]
    names = sorted(set(re.findall(r"[a-z]+(?:-[a-z]+)*", " ".join(values))))
    check(HEADER + text + "sections:\n" + "".join(f"  - heading: {name}\n" for name in names))


def test_each_condition_loads() -> None:
    for line in sample("when:").splitlines():
        check(
            f"{HEADER}families: {{names: {{service: [api], job: [], library: []}}}}\n"
            f"fields: [{{name: Deployment}}, {{name: Type}}, {{name: Owner}}]\n"
            f"sections:\n  - heading: Events\n  - heading: REST API\n  - heading: Extra\n    {line}\n"
        )


def test_the_table_loads() -> None:
    table = "".join(f"      {line}\n" for line in sample("- table:").splitlines())
    check(f"{HEADER}sections:\n  - heading: Variables\n    expects:\n{table}")
