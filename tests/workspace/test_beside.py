"""A project's own rule files are loaded beside the bundled ones: with the same result as all files together."""

from __future__ import annotations

import os
import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import pytest

from speclint.language import loader
from speclint.workspace import cache_forms, library
from speclint.workspace.beside import needed
from speclint.workspace.bundled import bundled_folder
from speclint.workspace.library import Library, RuleText, read_rule_files
from speclint.workspace.store import Store

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from speclint.language import Loaded, RuleFile

HEAD = "speclint: 1\ntype: {}\ntitle: Note\napplies_to: {{files: ['notes/*.md']}}\n"
SECTIONS = "sections:\n  - heading: Why\n"
NOTE = HEAD.format("note") + SECTIONS
BUNDLED: list[RuleText] = [
    (f"/bundled/{type}.yaml", f"speclint: 1\ntype: {type}\ntitle: Title\n{rest}", True)
    for type, rest in {
        "base": f"abstract: true\n{SECTIONS}",
        "component": "extends: [base]\nnaming: {id: 'CMP-{number:3}'}\nsections:\n  - heading: How\n",
        "service": "extends: [base]\nreferences:\n  - to: component\n",
        "journal": SECTIONS,
    }.items()
]
"""Stand-ins for the bundled rule files: of each kind one."""
ALONE = {
    "of its own": [NOTE],
    "two": [NOTE, HEAD.format("memo") + "extends: [note]\n"],
    "extends a bundled type": [HEAD.format("note") + "extends: [component]\n"],
    "extends a bundled file": [HEAD.format("note") + "extends: [/bundled/service.yaml]\n"],
    "extends the base": [HEAD.format("note") + "extends: [base]\n" + SECTIONS],
    "refers to a bundled type": [NOTE + "references:\n  - to: component\n"],
    "refers to its own": [NOTE + "naming: {id: 'NT-{number:3}'}\nreferences:\n  - to: note\n"],
    "abstract": [HEAD.format("memo") + "abstract: true\n" + SECTIONS, HEAD.format("note") + "extends: [memo]\n"],
    "twice": [NOTE, NOTE],
    "broken": [NOTE + "sectoins: []\n"],
    "no YAML": ["{"],
}
"""Own rule files beside which the bundled ones stay as they are."""
TOGETHER = {
    "replaces a bundled type": [HEAD.format("component") + SECTIONS],
    "replaces a bundled type, by another spelling": [HEAD.format('"compo\\u006eent"') + SECTIONS],
    "hides a bundled type": [HEAD.format("component") + "abstract: true\n" + SECTIONS],
    "hides it, by another spelling": [NOTE, HEAD.format('"compo\\u006eent"') + "abstract: true\n"],
    "changes a bundled type": [HEAD.format("component") + "extends: [component]\n"],
    "changes the ids that others refer to": [
        HEAD.format("component") + "extends: [component]\nnaming: {id: 'XY-{number:5}'}\n"
    ],
    "replaces the base": [HEAD.format("base") + SECTIONS],
    "names a bundled type by another spelling": [HEAD.format("note") + 'extends: ["compo\\u006eent"]\n'],
    "unknown parent": [HEAD.format("note") + "extends: [componet]\n"],
    "unknown type": [NOTE + "references:\n  - to: componet\n"],
}
"""Own rule files that are loaded together with all bundled ones."""


def own(texts: Sequence[str]) -> list[RuleText]:
    return [(f"rules/{number}.yaml", text, False) for number, text in enumerate(texts)]


def said(found: Library) -> object:
    types = found.types
    return types, [found.ruleset(each.type) for each in types], found.diagnostics, bool(found.identity)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A cache that has the bundled rule sets."""
    made = Store(str(tmp_path / "cache"))
    library._of(BUNDLED, cache_forms.library_folder(BUNDLED), made)
    return made


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many files each loading takes, from now on."""
    found = list[int]()
    real = loader.load_files

    def counted(files: Sequence[RuleFile], *rest: Any) -> Loaded:
        found.append(len(files))
        return real(files, *rest)

    monkeypatch.setattr(loader, "load_files", counted)
    return found


@pytest.mark.parametrize("texts", [*ALONE.values(), *TOGETHER.values()], ids=[*ALONE, *TOGETHER])
def test_the_result_is_that_of_all_files_together(texts: list[str], store: Store) -> None:
    files = [*BUNDLED, *own(texts)]
    expected = library._loaded(files, None, "folder")[1]
    folder = cache_forms.library_folder(files)
    assert said(library._load(files, store, folder)) == said(expected)
    if expected.identity:
        again = library._of(files, folder, store)
        assert isinstance(again, library._Kept)
        assert said(again) == said(expected), "as the cache has it"


@pytest.mark.parametrize("texts", ALONE.values(), ids=ALONE)
def test_bundled_files_that_are_not_needed_are_not_loaded(texts: list[str], store: Store, loads: list[int]) -> None:
    loads.clear()
    library._load([*BUNDLED, *own(texts)], store, "folder")
    assert len(loads) == 1
    assert loads[0] < len(BUNDLED) + len(texts)


@pytest.mark.parametrize("texts", TOGETHER.values(), ids=TOGETHER)
def test_where_they_may_be_others_all_are_loaded(texts: list[str], store: Store, loads: list[int]) -> None:
    loads.clear()
    library._load([*BUNDLED, *own(texts)], store, "folder")
    assert loads[-1] == len(BUNDLED) + len(texts)


def test_without_a_cache_the_result_is_the_same() -> None:
    files = [*BUNDLED, *own([NOTE])]
    assert said(library._load(files, Store(None), "folder")) == said(library._loaded(files, None, "folder")[1])


def test_what_was_of_use_is_kept(tmp_path: Path, store: Store) -> None:
    for number in range(40):
        files = [*BUNDLED, *own([f"{NOTE}# {number}\n"])]
        library._load(files, store, cache_forms.library_folder(files))
        # Dates of the file system may be too coarse to tell what was written at once.
        for age, path in enumerate(
            sorted(tmp_path.glob("cache/*/libraries/*"), key=lambda each: -each.stat().st_mtime_ns)
        ):
            os.utime(path, (age * -10 + number * 1000,) * 2)
    assert store.read(f"{cache_forms.library_folder(BUNDLED)}/index.json") is not None


def test_what_is_extended_is_needed_too() -> None:
    texts = {path: text for path, text, _ in BUNDLED}
    service = {f"/bundled/{each}.yaml" for each in ("service", "component", "base")}
    assert needed(texts, ["extends: [service]"]) == service, "and what it refers to"
    assert needed(texts, ["extends: [base]", "title: A"]) == {"/bundled/base.yaml"}
    assert needed(texts, ["title: A"]) == set()


def test_of_the_real_bundled_files_those_that_are_needed_are_found(cache: Path, loads: list[int]) -> None:
    files: list[RuleText] = []
    read_rule_files(bundled_folder() or "", "/nowhere", files, [], bundled=True)
    store = Store(str(cache))
    library._of(files, cache_forms.library_folder(files), store)
    loads.clear()
    own = [("own.yaml", HEAD.format("note") + f"extends: [base]\n{SECTIONS}", False)]
    assert library._load([*files, *own], store, "folder").identity
    assert loads == [3]  # with `base` and its vocabulary
    texts = {path: text for path, text, _ in files}
    for path, text in texts.items():
        (type,) = re.findall(r"^type: (.+)$", text, re.MULTILINE)
        assert path in needed(texts, [f"extends: [{type}]"])
        parents = re.findall(r"^extends: \[(.+)\]$", text, re.MULTILINE)
        referred = set(re.findall(r"\bto: ([\w-]+)", text))
        meant = {PurePath(each).stem for each in needed(texts, [f"extends: [{type}]"])}
        assert {type, *parents, *referred} <= meant
