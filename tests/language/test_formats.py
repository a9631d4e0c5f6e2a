from __future__ import annotations

from pathlib import Path

import pytest

from speclint.language import RuleFile, load

ROOT = Path(__file__).parents[2]
FORMATS = sorted((ROOT / "tests" / "formats" / "rules").glob("*.yaml"))
BUNDLED = sorted((ROOT / "rules").glob("*.yaml"))


def read(paths: list[Path], *, bundled: bool) -> list[RuleFile]:
    return [RuleFile(path.name, path.read_text(encoding="utf-8"), bundled) for path in paths]


@pytest.mark.parametrize("path", FORMATS, ids=lambda path: path.stem)
def test_a_format_that_teams_use_loads_alone(path: Path) -> None:
    loaded = load(read([path], bundled=False))
    assert loaded.diagnostics == ()
    assert list(loaded.rulesets) == [path.stem]


def test_the_bundled_rule_sets_and_the_formats_load_together() -> None:
    files = [*read(BUNDLED, bundled=True), *read(FORMATS, bundled=False)]
    loaded = load(files, trusted=[file.path for file in files if file.bundled])
    assert loaded.diagnostics == ()


def test_ids_of_sections_are_unique_beside_each_other() -> None:
    files = read(BUNDLED, bundled=True)
    for ruleset in load(files, trusted=[file.path for file in files]).rulesets.values():
        todo = [ruleset.sections]
        while todo:
            sections = todo.pop()
            ids = [section.id for section in sections]
            assert len(ids) == len(set(ids)), ids
            todo += [section.sections for section in sections]
