"""What is said of a file does not depend on how it was named: alone, with others, by its folder, as text, in an editor."""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

import speclint
from speclint.base.source import SourceError, SourceFile
from speclint.checks.rules import PROJECT_RULES
from speclint.workspace.editing import EditedWorkspace
from speclint.workspace.files.discovery import STDIN, discover
from speclint.workspace.run import Options, Workspace

from ..amount import amount, sample  # noqa: TID252 - tests are no installed package
from .generated import generate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CORPUS = os.environ.get("SPECLINT_CORPUS", "")
SETTINGS = ".speclint.yaml"
OWN = """\
speclint: 1
type: own
title: Own
unknown_sections: info
naming: {file: "own-{number:3}-{slug}", id: "OWN-{number:3}"}
fields: [Status, {name: Author, presence: recommended}]
placeholders: [{name: to do, regex: "TODO|TBD"}]
sections:
  - {heading: Motivation, aliases: [Abstract, Summary, Why], expects: [text: {min_words: 10}]}
  - heading: Specification
    aliases: [Requirements, Proposal, Design Details]
    expects: [any_of: [table: {columns: [Name]}, code: {parses: true}, list: {min_items: 2}]]
"""
"""A rule set of which much is missing in anything."""
MORE = [
    "See [gone](gone.md).",
    "See [no heading](../README.md#nothing) there.",
    "See [no heading here](#nothing).",
    "See [a picture](/drawing.png), and [another](/drawing-2.png).",
    "This is TBD.",
    "Silenced: [gone](gone-2.md). <!-- speclint-disable-line broken-link: later -->",
    "<!-- speclint-disable-next-line dangling-reference: nothing here -->",
]

Told = tuple[str, int, int, str, str, str]
"""What is said: absolute path, line, column, severity, rule, message."""


@pytest.fixture(autouse=True)
def _few_rule_sets(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the rule sets of the project: a run without a cache reads all of them."""
    folder = str(tmp_path_factory.mktemp("bundled"))
    monkeypatch.setattr("speclint.workspace.library.bundled_folder", lambda: folder)


class Folder(NamedTuple):
    """A project on disk, and where runs keep what they remember."""

    root: Path
    cache: Path

    def environment(self, *, cached: bool = True) -> dict[str, str]:
        return {"SPECLINT_CACHE_DIR": str(self.cache)} if cached else {}

    def documents(self) -> list[str]:
        return sorted(path.relative_to(self.root).as_posix() for path in self.root.rglob("*.md"))

    def told(
        self, paths: Sequence[str], cwd: str = ".", *, cached: bool = True, only_across: bool = False
    ) -> list[Told]:
        """What a run on some paths, relative to the root, says."""
        here = str(self.root / cwd)
        targets, failures = discover([str(self.root / path) for path in paths], here)
        assert not failures
        workspace = Workspace(here, self.environment(cached=cached), Options(only_across=only_across))
        outcome = workspace.check([] if only_across else targets)
        assert not outcome.failures
        return told(outcome.report.diagnostics, here)

    def told_of_text(self, path: str) -> list[Told]:
        """What is said of a document that comes from standard input."""
        root = str(self.root)
        stdin = path, (self.root / path).read_bytes()
        outcome = Workspace(root, self.environment(), Options()).check(discover([STDIN], root)[0], stdin)
        assert not outcome.failures
        return told(outcome.report.diagnostics, root)


def told(found: Iterable[speclint.Diagnostic], cwd: str) -> list[Told]:
    return sorted(
        (str(Path(cwd, each.path)), *each.range.start, each.severity, each.rule, each.message) for each in found
    )


def made(seed: int, root: Path, cache: Path) -> Folder:
    """A generated project with more mistakes in its documents."""
    _, files = generate(seed)
    rng = random.Random(seed)
    for path, text in files.items():
        if path.startswith("specs/"):
            files[path] = "\n".join([text, *(f"{line}\n" for line in rng.sample(MORE, rng.randint(0, 3)))])
    for path, text in {**files, SETTINGS: "rule_paths: [rules]\n", "drawing.png": ""}.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    return Folder(root, cache)


@pytest.mark.parametrize("seed", range(amount(5, 300)))
def test_every_way_to_name_a_file_gives_the_same(
    seed: int, tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert_one_verdict(made(seed, tmp_path, cache), "specs", seed, monkeypatch)


@pytest.mark.skipif(not CORPUS, reason="SPECLINT_CORPUS names no folder of Markdown documents")
@pytest.mark.parametrize("part", range(amount(1, 100)))
def test_every_way_to_name_a_document_of_others_gives_the_same(
    part: int, tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Documents of different projects beside each other, so that hardly any of their links lead anywhere."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "own.yaml").write_text(OWN, "utf-8")
    (tmp_path / SETTINGS).write_text("rule_paths: [rules]\n", "utf-8")
    (tmp_path / "specs").mkdir()
    number = 0
    for number, path in enumerate(sample(Path(CORPUS), 12, 100_000)[part :: amount(1, 100)]):
        data = path.read_bytes()
        if _is_text(data):
            (tmp_path / "specs" / f"own-{number:03}-{path.stem.lower()}.md").write_bytes(data)
    if number:
        assert_one_verdict(Folder(tmp_path, cache), "specs", part, monkeypatch)


def _is_text(data: bytes) -> bool:
    try:
        SourceFile.from_bytes("a.md", data)
    except SourceError:
        return False
    return True


def assert_one_verdict(folder: Folder, inside: str, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is said of each document of a project is the same, however it was named. `inside`: the folder of specifications."""
    root = folder.root
    everything = folder.told(["."])
    assert everything
    by_file = {path: [each for each in everything if each[0] == str(root / path)] for path in folder.documents()}
    assert sum(map(len, by_file.values())) == len(everything)
    assert folder.told(["."], cached=False) == everything
    assert folder.told(folder.documents()) == everything
    assert folder.told([inside], inside) == everything
    assert folder.told([], only_across=True) == [each for each in everything if each[4] in _across(everything)]

    monkeypatch.setenv("SPECLINT_CACHE_DIR", str(folder.cache))
    monkeypatch.chdir(root)
    editor = EditedWorkspace(str(root), folder.environment(), Options(), bounded=True)
    for number, (path, expected) in enumerate(by_file.items()):
        assert folder.told([path]) == expected
        assert folder.told([path]) == expected, "what is remembered is the same"
        assert folder.told([path], inside) == expected
        assert folder.told_of_text(path) == expected
        if number % 3 == seed % 3:
            assert folder.told([path], cached=False) == expected
        assert told(speclint.lint_paths([path]), str(root)) == expected
        text = (root / path).read_bytes().decode("utf-8")
        if path.startswith(f"{inside}/"):
            assert told(speclint.lint_text(text, path=path), str(root)) == expected
        editor.show(str(root / path), SourceFile.from_bytes(path, text.encode()))
        outcome = editor.check([editor.target(str(root / path))])
        assert told(outcome.report.diagnostics, str(root)) == expected


def _across(found: Sequence[Told]) -> set[str]:
    """The rules between documents, with what reports comments that silence none of their findings."""
    return {*PROJECT_RULES, "unused-suppression"} if found else set()


def test_what_was_remembered_ends_with_what_it_depends_on(tmp_path: Path, cache: Path) -> None:
    folder = made(0, tmp_path, cache)
    path = "specs/prt-500-one.md"
    (tmp_path / path).write_text(
        "# One\n\n[PRT-501], [a](/drawing.png), [b](/README.md#more), [c](/x/y.txt)\n", "utf-8"
    )

    def rules() -> list[str]:
        found = sorted(rule for *_, rule, _ in folder.told([path]))
        assert found == sorted(rule for *_, rule, _ in folder.told([path], cached=False))
        return [each for each in found if each != "orphan-spec"]

    everything = ["broken-anchor", "broken-link", "dangling-reference"]
    assert rules() == everything
    (tmp_path / "drawing.png").unlink()
    assert rules() == ["broken-anchor", "broken-link", "broken-link", "dangling-reference"]
    (tmp_path / "drawing.png").write_text("")
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "y.txt").write_text("")
    assert rules() == ["broken-anchor", "dangling-reference"]
    (tmp_path / "README.md").write_text("# Read me\n\n## More\n")
    assert rules() == ["dangling-reference"]
    (tmp_path / "specs" / "prt-501-two.md").write_text("# Two\n")
    assert rules() == []
    (tmp_path / "specs" / "prt-501-two.md").write_bytes(b"# Two\n\n\xe4\n")
    assert rules() == [], "a file that cannot be read has the id of its name nevertheless"
    (tmp_path / SETTINGS).write_text(
        "rule_paths: [rules]\nrules: {dangling-reference: off}\nexclude: [specs/prt-501*]\n"
    )
    assert rules() == []
    (tmp_path / SETTINGS).write_text("rule_paths: [rules]\nexclude: [specs/prt-501*]\n")
    assert rules() == ["dangling-reference"]
