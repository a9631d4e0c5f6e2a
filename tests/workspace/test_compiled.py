"""The bundled rule sets that come already loaded: the same as loading them, or they do not count."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from speclint.workspace import compiled as made
from speclint.workspace import library
from speclint.workspace.bundled import PACKAGE
from speclint.workspace.cache_forms import library_folder
from speclint.workspace.library import Library, RuleText, load_with, read_rule_files
from speclint.workspace.store import Store

if TYPE_CHECKING:
    from pathlib import Path

NOTE = "speclint: 1\ntype: note\ntitle: Note\napplies_to: {files: ['notes/*.md']}\nsections:\n  - heading: Why\n"
EXTENDED = NOTE + "extends: [base]\n"
OF_A_BUNDLED_TYPE = "speclint: 1\ntype: memo\nextends: [memo]\nrules: {placeholder: off}\n"
BUNDLED = {
    "base": "abstract: true\nsections:\n  - heading: Why\n    guidance: Say what it is for and who uses it.\n",
    "journal": "extends: [base]\ntitle: Journal\napplies_to: {files: ['journal/*.md']}\n",
    "memo": "extends: [base]\ntitle: Memo\nnaming: {id: 'MEMO-{number:3}'}\n",
}


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of rule sets, compiled, which the program takes for its own."""
    folder = tmp_path / "rules"
    (folder / made.FOLDER).mkdir(parents=True)
    for type, text in BUNDLED.items():
        (folder / f"{type}.yaml").write_text(f"speclint: 1\ntype: {type}\n{text}", "utf-8")
    for module in (library, made):
        monkeypatch.setattr(module, "bundled_folder", lambda: str(folder))
    monkeypatch.setattr(made, "_LARGE", 20)
    files = files_of(folder)
    loaded = load_with([], files)
    rulesets = [ruleset for each in loaded.types if (ruleset := loaded.ruleset(each.type)) is not None]
    for name, text in made.compiled_files(files, rulesets, loaded.types).items():
        (folder / made.FOLDER / name).write_text(text, "utf-8")
    assert (folder / made.FOLDER / "shared.json").stat().st_size > made._LARGE
    return folder


def files_of(rules: Path) -> list[RuleText]:
    found: list[RuleText] = []
    read_rule_files(str(rules), str(rules.parent), found, [], bundled=True)
    return found


def opened(files: list[RuleText], store: Store | None = None) -> Library:
    return library._of(files, library_folder(files), store or Store(None))


def said(found: Library) -> object:
    return found.types, [found.ruleset(each.type) for each in found.types], found.diagnostics


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many files each loading of rule files takes."""
    found = list[int]()
    real = library._read_and_load

    def counted(files: list[RuleText], *rest: object) -> object:
        found.append(len(files))
        return real(files, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(library, "_read_and_load", counted)
    return found


def test_they_are_what_the_rule_files_say(rules: Path, loads: list[int]) -> None:
    files = files_of(rules)
    expected = load_with([], files)
    loads.clear()
    found = opened(files)
    assert said(found) == said(expected)
    assert loads == []
    assert found.identity
    assert found.types[0].sources[-1] == "rules/journal.yaml", "as shown to the user"
    assert found.ruleset("note") is None


@pytest.mark.parametrize("change", ["changed", "added", "removed", "not its own"])
def test_they_do_not_count_for_other_rule_files(change: str, rules: Path, loads: list[int]) -> None:
    path = rules / "memo.yaml"
    if change == "changed":
        path.write_text(path.read_text("utf-8").replace("title: ", "title: My ", 1), "utf-8")
    elif change == "added":
        (rules / "note.yaml").write_text(NOTE, "utf-8")
    elif change == "removed":
        path.unlink()
    files = files_of(rules)
    if change == "not its own":
        files = [(path, text, False) for path, text, _ in files]
    found = opened(files)
    assert sum(loads) == len(files)
    titles = {each.type: each.title for each in found.types}
    assert titles.get("note", "") == ("Note" if change == "added" else "")
    assert titles.get("memo", "").startswith("My ") == (change == "changed")
    assert ("memo" in titles) == (change != "removed")


def test_in_a_checkout_they_do_not_count_for_other_code(
    rules: Path, loads: list[int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    package = tmp_path / "speclint"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(made, "PACKAGE", str(package))
    opened(files_of(rules))
    assert loads == []
    code = package / "language" / "loader.py"
    code.write_text(code.read_text("utf-8") + "\n", "utf-8")
    opened(files_of(rules))
    assert len(loads) == 1
    shutil.move(rules, package)
    for module in (library, made):
        monkeypatch.setattr(module, "bundled_folder", lambda: str(package / "rules"))
    loads.clear()
    opened(files_of(package / "rules"))
    assert loads == [], "where it is installed, nobody changes it"


@pytest.mark.parametrize("name", ["index.json", "shared.json", "memo.json"])
@pytest.mark.parametrize("data", [None, "", "[", "[]", "{}", "null", "[[1],[[0,99]]]", "[[],[]]", '["a","b",[["c"]]]'])
def test_a_damaged_file_costs_time_and_nothing_else(name: str, data: str | None, rules: Path) -> None:
    files = files_of(rules)
    expected = load_with([], files)
    path = rules / made.FOLDER / name
    if data is None:
        path.unlink()
    else:
        path.write_text(data, "utf-8")
    found = opened(files)
    assert found.types == expected.types
    assert found.ruleset("memo") == expected.ruleset("memo")


@pytest.mark.parametrize("text", [NOTE, EXTENDED, OF_A_BUNDLED_TYPE])
def test_beside_own_rule_files_they_are_the_same(text: str, rules: Path, tmp_path: Path, loads: list[int]) -> None:
    files = [*files_of(rules), ("own.yaml", text, False)]
    expected = library._loaded(files, None, "")[1]
    store = Store(str(tmp_path / "cache"))
    assert said(opened(files, store)) == said(expected)
    loads.clear()
    assert said(opened(files, store)) == said(expected), "as the cache has it"
    assert loads == []
    kept = sorted((tmp_path / "cache").glob("*/libraries/*/*.json"))
    if text != OF_A_BUNDLED_TYPE:
        assert sum(path.stat().st_size < 100 for path in kept) == 2 * (len(expected.types) - 1), (
            "what is compiled is not copied, neither for the bundled rule sets alone nor with the own ones"
        )
        shutil.rmtree(rules / made.FOLDER)
        assert said(opened(files, store)) == said(expected), "they can be gone since"
